// @ts-check
// What no text may contain: letters of two alphabets in a word, repeated punctuation, HTML, placeholders. Like
// generator/check/rules/hygiene.py and placeholders.py.

import { find, findAll, once, replaced, shorten } from "./base.js";

/** @typedef {import("./base.js").Fault} Fault @typedef {import("./base.js").Text} Text @typedef {import("./base.js").About} About */

const SHOWN = 40;
const LATIN = /[A-Za-z\u00c0-\u024f]/g;
const RUSSIAN = /[\u0400-\u04ff]/g;
const MOST_NAMED = 4;

/** @param {string} text @param {number} [limit] */
function cut(text, limit = SHOWN) {
  const signs = [...text];
  return signs.length <= limit ? text : `${signs.slice(0, limit - 1).join("")}…`;
}

/** @param {Text} text @param {About} about @returns {Fault[]} */
export function mixedAlphabet({ value }, { patterns, words }) {
  return once(findAll(patterns.word, value).map((one) => one[0]))
    .filter((word) => find(patterns.mixed, word))
    .map((word) => {
      const isRussian = (word.match(LATIN) ?? []).length <= (word.match(RUSSIAN) ?? []).length;
      const fixed = translated(word, isRussian ? words.toRussian : words.toLatin);
      const letters = isRussian ? namedLetters(word, LATIN, "латинская", "латинские") : namedLetters(word, RUSSIAN, "русская", "русские");
      return {
        what: `В слове «${word}» смешаны русские и латинские буквы: ${letters}`,
        action: "Наберите слово заново в одной раскладке: поиск не найдёт его, пока буквы смешаны.",
        near: (isRussian || !fixed.match(RUSSIAN)) && !find(patterns.mixed, fixed) ? fixed : "",
      };
    });
}

/** @param {string} word @param {Record<string, string>} letters */
function translated(word, letters) {
  return [...word].map((letter) => letters[letter] ?? letter).join("");
}

/** @param {string} word @param {RegExp} letters @param {string} one @param {string} several */
function namedLetters(word, letters, one, several) {
  const places = new Map();
  for (const found of word.matchAll(letters)) if (!places.has(found[0])) places.set(found[0], (found.index ?? 0) + 1);
  const named = [...places].slice(0, MOST_NAMED).map(([letter, place]) => `«${letter}» на ${place}-м месте`);
  if (places.size > MOST_NAMED) named.push("другие");
  const listed = named.length < 2 ? named.join("") : `${named.slice(0, -1).join(", ")} и ${named[named.length - 1]}`;
  return `${places.size > 1 ? several : one} ${listed}`;
}

/** @param {Text} text @param {About} about @returns {Fault[]} */
export function heapedMarks({ value }, { patterns }) {
  const found = find(patterns.heaped, value);
  if (!found) return [];
  const before = value.slice(0, found.index).split(/\s+/).filter(Boolean);
  const place = before.length ? `после «${cut(before[before.length - 1])}»` : "и больше ничего";
  return [{ what: `На одну букву наложено знаков: ${[...found[0]].length}, ${place}`, action: "Наберите слово заново с клавиатуры." }];
}

/** @param {Text} text @param {About} about @returns {Fault[]} */
export function garbledText({ value }, { patterns }) {
  const found = find(patterns.garbled, value);
  if (!found) return [];
  return [{
    what: `Буквы испорчены, ${misreading(found[0])}: ${cut(value.slice(found.index))}`,
    action: "Впишите текст заново или скопируйте его из файла, сохранённого в кодировке UTF-8.",
  }];
}

/** Say which code page garbled letters were in, and as which they were read. @param {string} garbled */
function misreading(garbled) {
  if ("РС".includes(garbled[0])) return "UTF-8 прочитан как Windows-1251";
  return `${"îàå".includes(garbled[1]) ? "Windows-1251" : "UTF-8"} прочитан как Windows-1252`;
}

/** @param {Text} text @param {About} about @returns {Fault[]} */
export function htmlInText({ value, kind }, { patterns }) {
  const isMarkdown = kind === "markdown";
  const bare = isMarkdown ? replaced(patterns.code, value, () => "") : value;
  const found = find(patterns.tag, bare) ?? (isMarkdown ? null : find(patterns.entity, bare));
  if (!found) return [];
  const more = isMarkdown ? "; если речь о самом теге, заключите его в `обратные кавычки`." : ".";
  return [{
    what: `В тексте разметка HTML: «${cut(found[0])}»; читатели увидят её как есть`,
    action: `Замените разметку обычным текстом${more}`,
  }];
}

/** @param {string} text @param {string} edges */
function stripped(text, edges) {
  let start = 0;
  let end = text.length;
  while (start < end && edges.includes(text[start])) start += 1;
  while (end > start && edges.includes(text[end - 1])) end -= 1;
  return text.slice(start, end);
}

/** @param {string} text */
function folded(text) {
  const plain = text.toLowerCase().replace(/ё/g, "е").replace(/[«»„“”]/g, '"').replace(/[‐‑‒–—]/g, "-");
  return plain.split(/\s+/).filter(Boolean).join(" ");
}

/**
 * Return why a whole text is meaningless; nothing if it is not.
 * @param {string} text @param {About} about
 */
function sortOf(text, { patterns, words }) {
  if ([...text].length > words.longest || !text.trim()) return "";
  const value = folded(text);
  let bare = stripped(value, words.edges);
  const isFirst = (/** @type {import("./base.js").Pattern} */ pattern, /** @type {string} */ within) => find(pattern, within)?.index === 0;
  if (!/^\p{L}/u.test(value) || bare.slice(0, 2) === bare.slice(1, 3)) {
    if (isFirst(patterns.noLetters, text) || isFirst(patterns.ofTemplate, value) || isFirst(patterns.oneLetter, bare)) return "NOTHING";
    if (!/\p{L}/u.test(value)) return "FIGURES";
  }
  const [head, ...rest] = bare.split(" ");
  const parts = once(bare.split(/[\s,;/]+/));
  if (rest.join(" ").startsWith(head.replace(/[,;]+$/, "")) && parts.length === 1) [bare] = parts;
  const found = find(patterns.knownPlaceholder, bare);
  return found?.index === 0 ? words.sorts[found.slice(1).findIndex((one) => one !== undefined)] : "";
}

/** @param {Text} text @param {About} about */
function saysNothing({ value, pointer }, about) {
  const { answers, ofTheWhole, worded } = about.words;
  const sort = sortOf(value, about);
  const steps = pointer.filter((step) => typeof step === "string");
  const last = steps[steps.length - 1];
  if (sort === "TRIAL") return ofTheWhole.includes(steps[0]);
  if (sort === "FIGURES") return worded.includes(last);
  if (sort === "TASK" && last === "duration") return true;
  return Boolean(sort) && !(answers[sort] ?? []).some((/** @type {string} */ one) => steps.includes(one));
}

/** @param {Text} text @param {About} about @returns {Fault[]} */
export function placeholder(text, about) {
  const { value, pointer } = text;
  if (saysNothing(text, about)) {
    const inList = typeof pointer[pointer.length - 1] === "number";
    return [{
      what: `Вместо значения стоит «${shorten(value).replace(/^[«»]+|[«»]+$/g, "")}»: читатель ничего не узнает`,
      action: inList ? "Впишите значение или удалите пункт." : "Впишите значение; если его нет, а поле необязательное, оставьте поле пустым.",
    }];
  }
  const found = find(about.patterns.unfinished, value);
  if (!found) return [];
  return [{ what: `В тексте осталась заготовка: «${shorten(found[0])}»`, action: "Допишите это место или уберите его." }];
}

// @ts-check
// Parses pasted and typed text: text from Word or web pages with lists, numbered steps, tags separated by commas,
// a number with its unit.

const BULLET = /^[ \t\u00a0]*(?:[•·▪▫●○◦‣⁃∙■□►▶➢➤✓✔☑\uf0a7\uf0b7\uf0d8\uf076]|[o§](?=[\t\u00a0]))[ \t\u00a0]*(?=\S)/;
const DASH = /^[ \t\u00a0]*[–—-][ \t\u00a0]+(?=\S)/;
const NUMBER = /^[ \t\u00a0]*(?:шаг[ \u00a0]*|этап[ \u00a0]*)?\(?(\d{1,2})[.):]+(?:[ \t\u00a0]+(?=\S)|(?=[А-ЯЁа-яё«"]))/i;
const LETTERS = /^[ \t\u00a0]*(?:шаг|этап)[ \u00a0]*(?:№[ \u00a0]*)?(\d{1,2})[ \t\u00a0]*(?:[.):—–-]+[ \t\u00a0]*|$|(?=[^\d\s]))/i;
const COUNTED = /^[ \t\u00a0]*(?:(\d{1,2})(?:-?[йыо]{1,2})?|([ivx]{1,4})|(перв|втор|трет|четв[её]рт|пят|шест|седьм|восьм|девят|десят)[а-яё]{2,3})[ \u00a0]+(?:шаг|этап)[ \t\u00a0]*[.):—–-]*[ \t\u00a0]*/i;
const INLINE = /(?:^|\s)(?:(?:шаг|этап)[ \u00a0]*)?(\d{1,2})[.):]+[ \u00a0]+(?=\S)/gi;
const ROMAN = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"];
const ORDINALS = ["перв", "втор", "трет", "четверт", "пят", "шест", "седьм", "восьм", "девят", "десят"];
const WITH_UNIT = /^\s*([+-−–]?\d{1,3}(?:[ \u00a0]\d{3})+|[+-−–]?\d+)([.,]\d+)?\s*([^\s\d.,][^\d]*?)\s*$/u;
const FEWEST = 2;

/** Return the first line of a list item as Markdown, or null for any other line. @param {string} line */
function itemLine(line) {
  const number = line.match(/^[ \t\u00a0]*(\d{1,2})[.)][ \t\u00a0]+(?=\S)/);
  if (number) return `${number[1]}. ${line.slice(number[0].length)}`;
  const sign = line.match(BULLET) ?? line.match(DASH);
  return sign ? `- ${line.slice(sign[0].length)}` : null;
}

/**
 * Return pasted text for a field of several lines: list items begin as in Markdown, and an empty line separates a
 * list from the paragraph before it.
 * @param {string} text @returns {string}
 */
export function cleaned(text) {
  const lines = text.replace(/\r\n?|[\u2028\u2029\u000b]/g, "\n").split("\n");
  /** @type {string[]} */
  const done = [];
  let wasItem = false;
  for (const line of lines) {
    const item = itemLine(line);
    if (item && !wasItem && done.length && done[done.length - 1] !== "") done.push("");
    if (!item && wasItem && line.trim() && !/^\s/.test(line)) done.push("");
    done.push(item ?? line.trimEnd());
    wasItem = item !== null;
  }
  return done.join("\n").replace(/\n{3,}/g, "\n\n").trim();
}

/**
 * Return the lines of a pasted text without their bullets and numbers.
 * @param {string} text @returns {string[]}
 */
export function splitLines(text) {
  const lines = text.split(/\r\n?|\n|\u2028|\u2029/).map((line) => line.replace(BULLET, "").replace(DASH, "").replace(NUMBER, "").trim());
  return lines.map((line) => line.replace(/[;,]$/, "")).filter(Boolean);
}

/**
 * Return the steps of a numbered text, each with title and description; an empty list for any other text.
 * @param {string} text @param {number} longest how long a title may be
 * @returns {{title: string, text: string}[]}
 */
export function splitSteps(text, longest) {
  const byLines = numbered(text.split(/\r\n?|\n|\u2028|\u2029/));
  const steps = byLines.length < FEWEST ? numbered(inlineLines(text)) : byLines;
  return steps.length < FEWEST ? [] : steps.map(([first, ...rest]) => titled(first, rest.join("\n").trim(), longest));
}

/** Group lines into steps: a step begins with the next number. @param {string[]} lines */
function numbered(lines) {
  /** @type {string[][]} */
  const steps = [];
  for (const line of lines) {
    const [sign, number] = beginning(line);
    if (number === steps.length + 1) steps.push([line.slice(sign.length).trim()]);
    else if (steps.length) steps[steps.length - 1].push(line.trim());
  }
  const whole = steps.map((one) => one.slice(Math.max(0, one.findIndex(Boolean))));
  return whole.every(([first]) => first) ? whole : [];
}

/** Return the prefix of a line that begins a step, and the step's number. @param {string} line @returns {[string, number]} */
function beginning(line) {
  const sign = line.match(NUMBER) ?? line.match(LETTERS);
  if (sign) return [sign[0], Number(sign[1])];
  const counted = line.match(COUNTED);
  if (!counted) return ["", 0];
  const [whole, figure, roman, ordinal] = counted;
  const word = ordinal?.toLowerCase().replace("ё", "е");
  return [whole, Number(figure ?? 0) || ROMAN.indexOf(roman?.toLowerCase()) + 1 || ORDINALS.indexOf(word) + 1];
}

/** Split a text on one line into its steps, if they are numbered 1, 2, 3. @param {string} text */
function inlineLines(text) {
  const found = [...text.matchAll(INLINE)];
  const before = text.slice(0, found[0]?.index).trim();
  if (/[^:.]$/.test(before) || !found.every((one, index) => Number(one[1]) === index + 1)) return [];
  return text.replace(INLINE, (whole) => `\n${whole.trim()} `).split("\n").map((line) => line.replace(/[;\s]+$/, ""));
}

/** @param {string} first @param {string} rest @param {number} longest */
function titled(first, rest, longest) {
  const [, sentence = first, more = ""] = first.match(/^(.+?[.!?:])\s+(\S[^]*)$/) ?? [];
  const told = rest && first.length <= longest ? [first, rest] : [sentence, [more, rest].filter(Boolean).join("\n")];
  const title = told[0].replace(/[.:]+$/, "");
  if (title.length <= longest) return { title, text: told[1] || title };
  const cut = title.slice(0, longest).replace(/\s+\S*$/, "").replace(/[,;:—–-]+$/, "");
  return { title: cut, text: [first, rest].filter(Boolean).join("\n") };
}

/** @param {string} text @returns {string[]} */
export function splitTags(text) {
  const parts = text.split(/[,;\n]|\s#/).map((one) => one.trim().replace(/^#/, "").replace(/\.$/, "").toLowerCase());
  return [...new Set(parts.filter(Boolean))];
}

/**
 * Split a number and the word after it: «27 шт», «1 200 руб.». Return null for any other text.
 * @param {string} text @returns {[string, string] | null}
 */
export function numberAndUnit(text) {
  const found = text.match(WITH_UNIT);
  return found ? [`${found[1].replace(/[ \u00a0]/g, "")}${found[2] ?? ""}`, found[3].replace(/^[-–—]\s*/, "")] : null;
}

// @ts-check
// Personal data (152-ФЗ): phone numbers, e-mail addresses, profile pages and names of people, like
// generator/check/rules/personal.py. Names are recognised by patronymics, initials and usual first names; the check also uses a dictionary.

import { find, findAll, once, shorten, textsOf, valuesAt } from "./base.js";

/** @typedef {import("./base.js").Fault} Fault @typedef {import("./base.js").Text} Text @typedef {import("./base.js").About} About */

const LONGEST_NAME = 64;
const LOOKED_AT = 80;
const PROSE = new Set(["line", "plain", "markdown"]);

/** @param {string} login @param {About["words"]} words */
function isPersonLogin(login, words) {
  return new RegExp(words.person, "i").test(login) && !new RegExp(words.body, "i").test(login);
}

/** @param {Text} text @param {About} about @returns {Fault[]} */
export function personalPhone({ value, kind }, { patterns, words }) {
  if (kind === "address" && !/\s/.test(value)) return [];
  return once(findAll(patterns.mobile, value).map((one) => one[0].trim())).map((number) => ({
    what: `Мобильный номер «${number}»: личные телефоны не публикуются`,
    action: words.notMobile,
  }));
}

/** @param {Text} text @param {About} about @returns {Fault[]} */
export function phoneWithoutCode({ value }, { patterns }) {
  return once(findAll(patterns.shortPhone, value).map((one) => one[1])).map((number) => ({
    what: `Телефон «${number}» без кода города: из другого района по нему не позвонить`,
    action: "Допишите код города или перенесите номер в раздел «Контакт».",
  }));
}

/** @param {string} text @param {About["patterns"]} patterns */
function freeMailboxes(text, patterns) {
  return findAll(patterns.freeMailbox, text).map((found) => {
    const name = find(patterns.mailboxName, text.slice(Math.max(0, found.index - LONGEST_NAME), found.index));
    return `${name?.[0] ?? ""}${found[0]}`;
  });
}

/** @param {Text} text @param {About} about @returns {Fault[]} */
export function personalMailbox({ value }, { patterns, words }) {
  return freeMailboxes(value, patterns)
    .filter((mailbox) => isPersonLogin(mailbox.split("@")[0], words))
    .map((mailbox) => ({ what: `Ящик «${mailbox}» назван по человеку: личные адреса не публикуются`, action: words.notMailbox }));
}

/** @param {Text} text @param {About} about @returns {Fault[]} */
export function freeMailbox({ value }, { patterns, words }) {
  return freeMailboxes(value, patterns)
    .filter((mailbox) => !isPersonLogin(mailbox.split("@")[0], words))
    .map((mailbox) => ({
      what: `Ящик «${mailbox}» на бесплатной почте: по нему не видно, чей он`,
      action: "Если это ящик человека, замените его почтой или страницей организации; если организации — оставьте.",
    }));
}

/** @param {Text} text @param {About} about @returns {Fault[]} */
export function personalPage({ value }, { patterns, words }) {
  const sure = findAll(patterns.personsPage, value).map((one) => one[0]);
  const likely = findAll(patterns.maybePersons, value)
    .filter(([, login]) => isPersonLogin(login, words) && !find(patterns.groupLogin, login))
    .map((one) => one[0].replace(/^[\s(,;:«"]+|\/+$/g, ""));
  return once([...sure, ...likely]).map((page) => ({
    what: `Страница «${shorten(page)}» принадлежит человеку: личные страницы не публикуются`,
    action: "Дайте адрес организации или группы; если это и есть группа, возьмите её постоянный адрес (club… или public…).",
  }));
}

/** @param {string} name @param {import("./base.js").Step[]} pointer @param {boolean} beside */
function unconsented(name, pointer, beside) {
  return {
    what: `Имя «${name}» без согласия: имя человека публикуется только с датированным согласием (152-ФЗ)`,
    action: beside
      ? "Уберите имя и оставьте роль — или получите согласие и добавьте рядом поле `consent` с датой и местом хранения."
      : "Уберите имя: назовите роль, должность или отдел.",
    pointer,
  };
}

/** Return the beginnings of the longer words of a name. @param {string} name */
const stems = (name) => name.split(/\s+/).filter((word) => word.length > 4).map((word) => word.slice(0, -2).toLowerCase());

/** @param {any} record @param {About} about @returns {Fault[]} */
export function nameWithoutConsent(record, about) {
  const people = new Map(about.people.flatMap((path) => valuesAt(record, path)).map(([pointer, person]) => [pointer.join("/"), { pointer, person }]));
  const all = [...people.values()];
  const found = all.filter(({ person }) => person.name && !person.consent).map(({ pointer, person }) => unconsented(person.name, [...pointer, "name"], true));
  const known = new Set(all.filter(({ person }) => person.consent).flatMap(({ person }) => stems(person.name ?? "")));
  for (const text of textsOf(about.texts, record).filter(({ kind }) => PROSE.has(kind))) {
    const beside = people.get(text.pointer.slice(0, -1).join("/"));
    if (beside && (beside.person.consent || text.pointer[text.pointer.length - 1] === "name")) continue;
    for (const name of once(namesIn(text.value, about.patterns, about.words.tales))) {
      if (!stems(name).some((stem) => known.has(stem))) found.push(unconsented(name, text.pointer, Boolean(beside)));
    }
  }
  return found;
}

/** @param {string} text @param {About["patterns"]} patterns @param {string[]} tales */
function namesIn(text, patterns, tales) {
  const behindPosts = findAll(patterns.behindAPost, text).map((found) => found.groups?.name ?? "");
  const whole = candidates(text, patterns).flatMap((found) => {
    const candidate = found[0].replace(/[А-ЯЁ]{2,}/g, (word) => word[0] + word.slice(1).toLowerCase());
    const name = nameWithin(candidate, patterns);
    if (!name) return [];
    const start = found.index + candidate.indexOf(name);
    let before = text.slice(Math.max(0, start - LOOKED_AT), start);
    before = before.slice(before.lastIndexOf("\n\n") + 1);
    if (!before.endsWith(". ")) before = before.split(/[.!?;]\s+(?=[А-ЯЁ])/).pop() ?? "";
    const isOfAll = isFamous(name, patterns, tales) || find(patterns.knownAs, before) || find(patterns.calledAfter, before);
    return isOfAll && !find(patterns.post, before) ? [] : [text.slice(start, start + name.length)];
  });
  return [...whole, ...behindPosts.filter((name) => find(patterns.firstNames, name.toLowerCase())?.index !== 0)];
}

/** Return candidates for names; in «Учитель И. И. Иванов» the initials are tried with the words on both sides.
 * @param {string} text @param {About["patterns"]} patterns */
function candidates(text, patterns) {
  const all = [];
  for (let place = 0, found = find(patterns.mayBeName, text); found; found = find(patterns.mayBeName, text, place)) {
    all.push(found);
    const last = find(patterns.lastInitials, found[0]);
    place = found.index + (last && !nameWithin(found[0], patterns) ? last.index + 1 : found[0].length);
  }
  return all;
}

/** @param {string} candidate @param {About["patterns"]} patterns */
function nameWithin(candidate, patterns) {
  const is = (/** @type {string} */ pattern, /** @type {string} */ word) => find(patterns[pattern], word.toLowerCase())?.index === 0;
  const short = find(patterns.withInitials, candidate);
  if (short) return is("surname", short[1] || short[2]) ? short[0].trim() : "";
  const words = findAll(patterns.nameWord, candidate);
  for (let place = 0; place + 1 < words.length; place += 1) {
    for (const size of [3, 2]) {
      const part = words.slice(place, place + size).map((one) => one[0]);
      if (part.length === size && isName(part, is)) {
        const last = words[place + size - 1];
        return candidate.slice(words[place].index, last.index + last[0].length);
      }
    }
  }
  return "";
}

/** @param {string[]} words @param {(pattern: string, word: string) => boolean} is */
function isName(words, is) {
  const patronymics = words.filter((word) => is("patronymic", word));
  if (words.length > 2) return patronymics.length === 1 && words.some((word) => word !== patronymics[0] && is("firstNames", word));
  if (patronymics.length) return words[1] === patronymics[0] || is("firstNames", words[1]);
  const [first, second] = words;
  return (is("firstNames", first) && is("surname", second)) || (is("surname", first) && is("firstNames", second));
}

/** @param {string} name @param {About["patterns"]} patterns @param {string[]} tales */
function isFamous(name, patterns, tales) {
  const words = name.match(/[А-ЯЁ][а-яё]*/g)?.map((word) => word.toLowerCase().replace(/ё/g, "е")) ?? [];
  return words.some((first) => words.some((second) => first !== second && (find(patterns.famous, `${first[0]} ${second}`)?.index === 0 || tales.includes(`${first} ${second}`))));
}

// @ts-check
// «Ёлочки» outside, „лапки“ inside, always in pairs, like generator/check/rules/quotes.py.

import { blanked, find, findAll, replaced } from "./base.js";

/** @typedef {import("./base.js").Fault} Fault @typedef {import("./base.js").Text} Text @typedef {import("./base.js").About} About */
/** @typedef {Record<string, import("./base.js").Pattern>} Patterns */

const SURELY_OPEN = "«„‚‹〝‟‛";
const SURELY_CLOSED = "»›〞";
const SUGGESTED = 300;

/** @param {string} text @param {boolean} isMarkdown @param {Patterns} patterns */
function hidden(text, isMarkdown, patterns) {
  if (find(patterns.garbled, text)) return "";
  return isMarkdown ? blanked(patterns.linkTitle, blanked(patterns.hidden, text)) : text;
}

/** @param {string} text @param {string} sign */
const count = (text, sign) => text.split(sign).length - 1;

/** @param {string} text @param {RegExpExecArray} found @param {Patterns} patterns */
function isRight(text, found, patterns) {
  const before = text.slice(0, found.index);
  if (found[0] === "„" || found[0] === "“") return count(before, "«") > count(before, "»");
  return count(before, found[0]) % 2 === 0 && find(patterns.measure, text, found.index)?.index === found.index;
}

/** @param {string} text @param {number} place */
function around(text, place) {
  const line = text.slice(text.lastIndexOf("\n", place - 1) + 1, place).slice(-20);
  return `${line}${text.slice(place).split("\n")[0].slice(0, 25)}`.trim();
}

/**
 * Return a text with «ёлочки» and „лапки“; empty if it is not clear which quotes form a pair.
 * @param {string} text @param {boolean} isMarkdown @param {Patterns} patterns
 */
function withRussianQuotes(text, isMarkdown, patterns) {
  const usual = replaced(patterns.looksClosed, replaced(patterns.looksOpen, text, () => "«"), () => "»");
  const whole = replaced(patterns.doubled, usual, (pair) => `«${pair.slice(2, -2)}»`);
  const plain = hidden(whole, isMarkdown, patterns);
  let fixed = "";
  let depth = 0;
  let done = 0;
  for (const found of findAll(patterns.quotes, plain)) {
    const before = plain.slice(0, found.index);
    if (!"„“".includes(found[0]) && isRight(plain, found, patterns)) continue;
    const isSure = SURELY_OPEN.includes(found[0]) || SURELY_CLOSED.includes(found[0]);
    const opens = isSure ? SURELY_OPEN.includes(found[0]) : !before || find(patterns.beforeOpening, before) !== null;
    if (depth === 0 && !opens) return "";
    depth += opens ? 1 : -1;
    const outer = depth === (opens ? 1 : 0);
    fixed += whole.slice(done, found.index) + (outer ? "«»" : "„“")[opens ? 0 : 1];
    done = found.index + found[0].length;
  }
  fixed += whole.slice(done);
  return depth || fixed.includes("«»") ? "" : fixed;
}

/** @param {Text} text @param {About} about @returns {Fault[]} */
export function foreignQuotes({ value, kind }, { patterns }) {
  const isMarkdown = kind === "markdown";
  const plain = hidden(value, isMarkdown, patterns);
  const found = findAll(patterns.foreign, plain).find((one) => !isRight(plain, one, patterns));
  if (!found) return [];
  const fixed = withRussianQuotes(value, isMarkdown, patterns);
  return [{
    what: `Кавычки не «ёлочки»: ${around(value, found.index)}`,
    action: "Замените кавычки: остальные в текстах атласа стоят «ёлочками».",
    near: fixed && fixed !== value && [...fixed].length <= SUGGESTED ? fixed : "",
  }];
}

/**
 * Return a text with «ёлочки» if it is clear which quotes form a pair; otherwise the text itself.
 * @param {string} value @param {string} kind @param {About} about
 */
export function mendQuotes(value, kind, about) {
  const isProse = ["line", "plain", "markdown"].includes(kind);
  if (!isProse || foreignQuotes({ value, kind, pointer: [] }, about).length === 0) return value;
  return withRussianQuotes(value, kind === "markdown", about.patterns) || value;
}

/** @param {Text} text @param {About} about @returns {Fault[]} */
export function unbalancedQuotes({ value, kind }, { patterns }) {
  const plain = hidden(value, kind === "markdown", patterns);
  const place = lonePlace(plain);
  if (place === undefined) return [];
  const state = plain[place] === "«" ? "открыта, но не закрыта" : "закрыта, но не открыта";
  return [{ what: `Кавычка ${state}: ${around(plain, place)}`, action: "Поставьте вторую кавычку или уберите лишнюю." }];
}

/** @param {string} text */
function lonePlace(text) {
  const openAt = [];
  for (const found of text.matchAll(/[«»]/g)) {
    if (found[0] === "«") openAt.push(found.index);
    else if (openAt.length) openAt.pop();
    else return found.index;
  }
  return openAt[openAt.length - 1];
}

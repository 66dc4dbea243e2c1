// @ts-check
// What all rules of the form's judge use: patterns of the check, places in a record, Russian words.

/**
 * @typedef {string | number} Step
 * @typedef {{source: string, flags: string}} Pattern
 * @typedef {{code: string, pointer: Step[], what: string, action: string, near: string, advice: boolean, isAsked: boolean}} Verdict advice does not prevent sending; `isAsked` marks what is only asked of new records and is merely shown
 * @typedef {{what: string, action: string, near?: string, pointer?: Step[]}} Fault
 * @typedef {{value: string, kind: string, pointer: Step[]}} Text
 * @typedef {Record<string, any>} Term
 * @typedef {{
 *   kind: string, folder: string, kindTerms: string, stageTerms: string, texts: any, references: any,
 *   past: (string | null)[][], people: (string | null)[][], awarding: (string | null)[][], distinct: [(string | null)[], string][],
 *   orders: [(string | null)[], (string | null)[], string][], rows: [(string | null)[], string][],
 *   patterns: Record<string, Pattern>, words: Record<string, any>, terms: Record<string, Record<string, Term>>,
 *   rulesOfOthers: string[], advice: string[], names: Record<string, string>, region: string, reserved: string[], folders: Record<string, string>,
 *   stems: string[],
 * }} About the page's data about a kind of record, its terms and the words of the rules
 * @typedef {{today: string, parse: ((text: string) => any[]) | null}} Known the day, and the Markdown parser
 */

const LINE = 60;
/** @type {Map<Pattern, RegExp | null>} */
const made = new Map();
/** Whether this browser does not support some pattern. */
let isOld = false;

/** Return whether the browser has supported all patterns so far. */
export const knowsAll = () => !isOld;

/** @param {Pattern} pattern @returns {RegExp | null} */
function compiled(pattern) {
  let found = made.get(pattern);
  if (found === undefined) {
    try {
      found = new RegExp(pattern.source, `${pattern.flags}g`);
    } catch {
      found = null; // a browser without lookbehind
      isOld = true;
    }
    made.set(pattern, found);
  }
  return found;
}

/**
 * Return all matches of a pattern in a text.
 * @param {Pattern} pattern @param {string} text @returns {RegExpExecArray[]}
 */
export function findAll(pattern, text) {
  const regexp = compiled(pattern);
  if (!regexp) return [];
  const found = [];
  regexp.lastIndex = 0;
  for (let one = regexp.exec(text); one; one = regexp.exec(text)) {
    found.push(one);
    if (one[0] === "") regexp.lastIndex += 1;
  }
  return found;
}

/** @param {Pattern} pattern @param {string} text @param {number} [from] @returns {RegExpExecArray | null} */
export function find(pattern, text, from = 0) {
  const regexp = compiled(pattern);
  if (!regexp) return null;
  regexp.lastIndex = from;
  return regexp.exec(text);
}

/** @param {Pattern} pattern @param {string} text */
export function isWhole(pattern, text) {
  return findAll(pattern, text).some((one) => one[0] === text);
}

/** @param {Pattern} pattern @param {string} text @param {(found: string) => string} put */
export function replaced(pattern, text, put) {
  const regexp = compiled(pattern);
  return regexp ? text.replace(regexp, (found) => put(found)) : text;
}

/** Return a text in which the matches of a pattern are replaced by spaces. @param {Pattern} pattern @param {string} text */
export const blanked = (pattern, text) => replaced(pattern, text, (found) => " ".repeat(found.length));

/** @param {any} value @returns {value is Record<string, any>} */
const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * Return the marked texts of a record, in the order of the schema.
 * @param {any} tree @param {any} value @param {Step[]} [pointer] @returns {Text[]}
 */
export function textsOf(tree, value, pointer = []) {
  if (typeof tree === "string") return typeof value === "string" ? [{ value, kind: tree, pointer }] : [];
  if (Array.isArray(tree)) {
    return Array.isArray(value) ? value.flatMap((item, index) => textsOf(tree[0], item, [...pointer, index])) : [];
  }
  if (!isObject(value)) return [];
  return Object.entries(tree).flatMap(([name, below]) => textsOf(below, value[name], [...pointer, name]));
}

/**
 * Return the values of a record at a path; null in the path stands for every item of a list.
 * @param {any} value @param {(string | null)[]} path @param {Step[]} [pointer] @returns {[Step[], any][]}
 */
export function valuesAt(value, path, pointer = []) {
  if (value === undefined || value === null) return [];
  if (path.length === 0) return [[pointer, value]];
  const [step, ...rest] = path;
  if (step !== null) return isObject(value) ? valuesAt(value[step], rest, [...pointer, step]) : [];
  return Array.isArray(value) ? value.flatMap((item, index) => valuesAt(item, rest, [...pointer, index])) : [];
}

/** Return a text on one line, shortened to the length of a report's line. @param {string} text @param {number} [limit] */
export function shorten(text, limit = LINE) {
  const signs = [...text.split(/\s+/).filter(Boolean).join(" ")];
  return signs.length <= limit ? signs.join("") : `${signs.slice(0, limit).join("")}…`;
}

/** @param {string[]} words @param {string} [last] */
export function joined(words, last = "и") {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} ${last} ${words[words.length - 1]}`;
}

/** @param {string[]} words */
export const quoted = (words) => words.map((word) => `«${word}»`);

/** Format a number as in Russian: 12 000, 0,5. @param {number} number */
export function numberText(number) {
  if (!Number.isInteger(number)) return String(number).replace(".", ",");
  return Math.abs(number) < 10000 ? String(number) : String(number).replace(/\B(?=(\d{3})+$)/g, "\u00a0");
}

/** Return a text without what does not distinguish names: case, ё, spaces, quotes, dashes. @param {string} text */
export function normalised(text) {
  return text.toLowerCase().replace(/ё/g, "е").replace(/[«»„“”"'‘’\-\u2010-\u2015]/g, " ").split(/\s+/).filter(Boolean).join(" ");
}

/** Return the first of each group of equal items. @template T @param {T[]} all */
export const once = (all) => [...new Set(all)];

// @ts-check
// Normalises typed and pasted values: no invisible characters, no spaces at the ends, a decimal point instead of a
// comma, dates in figures with the year first.

// Invisible characters, as INVISIBLE in generator/check/rules/hygiene.py, except line separators.
// eslint-disable-next-line no-control-regex, no-misleading-character-class
const INVISIBLE = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ue000-\uf8ff\ufdd0-\ufdef\ufe00-\ufe0d\ufeff\uffa0\ufff0-\uffff\u{13430}-\u{1343f}\u{1bca0}-\u{1bca3}\u{1d159}\u{1d173}-\u{1d17a}\u{1fffe}\u{1ffff}\u{2fffe}\u{2ffff}\u{3fffe}-\u{10ffff}]/gu;
/** Characters that join an emoji or form a flag: they are kept. */
const EMOJI = /[\u2190-\u2bff\ufe0f\u{1f000}-\u{1faff}]\u200d(?=[\u2190-\u2bff\u{1f000}-\u{1faff}])|\u{1f3f4}[\u{e0020}-\u{e007e}]+\u{e007f}/gu;
/** As `MAX_INTEGER`: a larger number would be read back from its file with another value. */
const LARGEST = 2 ** 53;
const NUMBER = /^[+-]?[0-9]+(\.[0-9]+)?$/;
const MONTHS = ["янв", "фев", "мар", "апр", "ма", "июн", "июл", "авг", "сен", "окт", "ноя", "дек"];
const IN_WORDS = /^(?:([0-9]{1,2})\s+)?([а-я]{3,8})\.?\s+([0-9]{4})(?:\s*г(?:\.|ода?|оду)?)?$/;
const YEAR = /^([0-9]{4})\s*г(?:\.|од)?$/;
const DAY_FIRST = /^(?:([0-9]{1,2})[./-])?([0-9]{1,2})[./-]([0-9]{4})(?:\s*г\.?)?$/;

/**
 * Normalise a single line; an empty one becomes undefined.
 * @param {string} text @returns {string | undefined}
 */
export function tidyLine(text) {
  return dropInvisible(text.replace(/[\n\t]/g, " ")).replace(/ {2,}/g, " ").trim() || undefined;
}

/**
 * Normalise a text of several lines: no spaces at the ends of lines, a single empty line between paragraphs.
 * @param {string} text @returns {string | undefined}
 */
export function tidyText(text) {
  const lines = dropInvisible(text.replace(/\r\n?|[\u2028\u2029\u0085]/g, "\n").replace(/\t/g, " ")).split("\n");
  return lines.map((line) => line.trimEnd()).join("\n").replace(/\n{3,}/g, "\n\n").trim() || undefined;
}

/**
 * Parse a number; undefined for any other text.
 * @param {string} text @param {boolean} whole @returns {number | undefined}
 */
export function tidyNumber(text, whole) {
  const plain = dropInvisible(text).replace(/\s|%/g, "").replace(/[−–]/g, "-").replace(",", ".");
  const value = Number(plain);
  if (!NUMBER.test(plain) || !(Math.abs(value) <= LARGEST)) return undefined;
  return whole && !Number.isInteger(value) ? undefined : value;
}

/**
 * Return a date with the year first, if the text is a date that begins with the day.
 * @param {string} text @returns {string | undefined}
 */
export function tidyDate(text) {
  const line = tidyLine(text);
  if (line === undefined) return line;
  const found = line.match(DAY_FIRST) ?? parseMonth(line.toLowerCase());
  if (!found) return line.match(YEAR)?.[1] ?? line;
  return [found[3], found[2].padStart(2, "0"), ...(found[1] ? [found[1].padStart(2, "0")] : [])].join("-");
}

/**
 * Parse a date with the month as a word into the day, if there is one, the month's number and the year.
 * @param {string} line @returns {string[] | undefined} as what DAY_FIRST finds
 */
function parseMonth(line) {
  const found = line.match(IN_WORDS);
  const month = MONTHS.findIndex((beginning) => found?.[2].startsWith(beginning)) + 1;
  return found && month ? [found[0], found[1], String(month), found[3]] : undefined;
}

/** @param {string} text */
function dropInvisible(text) {
  const whole = text.normalize("NFC");
  let done = 0;
  let bare = "";
  for (const emoji of whole.matchAll(EMOJI)) {
    const start = emoji.index ?? 0;
    bare += whole.slice(done, start).replace(INVISIBLE, "") + emoji[0];
    done = start + emoji[0].length;
  }
  return bare + whole.slice(done).replace(INVISIBLE, "");
}

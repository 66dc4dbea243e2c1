// @ts-check
// The query: what a reader typed becomes what Pagefind is asked.

import { plain, stem, wordsOf } from "./stem.js";

const SMALL_WORDS = new Set(
  "а без в во для до за и из или к ко как на не о об от по под при с со у что".split(" "),
);
const SHORTEST = 3;
const NIBBLES = "abcdefghijklmnop";
const QUOTED = /^\s*["«„“](.+)["»“”]\s*$/u;

/**
 * @typedef {object} Query
 * @property {string} asked what Pagefind is asked; null lists all records
 * @property {string} shown the query with its corrections, as readers are shown it
 * @property {boolean} corrected whether it differs from what was typed
 * @property {string[]} unknown words that the atlas does not hold, left out of what is asked
 * @property {string[]} stems what titles are marked by
 * @property {boolean} hopeless whether none of the words is known
 */

/**
 * @param {string} text what was typed
 * @param {boolean} exact whether to leave typing errors alone
 * @param {import("./words.js").Dictionary} dictionary
 * @param {Map<string, string>} shorts tokens of abbreviations, by the abbreviation in small letters
 * @returns {Promise<Query>}
 */
export async function understand(text, exact, dictionary, shorts) {
  const phrase = QUOTED.exec(text);
  if (phrase) return phraseQuery(phrase[1]);
  const words = dropSmallWords(wordsOf(text.replaceAll(/[\u0300\u0301]/gu, "")));
  const understood = await Promise.all(words.map((word) => interpret(word, exact, dictionary, shorts)));
  const known = understood.filter((word) => word.key !== null);
  return {
    asked: known.map((word) => word.key).join(" "),
    shown: respell(text, understood),
    corrected: understood.some((word) => word.key !== null && word.correction !== null),
    unknown: understood.filter((word) => word.key === null).map((word) => word.typed),
    stems: known.flatMap((word) => [word.key ?? "", stem(word.correction ?? word.typed)]),
    hopeless: words.length > 0 && known.length === 0,
  };
}

/**
 * The tokens by which abbreviations stand in the index (see generator/site/search/words.py).
 * @param {string[]} shorts
 * @returns {Map<string, string>}
 */
export function tokens(shorts) {
  return new Map(shorts.map((short) => [short.toLowerCase(), token(short)]));
}

/** @param {string} short */
function token(short) {
  const digits = [...short.toLowerCase()].map((letter) => (letter.codePointAt(0) ?? 0) & 0xff);
  return `z${digits.map((digit) => NIBBLES[digit >> 4] + NIBBLES[digit & 15]).join("")}z`;
}

/** @param {string} phrase @returns {Query} */
function phraseQuery(phrase) {
  const stems = wordsOf(phrase).map(stem);
  return { asked: `"${phrase}"`, shown: phrase, corrected: false, unknown: [], stems, hopeless: false };
}

/** @param {string[]} words */
function dropSmallWords(words) {
  const kept = words.filter((word) => !SMALL_WORDS.has(word.toLowerCase()));
  return kept.length > 0 ? kept : words;
}

/**
 * @param {string} typed @param {boolean} exact
 * @param {import("./words.js").Dictionary} dictionary @param {Map<string, string>} shorts
 * @returns {Promise<{typed: string, key: string | null, correction: string | null}>}
 */
async function interpret(typed, exact, dictionary, shorts) {
  const short = shorts.get(typed.toLowerCase());
  if (short) return { typed, key: short, correction: null };
  const bare = plain(typed);
  if (bare.length < SHORTEST || /\p{N}/u.test(bare)) return { typed, key: stem(bare), correction: null };
  const key = await dictionary.keyOf(bare);
  const correction = key !== null || exact ? null : await dictionary.correct(bare);
  return { typed, key: key ?? (correction && stem(correction)), correction };
}

/**
 * @param {string} text @param {{typed: string, correction: string | null}[]} words
 */
function respell(text, words) {
  return words.reduce((line, word) => (word.correction ? line.replace(word.typed, word.correction) : line), text).trim();
}

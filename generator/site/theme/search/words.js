// @ts-check
// The words of the atlas: which are known, and what a reader may have meant by an unknown one.

import { plain, stem, unmarked, withFleetingVowel, withoutFleetingVowel } from "./stem.js";

const CORRECTED_FROM = 5;
const CORRECTED_TWICE_FROM = 9;
const NEAREST = 2;
const FIRST_LETTER = "а".charCodeAt(0);

/** @typedef {{stem: string, form: string, letters: number}} Entry a stem, the form shown to readers, its letters as bits */

/**
 * @typedef {object} Stems
 * @property {(own: string) => Promise<boolean>} holds whether the index contains a stem
 * @property {(short: string) => Promise<boolean>} fleets whether a stem belongs to a word with a fleeting vowel
 */

export class Dictionary {
  /** @param {string} folder address of the dictionary's files @param {Stems} index */
  constructor(folder, index) {
    this.folder = folder;
    this.index = index;
    /** @type {Map<string, Promise<Entry[]>>} */
    this.shelves = new Map();
  }

  /**
   * Return the stem by which the atlas knows a word; null if it does not.
   * @param {string} word
   * @returns {Promise<string | null>}
   */
  async keyOf(word) {
    const bare = plain(word);
    const own = stem(word);
    // Pages are also indexed by the shorter of two such stems, so it finds the forms of both. For «урок» it is not a word.
    const short = withoutFleetingVowel(own);
    const both = short === own || (await this.index.fleets(short)) ? [short, own] : [own, short];
    for (const form of new Set([...both, stem(unmarked(bare))])) if (await this.index.holds(form)) return form;
    const longer = withFleetingVowel(own);
    if (longer.length === 0) return null;
    const known = new Set((await this.shelf(shelfOf(bare))).map((entry) => entry.stem));
    return longer.find((form) => known.has(form)) || null;
  }

  /**
   * Return the word meant by one with typing errors, as written on some page; null if there is none.
   * @param {string} word
   * @returns {Promise<string | null>}
   */
  async correct(word) {
    const bare = plain(word);
    if (bare.length < CORRECTED_FROM) return null;
    const own = stem(bare);
    const most = bare.length < CORRECTED_TWICE_FROM ? 1 : 2;
    // A form of an existing word is not a typing error, even if no page contains it.
    if ((await this.shelf(shelfOf(bare))).some((entry) => entry.stem === own)) return null;
    for (let limit = 1; limit <= most; limit += 1) {
      for (const shelf of [shelfOf(bare), "all"]) {
        const near = (await this.shelf(shelf)).filter((entry) => isNear(bare, own, entry, limit));
        if (near.length > 0) return nearest(bare, near);
      }
    }
    return null;
  }

  /**
   * Return the known words similar to the given one, nearest first.
   * @param {string} word @param {number} count
   * @returns {Promise<string[]>}
   */
  async near(word, count) {
    const bare = plain(word);
    const own = stem(bare);
    const close = (await this.shelf("all")).filter((entry) => entry.stem !== own && isNear(bare, own, entry, NEAREST));
    const found = close.map(({ form }) => ({ form, off: distance(bare, form, bare.length) })).filter(({ form, off }) => off < form.length / 2);
    return found.sort((one, other) => one.off - other.off).slice(0, count).map(({ form }) => form);
  }

  /** @param {string} name @returns {Promise<Entry[]>} */
  shelf(name) {
    const shelf = this.shelves.get(name) || this.fetch(name);
    this.shelves.set(name, shelf);
    return shelf;
  }

  /** @param {string} name @returns {Promise<Entry[]>} */
  async fetch(name) {
    const answer = await fetch(`${this.folder}${name}.json`).catch(() => null);
    if (!answer || !answer.ok) return [];
    /** @type {string[]} */
    const lines = await answer.json();
    return lines.map((line) => {
      const [own, ending] = line.split("|");
      return { stem: own, form: own + ending, letters: lettersOf(own + ending) };
    });
  }
}

/**
 * Return the file with the words that have the same first letter as the given one.
 * @param {string} word
 */
function shelfOf(word) {
  return /^[а-я]/u.test(word) ? word.charCodeAt(0).toString(16) : "other";
}

/**
 * Return whether a word or its stem differs from an entry by at most `limit` typing errors.
 * @param {string} word @param {string} own its stem @param {Entry} entry @param {number} limit
 */
function isNear(word, own, entry, limit) {
  // Most words can be excluded by their letters: a typing error adds and removes one at most.
  if (bitsOf(lettersOf(word) ^ entry.letters) > 2 * limit + (word.length - own.length) + (entry.form.length - entry.stem.length)) return false;
  if (distance(word, entry.form, limit) <= limit) return true;
  // Stems may match without their endings, but a short stem matches too many.
  return Math.min(own.length, entry.stem.length) >= CORRECTED_FROM && distance(own, entry.stem, 1) <= 1;
}

/** Return the form with the fewest typing errors; the first of equals. @param {string} word @param {Entry[]} entries */
function nearest(word, entries) {
  const slips = entries.map(({ form }) => distance(word, form, word.length));
  return entries[slips.indexOf(Math.min(...slips))].form;
}

/** Return the set of letters of a word as bits. @param {string} word */
function lettersOf(word) {
  let letters = 0;
  for (let place = 0; place < word.length; place += 1) letters |= 1 << ((word.charCodeAt(place) - FIRST_LETTER) & 31);
  return letters;
}

/** @param {number} number */
function bitsOf(number) {
  let count = 0;
  for (let left = number; left !== 0; left &= left - 1) count += 1;
  return count;
}

/**
 * Return the number of letters missing, added, changed or swapped between two words (optimal string alignment);
 * anything above `limit` is `limit + 1`.
 * @param {string} one @param {string} other @param {number} limit
 */
export function distance(one, other, limit) {
  const tooFar = limit + 1;
  if (Math.abs(one.length - other.length) > limit) return tooFar;
  let beforeLast = /** @type {number[]} */ ([]);
  let last = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (let row = 1; row <= one.length; row += 1) {
    const line = [row];
    for (let column = 1; column <= other.length; column += 1) {
      const same = one[row - 1] === other[column - 1];
      let best = Math.min(last[column] + 1, line[column - 1] + 1, last[column - 1] + (same ? 0 : 1));
      const swapped = row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      if (swapped) best = Math.min(best, beforeLast[column - 2] + 1);
      line.push(best);
    }
    if (Math.min(...line) > limit) return tooFar;
    [beforeLast, last] = [last, line];
  }
  return Math.min(last[other.length], tooFar);
}

// @ts-check
// The words of the atlas: which are known, and what a reader may have meant by one that is not.

import { plain, stem, unmarked, withFleetingVowel, withoutFleetingVowel } from "./stem.js";

const CORRECTED_FROM = 5;
const NEAREST = 2;
const QWERTY = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`";
const ЙЦУКЕН = "йцукенгшщзхъфывапролджэячсмитьбюё";

/** @typedef {{stem: string, form: string}} Entry a stem and the form that readers are shown */

export class Dictionary {
  /**
   * @param {string} folder address of the dictionary's files
   * @param {(own: string) => Promise<boolean>} holds whether the index holds a stem
   */
  constructor(folder, holds) {
    this.folder = folder;
    this.holds = holds;
    /** @type {Map<string, Promise<Entry[]>>} */
    this.shelves = new Map();
  }

  /**
   * The stem by which the atlas knows a word or one that begins with it; null if it knows neither.
   * @param {string} word
   * @returns {Promise<string | null>}
   */
  async keyOf(word) {
    const bare = plain(word);
    const own = stem(word);
    // Pages are indexed by the shorter of two such stems too, so it finds the forms with either.
    const shorter = withoutFleetingVowel(own);
    // The index is asked first: what it says of a word is needed to find it anyway.
    for (const form of new Set([shorter, own, stem(unmarked(bare))])) if (await this.holds(form)) return form;
    const entries = await this.shelf(shelfOf(bare));
    const known = new Set(entries.map((entry) => entry.stem));
    const same = [shorter, own, ...withFleetingVowel(own)].find((form) => known.has(form));
    if (same) return same;
    return entries.some((entry) => entry.stem.startsWith(bare) || entry.form.startsWith(bare)) ? own : null;
  }

  /**
   * The word that was meant by one with a typing error; null if there is none.
   * @param {string} word
   * @returns {Promise<string | null>}
   */
  async correct(word) {
    const bare = plain(word);
    const typed = rekeyed(bare);
    if (typed !== null && (await this.keyOf(typed))) return typed;
    if (bare.length < CORRECTED_FROM) return null;
    const own = stem(bare);
    for (const shelf of [shelfOf(bare), "all"]) {
      const near = (await this.shelf(shelf)).find((entry) => offBy(bare, own, entry, 1) <= 1);
      if (near) return respell(bare, own, near);
    }
    return null;
  }

  /**
   * Known words like the given one, nearest first.
   * @param {string} word @param {number} count
   * @returns {Promise<string[]>}
   */
  async near(word, count) {
    const bare = plain(word);
    const own = stem(bare);
    const found = (await this.shelf("all"))
      .map((entry) => ({ form: entry.form, off: offBy(bare, own, entry, NEAREST) }))
      .filter(({ form, off }) => off <= NEAREST && off < form.length / 2);
    return found.sort((one, other) => one.off - other.off).slice(0, count).map(({ form }) => form);
  }

  /** @param {string} name @returns {Promise<Entry[]>} */
  shelf(name) {
    const shelf = this.shelves.get(name) ?? this.fetch(name);
    this.shelves.set(name, shelf);
    return shelf;
  }

  /** @param {string} name @returns {Promise<Entry[]>} */
  async fetch(name) {
    const answer = await fetch(`${this.folder}${name}.json`).catch(() => null);
    if (!answer?.ok) return [];
    /** @type {string[]} */
    const lines = await answer.json();
    return lines.map((line) => {
      const [own, ending] = line.split("|");
      return { stem: own, form: own + ending };
    });
  }
}

/**
 * The corrected word, with the ending that was typed if it has one.
 * @param {string} word @param {string} own its stem @param {Entry} near
 */
function respell(word, own, near) {
  const ending = word.slice(own.length);
  return ending && distance(own, near.stem, 1) <= 1 ? near.stem + ending : near.form;
}

/**
 * The file that holds the words with the first letter of the given one.
 * @param {string} word
 */
function shelfOf(word) {
  return /^[а-я]/u.test(word) ? word.charCodeAt(0).toString(16) : "other";
}

/**
 * How many slips of the finger part a word from an entry: the fewer of those in the stem and in the form.
 * @param {string} word @param {string} own its stem @param {Entry} entry @param {number} limit
 */
function offBy(word, own, entry, limit) {
  return Math.min(distance(own, entry.stem, limit), distance(word, entry.form, limit));
}

/**
 * Letters left out, put in, changed or swapped between two words (optimal string alignment);
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

/**
 * A word typed with the Latin layout on, as it would be with the Russian one; null for any other word.
 * @param {string} word
 */
function rekeyed(word) {
  const letters = [...word].map((letter) => ЙЦУКЕН[QWERTY.indexOf(letter)]);
  return letters.every(Boolean) ? letters.join("") : null;
}

// @ts-check
// Phrases: the pages where words stand one after the other, in the text or in a name.

import { unpackNames, unpackPlaces, weightOf } from "./ranking.js";

/** @typedef {import("./index.js").Word} Word */
/** @typedef {import("./ranking.js").Ranked} Ranked */
/** @typedef {import("./ranking.js").Match} Match */
/** @typedef {Map<number, Map<number, string>>} Places by page and place, the name of the field; "" for the text */

// Places in a name are counted from here on, each name apart.
const APART = 2 ** 20;

/**
 * @param {(Word | null)[]} words in the order of the phrase
 * @returns {Ranked[]}
 */
export function findPhrase(words) {
  const [first, ...others] = words.map(placesOf);
  if (!first) return [];
  const found = [];
  for (const [page, places] of first) {
    const starts = [...places].filter(([place]) => others.every((other, step) => other.get(page)?.has(place + step + 1)));
    if (starts.length === 0) continue;
    const score = Math.max(...starts.map(([, field]) => (field ? weightOf(field) : 1)));
    found.push({ page, score, matches: matchesOf(words, page) });
  }
  return found.sort((one, other) => other.score - one.score || one.page - other.page);
}

/** @param {Word | null} word @returns {Places} */
function placesOf(word) {
  /** @type {Places} */
  const found = new Map();
  for (const { page, places, names, fields } of word?.postings ?? []) {
    const here = found.get(page) ?? new Map();
    found.set(page, here);
    for (const { place } of unpackPlaces(places)) here.set(place, "");
    for (const [field, each] of unpackNames(names)) {
      for (const place of each) here.set((field + 1) * APART + place, fields[field]);
    }
  }
  return found;
}

/** @param {(Word | null)[]} words @param {number} page @returns {Match[]} */
function matchesOf(words, page) {
  return words.flatMap((found, term) =>
    (found?.postings ?? [])
      .filter((posting) => posting.page === page)
      .map((posting) => ({ word: found?.word ?? "", term, bonus: 1, posting })),
  );
}

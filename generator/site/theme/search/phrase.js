// @ts-check
// Phrases: the pages with words one after the other, in the text or in a name.

import { APART, unpackNames, unpackPlaces } from "./pagefind.js";
import { weightOf } from "./ranking.js";

/** @typedef {import("./pagefind.js").Word} Word */
/** @typedef {import("./ranking.js").Ranked} Ranked */
/** @typedef {Map<number, Map<number, string>>} Places the name of the field by page and position; "" for the text */

/**
 * @param {Word[][]} words in the order of the phrase: for each the matching words of the index
 * @returns {Ranked[]}
 */
export function findPhrase(words) {
  const [first, ...others] = words.map(placesOf);
  if (!first) return [];
  const found = [];
  for (const [page, places] of first) {
    const starts = [...places].filter(([place]) => others.every((other, step) => (other.get(page) || new Map()).has(place + step + 1)));
    if (starts.length > 0) found.push({ page, score: Math.max(...starts.map(([, field]) => weightOf(field))) });
  }
  return found.sort((one, other) => other.score - one.score || one.page - other.page);
}

/** @param {Word[]} words @returns {Places} */
function placesOf(words) {
  /** @type {Places} */
  const found = new Map();
  for (const { page, places, names, fields } of words.flatMap(({ postings }) => postings)) {
    const here = found.get(page) || new Map();
    found.set(page, here);
    for (const { place } of unpackPlaces(places)) here.set(place, "");
    for (const [field, each] of unpackNames(names)) {
      for (const place of each) here.set((field + 1) * APART + place, fields[field]);
    }
  }
  return found;
}

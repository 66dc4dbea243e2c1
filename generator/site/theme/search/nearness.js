// @ts-check
// Nearness: how close together the words of a query are on a page. Words in the same sentence are more relevant
// than the same words scattered over a page.

import { APART, UNSEEN, unpackNames, unpackPlaces } from "./pagefind.js";

/** @typedef {import("./pagefind.js").Word} Word */
/** @typedef {{words: Word[][]}} Way for each word of a way, the matching words of the index */
/** @typedef {{place: number, need: number}} Stop a place where a page matches a need */

/** Words further apart than this do not belong together. */
const REACH = 12;
/** Words of a phrase may be this far apart: «педагоги детских и юношеских садов». */
const PHRASE = 4;

/**
 * Return the pages where the words of a phrase are close together, in the text or in a name.
 * @param {Word[][]} words
 * @returns {Set<number>}
 */
export function standTogether(words) {
  const [first, ...others] = words.map((alternatives) => placesOf(alternatives));
  const found = new Set();
  for (const [page, places] of first) {
    const there = others.map((other) => other.get(page) || []);
    if (places.some((place) => there.every((each) => each.some((one) => Math.abs(one - place) <= PHRASE)))) found.add(page);
  }
  return found;
}

/**
 * Return how close together pages contain needs: the sum over pairs of them; rare pairs count for more.
 * @param {{ways: Way[]}[]} needs @param {number[]} worth the weight of each need @param {Set<number>} pages that are looked at
 * @returns {Map<number, number>} by page
 */
export function nearness(needs, worth, pages) {
  /** @type {Map<number, Stop[]>} */
  const stops = new Map([...pages].map((page) => [page, []]));
  needs.forEach(({ ways }, need) => {
    const places = placesOf(ways.flatMap(({ words }) => words.flat()), pages);
    for (const [page, own] of places) stops.get(page)?.push(...own.map((place) => ({ place, need })));
  });
  return new Map([...stops].map(([page, own]) => [page, sumOfPairs(own, worth)]));
}

/**
 * Return where words occur on pages, except words that readers do not see. A name is far from the text and other names.
 * @param {Word[]} words @param {Set<number>} [pages] the pages to look at; all by default
 * @returns {Map<number, number[]>} by page
 */
function placesOf(words, pages) {
  /** @type {Map<number, number[]>} */
  const found = new Map();
  for (const { page, places, names } of words.flatMap(({ postings }) => postings)) {
    if (pages && !pages.has(page)) continue;
    const own = found.get(page) || [];
    found.set(page, own);
    for (const { place, weight } of unpackPlaces(places)) if (weight !== UNSEEN) own.push(place);
    for (const [field, each] of unpackNames(names)) own.push(...each.map((place) => (field + 1) * APART + place));
  }
  return found;
}

/** @param {Stop[]} stops @param {number[]} worth */
function sumOfPairs(stops, worth) {
  /** @type {Map<number, number>} */
  const last = new Map();
  /** @type {Map<number, number>} */
  const best = new Map();
  for (const { place, need } of stops.sort((one, other) => one.place - other.place)) {
    for (const [other, there] of last) {
      const apart = place - there;
      if (other === need || apart === 0 || apart > REACH) continue;
      const pair = Math.min(need, other) * worth.length + Math.max(need, other);
      best.set(pair, Math.max(best.get(pair) || 0, Math.min(worth[need], worth[other]) / Math.sqrt(apart)));
    }
    last.set(need, place);
  }
  return [...best.values()].reduce((sum, one) => sum + one, 0);
}

// @ts-check
// Destinations: pages of the atlas that a query asks for instead of records, or besides them
// (see generator/site/search/destinations.py).

import { TALK_STEMS } from "./query.js";
import { plain, stem, withoutFleetingVowel, wordsOf } from "./stem.js";

/** @typedef {{title: string, address: string, phrases: string[], anywhere?: boolean}} Destination */

const MOST = 2;
const RECORD = ["запись", "записи"];

/**
 * Return the pages that a query asks for: «сравнить практики», «молодой учитель в Сочи».
 * @param {string} text @param {import("./names.js").Names} names
 * @returns {Destination[]}
 */
export function destinationsOf(text, { destinations, kinds }) {
  const filler = new Set([...TALK_STEMS, ...[...RECORD, ...kinds].map(stemOf)]);
  const said = wordsOf(text).map(stemOf);
  const told = said.filter((own) => !filler.has(own));
  const asks = (/** @type {string[]} */ phrase, /** @type {boolean | undefined} */ anywhere) =>
    anywhere ? holds(said, phrase) : told.length > 0 && told.join(" ") === phrase.filter((own) => !filler.has(own)).join(" ");
  return destinations.filter(({ phrases, anywhere }) => phrases.some((phrase) => asks(phrase.split(" ").map(withoutFleetingVowel), anywhere))).slice(0, MOST);
}

/** @param {string} word */
function stemOf(word) {
  return withoutFleetingVowel(stem(plain(word)));
}

/** Return whether the words of a phrase follow each other among others. @param {string[]} said @param {string[]} phrase */
function holds(said, phrase) {
  return said.some((_, start) => phrase.every((own, place) => said[start + place] === own));
}

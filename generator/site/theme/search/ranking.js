// @ts-check
// Ranking: which pages hold all words of a query, and which of them come first. The formula is Pagefind's
// (BM25 for texts, and for names how much of the query they cover), but each page is looked at once:
// Pagefind compares every page with every place of every word, and takes seconds where many pages match.

/** @typedef {import("./index.js").Word} Word */
/** @typedef {import("./index.js").Posting} Posting */
/** @typedef {{pages: number, length: number, lengths: number[]}} Corpus how many pages, their words on average and each */
/** @typedef {{stem: string, words: Word[], idf: number}} Term a stem of a query and the words that begin with it */
/** @typedef {{word: string, term: number, bonus: number, posting: Posting}} Match */
/** @typedef {{page: number, score: number, matches: Match[]}} Ranked */
/** @typedef {Record<string, number>} Names how much a word in each name counts; 1 where it is not said */

const NORMAL = 24;
const HEAVIEST = 255;
const SATURATION = 1.4;
// Records are of a few pages each: a long one is not a worse one.
const LENGTH = 0.3;
const SPREAD = 2;
// A title that holds the words comes before any text; «keys» are the aliases of the title, «names»
// those of a short title that is a bare abbreviation.
/** @type {Names} */
const NAMES = { title: 40, short: 10, keys: 15, names: 30, tags: 4, summary: 3, municipality: 2, kind: 0 };

/**
 * The pages that hold all terms of a query, best first. A term that no page holds does not count,
 * unless none is held.
 * @param {{stem: string, words: Word[]}[]} query @param {Corpus} corpus @param {Names} [names]
 * @returns {Ranked[]}
 */
export function rank(query, corpus, names = NAMES) {
  const found = matchesByPage(query);
  const terms = query.map((term, place) => ({ ...term, idf: idf(corpus.pages, found.counts[place]) }));
  const held = found.counts.filter((count) => count > 0).length;
  const pages = [...found.pages].filter(([, matches]) => new Set(matches.map((match) => match.term)).size === held);
  const scored = pages.map(([page, matches]) => {
    const score = scoreText(page, matches, terms, corpus) + scoreNames(matches, terms, names);
    return { page, matches, score };
  });
  return scored.sort((one, other) => other.score - one.score || one.page - other.page);
}

/** How much a word in a name counts. @param {string} field */
export function weightOf(field) {
  return NAMES[field] ?? 1;
}

/**
 * The places of a page's text where words of a query stand.
 * @param {Match[]} matches
 * @returns {number[]}
 */
export function placesOf(matches) {
  const places = matches.flatMap(({ posting }) => unpackPlaces(posting.places).map(({ place }) => place));
  return [...new Set(places)].sort((one, other) => one - other);
}

/**
 * The places of a posting with their weights. A negative number says that the weight changes; each
 * other number says by how much a place is after the last one of the same weight.
 * @param {number[]} packed
 * @returns {{place: number, weight: number}[]}
 */
export function unpackPlaces(packed) {
  const places = [];
  let [place, weight] = [0, NORMAL + 1];
  for (const number of packed) {
    if (number < 0) [place, weight] = [0, Math.min(HEAVIEST, -1 - number)];
    else places.push({ place: (place += number), weight });
  }
  return places;
}

/**
 * The places of a posting in names, by the number of the field.
 * @param {number[]} packed
 * @returns {Map<number, number[]>}
 */
export function unpackNames(packed) {
  const found = new Map();
  let place = 0;
  /** @type {number[]} */
  let places = [];
  for (const number of packed) {
    if (number < 0) found.set(-1 - number, (places = []));
    place = number < 0 ? 0 : place + number;
    if (number >= 0) places.push(place);
  }
  return found;
}

/** @param {{stem: string, words: Word[]}[]} query */
function matchesByPage(query) {
  /** @type {Map<number, Match[]>} */
  const pages = new Map();
  const counts = query.map(({ stem, words }, term) => {
    const own = new Set();
    for (const { word, postings } of words) {
      const bonus = likeness(bytes(word) - bytes(stem));
      for (const posting of postings) {
        own.add(posting.page);
        const known = pages.get(posting.page);
        if (known) known.push({ word, term, bonus, posting });
        else pages.set(posting.page, [{ word, term, bonus, posting }]);
      }
    }
    return own.size;
  });
  return { pages, counts };
}

/** How much a page's text is about the words. @param {number} page @param {Match[]} matches @param {Term[]} terms @param {Corpus} corpus */
function scoreText(page, matches, terms, corpus) {
  const long = SATURATION * (1 - LENGTH + (LENGTH * corpus.lengths[page]) / corpus.length);
  let sum = 0;
  for (const [word, weight] of weights(matches)) {
    const first = matches.find((match) => match.word === word);
    if (!first) continue;
    const often = (weight / NORMAL) * first.bonus;
    sum += (terms[first.term].idf * (SATURATION + 1) * often) / (long + often);
  }
  return sum;
}

/**
 * The weight of each word in a text. Words of several terms in one place, as parts of a compound are,
 * weigh the more.
 * @param {Match[]} matches
 * @returns {Map<string, number>}
 */
function weights(matches) {
  /** @type {Map<number, Map<number, {word: string, weight: number}>>} */
  const places = new Map();
  for (const { word, term, posting } of matches) {
    for (const { place, weight } of unpackPlaces(posting.places)) {
      const here = places.get(place) ?? new Map();
      if (!here.has(term)) places.set(place, here.set(term, { word, weight }));
    }
  }
  const sums = new Map();
  for (const here of places.values()) {
    const least = Math.min(...[...here.values()].map(({ weight }) => weight));
    const weight = Math.min(HEAVIEST, least * here.size);
    for (const { word } of here.values()) sums.set(word, (sums.get(word) ?? 0) + weight);
  }
  return sums;
}

/** How much of the query stands in a page's names. @param {Match[]} matches @param {Term[]} terms @param {Names} names */
function scoreNames(matches, terms, names) {
  const all = terms.reduce((sum, term) => sum + term.idf, 0);
  /** @type {Map<string, Set<number>>} */
  const fields = new Map();
  for (const { term, posting } of matches) {
    for (const number of unpackNames(posting.names).keys()) {
      const field = posting.fields[number];
      fields.set(field, (fields.get(field) ?? new Set()).add(term));
    }
  }
  let sum = 0;
  for (const [field, held] of fields) {
    const own = [...held].reduce((part, term) => part + terms[term].idf, 0);
    sum += (names[field] ?? 1) * own * (own / all) ** 2;
  }
  return sum;
}

/** How telling a term is that stands on `holding` pages. @param {number} pages @param {number} holding */
function idf(pages, holding) {
  return Math.log((pages - holding + 0.5) / (holding + 0.5) + 1);
}

/** How much a word counts that is longer than the stem by some bytes. @param {number} longer */
function likeness(longer) {
  const nearness = Math.exp((-0.5 * Math.min(HEAVIEST, Math.abs(longer) + 1) ** 2) / SPREAD ** 2);
  return Math.exp(nearness) / Math.E;
}

/** @param {string} word */
function bytes(word) {
  return new TextEncoder().encode(word).length;
}

// @ts-check
// The engine: what is found for a state of the page, and how many results each value of each facet would give.

import { Filter, valuesOf } from "./filter.js";
import { Index } from "./index.js";
import { findPhrase } from "./phrase.js";
import { placesOf, rank, unpackPlaces } from "./ranking.js";
import { isFiltered, orderOf, toggleValue } from "./state.js";
import { stem, unmarked } from "./stem.js";

/** @typedef {import("./state.js").State} State */
/** @typedef {import("./query.js").Query} Query */
/** @typedef {import("./index.js").Table} Table */
/** @typedef {import("./index.js").Word} Word */
/** @typedef {import("./ranking.js").Ranked} Ranked */
/** @typedef {import("./index.js").Fragment & {places: number[], facets: Record<string, string[]>}} Found a page with where the words stand */
/** @typedef {Record<string, Record<string, number>>} Counts results by facet and value */
/** @typedef {{data: () => Promise<Found>}} Hit */

// What the weights of hidden words are: such a word may be one that nobody writes.
const HIDDEN = 12;
// The words that begin with a stem are all looked at where so many files of a part hold them; of what
// begins a hundred words, as «школ» does, only the word itself, unless the stem is not yet a word.
const FEW_FILES = 2;
const MANY_FILES = 4;
// «школой» and «школьный» end so in the index: Pagefind takes «й» for «и» before it cuts the ending.
const ENDINGS = ["", "о", "ы"];
// A stem that no word begins with may itself begin with a word that is shorter by so many letters.
const SHORTER = 4;
const SHORTEST = 3;

export class Engine {
  /** @param {string} folder address of the index */
  constructor(folder) {
    this.folder = folder;
    this.index = new Index(folder, "default");
    /** @type {Map<string, Promise<Ranked[]>>} */
    this.asked = new Map();
  }

  /** Forgets what was read: the site may have been published again since. */
  renew() {
    this.index = new Index(this.folder, "reload");
    this.asked.clear();
  }

  /** Begins to read what every search needs. */
  begin() {
    this.index.table().catch(() => {}); // the search that needs it tells what is wrong
  }

  /**
   * Whether a stem stands in the texts themselves, and not only among the hidden words.
   * @param {string} own
   */
  async holds(own) {
    const word = await this.index.word(unmarked(own));
    return word !== null && word.postings.some(({ places, names }) => names.length > 0 || unpackPlaces(places).some(isSeen));
  }

  /**
   * @param {Query} query @param {State} state
   * @returns {Promise<{hits: Hit[], counts: Counts}>}
   */
  async find(query, state) {
    const table = await this.index.table();
    const matching = await this.matching(query.asked);
    const filter = new Filter(table, state.facets);
    const pages = matching.filter(({ page }) => filter.takes(page));
    const ordered = await this.ordered(pages, state);
    return { hits: ordered.map((each) => ({ data: () => this.data(each, table) })), counts: filter.counts() };
  }

  /**
   * How many results there would be without each chosen value, for those that would give any.
   * @param {Query} query @param {State} state
   * @returns {Promise<{facet: string, value: string, count: number}[]>}
   */
  async withoutEach(query, state) {
    if (!isFiltered(state)) return [];
    const [table, matching] = await Promise.all([this.index.table(), this.matching(query.asked)]);
    const choices = Object.entries(state.facets).flatMap(([facet, chosen]) => chosen.map((value) => ({ facet, value })));
    const counted = choices.map(({ facet, value }) => {
      const filter = new Filter(table, toggleValue(state, facet, value).facets);
      return { facet, value, count: matching.filter(({ page }) => filter.takes(page)).length };
    });
    return counted.filter(({ count }) => count > 0);
  }

  /** The pages that match a query, best first; all pages for none. @param {string} asked */
  matching(asked) {
    const known = this.asked.get(asked) ?? this.match(asked);
    this.asked.set(asked, known);
    return known;
  }

  /** @param {string} asked @returns {Promise<Ranked[]>} */
  async match(asked) {
    const { parts } = await this.index.table();
    const lengths = parts.flatMap((part) => part.lengths);
    if (!asked) return lengths.map((_, page) => ({ page, score: 0, matches: [] }));
    if (asked.startsWith('"')) return this.phrase(asked);
    const stems = asked.split(" ").map(unmarked);
    const query = await Promise.all(stems.map(async (own) => ({ stem: own, words: await this.wordsLike(own) })));
    const length = lengths.reduce((sum, one) => sum + one, 0) / lengths.length;
    return rank(query, { pages: lengths.length, length, lengths });
  }

  /** The words that begin with a stem; if there are none, the longest that it begins with. @param {string} own */
  async wordsLike(own) {
    const words = await this.wordsFrom(own);
    for (let end = own.length - 1; words.length === 0 && end >= SHORTEST && end >= own.length - SHORTER; end -= 1) {
      const shorter = await this.index.word(own.slice(0, end));
      if (shorter) words.push(shorter);
    }
    return words;
  }

  /** @param {string} own */
  async wordsFrom(own) {
    if ((await this.index.spread(own)) <= FEW_FILES) return this.index.words(own, FEW_FILES);
    const forms = await Promise.all(ENDINGS.map((ending) => this.index.word(own + ending)));
    const known = forms.filter((form) => form !== null);
    return known.length > 0 ? known : this.index.words(own, MANY_FILES);
  }

  /** The pages where words stand one after the other. @param {string} asked @returns {Promise<Ranked[]>} */
  async phrase(asked) {
    const stems = asked.split(/\s+/u).map((word) => stem(unmarked(word).replaceAll(/[^\p{L}\p{N}]/gu, "")));
    return findPhrase(await Promise.all(stems.filter(Boolean).map((own) => this.index.word(own))));
  }

  /** @param {Ranked[]} pages @param {State} state */
  async ordered(pages, state) {
    const order = orderOf(state);
    if (order === "relevance") return pages;
    const places = await this.index.order(order);
    const byPage = new Map(places.map((page, place) => [page, place]));
    return [...pages].sort((one, other) => (byPage.get(one.page) ?? 0) - (byPage.get(other.page) ?? 0));
  }

  /** @param {Ranked} found @param {Table} table @returns {Promise<Found>} */
  async data({ page, matches }, table) {
    const fragment = await this.index.fragment(page);
    const facets = Object.entries(table.facets).map(([facet, column]) => [facet, valuesOf(column, page)]);
    return { ...fragment, places: placesOf(matches), facets: Object.fromEntries(facets) };
  }
}

/** Whether a word stands in a text to be read. @param {{weight: number}} place */
function isSeen({ weight }) {
  return weight !== HIDDEN;
}

// @ts-check
// The engine: finds the results for a state of the page, and counts how many each value of each facet would give.

import { Filter, valuesOf } from "./filter.js";
import { Index } from "./index.js";
import { Names } from "./names.js";
import { findPhrase } from "./phrase.js";
import { rank } from "./ranking.js";
import { rootOf } from "./root.js";
import { isFiltered, orderOf, toggleValue } from "./state.js";
import { unmarked, withFleetingVowel } from "./stem.js";
import { breathe } from "../shared/turns.js";

/** @typedef {import("./state.js").State} State */
/** @typedef {import("./query.js").Query} Query */
/** @typedef {import("./query.js").Need} Need */
/** @typedef {import("./query.js").Way} Way */
/** @typedef {import("./index.js").Table} Table */
/** @typedef {import("./pagefind.js").Word} Word */
/** @typedef {import("./ranking.js").FoundNeed} FoundNeed */
/** @typedef {import("./ranking.js").FoundWay} FoundWay */
/** @typedef {import("./ranking.js").Ranked} Ranked */
/** @typedef {import("./pagefind.js").Fragment & {facets: Record<string, string[]>}} Found a page with its facet values */
/** @typedef {Record<string, Record<string, number>>} Counts results by facet and value */
/** @typedef {{data: () => Promise<Found>}} Hit */
/** @typedef {{hits: Hit[], counts: Counts, whole: number}} Result `whole` is the number of hits that match the whole query */

// At most this number of files is read for the words with a beginning.
const FILES = 2;
// A term of the query that matches this number of pages is not expanded with synonyms.
const ENOUGH = 100;
// «школой» and «школьный» end like this in the index: Pagefind replaces «й» by «и» before stemming. They are in
// the file of their stem (see generator/site/search/word_files.py).
const ENDINGS = ["", "о", "ы"];

export class Engine {
  /** @param {string} folder address of the index */
  constructor(folder) {
    this.folder = folder;
    this.index = new Index(folder, "default");
    /** @type {Map<string, Ranked[]>} */
    this.asked = new Map();
    /** @type {Promise<Names> | null} */
    this.named = null;
  }

  /** Forgets everything read: the site may have been published again. */
  renew() {
    this.index = new Index(this.folder, "reload");
    this.asked.clear();
    this.named = null;
  }

  /** Begins to read what every search needs, and cancels requests of earlier searches. */
  begin() {
    this.index.abandon();
    this.index.table().catch(() => {}); // the search that needs it reports the error
  }

  /** Return the names that queries may contain. @returns {Promise<Names>} */
  names() {
    this.named = this.named || this.index.table().then(async (table) => {
      await breathe(); // reading the table has just taken as long
      const { municipality } = table.facets;
      const served = Boolean(municipality) && municipality.values.includes(table.names.wide || "");
      return new Names(served ? table.names : { ...table.names, wide: "" });
    });
    return this.named;
  }

  /** Return whether a page contains a stem. @param {string} own */
  async holds(own) {
    return (await this.forms(unmarked(own))).length > 0;
  }

  /** Return whether a stem belongs to a word with a fleeting vowel: «кружк» to «кружок», «урк» to none. @param {string} short */
  async fleets(short) {
    return (await this.index.table()).fleeting.includes(short);
  }

  /** Return whether the index contains a word with this beginning. @param {string} start */
  async begins(start) {
    return (await this.index.words(start, 1)).length > 0;
  }

  /**
   * @param {Query} query @param {State} state
   * @returns {Promise<Result>}
   */
  async find(query, state) {
    const table = await this.index.table();
    const matching = await this.matching(query);
    const filter = new Filter(table, await this.wanted(state));
    const pages = matching.filter(({ page }) => filter.takes(page));
    const ordered = await this.ordered(pages, state);
    const hits = ordered.map(({ page }) => ({ data: () => this.data(page, table) }));
    return { hits, counts: filter.counts(), whole: pages.filter(({ part }) => !part).length };
  }

  /** Return the values that a record may have: chosen ones, those of the list, places nearby. @param {State} state */
  async wanted({ facets, fixed, near }) {
    /** @type {Record<string, string[]>} */
    const all = { ...facets, ...fixed };
    if (!near) return all;
    const chosen = { ...all };
    for (const { facet = "", value, near: around } of (await this.names()).names) {
      if (around && (chosen[facet] || []).includes(value)) all[facet] = [...new Set([...all[facet], ...around])];
    }
    return all;
  }

  /**
   * Return the number of results without each chosen value, for those that would give any.
   * @param {Query} query @param {State} state
   * @returns {Promise<{facet: string, value: string, count: number}[]>}
   */
  async withoutEach(query, state) {
    if (!isFiltered(state)) return [];
    const [table, pages] = await Promise.all([this.index.table(), this.matching(query)]);
    const choices = Object.entries(state.facets).flatMap(([facet, chosen]) => chosen.map((value) => ({ facet, value })));
    const counted = await Promise.all(
      choices.map(async ({ facet, value }) => {
        const filter = new Filter(table, await this.wanted(toggleValue(state, facet, value)));
        return { facet, value, count: pages.filter(({ page }) => filter.takes(page)).length };
      }),
    );
    return counted.filter(({ count }) => count > 0);
  }

  /** Return the number of records for the chosen values, whatever the words. @param {State} state */
  async size(state) {
    const table = await this.index.table();
    const filter = new Filter(table, await this.wanted(state));
    return Array.from({ length: table.pages }, (_, page) => filter.takes(page)).filter(Boolean).length;
  }

  /** Return whether the atlas has no records yet. */
  async isBare() {
    return (await this.index.table()).pages === 0;
  }

  /** Return the number of records of a list for each value of each facet. @param {State} state */
  async offered({ fixed = {} }) {
    const table = await this.index.table();
    const filter = new Filter(table, fixed);
    for (let page = 0; page < table.pages; page += 1) filter.takes(page);
    return filter.counts();
  }

  /** Return the number of records with a value of a facet. @param {string} facet @param {string} value */
  async count(facet, value) {
    const { facets } = await this.index.table();
    const column = facets[facet];
    const number = column ? column.values.indexOf(value) : -1;
    return number < 0 ? 0 : Array.from(column.pages).filter((set) => column.sets[set].includes(number)).length;
  }

  /** Return the pages that match a query, best first; all pages for an empty one. @param {Query} query @returns {Promise<Ranked[]>} */
  async matching(query) {
    const key = JSON.stringify([query.phrase, query.needs, query.who]);
    const found = this.asked.get(key) || (await this.match(query));
    this.asked.set(key, found);
    return found;
  }

  /** @param {Query} query @returns {Promise<Ranked[]>} */
  async match({ phrase, needs, plain, who }) {
    const table = await this.index.table();
    if (phrase) return findPhrase(await Promise.all(phrase.map((own) => this.forms(own))));
    if (needs.length === 0) return Array.from({ length: table.pages }, (_, page) => ({ page, score: 0 }));
    return rank(await Promise.all(needs.map((need) => this.needWords(need, table))), table, { plain, who });
  }

  /** Return the words of a need. Synonyms are only read if it matches few pages itself: each costs a request. @param {Need} need @param {Table} table @returns {Promise<FoundNeed>} */
  async needWords({ ways, wanted }, table) {
    const read = (/** @type {Way[]} */ some) => Promise.all(some.map((way) => this.wayWords(way)));
    const found = await read(ways.filter(({ same, kin }) => !same || kin));
    const others = ways.filter(({ same, kin }) => same && !kin);
    if (others.length === 0 || howMany(found, wanted, table) >= ENOUGH) return { wanted, ways: found };
    return { wanted, ways: [...found, ...(await read(others))] };
  }

  /** @param {Way} way @returns {Promise<FoundWay>} */
  async wayWords({ stems, weight, prefix, same = false, kin = false }) {
    const words = await Promise.all(
      stems.map((own, place) => {
        if (kin) return this.kin(own);
        return prefix && place === stems.length - 1 ? this.index.words(own, FILES) : this.forms(own);
      }),
    );
    return { words, weight, same };
  }

  /** Return the words of the index that are forms of a stem. @param {string} own */
  async forms(own) {
    const words = await this.index.around(own);
    return [own, ...withFleetingVowel(own)].flatMap((form) => ENDINGS.flatMap((ending) => words.get(form + ending) || []));
  }

  /** Return the words in the same file that share the root of a stem but are not forms of it. @param {string} own */
  async kin(own) {
    const root = rootOf(own);
    if (root === "") return [];
    const [words, forms] = await Promise.all([this.index.around(own), this.forms(own)]);
    return [...words.values()].filter((word) => word.word.startsWith(root) && rootOf(word.word) === root && !forms.includes(word));
  }

  /** @param {Ranked[]} pages @param {State} state */
  async ordered(pages, state) {
    const order = orderOf(state);
    if (order === "relevance") return pages;
    const places = new Map((await this.index.order(order)).map((page, place) => [page, place]));
    return [...pages].sort((one, other) => (places.get(one.page) || 0) - (places.get(other.page) || 0));
  }

  /** @param {number} page @param {Table} table @returns {Promise<Found>} */
  async data(page, table) {
    const fragment = await this.index.fragment(page);
    const facets = Object.entries(table.facets).map(([facet, column]) => [facet, valuesOf(column, page)]);
    return { ...fragment, facets: Object.fromEntries(facets) };
  }
}

/** Return the maximum number of pages that match a need by one of its ways or wanted values. @param {FoundWay[]} ways @param {import("./query.js").Wanted[]} wanted @param {Table} table */
function howMany(ways, wanted, { facets }) {
  const bySense = wanted.map(({ facet, values }) => {
    const column = facets[facet];
    const fits = column ? column.sets.map((set) => set.some((number) => values.includes(column.values[number]))) : [];
    return column ? Array.from(column.pages).filter((set) => fits[set]).length : 0;
  });
  const byWord = ways.map(({ words }) => Math.min(...words.map((each) => new Set(each.flatMap(({ postings }) => postings.map(({ page }) => page))).size)));
  return Math.max(0, ...bySense, ...byWord);
}

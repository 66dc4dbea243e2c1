// @ts-check
// The engine: what is found for a state of the page, and how many results each value of each facet would give.

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
/** @typedef {import("./pagefind.js").Fragment & {facets: Record<string, string[]>}} Found a page with its values */
/** @typedef {Record<string, Record<string, number>>} Counts results by facet and value */
/** @typedef {{data: () => Promise<Found>}} Hit */
/** @typedef {{hits: Hit[], counts: Counts, whole: number}} Result `whole` of the hits meet the whole query */

// The words that begin so stand in so many files at most that are read.
const FILES = 2;
// A need that so many pages meet is not asked in other words.
const ENOUGH = 100;
// «школой» and «школьный» end so in the index: Pagefind takes «й» for «и» before it cuts the ending. They stand in
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

  /** Forgets what was read: the site may have been published again since. */
  renew() {
    this.index = new Index(this.folder, "reload");
    this.asked.clear();
    this.named = null;
  }

  /** Begins to read what every search needs, and ends what an older one still waits for. */
  begin() {
    this.index.abandon();
    this.index.table().catch(() => {}); // the search that needs it tells what is wrong
  }

  /** What queries may name. @returns {Promise<Names>} */
  names() {
    this.named = this.named || this.index.table().then(async (table) => {
      await breathe(); // the table has just been read, which takes as long
      const { municipality } = table.facets;
      const served = Boolean(municipality) && municipality.values.includes(table.names.wide || "");
      return new Names(served ? table.names : { ...table.names, wide: "" });
    });
    return this.named;
  }

  /** Whether a stem stands on a page. @param {string} own */
  async holds(own) {
    return (await this.forms(unmarked(own))).length > 0;
  }

  /** Whether a stem is of a word whose vowel comes and goes: «кружк» is of «кружок», «урк» of nothing. @param {string} short */
  async fleets(short) {
    return (await this.index.table()).fleeting.includes(short);
  }

  /** Whether a word of the index begins so. @param {string} start */
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

  /** The values that a record may have: those chosen, those of the list, the places around. @param {State} state */
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
   * How many results there would be without each chosen value, for those that would give any.
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

  /** How many records a choice has, whatever the words. @param {State} state */
  async size(state) {
    const table = await this.index.table();
    const filter = new Filter(table, await this.wanted(state));
    return Array.from({ length: table.pages }, (_, page) => filter.takes(page)).filter(Boolean).length;
  }

  /** How many records of a list have each value of each facet. @param {State} state */
  async offered({ fixed = {} }) {
    const table = await this.index.table();
    const filter = new Filter(table, fixed);
    for (let page = 0; page < table.pages; page += 1) filter.takes(page);
    return filter.counts();
  }

  /** How many records have a value of a facet. @param {string} facet @param {string} value */
  async count(facet, value) {
    const { facets } = await this.index.table();
    const column = facets[facet];
    const number = column ? column.values.indexOf(value) : -1;
    return number < 0 ? 0 : Array.from(column.pages).filter((set) => column.sets[set].includes(number)).length;
  }

  /** The pages that match a query, best first; all pages for none. @param {Query} query @returns {Promise<Ranked[]>} */
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

  /** The words of a need. Other words for the same are read where it gives few pages itself: each costs a request. @param {Need} need @param {Table} table @returns {Promise<FoundNeed>} */
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

  /** The words of the index that are forms of a stem. @param {string} own */
  async forms(own) {
    const words = await this.index.around(own);
    return [own, ...withFleetingVowel(own)].flatMap((form) => ENDINGS.flatMap((ending) => words.get(form + ending) || []));
  }

  /** The words with the root of a stem that are no forms of it, of those that lie in the same file. @param {string} own */
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

/** How many pages meet a need at most by one of its ways or of the values that are wanted. @param {FoundWay[]} ways @param {import("./query.js").Wanted[]} wanted @param {Table} table */
function howMany(ways, wanted, { facets }) {
  const bySense = wanted.map(({ facet, values }) => {
    const column = facets[facet];
    const fits = column ? column.sets.map((set) => set.some((number) => values.includes(column.values[number]))) : [];
    return column ? Array.from(column.pages).filter((set) => fits[set]).length : 0;
  });
  const byWord = ways.map(({ words }) => Math.min(...words.map((each) => new Set(each.flatMap(({ postings }) => postings.map(({ page }) => page))).size)));
  return Math.max(0, ...bySense, ...byWord);
}

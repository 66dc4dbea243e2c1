// @ts-check
// The engine: Pagefind's JavaScript API, and what it is asked for a state of the page.

import { isFiltered, orderOf, toggled } from "./search-state.js";

/** @typedef {import("./search-state.js").State} State */
/** @typedef {import("./search-query.js").Query} Query */
/** @typedef {Record<string, Record<string, number>>} Counts results by facet and value */
/**
 * @typedef {object} Fragment what Pagefind keeps of a page
 * @property {string} raw_url @property {string} content @property {number[]} locations
 * @property {{id: string, location: number}[]} anchors headings and where they stand
 * @property {Record<string, string>} meta @property {Record<string, string[]>} filters
 */
/** @typedef {{id: string, data: () => Promise<Fragment>}} Hit */
/** @typedef {{hits: Hit[], counts: Counts}} Found */

const RANKING = {
  // A title that holds the words comes before any text; «keys» are the aliases of the title, «names»
  // those of a short title that is a bare abbreviation.
  metaWeights: { title: 40, short: 10, keys: 15, names: 30, tags: 4, summary: 3, municipality: 2, kind: 0 },
  // «ё» and «е» are one letter to readers.
  diacriticSimilarity: 0,
  // Records are of a few pages each: a long one is not a worse one.
  pageLength: 0.3,
};
/** @type {Record<string, Record<string, string> | undefined>} */
const ORDERS = { date: { date: "desc" }, title: { title: "asc" } };

export class Engine {
  /** @param {string} bundle address of Pagefind's files */
  constructor(bundle) {
    this.bundle = bundle;
    /** @type {Promise<any> | null} */
    this.loading = null;
  }

  /** Pagefind with all facets, loaded once. */
  load() {
    this.loading ??= this.open();
    return this.loading;
  }

  async open() {
    const pagefind = await import(`${this.bundle}pagefind.js`);
    await pagefind.options({ ranking: RANKING });
    await pagefind.filters();
    return pagefind;
  }

  /**
   * What is found, and how many results each value of each facet would give.
   * @param {Query} query @param {State} state
   * @returns {Promise<Found>}
   */
  async find(query, state) {
    const pagefind = await this.load();
    const found = await this.ask(pagefind, query, state);
    const chosen = Object.keys(state.facets).filter((facet) => state.facets[facet].length > 0);
    const others = await Promise.all(
      chosen.map((facet) => this.ask(pagefind, query, { ...state, facets: { ...state.facets, [facet]: [] } })),
    );
    // A facet's own choice does not narrow its counts: other values of it can still be added.
    const counts = { ...found.filters };
    chosen.forEach((facet, place) => (counts[facet] = others[place].filters[facet]));
    return { hits: found.results, counts };
  }

  /**
   * How many results there would be without each chosen value, for those that would give any.
   * @param {Query} query @param {State} state
   * @returns {Promise<{facet: string, value: string, count: number}[]>}
   */
  async withoutEach(query, state) {
    if (!isFiltered(state)) return [];
    const pagefind = await this.load();
    const choices = Object.entries(state.facets).flatMap(([facet, chosen]) => chosen.map((value) => ({ facet, value })));
    const counted = choices.map(async ({ facet, value }) => {
      const found = await this.ask(pagefind, query, toggled(state, facet, value));
      return { facet, value, count: found.results.length };
    });
    return (await Promise.all(counted)).filter(({ count }) => count > 0);
  }

  /** @param {any} pagefind @param {Query} query @param {State} state */
  ask(pagefind, query, state) {
    const filters = Object.entries(state.facets)
      .filter(([, chosen]) => chosen.length > 0)
      .map(([facet, chosen]) => [facet, { any: chosen }]);
    return pagefind.search(query.asked || null, {
      filters: Object.fromEntries(filters),
      sort: ORDERS[orderOf(state)] ?? {},
    });
  }
}

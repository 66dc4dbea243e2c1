// @ts-check
// The state of the search page and its address, which are converted into each other.

/** @typedef {"relevance" | "date" | "title"} Sort */
/**
 * @typedef {object} State
 * @property {string} q
 * @property {Record<string, string[]>} facets chosen values by facet
 * @property {Sort} sort
 * @property {boolean} exact whether typing errors are kept
 * @property {number} shown the number of results shown
 * @property {boolean} [near] whether places near the chosen ones are included
 * @property {Record<string, string[]>} [fixed] values common to all records of the page's list
 */

export const PORTION = 10;
const SORTS = ["relevance", "date", "title"];

/**
 * @param {string} query the part of the address after «?»
 * @param {string[]} facets names of the facets @param {Record<string, string[]>} [fixed]
 * @returns {State}
 */
export function fromAddress(query, facets, fixed = {}) {
  const values = new URLSearchParams(query);
  const sort = values.get("sort") ?? "";
  return {
    q: values.get("q") ?? "",
    facets: Object.fromEntries(facets.map((facet) => [facet, [...new Set(values.getAll(facet).filter(Boolean))]])),
    sort: /** @type {Sort} */ (SORTS.includes(sort) ? sort : "relevance"),
    exact: values.has("exact"),
    near: values.has("near"),
    fixed,
    shown: Math.max(PORTION, Math.min(Number.parseInt(values.get("shown") ?? "", 10) || 0, 500)),
  };
}

/**
 * @param {State} state
 * @returns {string} an address relative to the search page
 */
export function toAddress(state) {
  const values = new URLSearchParams();
  if (state.q.trim()) values.set("q", state.q.trim());
  for (const [facet, chosen] of Object.entries(state.facets)) {
    for (const value of chosen) values.append(facet, value);
  }
  if (state.sort !== "relevance") values.set("sort", state.sort);
  if (state.near) values.set("near", "1");
  if (state.exact) values.set("exact", "1");
  if (state.shown > PORTION) values.set("shown", String(state.shown));
  const query = values.toString();
  return query ? `?${query}` : "./";
}

/**
 * Return the state with one value of a facet added or removed.
 * @param {State} state @param {string} facet @param {string} value
 * @returns {State}
 */
export function toggleValue(state, facet, value) {
  const chosen = state.facets[facet];
  const next = chosen.includes(value) ? chosen.filter((other) => other !== value) : [...chosen, value];
  return { ...state, facets: { ...state.facets, [facet]: next }, shown: PORTION };
}

/**
 * Return whether the state is the unfiltered list in its own order.
 * @param {State} state
 */
export function isWhole(state) {
  return !state.q.trim() && !isFiltered(state) && state.sort === "relevance" && state.shown === PORTION;
}

/**
 * Return the state without any facet.
 * @param {State} state
 * @returns {State}
 */
export function withoutFacets(state) {
  const facets = Object.fromEntries(Object.keys(state.facets).map((facet) => [facet, []]));
  return { ...state, facets, near: false, shown: PORTION };
}

/** @param {State} state */
export function isFiltered(state) {
  return Boolean(state.near) || Object.values(state.facets).some((chosen) => chosen.length > 0);
}

/**
 * Return the order of the results: without a query there is no relevance.
 * @param {State} state
 * @returns {Sort}
 */
export function orderOf(state) {
  return state.sort === "relevance" && !state.q.trim() ? "title" : state.sort;
}

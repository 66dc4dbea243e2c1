// @ts-check
// Filter: finds the pages with the chosen facet values, and counts the pages for every other value.

/** @typedef {import("./index.js").Table} Table */
/** @typedef {import("./index.js").Column} Column */
/** @typedef {{facet: string, column: Column, fits: boolean[], counts: number[]}} Counted a facet, whether each set of values matches, and how often it occurred */

export class Filter {
  /** @param {Table} table @param {Record<string, string[]>} chosen values by facet */
  constructor(table, chosen) {
    /** @type {Counted[]} */
    this.facets = Object.entries(table.facets).map(([facet, column]) => ({
      facet,
      column,
      fits: fitting(column, chosen[facet] ?? []),
      counts: column.sets.map(() => 0),
    }));
    // No page has a value of a facet that the atlas does not have.
    this.senseless = Object.entries(chosen).some(([facet, values]) => values.length > 0 && !table.facets[facet]);
  }

  /** Return whether a page has a chosen value of each facet; count it in either case. @param {number} page */
  takes(page) {
    let failed = 0;
    let last = null;
    for (const facet of this.facets) {
      if (facet.fits[facet.column.pages[page]]) continue;
      failed += 1;
      last = facet;
    }
    // A choice in a facet does not narrow its own counts: other values of it can still be added.
    if (failed === 0) for (const { column, counts } of this.facets) counts[column.pages[page]] += 1;
    else if (failed === 1 && last) last.counts[last.column.pages[page]] += 1;
    return failed === 0 && !this.senseless;
  }

  /** Return the number of pages for each value of each facet. @returns {Record<string, Record<string, number>>} */
  counts() {
    return Object.fromEntries(this.facets.map(({ facet, column, counts }) => [facet, byValue(column, counts)]));
  }
}

/**
 * Return the values of a facet that a page has.
 * @param {Column} column @param {number} page
 */
export function valuesOf(column, page) {
  return column.sets[column.pages[page]].map((number) => column.values[number]);
}

/** @param {Column} column @param {string[]} chosen */
function fitting(column, chosen) {
  const numbers = new Set(chosen.map((value) => column.values.indexOf(value)));
  return column.sets.map((set) => chosen.length === 0 || set.some((number) => numbers.has(number)));
}

/** @param {Column} column @param {number[]} counts */
function byValue(column, counts) {
  /** @type {Record<string, number>} */
  const found = {};
  column.sets.forEach((set, number) => {
    for (const value of set) found[column.values[value]] = (found[column.values[value]] ?? 0) + counts[number];
  });
  return found;
}

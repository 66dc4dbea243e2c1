// @ts-check
// Compares records: each fact is a row, and rows in which the records differ come first.

/**
 * @typedef {import("./pages.js").Fact} Fact
 * @typedef {{label: string, facts: (Fact | undefined)[]}} Row
 */

/**
 * Return the rows of a comparison in two groups: those that differ and those that are the same. A fact that one of the
 * records lacks is a difference.
 * @param {Fact[][]} records
 * @returns {{different: Row[], alike: Row[]}}
 */
export function rowsOf(records) {
  const labels = [...new Set(records.flatMap((facts) => facts.map((fact) => fact.label)))];
  const rows = labels.map((label) => ({ label, facts: records.map((facts) => facts.find((fact) => fact.label === label)) }));
  const isAlike = (/** @type {Row} */ { facts }) => new Set(facts.map((fact) => fact?.text.toLowerCase())).size === 1;
  return { different: rows.filter((row) => !isAlike(row)), alike: rows.filter(isAlike) };
}

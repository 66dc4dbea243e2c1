// @ts-check
// Records side by side: each fact a row, those first in which the records differ.

/**
 * @typedef {import("./pages.js").Fact} Fact
 * @typedef {{label: string, facts: (Fact | undefined)[]}} Row
 */

/**
 * The rows of a comparison, apart: where the records differ, and where they are alike. A fact that one of them
 * does not name is a difference.
 * @param {Fact[][]} records
 * @returns {{different: Row[], alike: Row[]}}
 */
export function rowsOf(records) {
  const labels = [...new Set(records.flatMap((facts) => facts.map((fact) => fact.label)))];
  const rows = labels.map((label) => ({ label, facts: records.map((facts) => facts.find((fact) => fact.label === label)) }));
  const isAlike = (/** @type {Row} */ { facts }) => new Set(facts.map((fact) => fact?.text.toLowerCase())).size === 1;
  return { different: rows.filter((row) => !isAlike(row)), alike: rows.filter(isAlike) };
}

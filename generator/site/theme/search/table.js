// @ts-check
// The list as a table for download: its rows, and CSV as `atlas export` writes it, with «;» and protected
// against formulas (see generator/intake/tables/files/csv_file.py).

/** @typedef {import("./engine.js").Found} Found */

const MARK = "\uFEFF";
const RISKY = /^'*[=+\-@\t\r＝＋－＠]/u;

/**
 * @param {Found[]} pages @param {{key: string, title: string}[]} facets columns besides those of all lists
 * @param {(page: Found) => string} addressOf @param {string} last the value «not specified»
 */
export function rowsOf(pages, facets, addressOf, last) {
  const head = ["Название", "Вид", ...facets.map(({ title }) => title), "Кратко", "Что изменилось", "Учебный пример", "Адрес"];
  const rows = pages.map((page) => {
    const values = facets.map(({ key }) => (page.facets[key] || []).filter((value) => value !== last).join("; "));
    const { title, kind, summary, gist, sample } = page.meta;
    return [title, kind, ...values, summary || "", gist || "", sample ? "да" : "", addressOf(page)];
  });
  return [head, ...rows];
}

/** @param {string[][]} rows */
export function csvOf(rows) {
  return `${MARK}${rows.map((row) => row.map(cell).join(";")).join("\r\n")}\r\n`;
}

/** @param {string} text */
function cell(text) {
  const safe = RISKY.test(text) ? `'${text}` : text;
  return /[";\r\n]/u.test(safe) ? `"${safe.replace(/"/gu, '""')}"` : safe;
}

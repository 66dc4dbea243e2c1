// @ts-check
// The data that the page passes to its form, and the site's data that the form fetches when needed.

/**
 * @typedef {{what: string, action: string, unit?: [string, string, string]}} Message
 * @typedef {{
 *   kind: string, noun: string, page: [string, string][], folder: string, files: string, nouns: Record<string, string>, records: number,
 *   titles: {parts: number, common: string[]}, taken: string[], slugLimit: number, shape: any,
 *   messages: Record<string, Message>, judging: import("../judge/base.js").About,
 *   intake: {email: string, address: string, answerDays: number | null},
 *   repository: {address: string, branch: string, forge: string, new: string | null, newFilled: string | null, edit: string},
 * }} FormData
 * @typedef {[string, string, string, boolean]} Row a title, the folder and id of its record, whether the record is a sample
 */

/** @returns {FormData} */
export function pageData() {
  return JSON.parse(document.getElementById("atlas-form-data")?.textContent ?? "{}");
}

/** Return the relative path from the page to the site's root. */
export const root = () => document.getElementById("atlas-form")?.dataset.root ?? "";

/**
 * Return the number of the shard that contains a name: the same as in `generator/site/open_data/shards.py`.
 * @param {string} name @param {number} parts
 */
export function numberOf(name, parts) {
  let value = 0x811c9dc5;
  for (let place = 0; place < name.length; place += 1) {
    value = Math.imul(value ^ name.charCodeAt(place), 0x01000193) >>> 0;
  }
  return value % parts;
}

/** @type {Map<string, Promise<any>>} */
const asked = new Map();

/**
 * Fetch a file of the site's data; undefined if there is none.
 * @param {string} path
 * @returns {Promise<any>}
 */
function part(path) {
  const known = asked.get(path);
  if (known) return known;
  const coming = fetch(`${root()}data/${path}`).then((answer) => {
    if (answer.status === 404) return undefined;
    if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
    return answer.json();
  });
  coming.catch(() => asked.delete(path));
  asked.set(path, coming);
  return coming;
}

/**
 * Fetch a published record as its file contains it; undefined if there is no such record.
 * @param {FormData} data @param {string} id @param {string} [folder]
 */
export async function record(data, id, folder = data.folder) {
  const records = await part(`records/${folder}/${numberOf(id, data.records)}.json`);
  return records && Object.hasOwn(records, id) ? records[id] : undefined;
}

/**
 * Fetch the titles of published records with a word that starts with one of the given beginnings.
 * @param {FormData} data @param {string[]} beginnings
 * @returns {Promise<Row[]>}
 */
export async function titlesWith(data, beginnings) {
  const numbers = new Set(beginnings.map((one) => numberOf(one, data.titles.parts)));
  const parts = await Promise.all([...numbers].map((number) => part(`titles/${number}.json`)));
  const rows = new Map(parts.flatMap((rows) => rows ?? []).map((row) => [`${row[1]}/${row[2]}`, row]));
  return [...rows.values()];
}

// @ts-check
// The records that a reader has saved or visited, stored on the device only.

import { recall, remember } from "../shared/device.js";

/** @typedef {{address: string, title: string, note: string, facts: string}} Kept `note` is the kind and place, `facts` are lines */
/** @typedef {"aside" | "seen"} Shelf */

const ADDRESS = /^[a-z0-9_]+\/[a-z0-9-]+\/$/;
/** The event that the page of the list sends to others in the same tab: the browser only notifies other tabs. */
export const CHANGED = "atlas-kept";
/** The maximum number of records that are compared. */
export const MOST_COMPARED = 4;
/** The maximum number of records on a shelf; the oldest are removed. */
const MOST = { aside: 200, seen: 12 };

/** @param {string} base the path of the site on its host: several atlases may share one */
const keyOf = (base) => `${base}.kept`;

/** @param {unknown} one @returns {Kept[]} empty for anything that no version of this script has written */
function usable(one) {
  const { address, title, note = "", facts = "" } = /** @type {any} */ (one ?? {});
  if (typeof address !== "string" || !ADDRESS.test(address) || typeof title !== "string" || !title) return [];
  return [{ address, title, note: String(note), facts: String(facts) }];
}

/**
 * Return the records of a shelf, the latest first.
 * @param {string} base @param {Shelf} shelf @returns {Kept[]}
 */
export function shelfOf(base, shelf) {
  const kept = recall(keyOf(base))[shelf];
  return Array.isArray(kept) ? kept.flatMap(usable) : [];
}

/** @param {string} base @param {Shelf} shelf @param {Kept[]} records */
function write(base, shelf, records) {
  remember(keyOf(base), { ...recall(keyOf(base)), [shelf]: records.slice(0, MOST[shelf]) });
}

/** @param {string} base @param {Shelf} shelf @param {...Kept} records each becomes the first, wherever it was */
export function put(base, shelf, ...records) {
  const added = new Set(records.map((one) => one.address));
  write(base, shelf, [...records, ...shelfOf(base, shelf).filter((one) => !added.has(one.address))]);
}

/** @param {string} base @param {Shelf} shelf @param {string} address */
export function drop(base, shelf, address) {
  write(base, shelf, shelfOf(base, shelf).filter((one) => one.address !== address));
}

/** @param {string} base @param {Shelf} shelf */
export function clear(base, shelf) {
  write(base, shelf, []);
}

/** @param {string} base @param {string} address */
export function isAside(base, address) {
  return shelfOf(base, "aside").some((one) => one.address === address);
}

/**
 * Return the part of an address after «?» that contains records.
 * @param {string[]} addresses
 */
export function toQuery(addresses) {
  return addresses.length ? `?records=${addresses.map((one) => one.slice(0, -1)).join(",")}` : "";
}

/**
 * Return the records in an address, without repetitions; anything that is not the address of a record is left out.
 * @param {string} query @returns {string[]}
 */
export function fromQuery(query) {
  const named = new URLSearchParams(query).getAll("records").join(",").split(",");
  const addresses = named.map((one) => `${one.trim().replace(/^\/+|\/+$/g, "")}/`);
  return [...new Set(addresses.filter((one) => ADDRESS.test(one)))];
}

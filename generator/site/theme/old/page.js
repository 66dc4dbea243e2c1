// @ts-check
// Polyfills for browsers of 2018 and 2019 (iOS 12, Android WebView 74). start.js loads this file before all other
// scripts, and only if something is missing.

import { gunzipSync } from "fflate";

/**
 * @param {object} target @param {string} name @param {Function} made
 */
function add(target, name, made) {
  if (!(name in target)) Object.defineProperty(target, name, { value: made, configurable: true, writable: true });
}

/** @this {ArrayLike<any>} @param {number} place */
function at(place) {
  const whole = Math.trunc(place) || 0;
  return this[whole < 0 ? this.length + whole : whole];
}

/** @this {any[]} @param {(value: any, place: number, all: any[]) => unknown} fits */
function findLastIndex(fits) {
  let place = this.length - 1;
  while (place >= 0 && !fits(this[place], place, this)) place -= 1;
  return place;
}

/** @this {string} @param {string | RegExp} sought @param {any} instead */
function replaceAll(sought, instead) {
  if (sought instanceof RegExp) return this.replace(sought, instead);
  const put = typeof instead === "function" ? instead : () => instead;
  return this.replace(new RegExp(sought.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"), "g"), put);
}

/** @this {string} @param {RegExp} sought */
function* matchAll(sought) {
  const from = new RegExp(sought.source, sought.flags);
  for (let found = from.exec(this); found; found = from.exec(this)) {
    if (!found[0]) from.lastIndex += 1;
    yield found;
  }
}

/** @this {Element} @param {...(Node | string)} children */
function replaceChildren(...children) {
  while (this.lastChild) this.lastChild.remove();
  this.append(...children);
}

/** Russian only: for other languages the browser has its own. */
class PluralRules {
  /** @param {number} count */
  select(count) {
    const [tens, ones] = [Math.abs(count) % 100, Math.abs(count) % 10];
    if (!Number.isInteger(count)) return "other";
    if (ones === 1 && tens !== 11) return "one";
    return ones >= 2 && ones <= 4 && (tens < 12 || tens > 14) ? "few" : "many";
  }
}

for (const kind of [Array, String]) add(kind.prototype, "at", at);
add(Array.prototype, "findLastIndex", findLastIndex);
add(Array.prototype, "findLast", /** @this {any[]} @param {any} fits */ function (fits) {
  return this[findLastIndex.call(this, fits)];
});
add(String.prototype, "replaceAll", replaceAll);
add(String.prototype, "matchAll", matchAll);
add(Object, "hasOwn", (/** @type {object} */ owner, /** @type {PropertyKey} */ key) => Object.prototype.hasOwnProperty.call(owner, key));
add(Object, "fromEntries", (/** @type {Iterable<[string, any]>} */ pairs) => {
  /** @type {Record<string, any>} */
  const made = {};
  for (const [key, value] of pairs) made[key] = value;
  return made;
});
for (const kind of [Element, Document, DocumentFragment]) add(kind.prototype, "replaceChildren", replaceChildren);
add(Intl, "PluralRules", PluralRules);
add(window, "atlasUnpack", gunzipSync);

// @ts-check
// Messages about mistakes, in the words of the check's findings, which the page contains.

import { withNumber } from "../shared/wording.js";

/** @typedef {Record<string, import("./data.js").Message>} Messages */

/** The messages about the type of a number also give its limits. */
const NUMBERS = new Set(["number", "integer"]);

/**
 * @param {Messages} messages @param {string} name @param {HTMLElement} node @param {number | string} [size]
 * @returns {string}
 */
export function describe(messages, name, node, size) {
  const { what, action, unit } = messages[name];
  if (name === "required") return action;
  const how = size === undefined ? "" : ` — ${typeof size === "number" && unit?.length ? withNumber(size, unit) : size}`;
  const { form, limits } = node.dataset;
  if (NUMBERS.has(name)) return `${capitalised(what)}${limits ? limits.replace(/^Число|\.$/g, "") : ""}. ${action}`;
  if (form) return `${capitalised(what)}${how}. ${form}`; // the description of the format says what to do
  const needed = limits ? `Допустимо: ${limits[0].toLowerCase()}${limits.slice(1)}` : "";
  return [`${capitalised(what)}${how}.`, needed, action].filter(Boolean).join(" ");
}

/**
 * @param {Messages} messages @param {string[]} titles
 * @returns {string}
 */
export function noneOf(messages, titles) {
  const { what, action } = messages.oneOf;
  const names = titles.map((title) => `«${title}»`);
  const listed = [names.slice(0, -1).join(", "), names.at(-1)].filter(Boolean).join(" и ");
  return `${capitalised(what)}: ${listed}. ${action}`;
}

/** @param {number} count */
export function toMend(count) {
  return `Исправьте ${withNumber(count, ["поле", "поля", "полей"])}`;
}

/**
 * Return the length of a text beside its limit.
 * @param {number} size @param {DOMStringMap} limits
 */
export function size(size, { minLength, maxLength }) {
  const least = minLength && Number(minLength) > 1 ? `, не меньше ${minLength}` : "";
  return maxLength ? `${size} из ${maxLength}${least}` : String(size);
}

/** @param {string} text */
function capitalised(text) {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

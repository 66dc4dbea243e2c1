// @ts-check
// Checks what is filled in against the form's schema; verdicts.js checks the rules that go beyond it.

import { noneOf, describe } from "./messages.js";
import { control, itemsOf, nodeIn, nodesBelow, parentOf } from "./nodes.js";
import { read } from "./values.js";

/** @typedef {{node: HTMLElement, text: string, advice?: boolean, isAsked?: boolean}} Problem advice does not prevent sending; `isAsked` marks what is only asked of new records and is merely shown */

const DATE = /^[0-9]{4}(-[0-9]{2}){0,2}$/;

/** @type {[string, (value: number, limit: number) => boolean][]} */
const BOUNDS = [
  ["minimum", (value, limit) => value < limit],
  ["above", (value, limit) => value <= limit],
  ["maximum", (value, limit) => value > limit],
  ["below", (value, limit) => value >= limit],
];
/** @type {Record<string, string>} the names of messages, where they differ from those of the attributes */
const NAMES = { above: "exclusiveMinimum", below: "exclusiveMaximum" };

/**
 * Return the problems of a node and of all nodes below it.
 * @param {HTMLElement} node @param {import("./messages.js").Messages} messages
 * @param {boolean} [wanted] whether it must be filled in
 * @returns {Problem[]}
 */
export function check(node, messages, wanted = isWanted(node)) {
  const kind = node.dataset.node;
  if (kind === "object") return ofObject(node, messages, wanted);
  if (kind === "list") return ofList(node, messages, wanted);
  const text = problemOf(node, messages, wanted);
  return text ? [{ node, text }] : [];
}

/**
 * Return whether a field must be filled in: it is required, and so is its section, or another field of the section
 * is filled in.
 * @param {HTMLElement} node @returns {boolean}
 */
function isWanted(node) {
  const parent = parentOf(node);
  if (!parent) return true;
  if (!isRequired(node, parent)) return false;
  return parent instanceof HTMLFormElement || read(parent) !== undefined || isWanted(parent);
}

/** @param {HTMLElement} node @param {HTMLElement} parent */
function isRequired(node, parent) {
  const { need, unless, with: companion } = node.dataset;
  const named = (/** @type {string | undefined} */ key) => nodesBelow(parent).find((one) => one.dataset.key === key);
  if (need === "asked") {
    const excuse = named(unless);
    return !excuse || read(excuse) !== true;
  }
  const other = companion ? named(companion) : undefined;
  return need === "required" || (other !== undefined && read(other) !== undefined);
}

/** @param {HTMLElement} node @param {import("./messages.js").Messages} messages @param {boolean} wanted */
function ofObject(node, messages, wanted) {
  if (!wanted && read(node) === undefined && !unreadable(node)) return [];
  const below = nodesBelow(node);
  const either = (node.dataset.either ?? "").split(" ").filter(Boolean);
  const choices = below.filter((one) => either.includes(one.dataset.key ?? ""));
  const none = choices.length > 0 && choices.every((one) => read(one) === undefined);
  const titles = choices.map((one) => one.dataset.title ?? "");
  return below.flatMap((one) =>
    none && one === choices[0]
      ? [{ node: one, text: noneOf(messages, titles) }]
      : check(one, messages, isRequired(one, node)),
  );
}

/** @param {HTMLElement} node @param {import("./messages.js").Messages} messages @param {boolean} wanted */
function ofList(node, messages, wanted) {
  const items = itemsOf(node).map(nodeIn);
  const filled = items.filter((one) => read(one) !== undefined || unreadable(one));
  if (filled.length === 0) {
    if (!wanted) return [];
    return items.length ? check(items[0], messages, true) : [{ node, text: describe(messages, "required", node) }];
  }
  const text = sizeProblem(node, messages, filled.length, "Items");
  const own = text ? [{ node, text }] : [];
  const seen = new Set();
  return own.concat(
    filled.flatMap((one) => {
      const found = check(one, messages, true);
      const value = JSON.stringify(read(one));
      const repeated = node.dataset.unique && seen.has(value);
      seen.add(value);
      return found.length || !repeated ? found : [{ node: one, text: describe(messages, "repeated", one) }];
    }),
  );
}

/**
 * Return whether a field, or a field of a section, contains text that is not a value, such as a word instead of a number.
 * @param {HTMLElement} node @returns {boolean}
 */
function unreadable(node) {
  if (node.dataset.node === "number") return read(node) === undefined && control(node).value.trim() !== "";
  const inner = node.dataset.node === "list" ? itemsOf(node).map(nodeIn) : node.dataset.node === "object" ? nodesBelow(node) : [];
  return inner.some(unreadable);
}

/**
 * @param {HTMLElement} node @param {import("./messages.js").Messages} messages @param {boolean} wanted
 * @returns {string} empty if there is no problem
 */
function problemOf(node, messages, wanted) {
  const value = read(node);
  if (value === undefined) {
    if (unreadable(node)) return describe(messages, node.dataset.type ?? "number", node);
    return wanted ? describe(messages, "required", node) : "";
  }
  if (typeof value === "number") return boundProblem(node, messages, value);
  if (typeof value === "string" && node.matches("[data-node=line], [data-node=text]")) {
    return dateProblem(node, messages, value) || textProblem(node, messages, value);
  }
  return Array.isArray(value) ? sizeProblem(node, messages, value.length, "Items") : "";
}

/** @param {HTMLElement} node @param {import("./messages.js").Messages} messages @param {number} value */
function boundProblem(node, messages, value) {
  const broken = BOUNDS.find(([name, beyond]) => {
    const limit = node.dataset[name];
    return limit !== undefined && beyond(value, Number(limit));
  });
  return broken ? describe(messages, NAMES[broken[0]] ?? broken[0], node, String(value).replace(".", ",")) : "";
}

/** @param {HTMLElement} node @param {import("./messages.js").Messages} messages @param {string} value */
function textProblem(node, messages, value) {
  const { pattern } = node.dataset;
  if (pattern && !new RegExp(pattern, "u").test(value)) return describe(messages, "pattern", node);
  return sizeProblem(node, messages, [...value].length, "Length");
}

/**
 * @param {HTMLElement} node @param {import("./messages.js").Messages} messages
 * @param {number} size @param {"Length" | "Items"} of
 */
function sizeProblem(node, messages, size, of) {
  const least = node.dataset[`min${of}`];
  const most = node.dataset[`max${of}`];
  if (least !== undefined && size < Number(least)) return describe(messages, `min${of}`, node, size);
  return most !== undefined && size > Number(most) ? describe(messages, `max${of}`, node, size) : "";
}

/** @param {HTMLElement} node @param {import("./messages.js").Messages} messages @param {string} value */
function dateProblem(node, messages, value) {
  if (!node.dataset.date) return "";
  const pattern = node.dataset.pattern;
  if (!DATE.test(value) || (pattern && !new RegExp(pattern, "u").test(value))) return describe(messages, "dateForm", node);
  const [year, month = 1, day = 1] = value.split("-").map(Number);
  const date = new Date(Date.UTC(2000, month - 1, day));
  date.setUTCFullYear(year, month - 1, day);
  const there = year > 0 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return there ? "" : describe(messages, "noSuchDate", node);
}

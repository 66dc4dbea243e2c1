// @ts-check
// Converts the form's fields into the value of a record and back. Values of a record that are not changed in the form
// are returned exactly as they were, together with those that the form does not show.

import { addItem, clear, openRequired } from "./lists.js";
import { choicesOf, control, itemsOf, nodeIn, nodesBelow } from "./nodes.js";
import { pick, picked } from "./references.js";
import { tidyDate, tidyLine, tidyNumber, tidyText } from "./tidy.js";

/** @typedef {string | number | boolean | null | undefined | Value[] | {[key: string]: Value}} Value */

/** @type {WeakMap<HTMLElement, {value: Value, shown: string}>} the value of the record for a node */
const held = new WeakMap();
const EMPTY = "{}";

/** @type {Record<string, (node: HTMLElement, raw: boolean) => Value>} */
const READERS = {
  line: (node, raw) => typed(node, raw, node.dataset.date ? tidyDate : tidyLine),
  text: (node, raw) => typed(node, raw, tidyText),
  number: (node, raw) => typed(node, raw, (text) => tidyNumber(text, node.dataset.type === "integer")),
  choice: (node) => kept(node, chosen(node)[0]),
  choices: (node) => kept(node, filled(inOrder(node, chosen(node)))),
  reference: (node) => kept(node, picked(node)[0]),
  references: (node) => kept(node, filled(picked(node))),
  list: (node, raw) =>
    filled(itemsOf(node).map((item) => read(nodeIn(item), raw)).filter((value) => value !== undefined)),
  object: (node, raw) => {
    const { value: hidden, shown } = held.get(node) ?? { shown: "" };
    const value = /** @type {{[key: string]: Value}} */ (hidden && typeof hidden === "object" ? { ...hidden } : {});
    for (const one of nodesBelow(node)) {
      const part = read(one, raw);
      if (part !== undefined) value[one.dataset.key ?? ""] = part;
    }
    return Object.keys(value).length || shown === EMPTY ? value : undefined;
  },
};

/** @type {Record<string, (node: HTMLElement, value: Value, hold: boolean) => void>} */
const FILLERS = {
  line: write,
  text: write,
  number: write,
  choice: tick,
  choices: tick,
  reference: (node, value) => pick(node, value === undefined ? [] : [String(value)]),
  references: (node, value) => pick(node, Array.isArray(value) ? value.map(String) : []),
  list: (node, value, hold) => {
    clear(node);
    for (const one of Array.isArray(value) ? value : []) fill(addItem(node), one, hold);
    if (node.dataset.need === "required" && itemsOf(node).length === 0) addItem(node);
  },
  object: (node, value, hold) => {
    const given = /** @type {{[key: string]: Value}} */ (value && typeof value === "object" ? { ...value } : {});
    const wasEmpty = hold && value !== undefined && Object.keys(given).length === 0;
    for (const one of nodesBelow(node)) {
      fill(one, given[one.dataset.key ?? ""], hold);
      delete given[one.dataset.key ?? ""];
    }
    // a draft may contain keys of an older schema: only those of a record are kept
    if (hold) held.set(node, { value: given, shown: wasEmpty ? EMPTY : "" });
  },
};

/**
 * Return the value of a node; undefined if it is empty.
 * @param {HTMLElement} node @param {boolean} [raw] whether to return the text as typed, for a draft
 * @returns {Value}
 */
export function read(node, raw = false) {
  return READERS[node.dataset.node ?? ""](node, raw);
}

/**
 * Fill a node and all nodes below it with a value.
 * @param {HTMLElement} node @param {Value} value
 * @param {boolean} [hold] whether unchanged values must be returned exactly as they were: for a record, not a draft
 */
export function fill(node, value, hold = false) {
  FILLERS[node.dataset.node ?? ""](node, value, hold);
}

/**
 * Clear a form.
 * @param {HTMLFormElement} form
 */
export function empty(form) {
  fill(form, {});
  openRequired(form);
}

/**
 * @param {HTMLElement} node @param {boolean} raw @param {(text: string) => Value} tidy
 * @returns {Value}
 */
function typed(node, raw, tidy) {
  const input = control(node);
  const before = held.get(input);
  if (before && before.shown === input.value) return before.value;
  if (input.value.trim() === "") return undefined;
  return raw ? input.value : tidy(input.value);
}

/** @param {HTMLElement} node @param {Value} value @param {boolean} hold */
function write(node, value, hold) {
  const input = control(node);
  input.value = value === undefined || value === null ? "" : String(value);
  if (hold && value !== undefined) held.set(input, { value, shown: input.value });
}

/** @param {HTMLElement} node @returns {Value[]} */
function chosen(node) {
  const values = choicesOf(node).filter((one) => one.checked && one.value !== "").map((one) => one.value);
  if (node.dataset.type === "integer") return values.map(Number);
  return node.dataset.type === "boolean" ? values.map((one) => one === "true") : values;
}

/** @param {HTMLElement} node @param {Value} value @param {boolean} hold */
function tick(node, value, hold) {
  const values = (Array.isArray(value) ? value : value === undefined ? [""] : [value]).map(String);
  for (const one of choicesOf(node)) one.checked = values.includes(one.value);
  if (hold) held.set(node, { value, shown: "" });
}

/**
 * Return chosen values in the order of the record, new ones last.
 * @param {HTMLElement} node @param {Value[]} values @returns {Value[]}
 */
function inOrder(node, values) {
  const before = held.get(node)?.value;
  const known = Array.isArray(before) ? before.filter((one) => values.includes(one)) : [];
  return [...known, ...values.filter((one) => !known.includes(one))];
}

/**
 * Return the original value of the record, if the choice is still the same.
 * @param {HTMLElement} node @param {Value} now @returns {Value}
 */
function kept(node, now) {
  const before = held.get(node);
  return before?.value !== undefined && JSON.stringify(before.value) === JSON.stringify(now) ? before.value : now;
}

/** @param {Value[]} values @returns {Value[] | undefined} */
function filled(values) {
  return values.length ? values : undefined;
}

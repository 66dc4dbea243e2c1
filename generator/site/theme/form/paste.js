// @ts-check
// Distributes what is pasted or typed at once: several steps, tags or lines become items, a unit goes into its own
// field, a text keeps its lists.

import { addItem } from "./lists.js";
import { control, itemsOf, nodeIn, nodeOf, nodesBelow, parentOf } from "./nodes.js";
import { cleaned, numberAndUnit, splitLines, splitSteps, splitTags } from "./pasted.js";
import { fill, read } from "./values.js";
import { mendQuotes } from "../judge/quotes.js";

const BLOCKS = new Set(["P", "DIV", "LI", "TR", "H1", "H2", "H3", "H4", "H5", "H6", "BLOCKQUOTE", "UL", "OL", "TABLE", "BR"]);

/** Return the list whose item contains a node. @param {HTMLElement} node */
function listAround(node) {
  const item = node.closest("[data-item]");
  return item instanceof HTMLElement ? nodeOf(item.parentElement) : null;
}

/**
 * Fill the items of a list with values: first the current item, then new ones after it.
 * @param {HTMLElement} list @param {HTMLElement} node a node of the item at hand
 * @param {import("./values.js").Value[]} values
 */
function fillItems(list, node, values) {
  const items = itemsOf(list);
  const at = items.findIndex((item) => item.contains(node));
  values.forEach((value, index) => {
    const made = index === 0 ? nodeIn(items[at]) : addItem(list);
    fill(made, value);
    const item = made.closest("[data-item]");
    if (index && item) itemsOf(list)[at + index - 1].after(item);
  });
}

/** Return the values of the items into which a list splits a text. @param {HTMLElement} list @param {string} text @returns {import("./values.js").Value[]} */
function valuesFor(list, text) {
  const template = list.querySelector(":scope > template");
  const item = template instanceof HTMLTemplateElement ? template.content.querySelector("[data-node]") : null;
  if (!(item instanceof HTMLElement)) return [];
  if (item.dataset.node === "line") return list.dataset.split ? splitTags(text) : splitLines(text);
  const parts = nodesBelow(item);
  const [title, told] = ["line", "text"].map((kind) => parts.find((one) => one.dataset.node === kind));
  if (item.dataset.node !== "object" || !title || !told) return [];
  return splitSteps(text, Number(title.dataset.maxLength ?? 0) || Infinity).map((step) => ({
    [title.dataset.key ?? ""]: step.title,
    [told.dataset.key ?? ""]: step.text,
  }));
}

/** Convert HTML into text and keep its lists. @param {string} markup */
function textOf(markup) {
  const page = new DOMParser().parseFromString(markup, "text/html");
  const written = (/** @type {Node} */ node) => {
    if (node.nodeType === 3) return (node.nodeValue ?? "").replace(/\s+/g, " ");
    if (!(node instanceof Element) || /^(STYLE|SCRIPT|HEAD)$/.test(node.tagName)) return "";
    /** @type {string} */
    const inner = [...node.childNodes].map(written).join("");
    if (node.tagName === "LI") {
      const number = node.parentElement?.tagName === "OL" ? `${[...node.parentElement.children].indexOf(node) + 1}. ` : "- ";
      return `\n${number}${inner.trim()}\n`;
    }
    return BLOCKS.has(node.tagName) ? `\n${inner.trim()}\n` : inner;
  };
  return written(page.body).replace(/ *\n */g, "\n").replace(/\n{2,}(?=- |\d+\. )/g, "\n").trim();
}

/**
 * Handle a paste into a field; return whether the text has already been inserted.
 * @param {Element} target @param {string} text @param {string} markup the same as HTML, if available
 */
export function takePasted(target, text, markup) {
  const node = nodeOf(target);
  if (!node || !(target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement)) return false;
  const whole = /<li[\s>]/i.test(markup) ? textOf(markup) : text;
  const list = listAround(node);
  const values = list ? valuesFor(list, whole) : [];
  if (list && values.length > 1 && target.value.trim() === "") {
    fillItems(list, node, values);
    return true;
  }
  if (!(target instanceof HTMLTextAreaElement)) return false;
  const clean = cleaned(whole);
  if (clean === text) return false;
  const { selectionStart, selectionEnd } = target;
  // this way the paste can be undone
  if (!document.execCommand("insertText", false, clean)) target.setRangeText(clean, selectionStart ?? 0, selectionEnd ?? 0, "end");
  return true;
}

/**
 * Correct what was typed in a field when it loses the focus; return whether other fields have changed too.
 * @param {HTMLElement} node @param {import("./data.js").FormData} data
 */
export function settle(node, data) {
  const kind = node.dataset.node;
  if (kind === "number") return settleUnit(node);
  if (kind !== "line" && kind !== "text") return false;
  const input = control(node);
  const list = listAround(node);
  if (list?.dataset.split && kind === "line") {
    const tags = /[,;#]/.test(input.value) ? splitTags(input.value) : [];
    if (tags.length) fillItems(list, node, tags);
    return tags.length > 0;
  }
  const mended = mendQuotes(input.value, node.dataset.text ?? "", data.judging);
  if (mended !== input.value) input.value = mended;
  return false;
}

/** @param {HTMLElement} node */
function settleUnit(node) {
  const found = numberAndUnit(control(node).value);
  if (!found || !/^[\p{L}%]/u.test(found[1])) return false;
  const unit = node.dataset.unit ? nodesBelow(parentOf(node) ?? node).find((one) => one.dataset.key === node.dataset.unit) : undefined;
  if (!unit && !/^[\p{L}]{1,12}\.?$|^%$/u.test(found[1])) return false;
  control(node).value = found[0];
  if (unit && read(unit) === undefined) fill(unit, found[1]);
  return true;
}

// @ts-check
// Lists whose items can be added, moved and removed. An item is a copy of the list's template, in whose ids the
// placeholder for the list's depth is replaced by a unique number.

import { focusable, itemsOf, nodeIn, nodeOf, own } from "./nodes.js";

const NUMBERED = ["id", "for", "name", "aria-describedby", "aria-controls"];
let made = 0;

/**
 * @param {ParentNode} root @param {string} sign @param {string} number
 */
function numbered(root, sign, number) {
  for (const element of root.querySelectorAll("*")) {
    for (const name of NUMBERED) {
      const value = element.getAttribute(name);
      if (value?.includes(sign)) element.setAttribute(name, value.replaceAll(sign, number));
    }
    if (element instanceof HTMLTemplateElement) numbered(element.content, sign, number);
  }
}

/**
 * Number the items of a list, and hide the buttons that would move the first item up or the last one down.
 * @param {HTMLElement} list
 */
function renumber(list) {
  const items = itemsOf(list);
  items.forEach((item, index) => {
    for (const place of item.querySelectorAll("[data-number]")) {
      if (place.closest("[data-item]") === item) place.textContent = String(index + 1);
    }
    for (const [selector, none] of /** @type {[string, boolean][]} */ ([
      ["[data-up]", index === 0],
      ["[data-down]", index === items.length - 1],
    ])) {
      const button = [...item.querySelectorAll(selector)].find((one) => one.closest("[data-item]") === item);
      if (button instanceof HTMLElement) button.hidden = none;
    }
  });
}

/**
 * Add an item to a list, and return its node.
 * @param {HTMLElement} list @returns {HTMLElement}
 */
export function addItem(list) {
  const template = list.querySelector(":scope > template");
  const place = own(list, "[data-items]");
  if (!(template instanceof HTMLTemplateElement) || !place) throw new Error("No template in a list");
  const copy = /** @type {DocumentFragment} */ (template.content.cloneNode(true));
  made += 1;
  numbered(copy, `__${template.dataset.depth}__`, String(made));
  place.append(copy);
  renumber(list);
  const node = nodeIn(/** @type {HTMLElement} */ (place.lastElementChild));
  openRequired(node);
  return node;
}

/** @param {HTMLElement} list */
export function clear(list) {
  for (const item of itemsOf(list)) item.remove();
}

/**
 * Give every empty required list below an element a first item.
 * @param {Element} root
 */
export function openRequired(root) {
  for (const list of root.querySelectorAll("[data-node=list][data-need=required]")) {
    if (list instanceof HTMLElement && itemsOf(list).length === 0) addItem(list);
  }
}

/**
 * Handle a press of a list's button; return whether it was one.
 * @param {Element} button @returns {boolean}
 */
export function handlePress(button) {
  const list = listOf(button);
  if (!list) return false;
  if (button.matches("[data-add]")) {
    focusable(addItem(list)).focus();
    return true;
  }
  const item = /** @type {HTMLElement} */ (button.closest("[data-item]"));
  const neighbour = item.nextElementSibling ?? item.previousElementSibling;
  if (button.matches("[data-up]")) item.previousElementSibling?.before(item);
  else if (button.matches("[data-down]")) item.nextElementSibling?.after(item);
  else item.remove();
  renumber(list);
  const next = item.isConnected ? item : neighbour;
  const target = next instanceof HTMLElement ? focusable(next) : own(list, "[data-add]");
  target?.focus();
  return true;
}

/**
 * Return the list to which a button belongs.
 * @param {Element} button @returns {HTMLElement | null}
 */
function listOf(button) {
  if (button.matches("[data-add]")) return nodeOf(button);
  if (!button.matches("[data-up], [data-down], [data-remove]")) return null;
  return nodeOf(button.closest("[data-items]"));
}

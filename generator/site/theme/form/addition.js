// @ts-check
// Adds one item to a list of a record: only that item of the form is shown, everything else stays as it is.

import { addItem } from "./lists.js";
import { focusable, itemsOf } from "./nodes.js";

/** @type {HTMLElement[]} */
let hidden = [];

/** @param {Element} one */
function hide(one) {
  if (!(one instanceof HTMLElement) || one.hidden) return;
  one.hidden = true;
  hidden.push(one);
}

/**
 * Show only one list of the form, with a new item.
 * @param {HTMLFormElement} form @param {HTMLElement} list @param {boolean} begun whether a draft already contains the item
 */
export function showAddition(form, list, begun) {
  const before = itemsOf(list);
  const item = begun ? before[before.length - 1].querySelector("[data-node]") : addItem(list);
  for (const one of before) if (!one.contains(item)) hide(one);
  for (let inner = /** @type {Element} */ (list); inner !== form && inner.parentElement; inner = inner.parentElement) {
    for (const sibling of inner.parentElement.children) {
      if (sibling !== inner && !sibling.matches("summary, h2, .atlas-form__finish")) hide(sibling);
    }
    if (inner instanceof HTMLDetailsElement) inner.open = true;
  }
  // Whoever adds something has come to tell more than what is required.
  item?.querySelector("details")?.setAttribute("open", "");
  if (item instanceof HTMLElement && !begun) focusable(item).focus({ preventScroll: true });
}

/** Show the whole form again, because other fields need correction too. */
export function showWhole() {
  for (const one of hidden) one.hidden = false;
  hidden = [];
}

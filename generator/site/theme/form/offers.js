// @ts-check
// Offers what another field already contains where a field has to repeat it word for word: the name of an indicator.

import { nodeOf, nodesBelow } from "./nodes.js";
import { read } from "./values.js";
import { element } from "../shared/dom.js";

/**
 * Offer the values of the list that a field names, below the field that has the focus.
 * @param {HTMLFormElement} form @param {HTMLInputElement} target a field of one line, if its node offers anything
 */
export function offer(form, target) {
  const offers = nodeOf(target)?.dataset.offers;
  if (!offers) return;
  const [list, field] = offers.split(".");
  const node = /** @type {HTMLElement} */ (nodesBelow(form).find((one) => one.dataset.key === list));
  const items = /** @type {Record<string, string>[]} */ (read(node) || []);
  form.querySelector("datalist")?.remove();
  target.setAttribute("list", "offers");
  target.after(element("datalist", { id: "offers" }, ...items.map((one) => new Option(one[field]))));
}

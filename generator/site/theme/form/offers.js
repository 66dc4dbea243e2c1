// @ts-check
// Offers what another field already contains where a field has to repeat it word for word: the name of an indicator.

import { nodeOf, nodesBelow } from "./nodes.js";
import { read } from "./values.js";
import { element } from "../shared/dom.js";

/**
 * Offer the values of the list that a field names, below the field that has the focus.
 * @param {HTMLFormElement} form @param {EventTarget | null} target
 */
export function offer(form, target) {
  if (!(target instanceof HTMLInputElement)) return;
  const [list, key] = nodeOf(target)?.dataset.offers?.split(".") ?? [];
  const node = nodesBelow(form).find((one) => one.dataset.key === list);
  if (!key || !node) return;
  const items = /** @type {Record<string, unknown>[]} */ (read(node) ?? []);
  const options = items.flatMap((one) => (one[key] ? [element("option", { value: String(one[key]) })] : []));
  target.list?.remove();
  target.setAttribute("list", `${target.id}-offers`);
  target.after(element("datalist", { id: `${target.id}-offers` }, ...options));
}

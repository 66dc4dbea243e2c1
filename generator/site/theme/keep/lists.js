// @ts-check
// Lists of saved records as elements.

import { element } from "../shared/dom.js";

/** @typedef {import("./kept.js").Kept} Kept */

/** @param {string} text @param {() => void} press @param {string} [name] the full name of the button */
export function button(text, press, name = "") {
  const made = element("button", { type: "button", class: "atlas-button", ...(name ? { "aria-label": name } : {}) }, text);
  made.addEventListener("click", press);
  return made;
}

/**
 * Return a list item for a record, with a box to choose it for comparison and a button.
 * @param {string} base @param {Kept} record @param {HTMLButtonElement[]} buttons
 */
export function entry(base, { address, title, note, facts }, ...buttons) {
  const id = `choose-${address.replace(/\W+/g, "-")}`;
  const box = element("input", { type: "checkbox", id, value: address });
  const mark = element("label", { for: id, class: "atlas-kept__choose" }, box, element("span", { class: "atlas-hidden" }, `Сравнить: ${title}`));
  const lines = facts.split("\n").filter(Boolean).map((line) => element("span", {}, line));
  const text = element(
    "div",
    { class: "atlas-kept__text" },
    element("p", { class: "atlas-kicker" }, note),
    element("p", { class: "atlas-kept__title" }, element("a", { href: base + address }, title)),
    ...(lines.length ? [element("p", { class: "atlas-kept__facts" }, ...lines)] : []),
  );
  return element("li", { class: "atlas-kept__record" }, mark, text, ...buttons);
}

/** @param {ParentNode} place @returns {string[]} the addresses of the chosen records, in order */
export function chosen(place) {
  return [...place.querySelectorAll("input:checked")].map((box) => /** @type {HTMLInputElement} */ (box).value);
}

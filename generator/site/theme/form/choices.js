// @ts-check
// Long lists of choices are collapsed: typing filters them, a button shows all. Chosen values are shown above
// the list, each with a button that removes it.

import { choicesOf, nodeOf, own } from "./nodes.js";
import { element } from "../shared/dom.js";

/** @param {string} text */
const plain = (text) => text.toLowerCase().replaceAll("ё", "е");

/** @param {HTMLElement} node @param {boolean} isWhole whether the button shows the whole list */
function open(node, isWhole) {
  const field = own(node, "[data-filter]");
  const sought = plain(field instanceof HTMLInputElement ? field.value : "").split(/[\s.,]+/u).filter(Boolean);
  const list = own(node, "[data-values]");
  let shown = 0;
  for (const choice of choicesOf(node)) {
    const item = choice.closest("li");
    const text = plain(`${item?.textContent ?? ""} ${choice.dataset.also ?? ""}`);
    const fits = choice.value !== "" && sought.every((word) => text.includes(word));
    if (fits) shown += 1;
    if (item) item.hidden = !fits;
  }
  if (list) list.hidden = !isWhole && sought.length === 0;
  const button = own(node, "[data-all]");
  button?.setAttribute("aria-expanded", String(isWhole));
  if (button?.firstChild) button.firstChild.nodeValue = isWhole ? "Свернуть" : "Весь список";
  const nothing = own(node, "[data-nothing]");
  if (nothing) nothing.textContent = sought.length && shown === 0 ? "В списке нет таких слов." : "";
}

/** @param {HTMLElement} node */
const isWhole = (node) => own(node, "[data-all]")?.getAttribute("aria-expanded") === "true";

/**
 * Show only the choices that contain the typed letters.
 * @param {HTMLInputElement} input
 */
export function narrow(input) {
  const node = nodeOf(input);
  if (node) open(node, isWhole(node));
}

/**
 * Handle a press of a button in a list of choices; return whether it was one.
 * @param {HTMLElement} button @returns {boolean}
 */
export function handlePress(button) {
  const node = nodeOf(button);
  if (!node || (button.dataset.all === undefined && button.dataset.undo === undefined)) return false;
  if (button.dataset.all !== undefined) open(node, !isWhole(node));
  else {
    const choice = choicesOf(node).find((one) => one.value === button.dataset.undo);
    if (choice) choice.checked = false;
    tell(node);
    own(node, "[data-filter]")?.focus();
  }
  return true;
}

/**
 * Collapse the list of a field with a single choice; keep the focus in the field.
 * @param {HTMLElement} node
 */
export function close(node) {
  const field = own(node, "[data-filter]");
  if (!(field instanceof HTMLInputElement)) return;
  field.value = "";
  open(node, false);
  field.focus();
}

/**
 * Show the chosen values of a field.
 * @param {HTMLElement} node
 */
export function tell(node) {
  const place = own(node, "[data-chosen]");
  if (!place) return;
  const all = choicesOf(node).filter((one) => one.checked && one.value);
  place.hidden = all.length === 0;
  place.replaceChildren(...all.map((one) => {
    const title = titleOf(one);
    const hidden = element("span", { class: "atlas-hidden" }, "Убрать: ");
    const cross = element("span", { "aria-hidden": "true" }, " ×");
    return element("li", {}, element("button", { type: "button", class: "atlas-chip", "data-undo": one.value }, hidden, title, cross));
  }));
}

/** @param {HTMLInputElement} choice */
const titleOf = (choice) => (choice.parentElement?.querySelector("span")?.firstChild?.textContent ?? "").trim();

/**
 * Return the titles of the chosen values, or their short titles where there are some.
 * @param {HTMLElement} node @param {boolean} [short]
 */
export function titlesOf(node, short = false) {
  return choicesOf(node).filter((one) => one.checked && one.value).map((one) => (short && one.dataset.short) || titleOf(one));
}

/**
 * Show the chosen values of all fields of a form.
 * @param {Element} form
 */
export function tellAll(form) {
  for (const node of form.querySelectorAll("[data-node=choice], [data-node=choices]")) {
    if (node instanceof HTMLElement) tell(node);
  }
}

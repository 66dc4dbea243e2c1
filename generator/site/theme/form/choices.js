// @ts-check
// Long lists of choices are narrowed by a few letters; what is chosen is said above them.

import { choicesOf, nodeOf, own } from "./nodes.js";

/** @param {string} text */
const plain = (text) => text.toLowerCase().replaceAll("ё", "е");

/**
 * Show the choices that have the letters which are typed. What is chosen always stays.
 * @param {HTMLInputElement} input
 */
export function narrow(input) {
  const node = nodeOf(input);
  if (!node) return;
  const sought = plain(input.value).split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const choice of choicesOf(node)) {
    const item = choice.closest("li");
    const text = plain(`${item?.textContent ?? ""} ${choice.dataset.also ?? ""}`);
    const fits = sought.every((word) => text.includes(word));
    if (fits) shown += 1;
    if (item) item.hidden = !fits && !choice.checked;
  }
  const nothing = own(node, "[data-nothing]");
  if (nothing) nothing.textContent = shown ? "" : "В списке нет таких слов.";
}

/**
 * Say what is chosen in a field.
 * @param {HTMLElement} node
 */
export function tell(node) {
  const place = own(node, "[data-chosen]");
  if (!place || !own(node, "[data-filter]")) return;
  const titles = titlesOf(node);
  place.hidden = titles.length === 0;
  place.textContent = `Выбрано: ${titles.join(", ")}`;
}

/**
 * The titles of what is chosen; short ones where there are some.
 * @param {HTMLElement} node @param {boolean} [short]
 */
export function titlesOf(node, short = false) {
  return choicesOf(node)
    .filter((one) => one.checked && one.value)
    .map((one) => (short && one.dataset.short) || (one.parentElement?.querySelector("span")?.firstChild?.textContent ?? "").trim());
}

/**
 * Say what is chosen in all fields of a form.
 * @param {Element} form
 */
export function tellAll(form) {
  for (const node of form.querySelectorAll("[data-node=choice], [data-node=choices]")) {
    if (node instanceof HTMLElement) tell(node);
  }
}

// @ts-check
// The card of the record as the site's lists show it. Texts are only ever set as text.

import { titlesOf } from "./choices.js";
import { nodesBelow } from "./nodes.js";
import { read } from "./values.js";

/**
 * @param {HTMLFormElement} form @param {HTMLElement} place @param {string} noun
 */
export function preview(form, place, noun) {
  const template = document.getElementById("atlas-form-card");
  if (!(template instanceof HTMLTemplateElement)) return;
  const card = /** @type {DocumentFragment} */ (template.content.cloneNode(true));
  const nodes = new Map(nodesBelow(form).map((node) => [node.dataset.key, node]));
  const text = (/** @type {string} */ key) => String((nodes.has(key) && read(/** @type {HTMLElement} */ (nodes.get(key)))) || "");
  const titles = (/** @type {string} */ key, short = false) => {
    const node = nodes.get(key);
    return node ? titlesOf(node, short) : [];
  };
  for (const link of card.querySelectorAll("a")) link.removeAttribute("href");
  put(card, ".atlas-card__title a", text("title") || "Название");
  const about = [noun, titles("education_levels", true).join(", "), titles("subjects").join(", "), ...titles("municipality")];
  put(card, ".atlas-card__about", about.filter(Boolean).join(" · "));
  put(card, ".atlas-card__gist", text("summary"));
  place.replaceChildren(card);
}

/** @param {DocumentFragment} card @param {string} selector @param {string} text */
function put(card, selector, text) {
  const element = card.querySelector(selector);
  if (element) element.textContent = text;
}

// @ts-check
// A star on every card: saves a record without opening it. The star uses the texts of the card.

import { element } from "../shared/dom.js";
import { withoutHyphens } from "../shared/hyphens.js";
import { DOT } from "../shared/wording.js";

const SAMPLE = "учебный пример";

/** @param {Element} card @param {string} part */
function words(card, part) {
  const found = card.querySelector(`.atlas-card__${part}`)?.cloneNode(true);
  if (!(found instanceof Element)) return "";
  for (const badge of found.querySelectorAll(".atlas-badge")) badge.remove();
  return withoutHyphens(found.textContent ?? "").replace(/\s+/g, " ").trim();
}

/** @param {string} base @param {HTMLElement} card @returns {HTMLElement} the card with its star */
function star(base, card) {
  const link = card.querySelector("a");
  const title = words(card, "title");
  card.dataset.record = (link?.pathname ?? "").slice(base.length);
  card.dataset.title = title;
  card.dataset.note = [words(card, "about"), "sample" in card.dataset ? SAMPLE : ""].filter(Boolean).join(DOT);
  card.dataset.facts = [words(card, "gist"), words(card, "terms")].filter(Boolean).join("\n");
  const name = `Отложить: ${title}`;
  card.append(element("button", { type: "button", class: "atlas-button atlas-card__star", "data-atlas-keep": "", "aria-label": name, title: "Отложить" }));
  return card;
}

/**
 * Gives every card a star, also those that a search adds later.
 * @param {string} base @param {(cards: HTMLElement[]) => void} wire
 */
export function addStars(base, wire) {
  const add = () => {
    const bare = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".atlas-card:not([data-record])"));
    if (bare.length) wire([...bare].map((card) => star(base, card)));
  };
  add();
  const found = document.querySelector(".atlas-search__found"); // a search creates its list again
  if (found) new MutationObserver(add).observe(found, { childList: true, subtree: true });
}

// @ts-check
// Prints several records together: a title, the contents, then each record as its own page prints it.

import { element } from "../shared/dom.js";
import { withoutHyphens } from "../shared/hyphens.js";
import { withNumber } from "../shared/wording.js";

/** @typedef {import("./pages.js").Loaded} Loaded */

/** A printed PDF must not contain soft hyphens: they would hide words from a search. @param {Element} copied */
function joinWords(copied) {
  const texts = document.createTreeWalker(copied, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) texts.currentNode.textContent = withoutHyphens(texts.currentNode.textContent ?? "");
}

/**
 * Fill the element that is only visible on paper.
 * @param {HTMLElement} place @param {string} title @param {Loaded[]} records
 * @param {string[]} pages the pages on which they begin, if known
 */
export function bind(place, title, records, pages) {
  const anchorOf = (/** @type {number} */ number) => `booklet-${number + 1}`;
  const entries = records.map(({ kept }, number) => {
    const page = pages[number] ? element("span", { class: "atlas-booklet__page" }, pages[number]) : "";
    return element(
      "li",
      {},
      element("a", { href: `#${anchorOf(number)}` }, kept.title),
      page,
      element("span", { class: "atlas-note" }, kept.note),
    );
  });
  place.replaceChildren(
    element(
      "section",
      { class: "atlas-booklet__title" },
      element("p", { class: "atlas-booklet__name" }, title),
      element("p", { class: "atlas-note" }, `${place.dataset.atlas ?? ""}. ${withNumber(records.length, ["запись", "записи", "записей"])}, ${place.dataset.day ?? ""}`),
      element("p", { class: "atlas-booklet__heading" }, "Содержание"),
      element("ol", { class: "atlas-booklet__contents" }, ...entries),
    ),
    ...records.map(({ article, paper }, number) => {
      const copied = /** @type {Element} */ (document.importNode(article, true));
      copied.id = anchorOf(number);
      joinWords(copied);
      if (paper) copied.append(document.importNode(paper, true));
      return copied;
    }),
  );
}

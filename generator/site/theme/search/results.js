// @ts-check
// Results: a card for each record; what was changed in the query; suggestions if nothing is found.

import { excerpt, markWords } from "./excerpt.js";
import { element, markedNodes, stateLink } from "../shared/dom.js";
import { toAddress, toggleValue, withoutFacets, PORTION } from "./state.js";
import { DOT, results } from "../shared/wording.js";

/** @typedef {import("./state.js").State} State */
/** @typedef {import("./query.js").Query} Query */
/** @typedef {import("./engine.js").Found} Found */
/** @typedef {import("./names.js").Name} Name */
/** @typedef {(state: State) => void} Go */

// The number of letters for which a card has room on a phone.
const SEEN = 70;

/**
 * Return a record's card (see `card` in generator/site/templates/ui.html.j2), with the query's words marked.
 * @param {Found} page @param {string[]} stems
 * @param {{root: string, mixed: boolean, marked: boolean, dated: boolean}} how the path to the site's root; whether cards
 *   show their kind, samples are marked, and the date of change is shown
 */
export function card(page, stems, { root, mixed, marked, dated }) {
  const { title, kind, about, gist, summary, terms, changed, sample } = page.meta;
  const mark = element("span", { class: "atlas-badge" }, element("span", { class: "atlas-hidden" }, "учебный "), "пример");
  const said = [mixed ? kind : "", about].filter(Boolean).join(DOT);
  const link = element("a", { href: root + addressOf(page) }, ...markedNodes(markWords(title.replace(/ — /g, "\u00a0— "), stems)));
  const told = excerpt(page, stems);
  const why = isSeen(told) ? markedNodes(told) : [gist || summary || ""];
  const last = [dated && changed ? `обновлено ${changed}` : "", terms].filter(Boolean).join(DOT);
  return element(
    "li",
    { class: "atlas-result" },
    element(
      "article",
      { class: "atlas-card", ...(sample ? { "data-sample": "" } : {}) },
      element("p", { class: "atlas-card__about" }, ...(marked && sample ? [mark, " "] : []), said),
      element("h2", { class: "atlas-card__title" }, link),
      element("p", { class: "atlas-card__gist" }, ...why),
      ...(last ? [element("p", { class: "atlas-card__terms" }, last)] : []),
    ),
  );
}

/** Return whether there is a marked word in the visible part of a text. @param {import("./excerpt.js").Piece[]} pieces */
function isSeen(pieces) {
  const first = pieces.findIndex((piece) => piece.mark);
  return first >= 0 && pieces.slice(0, first).reduce((length, { text }) => length + text.length, 0) < SEEN;
}

/** Return the address of a page from the root of the site. @param {Found} page */
export function addressOf(page) {
  return page.url.slice(1);
}

/**
 * Describe what was changed in the query: corrected words, ignored words, pages that match a part of it.
 * @param {Query} query @param {{hits: unknown[], whole: number}} found @param {Name[]} empty places without records
 * @param {{state: State, go: Go, root: string}} ways
 * @returns {Node[]}
 */
export function notes(query, { hits, whole }, empty, { state, go, root }) {
  const told = empty.map((place) => placeNote(place, root, hits.length));
  if (query.corrected) {
    const exact = stateLink(`Искать «${state.q.trim()}»`, { ...state, exact: true, shown: PORTION }, toAddress, go);
    told.push(element("p", {}, `Показаны результаты по запросу «${query.shown}». `, exact));
  }
  if (query.unknown.length > 0 && !query.hopeless) {
    const words = query.unknown.map((word) => `«${word}»`).join(", ");
    told.push(element("p", {}, `Не встречается в атласе: ${words}. Показаны результаты по остальным словам.`));
  }
  if (hits.length > whole && empty.length === 0) {
    const rest = whole === 0 ? "Нет записей со всеми словами — показаны близкие." : "Показаны и близкие записи: в них не все слова.";
    told.push(element("p", {}, rest));
  }
  return told;
}

/** @param {Name} place @param {string} root @param {number} count the number of records shown instead */
function placeNote({ value, address, wide }, root, count) {
  const instead = count > 0 ? ` Показаны записи соседей${wide ? " и те, что для всего региона" : ""}.` : "";
  const page = element("a", { href: `${root}${address}` }, "Страница муниципалитета");
  return element("p", {}, `${value}: своих записей пока нет.${instead} `, page, ".");
}

/**
 * Explain a query that is an abbreviation or a term.
 * @param {Query["explained"]} explained @param {string} root
 */
export function meanings(explained, root) {
  return explained.map(({ title, told, address }) => {
    const page = address ? [" ", element("a", { href: root + address }, "Подробнее")] : [];
    return element("p", {}, element("strong", {}, title), ` — ${told}`, ...page);
  });
}

/**
 * Lead to pages of the atlas that the query asks for.
 * @param {import("./destinations.js").Destination[]} destinations @param {string} root
 */
export function otherPages(destinations, root) {
  if (destinations.length === 0) return [];
  const links = destinations.map(({ title, address }) => element("a", { href: root + address }, title));
  return [element("p", {}, "Смотрите также: ", ...links.flatMap((link, place) => (place > 0 ? [", ", link] : [link])))];
}

/**
 * Return suggestions if nothing is found.
 * @param {object} ways
 * @param {{word: string, near: string[]}[]} ways.near known words similar to the unknown ones
 * @param {{facet: string, value: string, count: number}[]} ways.without
 * @param {{text: string, state: State, count: number}[]} ways.own the filters from the reader's own answers
 * @param {State} state @param {Go} go @param {DocumentFragment} catalogues links to the catalogues
 * @returns {Node[]}
 */
export function nothing({ near, without, own }, state, go, catalogues) {
  const words = near.flatMap(({ word, near: forms }) =>
    forms.map((form) => stateLink(form, { ...state, q: state.q.replace(word, () => form), exact: false }, toAddress, go)),
  );
  const dropped = without.map(({ facet, value, count }) =>
    stateLink(`без «${value}» — ${results(count)}`, toggleValue(state, facet, value), toAddress, go),
  );
  if (without.length > 1 && state.q.trim()) {
    dropped.push(stateLink("без отбора", withoutFacets(state), toAddress, go));
  }
  const offered = own.map(({ text, state: chosen, count }) => stateLink(`${text} — ${results(count)}`, chosen, toAddress, go));
  const groups = [
    ...group("Возможно, вы имели в виду:", words),
    ...group("Уберите одно из условий отбора:", dropped),
    ...group("Для вас:", offered),
  ];
  return [...groups, element("p", {}, groups.length > 0 ? "Или откройте список целиком:" : "Откройте список целиком:"), catalogues];
}

/** @param {string} title @param {Node[]} links */
function group(title, links) {
  if (links.length === 0) return [];
  return [element("p", {}, title), element("ul", {}, ...links.map((link) => element("li", {}, link)))];
}

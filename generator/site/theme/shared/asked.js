// @ts-check
// What a reader teaches, in which grade and where: asked once, stored on the device, applied next time.

import { recall, remember } from "./device.js";
import { element } from "./dom.js";
import { withoutHyphens } from "./hyphens.js";

const KEY = "atlas-asked";
/** The number of helpers that come first, before those for everybody. */
const MOST_FIRST = 3;

/** @param {Node | null} node */
const words = (node) => withoutHyphens(node?.textContent ?? "").trim();

/** On the page of a subject: the row of the reader's own municipality is above the list of all. */
export function wireNearest() {
  const list = document.querySelector("[data-atlas-nearest]");
  const place = recall(KEY).municipality;
  if (!list || typeof place !== "string" || !place) return;
  const own = [...list.querySelectorAll("li")].find((line) => line.dataset.place === place);
  const shown = element("p", { class: "atlas-remark" });
  if (own) for (const part of own.cloneNode(true).childNodes) shown.append(part.cloneNode(true));
  if (own) list.before(shown);
}

/**
 * On «Кто поможет»: helpers for the reader's subject, in or near the municipality, come first. A list that is being
 * read does not change.
 */
export function wireHelpers() {
  const { subject, municipality } = recall(KEY);
  const links = [...document.querySelectorAll("[data-atlas-subjects] a")];
  const own = links.find((link) => subject && words(link) === subject);
  if (own) changePlaces(own, links[0]);
  for (const list of document.querySelectorAll("[data-atlas-helpers]")) {
    if (!list.closest("details")?.open) bringFirst(list, String(subject ?? ""), String(municipality ?? ""));
  }
}

/** @param {Element} own the element marked as the reader's @param {Element} first */
function changePlaces(own, first) {
  const place = document.createComment("");
  own.replaceWith(place);
  first.before(element("strong", {}, own));
  if (first !== own) place.replaceWith(first);
}

/** @param {Element} list of helpers; more may be in a template after it @param {string} subject @param {string} place */
function bringFirst(list, subject, place) {
  const template = list.nextElementSibling;
  const others = template instanceof HTMLTemplateElement ? [...document.importNode(template.content, true).children] : [];
  const shown = [...list.children];
  const ranked = [...shown, ...others].flatMap((line) => {
    const why = line instanceof HTMLElement ? reasons(line, subject, place) : [];
    return why.length ? [{ line, why, worth: why.reduce((sum, [, worth]) => sum + worth, 0) }] : [];
  });
  const best = ranked.sort((one, other) => other.worth - one.worth).slice(0, MOST_FIRST);
  for (const { line, why } of best) line.prepend(element("p", { class: "atlas-helpers__why" }, why.map(([word]) => word).join(", ")));
  const first = best.map(({ line }) => line);
  list.replaceChildren(...[...first, ...shown.filter((line) => !first.includes(line))].slice(0, shown.length));
}

/**
 * Return why a helper suits the reader, and how well: a subject counts for more than a place.
 * @param {HTMLElement} line @param {string} subject @param {string} place @returns {[string, number][]}
 */
function reasons({ dataset }, subject, place) {
  const holds = (/** @type {string | undefined} */ list, /** @type {string} */ one) => one !== "" && JSON.parse(list ?? "[]").includes(one);
  /** @type {[string, number][]} */
  const found = holds(dataset.subjects, subject) ? [["ваш предмет", 3]] : [];
  if (place && dataset.place === place) return [...found, ["ваш муниципалитет", 2]];
  return holds(dataset.near, place) ? [...found, ["ближе всех к вам", 1]] : found;
}

/** Before a page is shown: lists reserve space for what is offered to a reader who has answered. */
export function tellIfKnown() {
  document.documentElement.classList.toggle("atlas-known", Object.values(recall(KEY)).some(Boolean));
}

/** On the page of a list: the reader's answers can be applied as filters at one tap. */
export function wireOffered() {
  const offered = document.querySelector("[data-atlas-offered]");
  if (!offered) return;
  const own = offers(isShown).map((offer) => {
    const asked = new URLSearchParams(Object.entries(offer.facets).map(([facet, [value]]) => [facet, value]));
    if (offer.near) asked.set("near", "1");
    return element("a", { href: `?${asked}` }, offerText(offer));
  });
  offered.prepend("Для вас: ", ...own.flatMap((link) => [link, " "]));
}

/** Return whether a facet of the page has a value. @param {string} facet @param {string} value */
function isShown(facet, value) {
  return [...document.querySelectorAll(`[data-facet="${facet}"] .atlas-facet__value`)].some((one) => words(one.firstChild) === value);
}

/**
 * Return the filters from a reader's answers: the subject, the grade, the municipality with those nearby.
 * @param {(facet: string, value: string) => boolean} has whether the list has a facet and its value
 * @returns {{facets: Record<string, string[]>, near: boolean}[]} values by facet
 */
export function offers(has) {
  const kept = recall(KEY);
  return [["subject", "grade"], ["municipality"]].flatMap((names, near) => {
    const known = names.filter((name) => typeof kept[name] === "string" && kept[name] && has(name, kept[name]));
    return known.length ? [{ facets: Object.fromEntries(known.map((name) => [name, [kept[name]]])), near: near > 0 }] : [];
  });
}

/** Return the chosen values in words. @param {{facets: Record<string, string[]>, near: boolean}} offer */
export function offerText({ facets, near }) {
  return Object.values(facets).flat().join(", ") + (near ? " и рядом" : "");
}

export function wireAsked() {
  const form = document.querySelector("form[data-atlas-asked]");
  if (!(form instanceof HTMLFormElement)) return;
  const kept = recall(KEY);
  const lists = [...form.querySelectorAll("select")];
  for (const list of lists) {
    const value = kept[list.name];
    if ([...list.options].some((option) => option.value === value)) list.value = value;
    list.addEventListener("change", () => remember(KEY, { ...recall(KEY), [list.name]: list.value }));
  }
}

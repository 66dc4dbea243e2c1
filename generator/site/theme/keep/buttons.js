// @ts-check
// The buttons of records on every page: «Отложить» and «Отправить», stars on cards, the number of saved records. Also
// remembers visited records.

import { element } from "../shared/dom.js";
import { DOT, withNumber } from "../shared/wording.js";
import { CHANGED, drop, isAside, MOST_COMPARED, put, shelfOf, toQuery } from "./kept.js";
import { send } from "./send.js";
import { addStars } from "./stars.js";

/** @type {[string, string, string]} */
const RECORDS = ["запись", "записи", "записей"];

/** @param {HTMLElement} place the element with the data of a record @returns {import("./kept.js").Kept} */
function recordOf(place) {
  const { record = "", title = "", note = "", facts = "" } = place.dataset;
  return { address: record, title, note, facts };
}

/** @param {string} base @param {HTMLElement} told */
function sayWhatIsAside(base, told) {
  const aside = shelfOf(base, "aside").map((one) => one.address);
  if (!aside.length) return told.replaceChildren("Больше ничего не отложено.");
  const all = element("a", { href: `${base}saved/` }, `Отложено: ${withNumber(aside.length, RECORDS)}`);
  const compare = element("a", { href: `${base}compare/${toQuery(aside.slice(0, MOST_COMPARED))}` }, "Сравнить");
  told.replaceChildren(all, ...(aside.length > 1 ? [DOT, compare] : []));
}

/** A message for which cards have no line is shown on the button that was pressed last. */
const lastTold = element("p", { class: "atlas-card__told", role: "status" });

/** @param {HTMLElement} card */
function tellOn(card) {
  card.append(lastTold);
  return lastTold;
}

/** @param {string} base @param {HTMLElement} place */
function wireRecord(base, place) {
  const record = recordOf(place);
  const told = place.querySelector("[data-atlas-told]");
  for (const button of place.querySelectorAll("[data-atlas-keep]")) {
    button.addEventListener("click", () => {
      if (isAside(base, record.address)) drop(base, "aside", record.address);
      else put(base, "aside", record);
      show(base);
      sayWhatIsAside(base, told instanceof HTMLElement ? told : tellOn(place));
    });
  }
  for (const button of place.querySelectorAll("[data-atlas-send]")) {
    button.addEventListener("click", () => {
      const address = `${location.origin}${base}${record.address}`;
      if (told instanceof HTMLElement) void send({ title: record.title, facts: record.facts, address }, told);
    });
  }
}

/** Show which records are saved, and their number in the header. @param {string} base */
function show(base) {
  const aside = new Set(shelfOf(base, "aside").map((one) => one.address));
  for (const button of document.querySelectorAll("[data-record] [data-atlas-keep]")) {
    const place = button.closest("[data-record]");
    const is = place instanceof HTMLElement && aside.has(place.dataset.record ?? "");
    button.setAttribute("aria-pressed", String(is));
  }
  for (const way of document.querySelectorAll("[data-atlas-kept]")) {
    way.setAttribute("aria-label", aside.size ? `Отложенное: ${withNumber(aside.size, RECORDS)}` : "Отложенное");
    way.setAttribute("data-atlas-kept", aside.size ? String(aside.size) : "");
  }
}

/** @param {string} base the path of the site on its host */
export function wireRecords(base) {
  const wire = (/** @type {HTMLElement[]} */ places) => {
    for (const place of places) wireRecord(base, place);
    show(base);
  };
  wire([.../** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-record]"))]);
  addStars(base, wire);
  addEventListener("storage", () => show(base)); // changed in another tab
  addEventListener(CHANGED, () => show(base)); // changed on the page of the list
  addEventListener("pageshow", () => show(base)); // the browser may restore the page as it was left
  const own = document.querySelector("[data-record][data-own]");
  if (own instanceof HTMLElement) put(base, "seen", recordOf(own));
}

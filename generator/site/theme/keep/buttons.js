// @ts-check
// The buttons of records on every page: «Отложить» and «Отправить». What was looked at is remembered too.

import { element } from "../shared/dom.js";
import { withNumber } from "../shared/wording.js";
import { drop, isAside, put, shelfOf, toQuery } from "./kept.js";
import { send } from "./send.js";

const MOST_COMPARED = 4;

/** @param {HTMLElement} place what bears the data of a record @returns {import("./kept.js").Kept} */
function recordOf(place) {
  const { record = "", title = "", note = "", facts = "" } = place.dataset;
  return { address: record, title, note, facts };
}

/** @param {string} base @param {HTMLElement} told */
function sayWhatIsAside(base, told) {
  const aside = shelfOf(base, "aside").map((one) => one.address);
  if (!aside.length) return told.replaceChildren("Больше ничего не отложено.");
  const all = element("a", { href: `${base}saved/` }, `Отложено: ${withNumber(aside.length, ["запись", "записи", "записей"])}`);
  const compare = element("a", { href: `${base}compare/${toQuery(aside.slice(0, MOST_COMPARED))}` }, "Сравнить");
  told.replaceChildren(all, ...(aside.length > 1 ? [" · ", compare] : []));
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
      if (told instanceof HTMLElement) sayWhatIsAside(base, told);
    });
  }
  for (const button of place.querySelectorAll("[data-atlas-send]")) {
    button.addEventListener("click", () => {
      const address = `${location.origin}${base}${record.address}`;
      if (told instanceof HTMLElement) void send({ title: record.title, facts: record.facts, address }, told);
    });
  }
}

/** Shows which records are put aside. @param {string} base */
function show(base) {
  const aside = new Set(shelfOf(base, "aside").map((one) => one.address));
  for (const button of document.querySelectorAll("[data-record] [data-atlas-keep]")) {
    const place = button.closest("[data-record]");
    const is = place instanceof HTMLElement && aside.has(place.dataset.record ?? "");
    button.setAttribute("aria-pressed", String(is));
  }
}

/** @param {string} base the path of the site on its host */
export function wireRecords(base) {
  const places = [...document.querySelectorAll("[data-record]")].filter((place) => place instanceof HTMLElement);
  for (const place of places) wireRecord(base, place);
  show(base);
  addEventListener("storage", () => show(base)); // another tab has changed it
  addEventListener("pageshow", () => show(base)); // the page may come back as it was left
  const own = document.querySelector("[data-record][data-own]");
  if (own instanceof HTMLElement) put(base, "seen", recordOf(own));
}

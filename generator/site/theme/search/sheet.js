// @ts-check
// Sheets: on narrow screens the values of a facet open over the page, with a button that shows the number of results.
// On wide screens the facets are in a column, unfolded as on the original page.

import { need } from "../shared/dom.js";
import { results } from "../shared/wording.js";
import { setText } from "./facets.js";

const WIDE = "(min-width: 64em)";
const OPEN = "atlas-search-sheet";
const READY = "atlas-filters--ready";
const STOPS = "summary, input, button, a[href]";

export class Sheets {
  /** @param {HTMLElement} page @param {() => void} closed called when the reader has chosen */
  constructor(page, closed) {
    this.closed = closed;
    this.panel = need(page, ".atlas-filters", HTMLElement);
    /** @type {HTMLDetailsElement[]} */
    this.sheets = [...this.panel.querySelectorAll("details")];
    this.unfolded = this.sheets.filter((sheet) => sheet.open);
    this.wide = matchMedia(WIDE);
    for (const sheet of this.sheets) this.prepare(sheet);
    this.fold();
    this.wide.addListener(() => this.fold());
    this.panel.classList.add(READY);
  }

  /** @param {HTMLDetailsElement} sheet */
  prepare(sheet) {
    const summary = need(sheet, "summary", HTMLElement);
    summary.addEventListener("click", () => {
      if (!this.wide.matches && !sheet.open) requestAnimationFrame(() => need(sheet, ".atlas-filter__close", HTMLElement).focus());
    });
    sheet.addEventListener("toggle", () => document.documentElement.classList.toggle(OPEN, this.open() !== null));
    sheet.addEventListener("keydown", (event) => this.key(event, sheet));
    // The overlay belongs to the facet, outside its sheet.
    sheet.addEventListener("click", (event) => event.target === sheet && this.close());
    need(sheet, ".atlas-filter__close", HTMLElement).addEventListener("click", () => this.close());
    need(sheet, ".atlas-search__show", HTMLElement).addEventListener("click", () => {
      this.close();
      this.closed();
    });
  }

  /** Narrow screens start without an open sheet, wide ones with the facets that the page unfolds. */
  fold() {
    for (const sheet of this.sheets) sheet.open = this.wide.matches && this.unfolded.includes(sheet);
  }

  /** Return the sheet that is open over the page. @returns {HTMLDetailsElement | null} */
  open() {
    return this.wide.matches ? null : this.sheets.find((sheet) => sheet.open) || null;
  }

  close() {
    const sheet = this.open();
    if (!sheet) return;
    sheet.open = false;
    need(sheet, "summary", HTMLElement).focus();
  }

  /** @param {number} count */
  show(count) {
    for (const sheet of this.sheets) {
      setText(sheet.querySelector(".atlas-search__show"), count > 0 ? `Показать ${results(count)}` : "Ничего не найдено");
    }
  }

  /** Escape closes a sheet; the focus stays inside while it is open. @param {KeyboardEvent} event @param {HTMLDetailsElement} sheet */
  key(event, sheet) {
    if (this.open() !== sheet) return;
    if (event.key === "Escape") this.close();
    if (event.key !== "Tab") return;
    /** @type {HTMLElement[]} */
    const stops = [...need(sheet, ".atlas-filter__sheet", HTMLElement).querySelectorAll(STOPS)].filter((stop) => stop instanceof HTMLElement);
    const [first, last] = [stops[0], stops[stops.length - 1]];
    const [from, to] = event.shiftKey ? [first, last] : [last, first];
    if (document.activeElement !== from) return;
    event.preventDefault();
    to.focus();
  }
}

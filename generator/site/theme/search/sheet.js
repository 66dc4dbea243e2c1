// @ts-check
// Sheet: on narrow screens the facets lie over the page, with a button that says how many results there are.

import { need } from "../shared/dom.js";
import { results } from "../shared/wording.js";
import { setText } from "./facets.js";

const WIDE = "(min-width: 60em)";
const OPEN = "atlas-search-sheet";

export class Sheet {
  /** @param {HTMLElement} page @param {() => void} closed what follows when the reader has chosen */
  constructor(page, closed) {
    this.panel = need(page, ".atlas-search__facets", HTMLDetailsElement);
    this.button = need(page, ".atlas-search__show", HTMLButtonElement);
    this.wide = matchMedia(WIDE);
    this.panel.open = this.wide.matches;
    this.panel.addEventListener("toggle", () => document.documentElement.classList.toggle(OPEN, this.covers()));
    this.panel.addEventListener("keydown", (event) => this.key(event));
    this.button.addEventListener("click", () => {
      this.close();
      closed();
    });
  }

  /** Whether the panel lies over the page. */
  covers() {
    return this.panel.open && !this.wide.matches;
  }

  close() {
    if (this.covers()) this.panel.open = false;
  }

  /** @param {number} count */
  show(count) {
    setText(this.button, count > 0 ? `Показать ${results(count)}` : "Ничего не найдено");
  }

  /** Escape closes the sheet, and focus stays inside while it is open. @param {KeyboardEvent} event */
  key(event) {
    if (!this.covers()) return;
    const summary = need(this.panel, "summary", HTMLElement);
    if (event.key === "Escape") {
      this.close();
      summary.focus();
    }
    if (event.key !== "Tab") return;
    const [from, to] = event.shiftKey ? [summary, this.button] : [this.button, summary];
    if (document.activeElement !== from) return;
    event.preventDefault();
    to.focus();
  }
}

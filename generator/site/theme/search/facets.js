// @ts-check
// Facets: their values with counts as check boxes; the chosen values as chips above the results.

import { element, need } from "../shared/dom.js";
import { DOT } from "../shared/wording.js";
import { toggleValue, withoutFacets, isFiltered, PORTION } from "./state.js";

/** @typedef {import("./state.js").State} State */
/** @typedef {import("./engine.js").Counts} Counts */
/** @typedef {(state: State) => void} Go */

const ALPHABET = new Intl.Collator("ru", { numeric: true });

export class Facets {
  /**
   * @param {ParentNode} page @param {string} last the value that comes after all others
   * @param {Go} go @param {() => State} stateOf the present state
   */
  constructor(page, last, go, stateOf) {
    this.go = go;
    this.last = last;
    /** @type {HTMLDetailsElement[]} */
    this.groups = [...page.querySelectorAll("details[data-facet]")].filter((group) => group instanceof HTMLDetailsElement);
    /** @type {HTMLElement[]} facets with a single value */
    this.switches = [...page.querySelectorAll("label[data-facet]")].filter((one) => one instanceof HTMLElement);
    /** @type {HTMLElement | null} */
    this.near = page.querySelector("label[data-near]");
    this.names = [...this.groups, ...this.switches].map((one) => one.dataset.facet || "");
    // They are on the page before anything is counted, and can be chosen at once.
    for (const one of this.switches) boxOf(one).onchange = () => go(toggleValue(stateOf(), one.dataset.facet || "", boxOf(one).value));
    if (this.near) boxOf(this.near).onchange = () => go({ ...stateOf(), near: !stateOf().near, shown: PORTION });
  }

  /** Return the facets by title, as columns of a table. */
  columns() {
    const titled = this.groups.map((group) => ({ key: group.dataset.facet || "", title: group.dataset.title || "" }));
    return titled.filter(({ key }) => key !== "kind");
  }

  /** Return the chosen values in words. @param {State} state @returns {string[][]} */
  told(state) {
    const titled = this.groups.map(({ dataset }) => [dataset.title || "", (state.facets[dataset.facet || ""] || []).join("; ")]);
    const switched = this.switches.flatMap(({ dataset }) => state.facets[dataset.facet || ""] || []);
    const near = state.near ? ["и соседние"] : [];
    return [...titled, ...[...switched, ...near].map((words) => [words[0].toUpperCase() + words.slice(1), "да"])].filter(([, said]) => said);
  }

  /** Show at once in which facets something is chosen. @param {State} state */
  mark(state) {
    for (const group of this.groups) {
      const { length } = state.facets[group.dataset.facet || ""];
      setText(group.querySelector(".atlas-facet__chosen"), length > 0 ? `${DOT}${length}` : "");
      group.classList.toggle("atlas-facet--chosen", length > 0);
    }
  }

  /** @param {Counts} counts @param {State} state @param {Counts} offered values that keep their place even without results */
  show(counts, state, offered) {
    for (const group of this.groups) {
      const facet = group.dataset.facet || "";
      const values = this.values(group, counts[facet] || {}, state.facets[facet], offered[facet] || {});
      group.hidden = values.length === 0;
      const list = group.querySelector("ul");
      // The boxes of a closed facet are created when it is opened.
      const fill = () => list && keepFocus(list, () => list.replaceChildren(...values.map(([value, count]) => this.item(facet, value, count, state))));
      group.ontoggle = () => group.open && fill();
      if (group.open) fill();
    }
    for (const one of this.switches) this.showSwitch(one, counts, state, offered);
    this.showNear(state);
  }

  /** @param {HTMLElement} one @param {Counts} counts @param {State} state @param {Counts} offered */
  showSwitch(one, counts, state, offered) {
    const facet = one.dataset.facet || "";
    const box = boxOf(one);
    const count = (counts[facet] || {})[box.value] || 0;
    box.checked = state.facets[facet].includes(box.value);
    const vain = count === 0 && !box.checked;
    setVain(box, vain);
    one.hidden = vain && !(offered[facet] || {})[box.value];
    setText(one.querySelector(".atlas-facet__count"), String(count));
  }

  /** Return whether nearby places are included. @param {State} state */
  showNear(state) {
    if (!this.near) return;
    this.near.hidden = (({ ...state.facets, ...state.fixed }).municipality || []).length === 0;
    boxOf(this.near).checked = Boolean(state.near);
  }

  /**
   * Return the values worth showing, in the order of their list; then those that only keep their places.
   * @param {HTMLElement} group @param {Record<string, number>} counts @param {string[]} chosen @param {Record<string, number>} offered
   * @returns {[string, number][]}
   */
  values(group, counts, chosen, offered) {
    /** @type {string[]} */
    const order = JSON.parse(group.dataset.order || "[]");
    const places = new Map(order.map((value, place) => [value, place]));
    const place = (/** @type {string} */ value) => (value === this.last ? Infinity : (places.get(value) ?? order.length));
    const ordered = (/** @type {string[]} */ values) =>
      values.sort((one, other) => (place(one) === place(other) ? ALPHABET.compare(one, other) : place(one) - place(other)));
    const isShown = (/** @type {string} */ value) => Boolean(counts[value]) || chosen.includes(value);
    const shown = [...new Set([...Object.keys(counts), ...chosen])].filter(isShown);
    const kept = Object.keys(offered).filter((value) => offered[value] && !isShown(value));
    return [...ordered(shown), ...ordered(kept)].map((value) => [value, counts[value] || 0]);
  }

  /** @param {string} facet @param {string} value @param {number} count @param {State} state */
  item(facet, value, count, state) {
    const box = element("input", { type: "checkbox", value, name: facet });
    box.checked = state.facets[facet].includes(value);
    setVain(box, count === 0 && !box.checked);
    box.addEventListener("change", () => this.go(toggleValue(state, facet, value)));
    const number = element("span", { class: "atlas-facet__count" }, String(count));
    return element("li", {}, element("label", {}, box, element("span", {}, value), " ", number));
  }
}

/** Prevent ticking a box that would leave no results; it can still be focused. @param {HTMLInputElement} box @param {boolean} vain */
function setVain(box, vain) {
  box.onclick = vain ? () => false : null;
  if (vain) box.setAttribute("aria-disabled", "true");
  else box.removeAttribute("aria-disabled");
}

/** @param {HTMLElement} label */
function boxOf(label) {
  return need(label, "input", HTMLInputElement);
}

/**
 * Return the chosen values, each with a button to remove it, and a button to remove all.
 * @param {Element} place @param {State} state @param {Go} go
 */
export function showChips(place, state, go) {
  const chips = Object.entries(state.facets).flatMap(([facet, chosen]) =>
    chosen.map((value) => {
      const cross = element("span", { "aria-hidden": "true" }, " ×");
      const chip = element("button", { type: "button", class: "atlas-chip", "aria-label": `Убрать «${value}»` }, value, cross);
      chip.addEventListener("click", () => go(toggleValue(state, facet, value)));
      return chip;
    }),
  );
  if (state.near) {
    const chip = element("button", { type: "button", class: "atlas-chip", "aria-label": "Убрать соседние муниципалитеты" }, "и соседние", " ×");
    chip.addEventListener("click", () => go({ ...state, near: false, shown: PORTION }));
    chips.push(chip);
  }
  if (isFiltered(state)) {
    const reset = element("button", { type: "button", class: "atlas-chip atlas-chip--reset" }, "Сбросить отбор");
    reset.addEventListener("click", () => go(withoutFacets(state)));
    chips.push(reset);
  }
  place.replaceChildren(...chips);
}

/** @param {Element | null} place @param {string} text */
export function setText(place, text) {
  if (place) place.textContent = text;
}

/**
 * Replace check boxes while the reader uses them: the focus stays on the same value.
 * @param {Element} list @param {() => void} replace
 */
function keepFocus(list, replace) {
  const active = document.activeElement;
  const value = active instanceof HTMLInputElement && list.contains(active) ? active.value : null;
  replace();
  if (value === null) return;
  const boxes = [...list.querySelectorAll("input")];
  boxes.find((box) => box.value === value)?.focus();
}

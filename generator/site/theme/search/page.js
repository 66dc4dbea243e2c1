// @ts-check
// The search page: reads its state from the address, asks the engine, shows what was found.

import { Engine } from "./engine.js";
import { Facets, setText, showChips } from "./facets.js";
import { need } from "../shared/dom.js";
import { tokens, understand } from "./query.js";
import { card, notes, nothing } from "./results.js";
import { fromAddress, isFiltered, orderOf, PORTION, toAddress } from "./state.js";
import { announcement, more } from "../shared/wording.js";
import { Dictionary } from "./words.js";

/** @typedef {import("./state.js").State} State */
/** @typedef {import("./query.js").Query} Query */

const PAUSE = 200;
const SUGGESTIONS = 5;
const WIDE = "(min-width: 60em)";

class SearchPage {
  /** @param {HTMLElement} page */
  constructor(page) {
    this.page = page;
    this.root = page.dataset.root ?? "";
    this.last = page.dataset.last ?? "";
    this.shorts = tokens(JSON.parse(page.dataset.shorts ?? "[]"));
    const base = new URL(this.root || "./", location.href).href;
    this.engine = new Engine(`${base}pagefind/`);
    this.dictionary = new Dictionary(`${base}assets/search/`, (own) => this.engine.holds(own));
    this.facets = new Facets(page, this.last, (state) => this.go(state));
    this.field = need(page, "#atlas-search-query", HTMLInputElement);
    this.order = need(page, "#atlas-search-sort", HTMLSelectElement);
    this.list = need(page, ".atlas-search__results", HTMLElement);
    this.empty = need(page, ".atlas-search__nothing", HTMLElement);
    this.more = need(page, ".atlas-search__more", HTMLButtonElement);
    this.status = need(page, ".atlas-search__status", HTMLElement);
    this.title = document.title;
    this.typing = false;
    this.turn = 0;
    this.timer = 0;
    this.renewed = false;
    /** @type {State} */
    this.state = fromAddress(location.search, this.facets.names);
  }

  start() {
    this.page.hidden = false;
    need(this.page, ".atlas-search__facets", HTMLDetailsElement).open = matchMedia(WIDE).matches || isFiltered(this.state);
    this.field.addEventListener("input", () => this.typed());
    this.field.addEventListener("change", () => (this.typing = false));
    this.field.form?.addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit();
    });
    this.order.addEventListener("change", () => {
      this.go({ ...this.state, sort: /** @type {State["sort"]} */ (this.order.value), shown: PORTION });
    });
    this.more.addEventListener("click", () => this.showMore());
    this.page.addEventListener("keydown", (event) => this.walk(event));
    addEventListener("popstate", () => this.restore());
    this.restore();
  }

  /** Shows the state that the address holds. */
  restore() {
    clearTimeout(this.timer);
    this.typing = false;
    this.state = fromAddress(location.search, this.facets.names);
    this.field.value = this.state.q;
    return this.show();
  }

  /** Takes a step: a new state, a new entry in the browser's history. @param {State} state */
  go(state) {
    clearTimeout(this.timer);
    this.typing = false;
    this.state = state;
    this.field.value = state.q;
    history.pushState(null, "", toAddress(state));
    return this.show();
  }

  /** While a reader types, one entry of the history follows the words. */
  typed() {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => {
      this.state = { ...this.state, q: this.field.value, exact: false, shown: PORTION };
      history[this.typing ? "replaceState" : "pushState"](null, "", toAddress(this.state));
      this.typing = true;
      void this.show();
    }, PAUSE);
  }

  submit() {
    if (this.field.value === this.state.q) return;
    void this.go({ ...this.state, q: this.field.value, exact: false, shown: PORTION });
  }

  async showMore() {
    const before = this.list.children.length;
    this.state = { ...this.state, shown: this.state.shown + PORTION };
    history.replaceState(null, "", toAddress(this.state));
    await this.show();
    this.list.children[before]?.querySelector("a")?.focus();
  }

  /** @returns {Promise<void>} */
  async show() {
    const turn = ++this.turn;
    const { state } = this;
    this.page.setAttribute("aria-busy", "true");
    try {
      const drawn = await this.draw(state, () => turn === this.turn);
      if (drawn) this.page.removeAttribute("aria-busy");
    } catch (error) {
      if (turn !== this.turn) return;
      if (!this.renewed) return this.renew();
      console.error(error);
      this.fail();
    }
  }

  /**
   * @param {State} state @param {() => boolean} current whether no later state was asked for
   */
  async draw(state, current) {
    this.engine.begin(); // it comes while the words are looked up in the dictionary
    const query = await understand(state.q, state.exact, this.dictionary, this.shorts);
    const found = query.hopeless ? { hits: [], counts: {} } : await this.engine.find(query, state);
    const pages = await Promise.all(found.hits.slice(0, state.shown).map((hit) => hit.data()));
    const ways = found.hits.length === 0 ? await this.waysOn(query, state) : null;
    if (!current()) return false;
    this.list.replaceChildren(...pages.map((page) => card(page, query.stems, this.root, this.last)));
    this.facets.show(found.counts, state);
    this.frame(query, state, found.hits.length);
    this.empty.hidden = ways === null;
    this.empty.replaceChildren(...(ways ? nothing(ways, state, (next) => this.go(next), this.catalogues()) : []));
    return true;
  }

  /** @param {Query} query @param {State} state */
  async waysOn(query, state) {
    const near = query.unknown.map(async (word) => ({ word, near: await this.dictionary.near(word, SUGGESTIONS) }));
    const without = query.hopeless ? [] : await this.engine.withoutEach(query, state);
    return { near: await Promise.all(near), without };
  }

  /** What stands around the results. @param {Query} query @param {State} state @param {number} count */
  frame(query, state, count) {
    const chosen = Object.values(state.facets).flat().length;
    const left = count - state.shown;
    setText(this.status, announcement(count, !state.q.trim() && chosen === 0));
    setText(this.page.querySelector(".atlas-search__chosen"), chosen > 0 ? ` · ${chosen}` : "");
    showChips(need(this.page, ".atlas-search__chips", HTMLElement), state, (next) => this.go(next));
    need(this.page, ".atlas-search__note", HTMLElement).replaceChildren(...notes(query, state, (next) => this.go(next)));
    this.order.value = orderOf(state);
    this.order.options[0].disabled = !state.q.trim();
    this.more.hidden = left <= 0;
    setText(this.more, more(Math.min(left, PORTION)));
    document.title = state.q.trim() ? `${state.q.trim()} — ${this.title}` : this.title;
  }

  catalogues() {
    return /** @type {DocumentFragment} */ (need(this.page, "#atlas-search-ways", HTMLTemplateElement).content.cloneNode(true));
  }

  /** Reads the index anew: the site may have been published again while the page was open. */
  renew() {
    this.renewed = true;
    this.engine.renew();
    return this.show();
  }

  fail() {
    this.page.removeAttribute("aria-busy");
    this.list.replaceChildren();
    setText(this.status, "Поиск не загрузился. Обновите страницу или откройте список:");
    this.empty.hidden = false;
    this.empty.replaceChildren(this.catalogues());
  }

  /** Arrow keys lead from the field to the results and from one to the next. @param {KeyboardEvent} event */
  walk(event) {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    const stops = [this.field, ...this.list.querySelectorAll("a")];
    const here = stops.indexOf(/** @type {HTMLInputElement} */ (document.activeElement));
    const next = stops[here + (event.key === "ArrowDown" ? 1 : -1)];
    if (here < 0 || !next) return;
    event.preventDefault();
    next.focus();
  }
}

const page = document.getElementById("atlas-search");
if (page) new SearchPage(page).start();

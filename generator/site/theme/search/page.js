// @ts-check
// The search page: reads its state from the address, asks the engine, shows what was found.

import { Engine } from "./engine.js";
import { Facets, setText, showChips } from "./facets.js";
import { OtherVersion } from "./index.js";
import { keepPlace, keptPlace, returnTo } from "./place.js";
import { need } from "../shared/dom.js";
import { understand } from "./query.js";
import { card, meanings, notes, nothing } from "./results.js";
import { Sheet } from "./sheet.js";
import { fromAddress, orderOf, PORTION, toAddress } from "./state.js";
import { wordsOf } from "./stem.js";
import { announcement, more } from "../shared/wording.js";
import { Dictionary } from "./words.js";

/** @typedef {import("./state.js").State} State */
/** @typedef {import("./query.js").Query} Query */
/** @typedef {import("./engine.js").Result} Result */
/** @typedef {import("./place.js").Place} Place */

const PAUSE = 200;
// Only who has stopped typing reads: until then the results are counted and not fetched.
const REST = 400;
const SUGGESTIONS = 5;

class SearchPage {
  /** @param {HTMLElement} page */
  constructor(page) {
    this.page = page;
    this.root = page.dataset.root || "";
    this.last = page.dataset.last || "";
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
    this.sheet = new Sheet(page, () => this.status.focus());
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
    if ("scrollRestoration" in history) history.scrollRestoration = "manual";
    this.field.addEventListener("input", () => this.typed());
    this.field.addEventListener("change", () => (this.typing = false));
    if (this.field.form) {
      this.field.form.addEventListener("submit", (event) => {
        event.preventDefault();
        this.submit();
      });
    }
    this.order.addEventListener("change", () => {
      this.go({ ...this.state, sort: /** @type {State["sort"]} */ (this.order.value), shown: PORTION });
    });
    this.more.addEventListener("click", () => this.showMore());
    this.page.addEventListener("keydown", (event) => this.walk(event));
    addEventListener("popstate", () => this.restore());
    addEventListener("pagehide", keepPlace);
    this.restore();
  }

  /** Shows the state that the address holds, where the reader was in it. */
  async restore() {
    clearTimeout(this.timer);
    this.typing = false;
    const place = keptPlace();
    this.state = fromAddress(location.search, this.facets.names);
    this.field.value = this.state.q;
    const drawn = await this.show();
    if (drawn && place) returnTo(this.page, place);
  }

  /** Takes a step: a new state, a new entry in the browser's history. @param {State} state */
  go(state) {
    clearTimeout(this.timer);
    this.typing = false;
    keepPlace();
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
    this.sheet.close();
    if (this.field.value === this.state.q && !this.typing) return;
    void this.go({ ...this.state, q: this.field.value, exact: false, shown: PORTION });
  }

  async showMore() {
    const before = this.list.children.length;
    this.state = { ...this.state, shown: this.state.shown + PORTION };
    history.replaceState(history.state, "", toAddress(this.state));
    await this.show();
    const next = this.list.children[before] && this.list.children[before].querySelector("a");
    if (next) next.focus();
  }

  /** Shows the current state; tells whether it did, and no later one. @returns {Promise<boolean>} */
  async show() {
    const turn = ++this.turn;
    const current = () => turn === this.turn;
    this.page.setAttribute("aria-busy", "true");
    const focused = document.activeElement;
    try {
      if (!(await this.draw(this.state, current))) return false;
      this.page.removeAttribute("aria-busy");
      // What had the focus may be gone: it shall not fall to the top of the page.
      if (focused && focused !== document.body && document.activeElement === document.body) this.status.focus({ preventScroll: true });
      return true;
    } catch (error) {
      if (!current()) return false;
      if (!this.renewed && !(error instanceof OtherVersion)) return this.renew();
      console.error(error);
      this.fail(error instanceof OtherVersion ? error.message : "Поиск не загрузился.");
      return false;
    }
  }

  /**
   * @param {State} state @param {() => boolean} current whether no later state was asked for
   */
  async draw(state, current) {
    const { typing } = this;
    this.engine.begin();
    showChips(need(this.page, ".atlas-search__chips", HTMLElement), state, (next) => this.go(next));
    const names = await this.engine.names();
    const known = { names, dictionary: this.dictionary, begins: (/** @type {string} */ start) => this.engine.begins(start) };
    const query = await understand(state.q, { exact: state.exact, typing }, known);
    /** @type {Result} */
    const found = query.hopeless ? { hits: [], counts: {}, whole: 0 } : await this.engine.find(query, state);
    if (!current()) return false;
    this.frame(query, state, found.hits.length);
    if (typing) await new Promise((rested) => setTimeout(rested, REST));
    if (!current()) return false;
    const shown = found.hits.slice(0, state.shown);
    const [pages, ways, empty] = await Promise.all([
      Promise.all(shown.map((hit) => hit.data())),
      found.hits.length === 0 ? this.waysOn(query, state) : null,
      this.emptyPlaces(query),
    ]);
    if (!current()) return false;
    const go = (/** @type {State} */ next) => this.go(next);
    const meaning = empty.length > 0 ? [] : meanings(query.explained, this.root);
    need(this.page, ".atlas-search__meaning", HTMLElement).replaceChildren(...meaning);
    need(this.page, ".atlas-search__note", HTMLElement).replaceChildren(...notes(query, found, empty, { state, go, root: this.root }));
    this.list.replaceChildren(...pages.map((page) => card(page, query.stems, this.root, this.last)));
    this.facets.show(found.counts, state);
    this.empty.hidden = ways === null;
    this.empty.replaceChildren(...(ways ? nothing(ways, state, go, this.catalogues()) : []));
    const left = found.hits.length - state.shown;
    this.more.hidden = left <= 0;
    setText(this.more, more(Math.min(left, PORTION)));
    return true;
  }

  /** @param {Query} query @param {State} state */
  async waysOn(query, state) {
    const words = query.unknown.length > 0 ? query.unknown : wordsOf(state.q);
    const near = words.map(async (word) => ({ word, near: await this.dictionary.near(word, SUGGESTIONS) }));
    const without = query.hopeless ? [] : await this.engine.withoutEach(query, state);
    return { near: await Promise.all(near), without };
  }

  /** The places of a query that have no records. @param {Query} query */
  async emptyPlaces({ places }) {
    const counts = await Promise.all(places.map(({ facet, value }) => this.engine.count(facet || "", value)));
    return places.filter((_, place) => counts[place] === 0);
  }

  /** What is known of the results before they are there. @param {Query} query @param {State} state @param {number} count */
  frame(query, state, count) {
    const chosen = Object.values(state.facets).flat().length;
    setText(this.status, announcement(count, !state.q.trim() && chosen === 0));
    setText(this.page.querySelector(".atlas-search__chosen"), chosen > 0 ? ` · ${chosen}` : "");
    this.sheet.show(count);
    this.order.value = orderOf(state);
    this.order.options[0].disabled = !state.q.trim();
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

  /** @param {string} what has happened */
  fail(what) {
    this.page.removeAttribute("aria-busy");
    this.list.replaceChildren();
    setText(this.status, `${what} Обновите страницу или откройте список:`);
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

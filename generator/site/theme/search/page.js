// @ts-check
// A list with filters: reads its state from the address, asks the engine, shows the results. It is the list of the
// search page or of a catalogue, a term or a municipality: these pages come with their first records, which are shown
// until somebody filters.

import { destinationsOf } from "./destinations.js";
import { Engine } from "./engine.js";
import { Facets, setText, showChips } from "./facets.js";
import { OtherVersion } from "./index.js";
import { keepPlace, keptPlace, returnTo } from "./place.js";
import { offers, offerText } from "../shared/asked.js";
import { need } from "../shared/dom.js";
import { understand } from "./query.js";
import { addressOf, card, meanings, otherPages, notes, nothing } from "./results.js";
import { Saving } from "./saving.js";
import { Sheets } from "./sheet.js";
import { ASKED } from "../shared/guess.js";
import { fromAddress, isWhole, orderOf, PORTION, toAddress, withoutFacets } from "./state.js";
import { wordsOf } from "./stem.js";
import { rowsOf } from "./table.js";
import { breathe } from "../shared/turns.js";
import { announcement, more } from "../shared/wording.js";
import { Dictionary } from "./words.js";

/** @typedef {import("./state.js").State} State */
/** @typedef {import("./query.js").Query} Query */
/** @typedef {import("./engine.js").Result} Result */
/** @typedef {import("./place.js").Place} Place */

const PAUSE = 200;
// Only readers who have stopped typing read: until then results are counted but not fetched.
const REST = 400;
const SUGGESTIONS = 5;

class SearchPage {
  /** @param {HTMLElement} page */
  constructor(page) {
    this.page = page;
    this.root = page.dataset.root || "";
    this.last = page.dataset.last || "";
    /** @type {Record<string, string[]>} */
    this.fixed = JSON.parse(page.dataset.fixed || "{}");
    this.parted = page.dataset.parted !== undefined;
    /** @type {HTMLElement | null} */
    this.still = page.querySelector(".atlas-search__still");
    const base = new URL(this.root || "./", location.href).href;
    this.engine = new Engine(`${base}pagefind/`);
    this.dictionary = new Dictionary(`${base}assets/search/`, this.engine);
    this.facets = new Facets(page, this.last, (state) => this.go(state), () => this.state);
    this.field = need(page, "#atlas-search-query", HTMLInputElement);
    this.order = need(page, "#atlas-search-sort", HTMLSelectElement);
    this.list = need(page, ".atlas-search__results", HTMLElement);
    this.empty = need(page, ".atlas-search__nothing", HTMLElement);
    this.more = need(page, ".atlas-search__more", HTMLButtonElement);
    this.status = need(page, ".atlas-search__status", HTMLElement);
    this.samples = need(page, ".atlas-search__samples", HTMLElement);
    this.saving = new Saving(need(page, ".atlas-search__save", HTMLFieldSetElement), (most) => this.take(most));
    this.total = this.status.textContent || "";
    this.sheets = new Sheets(page, () => this.status.focus());
    this.title = document.title;
    this.typing = false;
    this.turn = 0;
    this.timer = 0;
    this.renewed = false;
    /** @type {State} */
    this.state = fromAddress(location.search, this.facets.names, this.fixed);
    /** @type {import("./engine.js").Hit[]} */
    /** @type {Result["hits"] | null} */
    this.hits = null; // not used yet
    /** @type {import("./engine.js").Counts} */
    this.offered = {};
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
    tellIfAsked(this.state);
    if (this.still && isWhole(this.state)) {
      this.saving.show(1); // their number is known when they are downloaded
      this.wait();
    }
    else void this.restore();
  }

  /** Shows the list as it came: the index is read when somebody opens a facet, or sees all of them. */
  wait() {
    const wake = () => {
      this.page.removeEventListener("toggle", wake, true);
      this.page.removeEventListener("pointerdown", wake, true);
      this.page.removeEventListener("focusin", wake, true);
      void this.show();
    };
    for (const kind of ["toggle", "pointerdown", "focusin"]) this.page.addEventListener(kind, wake, true);
    if (this.sheets.wide.matches) wake();
  }

  /** Shows the state in the address, at the reader's previous position. */
  async restore() {
    clearTimeout(this.timer);
    this.typing = false;
    const place = keptPlace();
    this.state = fromAddress(location.search, this.facets.names, this.fixed);
    this.field.value = this.state.q;
    const drawn = await this.show();
    if (drawn && place) returnTo(this.page, place);
  }

  /** Goes to a new state, with a new entry in the browser's history. @param {State} state */
  go(state) {
    clearTimeout(this.timer);
    this.typing = false;
    keepPlace();
    this.state = state;
    this.field.value = state.q;
    history.pushState(null, "", toAddress(state));
    return this.show();
  }

  /** While a reader types, a single entry of the history is updated. */
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
    this.sheets.close();
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

  /** Shows the current state; returns whether no later one replaced it. @returns {Promise<boolean>} */
  async show() {
    const turn = ++this.turn;
    const current = () => turn === this.turn;
    this.page.setAttribute("aria-busy", "true");
    const focused = document.activeElement;
    try {
      if (!(await this.draw(this.state, current))) return false;
      this.page.removeAttribute("aria-busy");
      // The focused element may be gone: the focus must not jump to the top of the page.
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
   * @param {State} state @param {() => boolean} current whether there is no later state yet
   */
  async draw(state, current) {
    const { typing } = this;
    tellIfAsked(state);
    this.engine.begin();
    showChips(need(this.page, ".atlas-search__chips", HTMLElement), state, (next) => this.go(next));
    this.facets.mark(state);
    await breathe(); // show that the button was pressed
    const names = await this.engine.names();
    await breathe();
    if (!current()) return false;
    const query = await understand(state.q, { exact: state.exact, typing }, { names, dictionary: this.dictionary, index: this.engine });
    await breathe();
    if (!current()) return false;
    /** @type {Result} */
    const found = query.hopeless ? { hits: [], counts: {}, whole: 0 } : await this.engine.find(query, state);
    await breathe();
    if (!current()) return false;
    const bare = await this.engine.isBare();
    if (!current()) return false;
    this.frame(query, state, found.hits.length, bare);
    this.hits = found.hits;
    // Facets beside the list keep their places, so that nothing moves while somebody types.
    this.offered = this.sheets.wide.matches ? await this.engine.offered(state) : {};
    if (!current()) return false;
    if (this.still && isWhole(state)) return this.rest(this.still, found);
    if (typing) await new Promise((rested) => setTimeout(rested, REST));
    if (!current()) return false;
    this.count(found, state); // counts are shown before the records have been loaded
    const shown = found.hits.slice(0, state.shown);
    const [pages, ways, empty] = await Promise.all([
      Promise.all(shown.map((hit) => hit.data())),
      found.hits.length === 0 ? this.waysOn(query, state, bare) : null,
      this.emptyPlaces(query),
    ]);
    if (!current()) return false;
    const go = (/** @type {State} */ next) => this.go(next);
    const meaning = [...(empty.length > 0 ? [] : meanings(query.explained, this.root)), ...otherPages(destinationsOf(query.shown, names), this.root)];
    need(this.page, ".atlas-search__meaning", HTMLElement).replaceChildren(...meaning);
    need(this.page, ".atlas-search__note", HTMLElement).replaceChildren(...notes(query, found, empty, { state, go, root: this.root }));
    if (this.still) this.still.hidden = true; // not earlier: what follows would move up and down again
    this.replaceList(this.cards(pages, query, state));
    this.empty.hidden = ways === null;
    this.empty.replaceChildren(...(ways ? nothing(ways, state, go, this.catalogues()) : []));
    const left = found.hits.length - state.shown;
    this.more.hidden = left <= 0;
    setText(this.more, more(Math.min(left, PORTION)));
    return true;
  }

  /** Replaces the list, whose position depends on the lines above. @param {Node[]} cards */
  replaceList(cards) {
    const list = /** @type {HTMLElement} */ (this.list.cloneNode());
    list.append(...cards);
    this.list.replaceWith(list);
    this.list = list;
  }

  /** Shows the number of results for each value of each facet. @param {Result} found @param {State} state */
  count(found, state) {
    this.facets.show(found.counts, state, this.offered);
    this.page.classList.add("atlas-search--counted");
  }

  /** Shows the original list of the page, with the counts of its facets. @param {HTMLElement} still the list @param {Result} found */
  rest(still, found) {
    still.hidden = false;
    for (const place of [".atlas-search__meaning", ".atlas-search__note"]) need(this.page, place, HTMLElement).replaceChildren();
    this.list.replaceChildren();
    this.empty.hidden = this.more.hidden = this.samples.hidden = true;
    this.count(found, this.state);
    return true;
  }

  /** @param {import("./engine.js").Found[]} pages @param {Query} query @param {State} state */
  cards(pages, query, state) {
    const kinds = [...(this.fixed.kind || []), ...(state.facets.kind || [])];
    const samples = pages.length > 0 && pages.every(({ meta }) => meta.sample);
    this.samples.hidden = !samples;
    const how = { root: this.root, mixed: kinds.length !== 1, marked: !samples, dated: orderOf(state) === "date" };
    return pages.map((page) => card(page, query.stems, how));
  }

  /** Returns the list for download, filtered and ordered as shown. @param {number} most */
  async take(most) {
    if (!this.hits) await this.show();
    const pages = await Promise.all((this.hits || []).slice(0, most).map((hit) => hit.data()));
    const site = new URL(this.root || "./", location.href).href;
    const title = this.title.split(" — ")[0];
    const rows = rowsOf(pages, this.facets.columns(), (page) => site + addressOf(page), this.last);
    const words = this.state.q.trim() ? [["Слова", this.state.q.trim()]] : [];
    const chosen = [["Список", title], ...words, ...this.facets.told(this.state), ["Адрес", location.href]];
    return { title, rows, chosen };
  }

  /** @param {Query} query @param {State} state @param {boolean} bare whether the atlas has no records yet */
  async waysOn(query, state, bare) {
    if (bare) return { near: [], without: [], own: [] };
    const words = query.unknown.length > 0 ? query.unknown : wordsOf(state.q);
    const near = words.map(async (word) => ({ word, near: await this.dictionary.near(word, SUGGESTIONS) }));
    const without = query.hopeless ? [] : await this.engine.withoutEach(query, state);
    return { near: await Promise.all(near), without, own: await this.ownWays(state) };
  }

  /** Returns the filters for the reader's own subject, grade and municipality. @param {State} state */
  async ownWays(state) {
    const all = { ...withoutFacets(state), q: "", exact: false };
    const asked = offers((facet) => facet in all.facets && !(facet in this.fixed));
    const counted = asked.map(async (offer) => {
      const own = { ...all, facets: { ...all.facets, ...offer.facets }, near: offer.near };
      return { text: offerText(offer), state: own, count: await this.engine.size(own) };
    });
    return (await Promise.all(counted)).filter(({ count }) => count > 0);
  }

  /** Returns the places in a query that have no records. @param {Query} query */
  async emptyPlaces({ places }) {
    const counts = await Promise.all(places.map(({ facet, value }) => this.engine.count(facet || "", value)));
    return places.filter((_, place) => counts[place] === 0);
  }

  /** Describes the results before they have been loaded. @param {Query} query @param {State} state @param {number} count @param {boolean} bare */
  frame(query, state, count, bare) {
    const chosen = Object.values(state.facets).flat().length;
    const whole = this.still !== null && isWhole(state);
    setText(this.status, whole ? this.total : announcement(count, bare || (!this.still && isOfAll(query) && chosen === 0)));
    this.sheets.show(count);
    const own = this.parted && !state.q.trim(); // the list's own order
    this.order.value = own && whole ? "relevance" : orderOf(state);
    this.order.options[0].disabled = !own && !state.q.trim();
    setText(this.order.options[0], own ? "по разделам" : "по соответствию");
    this.page.classList.toggle("atlas-search--none", count === 0 && chosen === 0);
    this.saving.show(count);
    document.title = state.q.trim() ? `${state.q.trim()} — ${this.title}` : this.title;
  }

  catalogues() {
    return /** @type {DocumentFragment} */ (need(this.page, "#atlas-search-ways", HTMLTemplateElement).content.cloneNode(true));
  }

  /** Reads the index again: the site may have been published while the page was open. */
  renew() {
    this.renewed = true;
    this.engine.renew();
    return this.show();
  }

  /** @param {string} what has happened */
  fail(what) {
    this.page.removeAttribute("aria-busy");
    this.page.classList.add("atlas-search--counted");
    this.list.replaceChildren();
    setText(this.status, `${what} Обновите страницу или откройте список:`);
    this.empty.hidden = false;
    this.empty.replaceChildren(this.catalogues());
  }

  /** Arrow keys move from the field to the results and between them. @param {KeyboardEvent} event */
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

/** Returns whether a query is empty, such as one of punctuation only. @param {Query} query */
function isOfAll({ needs, phrase, hopeless }) {
  return needs.length === 0 && !phrase && !hopeless;
}

/** Tells the styles whether the list is filtered: see `guessIfAsked`. @param {State} state */
function tellIfAsked(state) {
  document.documentElement.classList.toggle(ASKED, !isWhole(state));
}

const page = document.getElementById("atlas-search");
if (page) new SearchPage(page).start();

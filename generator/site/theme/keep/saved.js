// @ts-check
// The page «Отложенное»: the reader's own list or one from a link, and visited records.

import { element, need } from "../shared/dom.js";
import { withNumber } from "../shared/wording.js";
import { bind } from "./booklet.js";
import { CHANGED, clear, drop, fromQuery, isAside, put, shelfOf, toQuery } from "./kept.js";
import { button, chosen, entry } from "./lists.js";
import { loadAll } from "./pages.js";
import { send } from "./send.js";

/** @typedef {import("./kept.js").Kept} Kept */

const COMPARED = [2, 4];
/** @type {[string, string, string]} */
const RECORDS = ["запись", "записи", "записей"];

export class SavedPage {
  /** @param {HTMLElement} page @param {string} base */
  constructor(page, base) {
    this.page = page;
    this.base = base;
    this.given = fromQuery(location.search);
    /** @type {Kept[]} the records of the link, once their pages have been read */
    this.received = [];
    this.status = need(page, "[data-status]", HTMLElement);
    this.told = need(page, "[data-atlas-told]", HTMLElement);
    this.list = need(page, "[data-aside]", HTMLElement);
    this.seen = need(page, "[data-seen]", HTMLElement);
    this.tools = need(page, "[data-tools]", HTMLElement);
    this.compare = need(page, "[data-compare]", HTMLButtonElement);
    this.take = need(page, "[data-take]", HTMLButtonElement);
    this.booklet = need(document, "#atlas-booklet", HTMLElement);
  }

  async start() {
    this.page.hidden = false;
    this.page.addEventListener("change", () => this.count());
    this.compare.addEventListener("click", () => this.goCompare());
    this.take.addEventListener("click", () => this.takeOver());
    need(this.page, "[data-send]", HTMLButtonElement).addEventListener("click", () => this.send());
    need(this.page, "[data-print]", HTMLButtonElement).addEventListener("click", () => this.print());
    need(this.page, "[data-clear]", HTMLButtonElement).addEventListener("click", () => this.empty());
    need(this.page, "[data-forget]", HTMLButtonElement).addEventListener("click", () => {
      clear(this.base, "seen");
      this.show();
    });
    addEventListener("storage", () => this.show());
    addEventListener("pageshow", () => this.show());
    if (this.given.length) await this.receive();
    this.show();
    if (new URLSearchParams(location.search).has("booklet")) await this.bind();
  }

  /** Reads the records of the link. */
  async receive() {
    this.status.textContent = "Открываем список…";
    const { loaded, gone } = await loadAll(this.base, this.given);
    this.received = loaded.map((one) => one.kept);
    if (gone.length) this.told.textContent = `Записей, которых больше нет в атласе: ${gone.length}.`;
  }

  /** @returns {Kept[]} */
  get records() {
    return this.given.length ? this.received : shelfOf(this.base, "aside");
  }

  show() {
    const { records, given } = this;
    const count = withNumber(records.length, RECORDS);
    this.status.textContent = given.length ? `Список по ссылке: ${count}` : records.length ? `На этом устройстве отложено: ${count}` : "Пока ничего не отложено";
    this.list.replaceChildren(...records.map((one) => entry(this.base, one, this.ownButton(one))));
    need(this.page, "[data-nothing]", HTMLElement).hidden = records.length > 0 || given.length > 0;
    this.tools.hidden = records.length === 0;
    need(this.page, "[data-clear]", HTMLButtonElement).hidden = given.length > 0;
    this.take.hidden = !records.some((one) => given.length && !isAside(this.base, one.address));
    const seen = shelfOf(this.base, "seen");
    this.seen.replaceChildren(...seen.map((one) => entry(this.base, one, this.asideButton(one))));
    need(this.page, "[data-seen-part]", HTMLElement).hidden = seen.length === 0;
    this.count();
    dispatchEvent(new Event(CHANGED));
  }

  /** @param {Kept} one */
  ownButton(one) {
    return this.given.length ? this.asideButton(one) : button("Убрать", () => this.change(() => drop(this.base, "aside", one.address)), `Убрать: ${one.title}`);
  }

  /** @param {Kept} one */
  asideButton(one) {
    const is = isAside(this.base, one.address);
    const made = button(is ? "Отложено" : "Отложить", () =>
      this.change(() => (isAside(this.base, one.address) ? drop(this.base, "aside", one.address) : put(this.base, "aside", one))),
    );
    made.setAttribute("aria-pressed", String(is));
    made.setAttribute("aria-label", `${made.textContent}: ${one.title}`);
    return made;
  }

  /** @param {() => void} change changes the list; the focus must not be lost */
  change(change) {
    change();
    this.show();
    this.status.focus({ preventScroll: true });
  }

  /** The ticked records are compared, or all records of a short list. @returns {string[]} addresses */
  get compared() {
    const ticked = [...new Set(chosen(this.page))];
    return ticked.length || this.records.length > COMPARED[1] ? ticked : this.records.map((one) => one.address);
  }

  count() {
    const number = this.compared.length;
    const [least, most] = COMPARED;
    this.compare.disabled = number < least || number > most;
    this.compare.textContent = number ? `Сравнить ${withNumber(number, RECORDS)}` : "Сравнить отмеченные";
  }

  goCompare() {
    location.href = `${this.base}compare/${toQuery(this.compared)}`;
  }

  takeOver() {
    put(this.base, "aside", ...this.received);
    this.show();
    this.told.replaceChildren("Список отложен на этом устройстве. ", element("a", { href: `${this.base}saved/` }, "Открыть отложенное"));
  }

  send() {
    const { records, base } = this;
    const facts = records.map((one) => `— ${one.title}`).join("\n");
    const address = `${location.origin}${base}saved/${toQuery(records.map((one) => one.address))}`;
    void send({ title: `Подборка: ${withNumber(records.length, RECORDS)}`, facts, address }, this.told);
  }

  empty() {
    if (!window.confirm("Убрать из отложенного все записи? Вернуть список будет нельзя.")) return;
    this.change(() => clear(this.base, "aside"));
  }

  /** Prepares the records for print. */
  async bind() {
    const asked = new URLSearchParams(location.search);
    const { loaded } = await loadAll(this.base, this.records.map((one) => one.address));
    bind(this.booklet, asked.get("title") || "Подборка", loaded, (asked.get("pages") ?? "").split(",").filter(Boolean));
    document.documentElement.classList.add("atlas-prints-booklet");
  }

  async print() {
    this.told.textContent = "Готовим печать…";
    try {
      await this.bind();
      this.told.replaceChildren();
      window.print();
    } catch {
      this.told.textContent = "Записи не загрузились. Проверьте связь и попробуйте ещё раз.";
    } finally {
      document.documentElement.classList.remove("atlas-prints-booklet");
      this.booklet.replaceChildren();
    }
  }
}

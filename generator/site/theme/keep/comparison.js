// @ts-check
// The page «Сравнение»: two to four records, given in the address.

import { element, need } from "../shared/dom.js";
import { rowsOf } from "./comparison_rows.js";
import { fromQuery, MOST_COMPARED, shelfOf, toQuery } from "./kept.js";
import { button, chosen, entry } from "./lists.js";
import { loadAll } from "./pages.js";
import { send } from "./send.js";

/** @typedef {import("./pages.js").Loaded} Loaded */
/** @typedef {import("./comparison_rows.js").Row} Row */

const LEAST = 2;

export class ComparisonPage {
  /** @param {HTMLElement} page @param {string} base */
  constructor(page, base) {
    this.page = page;
    this.base = base;
    this.status = need(page, "[data-status]", HTMLElement);
    this.told = need(page, "[data-atlas-told]", HTMLElement);
    this.place = need(page, "[data-table]", HTMLElement);
    this.tools = need(page, "[data-tools]", HTMLElement);
    this.choice = need(page, "[data-choice]", HTMLElement);
    this.compare = need(page, "[data-compare]", HTMLButtonElement);
    /** @type {Loaded[]} */
    this.records = [];
  }

  async start() {
    this.page.hidden = false;
    this.choice.addEventListener("change", () => this.count());
    this.compare.addEventListener("click", () => (location.href = `./${toQuery(chosen(this.choice))}`));
    need(this.page, "[data-print]", HTMLButtonElement).addEventListener("click", () => window.print());
    need(this.page, "[data-send]", HTMLButtonElement).addEventListener("click", () => this.send());
    const asked = fromQuery(location.search);
    if (asked.length) await this.read(asked);
    this.show();
  }

  /** @param {string[]} asked */
  async read(asked) {
    this.status.textContent = "Открываем записи…";
    const { loaded, gone } = await loadAll(this.base, asked.slice(0, MOST_COMPARED));
    this.records = loaded;
    const notes = [
      gone.length ? `Записей, которых больше нет в атласе: ${gone.length}.` : "",
      asked.length > MOST_COMPARED ? `Сравниваются не больше ${MOST_COMPARED} записей: взяты первые.` : "",
    ];
    this.told.textContent = notes.filter(Boolean).join(" ");
  }

  show() {
    const enough = this.records.length >= LEAST;
    this.tools.hidden = !enough;
    this.choice.hidden = enough;
    if (enough) this.showTable();
    else this.offer();
  }

  /** Lets the reader choose from saved and visited records. */
  offer() {
    this.place.replaceChildren();
    const known = new Map([...this.records.map((one) => one.kept), ...shelfOf(this.base, "aside"), ...shelfOf(this.base, "seen")].map((one) => [one.address, one]));
    this.status.textContent = known.size >= LEAST ? `Отметьте от двух до четырёх записей` : "Сравнивать пока нечего: отложите две записи или больше";
    need(this.choice, "ul", HTMLElement).replaceChildren(...[...known.values()].map((one) => entry(this.base, one)));
    const given = new Set(this.records.map((one) => one.kept.address));
    for (const box of this.choice.querySelectorAll("input")) box.checked = given.has(box.value);
    this.compare.hidden = known.size < LEAST;
    this.count();
  }

  count() {
    const number = chosen(this.choice).length;
    this.compare.disabled = number < LEAST || number > MOST_COMPARED;
  }

  showTable() {
    const { different, alike } = rowsOf(this.records.map((one) => one.facts));
    const count = this.records.length;
    this.status.textContent = different.length ? `Различий: ${different.length}. Они идут первыми` : "По главным сведениям записи одинаковы";
    const table = element(
      "table",
      { class: `atlas-table atlas-compare atlas-compare--${count}`, role: "table" },
      element("caption", { class: "atlas-hidden" }, "Сведения о записях рядом"),
      element("thead", { role: "rowgroup" }, this.heads()),
      ...[["Различаются", different], ["Одинаково", alike]].flatMap(([title, rows]) => group(String(title), /** @type {Row[]} */ (rows), count)),
    );
    const wide = element("div", { class: "atlas-wide", tabindex: "0", role: "group", "aria-label": "Сравнение" }, table);
    this.place.replaceChildren(count > LEAST ? wide : table);
  }

  heads() {
    const cells = this.records.map(({ kept, heading }) => {
      const left = this.records.map((one) => one.kept.address).filter((one) => one !== kept.address);
      const away = button("Убрать", () => (location.href = `./${toQuery(left)}`), `Убрать из сравнения: ${kept.title}`);
      return element(
        "th",
        { scope: "col", role: "columnheader" },
        element("span", { class: "atlas-note" }, kept.note),
        element("a", { href: this.base + kept.address }, heading),
        away,
      );
    });
    return element("tr", { role: "row" }, element("td", { role: "cell", class: "atlas-compare__corner" }), ...cells);
  }

  send() {
    const facts = this.records.map(({ kept }) => `— ${kept.title}`).join("\n");
    void send({ title: "Сравнение", facts, address: location.href }, this.told);
  }
}

/** @param {string} title @param {Row[]} rows @param {number} count */
function group(title, rows, count) {
  if (!rows.length) return [];
  const head = element("tr", { role: "row", class: "atlas-compare__part" }, element("th", { colspan: String(count + 1), scope: "rowgroup", role: "rowheader" }, title));
  return [element("tbody", { role: "rowgroup" }, head, ...rows.map(row))];
}

/** @param {Row} row */
function row({ label, facts }) {
  const cells = facts.map((fact) => element("td", { role: "cell" }, ...(fact ? fact.parts.map(line) : [element("p", { class: "atlas-note" }, "не указано")])));
  return element("tr", { role: "row" }, element("th", { scope: "row", role: "rowheader" }, label), ...cells);
}

/** @param {Element} part a line of a fact on the record's page */
function line(part) {
  const copied = document.importNode(part, true);
  return element("p", {}, ...copied.childNodes);
}

// @ts-check
// Taking the list away as it is chosen and ordered: as a workbook that says how it was chosen, or as CSV.

import { need } from "../shared/dom.js";
import { load } from "../shared/load.js";
import { save } from "../shared/save.js";
import { setText } from "./facets.js";
import { csvOf } from "./table.js";

/** @typedef {{title: string, rows: string[][], chosen: string[][]}} Taken the list: its rows, and how it was chosen */

/** So many records a table holds, each of which is a request. */
const MOST = 500;
const CSV = "text/csv;charset=utf-8";
const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

export class Saving {
  /**
   * @param {HTMLFieldSetElement} place @param {(most: number) => Promise<Taken>} take gives the first records of the list
   */
  constructor(place, take) {
    this.place = place;
    this.take = take;
    this.words = need(place, "span", HTMLElement);
    for (const button of place.querySelectorAll("button")) button.addEventListener("click", () => this.save(button.value));
  }

  /** @param {number} count how many records the list has */
  show(count) {
    this.place.disabled = count === 0;
    setText(this.words, count > MOST ? `Скачать первые ${MOST}:` : "Скачать:");
  }

  /** @param {string} format */
  async save(format) {
    const { title, rows, chosen } = await this.take(MOST);
    if (format === "csv") return save(`${title}.csv`, csvOf(rows), CSV);
    try {
      await load(this.place.dataset.workbook || "");
    } catch {
      return setText(this.words, "Книга не загрузилась, возьмите CSV:");
    }
    const sheets = [{ name: "Список", rows, headed: true }, { name: "Отбор", rows: chosen }];
    return save(`${title}.xlsx`, /** @type {any} */ (globalThis).atlasWorkbook.workbookOf(sheets), XLSX);
  }
}

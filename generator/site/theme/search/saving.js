// @ts-check
// Downloads the filtered and ordered list: as a workbook that also states the filters, or as CSV.

import { need } from "../shared/dom.js";
import { load } from "../shared/load.js";
import { save } from "../shared/save.js";
import { setText } from "./facets.js";
import { csvOf } from "./table.js";

/** @typedef {{title: string, rows: string[][], chosen: string[][]}} Taken the list: its rows and its filters */

/** The maximum number of records in a table; each takes a request. */
const MOST = 500;
const CSV = "text/csv;charset=utf-8";
const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

export class Saving {
  /**
   * @param {HTMLFieldSetElement} place @param {(most: number) => Promise<Taken>} take returns the first records of the list
   */
  constructor(place, take) {
    this.place = place;
    this.take = take;
    this.words = need(place, "span", HTMLElement);
    for (const button of place.querySelectorAll("button")) button.addEventListener("click", () => this.save(button.value));
  }

  /** @param {number} count the number of records in the list */
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

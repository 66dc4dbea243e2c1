// @ts-check
// The end of the form: the file of the record and the ways it may go.

import { copy } from "../shared/copy.js";
import { save } from "../shared/save.js";
import { ways } from "./ways.js";
import { need } from "../shared/dom.js";

/**
 * Show the file of a record.
 * @param {HTMLElement} place @param {import("./data.js").FormData} data
 * @param {{path: string, text: string, mended: boolean}} file
 */
export function show(place, data, { path, text, mended }) {
  const { filled, plain, why } = ways(data.repository, path, text, mended);
  const area = need(place, "textarea", HTMLTextAreaElement);
  area.value = text;
  const name = path.slice(path.lastIndexOf("/") + 1);
  for (const [selector, words] of [["[data-path]", path], ["[data-name]", name], ["[data-copied]", ""]]) {
    need(place, selector, HTMLElement).textContent = words;
  }
  const first = need(place, "[data-way=filled]", HTMLElement);
  first.hidden = filled === null;
  if (filled) need(first, "[data-open]", HTMLAnchorElement).href = filled;
  const second = need(place, "[data-way=copied]", HTMLElement);
  second.hidden = filled !== null;
  const because = need(second, "[data-why]", HTMLElement);
  because.hidden = !why;
  because.textContent = why;
  const open = need(second, "[data-open]", HTMLAnchorElement);
  open.href = plain;
  open.textContent = mended ? "Открыть файл записи" : "Открыть страницу нового файла";
  need(second, "[data-paste]", HTMLElement).textContent = mended
    ? "Замените в нём весь текст скопированным, нажмите кнопку предложения, а на следующей странице — кнопку, которая создаёт запрос."
    : "Имя файла уже вписано: вставьте текст, нажмите кнопку предложения, а на следующей странице — кнопку, которая создаёт запрос.";
  place.hidden = false;
  const title = need(place, "h2", HTMLElement);
  title.textContent = mended ? "Исправленный файл готов" : "Файл записи готов";
  title.focus({ preventScroll: true });
  title.scrollIntoView({ block: "start" });
}

/**
 * Let the buttons of the result work.
 * @param {HTMLElement} place
 */
export function wire(place) {
  const area = need(place, "textarea", HTMLTextAreaElement);
  need(place, "[data-copy]", HTMLButtonElement).addEventListener("click", async () => {
    const done = await copy(area);
    need(place, "[data-copied]", HTMLElement).textContent = done
      ? "Скопировано."
      : "Браузер не дал скопировать: текст выделен ниже, скопируйте его сами.";
  });
  need(place, "[data-save]", HTMLButtonElement).addEventListener("click", () => {
    save(need(place, "[data-name]", HTMLElement).textContent ?? "", area.value, "application/yaml");
  });
}

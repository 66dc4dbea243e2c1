// @ts-check
// The end of the form: the file of the record and the ways to send it.

import { proposalNumber } from "./letter.js";
import { offer, promise, wireSending } from "./sending.js";
import { copy } from "../shared/copy.js";
import { save } from "../shared/save.js";
import { ways } from "./ways.js";
import { element, need } from "../shared/dom.js";

const ORDER = ["letter", "shared", "posted", "filled", "copied", "saved"];
/** @type {import("./sending.js").Proposal} */
let shown;

/**
 * Show a finished record and the ways to send it: the easiest first, the others folded.
 * @param {HTMLElement} place @param {import("./data.js").FormData} data
 * @param {{path: string, text: string, title: string, mended: boolean}} file
 * @param {import("./check.js").Problem[]} wishes what an editor is going to ask for
 * @param {boolean} isWhole whether all checks that a form can make were possible
 */
export async function show(place, data, file, wishes, isWhole) {
  const { path, text, mended } = file;
  shown = { ...file, number: await proposalNumber(text, new Date()) };
  need(place, "[data-number]", HTMLElement).textContent = shown.number;
  need(place, "[data-next]", HTMLElement).textContent = promise(data.intake);
  offer(place, data, shown);
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
  second.hidden = filled !== null || plain === null;
  const because = need(second, "[data-why]", HTMLElement);
  because.hidden = !why;
  because.textContent = why;
  const open = need(second, "[data-open]", HTMLAnchorElement);
  open.href = plain ?? "";
  open.textContent = mended ? "Открыть файл записи" : "Открыть страницу нового файла";
  need(second, "[data-paste]", HTMLElement).textContent = mended
    ? "Замените в нём весь текст скопированным, нажмите кнопку предложения, а на следующей странице — кнопку, которая создаёт запрос."
    : "Имя файла уже вписано: вставьте текст, нажмите кнопку предложения, а на следующей странице — кнопку, которая создаёт запрос.";
  const asked = need(place, "[data-wishes]", HTMLElement);
  asked.hidden = wishes.length === 0;
  need(asked, "ul", HTMLElement).replaceChildren(...wishes.map((one) => element("li", {}, one.text)));
  need(place, "[data-unasked]", HTMLElement).hidden = isWhole;
  putFirst(place);
  place.hidden = false;
  const title = need(place, "h2", HTMLElement);
  title.textContent = mended ? "Исправление готово" : "Запись готова";
  title.focus({ preventScroll: true });
  title.scrollIntoView({ block: "start" });
}

/**
 * Show the first available way with the main button; fold the others.
 * @param {HTMLElement} place
 */
export function putFirst(place) {
  const first = need(place, "[data-first]", HTMLElement);
  const others = need(place, "[data-others]", HTMLElement);
  const listed = [...place.querySelectorAll("[data-way]")].sort(
    (one, other) => ORDER.indexOf(one.getAttribute("data-way") ?? "") - ORDER.indexOf(other.getAttribute("data-way") ?? ""),
  );
  const [main, ...more] = listed.filter((way) => way instanceof HTMLElement && !way.hidden);
  others.hidden = more.length === 0;
  for (const way of listed) {
    (way === main ? first : others).append(way);
    way.querySelector("[data-main]")?.classList.toggle("atlas-button--main", way === main);
  }
}

/**
 * Attach handlers to the buttons of the result.
 * @param {HTMLElement} place @param {import("./data.js").FormData} data
 */
export function wire(place, data) {
  wireSending(place, data, () => shown);
  const area = need(place, "textarea", HTMLTextAreaElement);
  need(place, "[data-copy]", HTMLButtonElement).addEventListener("click", async () => {
    const done = await copy(area);
    need(place, "[data-copied]", HTMLElement).textContent = done
      ? "Скопировано."
      : "Браузер не дал скопировать: текст выделен ниже, скопируйте его сами.";
  });
  need(place, "[data-way=saved] [data-save]", HTMLButtonElement).addEventListener("click", () => {
    save(need(place, "[data-name]", HTMLElement).textContent ?? "", area.value, "application/yaml");
  });
}

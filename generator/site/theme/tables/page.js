// @ts-check
// The page for tables: sends a register to the worker, which checks it like `atlas import`, shows the result, and
// sends finished records to the editors like the forms.

import { proposalNumber } from "../form/letter.js";
import { putFirst } from "../form/result.js";
import { offer, promise, wireSending } from "../form/sending.js";
import { element, need } from "../shared/dom.js";
import { save } from "../shared/save.js";
import { today } from "../shared/today.js";
import { withNumber } from "../shared/wording.js";

/**
 * The result for a table, as in generator/intake/tables/judge/table_page.py.
 * @typedef {{place: string, severity: string, what: string, cell: string, advice: string[], others: string}} Group
 * @typedef {{about: string, where: string, text: string, times: number, near: string[]}} Asked
 * @typedef {{path: string, title: string, text: string, draft: boolean}} ReadyRecord
 * @typedef {{opened: boolean, summary: string[], perLetter: number, mostBytes: number, groups: Group[], rest: string, notes: string[], replaced: string[],
 *   asked: Asked[], drafts: string[], undrafted: string[], left: number, records: ReadyRecord[], institutes: string[], institute: string}} Result
 */

/** @type {[string, string, string]} */
const RECORDS = ["запись", "записи", "записей"];
/** @type {[string, string, string]} */
const TIMES = ["раз", "раза", "раз"];
const MEGABYTE = 1_000_000;
const MOST = 100 * MEGABYTE;
/** Milliseconds of silence after which a load has failed and a check takes long: a worker cannot say that it is dead. */
const SILENCE = 60_000;
/** Bytes of a letter around a record, and before the first one. */
const AROUND = 400;
const OPENING = 2000;
const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
/** @type {Record<string, string>} */
const WHY = {
  network: "Разборщик таблиц не загрузился: нет связи или она прервалась. Проверьте связь и нажмите «Проверить таблицу» ещё раз. Не поможет — обновите страницу.",
  memory: "Таблица не поместилась в память этого устройства. Откройте страницу на компьютере или разделите таблицу на части.",
  old: "Этот браузер не умеет или не разрешает запускать разборщик таблиц. Откройте страницу в браузере поновее: Chrome, Яндекс Браузере, Firefox, Edge или Safari 2023 года или новее.",
  large: "Файл больше 100 МБ: такие таблицы не читаются. Уберите из книги рисунки и лишние листы.",
  gone: "Файл не читается: возможно, он изменился или удалён, пока была открыта страница. Выберите его ещё раз.",
  other: "Прочитать таблицу не получилось. Сохраните её заново как .xlsx и попробуйте ещё раз.",
};

const place = need(document, "#atlas-table", HTMLElement);
const data = JSON.parse(need(place, "#atlas-table-data", HTMLScriptElement).textContent ?? "");
const form = need(place, "form", HTMLFormElement);
const chosen = need(place, "#atlas-table-file", HTMLInputElement);
const button = need(form, "button", HTMLButtonElement);
const status = need(place, "#atlas-table-status", HTMLElement);
const bar = need(place, "progress", HTMLProgressElement);
const stop = need(place, "#atlas-table-stop", HTMLButtonElement);
const failed = need(place, "#atlas-table-failed", HTMLElement);
const result = need(place, "#atlas-table-result", HTMLElement);
const ready = part("ready");
const address = (/** @type {string} */ path) => new URL((place.dataset.root ?? "") + path, location.href).href;

/** @type {Worker | undefined} */
let worker;
/** The table that is being judged. @type {File | undefined} */
let table;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let silence;
/** @type {{name: string, answer: Uint8Array<ArrayBuffer>, records: Uint8Array<ArrayBuffer>} | undefined} */
let made;
/** @type {import("../form/letter.js").Proposal[]} */
let proposals = [];
let current = 0;

/** @param {string} name */
function part(name) {
  return need(result, `[data-part=${name}]`, HTMLElement);
}

/** @param {string} words @param {number | null | undefined} share the completed share; null if unknown, undefined for no bar */
function tell(words, share) {
  status.textContent = words;
  bar.hidden = share === undefined;
  if (share === null || share === undefined) bar.removeAttribute("value");
  else bar.value = share;
}

/** @param {() => void} act done unless the worker speaks before */
function watch(act) {
  clearTimeout(silence);
  silence = setTimeout(act, SILENCE);
}

/** @param {string} words */
function rest(words = "") {
  clearTimeout(silence);
  button.disabled = false;
  stop.hidden = true;
  tell(words, undefined);
}

/** @param {string} why @param {string} said */
function fail(why, said = "") {
  rest();
  const tail = why === "other" && said ? ` (${said})` : "";
  need(failed, "[data-why]", HTMLElement).textContent = WHY[why] + tail;
  failed.hidden = false;
  failed.focus();
  if (why === "gone") chosen.value = ""; // the same file chosen again is a change
  else if (why !== "large") forget();
}

function forget() {
  worker?.terminate();
  worker = undefined;
}

const sources = () => ({ runtime: address(data.runtime), code: address(data.code), atlas: address(data.atlas), records: data.records.map(address), day: today() });

function reading() {
  tell("Таблица читается и проверяется…", null);
  watch(() => tell("Таблица читается и проверяется. Это идёт дольше минуты: большая таблица на слабом устройстве займёт несколько. Можно подождать или остановить проверку и разделить таблицу на части.", null));
}

function listen() {
  const begun = new Worker(place.dataset.worker ?? "", { type: "module" });
  let why = "network";
  begun.addEventListener("error", () => fail(why));
  begun.addEventListener("message", ({ data: told }) => {
    if (told.kind === "received") {
      watch(() => fail("network"));
      tell(`Загружается разборщик таблиц: ${Math.round(told.bytes / MEGABYTE)} из ${Math.round(data.bytes / MEGABYTE)} МБ. В следующий раз загружать его не придётся.`, Math.min(1, told.bytes / data.bytes));
    } else if (told.kind === "loaded") {
      why = "memory";
      reading();
    } else if (told.kind === "failed") fail(told.why, told.said);
    else show(JSON.parse(told.result), told).catch((error) => fail("other", String(error)));
  });
  return begun;
}

async function judge() {
  const file = chosen.files?.[0];
  failed.hidden = true;
  result.hidden = true;
  if (!file) {
    tell("Сначала выберите файл таблицы.", undefined);
    chosen.focus();
    return;
  }
  if (typeof WebAssembly === "undefined" || typeof DecompressionStream === "undefined") return fail("old");
  if (file.size > MOST) return fail("large");
  button.disabled = true;
  const bytes = await file.arrayBuffer().catch(() => undefined);
  if (!bytes) return fail("gone");
  table = file;
  stop.hidden = false;
  if (worker) reading();
  else {
    tell(`Загружается разборщик таблиц, около ${Math.round(data.bytes / MEGABYTE)} МБ…`, 0);
    watch(() => fail("network"));
    worker = listen();
  }
  const value = (/** @type {string} */ name) => /** @type {HTMLSelectElement | null} */ (place.querySelector(name))?.value ?? "";
  const options = JSON.stringify({
    kind: value("#atlas-table-kind"),
    institute: value("#atlas-table-institute"),
    drafts: need(place, "#atlas-table-drafts", HTMLInputElement).checked,
  });
  worker.postMessage({ sources: sources(), table: { file: bytes, name: file.name, options } }, [bytes]);
}

/** @param {Group} group */
function finding(group) {
  const template = need(place, "#atlas-table-finding", HTMLTemplateElement);
  const shown = /** @type {DocumentFragment} */ (template.content.cloneNode(true));
  const fill = (/** @type {string} */ name, /** @type {string} */ words) => {
    const line = need(shown, `[data-${name}]`, HTMLElement);
    line.textContent = words;
    if (!words) line.remove();
  };
  fill("place", group.place);
  fill("severity", group.severity);
  fill("what", group.what);
  fill("others", group.others);
  const cell = need(shown, "[data-cell]", HTMLElement);
  cell.hidden = !group.cell;
  need(cell, "q", HTMLElement).textContent = group.cell;
  need(shown, "[data-advice]", HTMLElement).replaceChildren(...group.advice.map((one) => element("li", {}, one)));
  return shown;
}

/** @param {Asked} asked */
function question({ about, where, text, times, near }) {
  const likely = near.length > 0 ? ` Похоже на: ${near.join("; ")}.` : "";
  return element("li", {}, `${about}${where && where !== text ? ` (${where})` : ""}: `, element("q", {}, text), ` — ${withNumber(times, TIMES)}.${likely}`);
}

/** The institutes whose answers the atlas stores are known once it is loaded. @param {Result} told */
function offerInstitutes({ institutes, institute }) {
  need(form, "[data-institutes]", HTMLElement).hidden = institutes.length === 0;
  const options = institutes.map((name) => element("option", name === institute ? { selected: "" } : {}, name));
  need(form, "#atlas-table-institute", HTMLSelectElement).replaceChildren(...options);
}

/** @param {string} name @param {(Node | string)[]} items */
function list(name, items) {
  part(name).hidden = items.length === 0;
  const nodes = items.map((item) => (typeof item === "string" ? element("li", {}, item) : item));
  need(part(name), "[data-list]", HTMLElement).replaceChildren(...nodes);
}

/**
 * @param {Result} told @param {{answer: Uint8Array<ArrayBuffer>, records: Uint8Array<ArrayBuffer>}} files
 */
async function show(told, files) {
  const name = table?.name ?? "таблица";
  made = { name, ...files };
  const drafts = [...told.drafts.map((line) => `Черновиком: ${line}.`), ...told.undrafted.map((line) => `Черновиком не стала: ${line}.`)];
  need(result, "[data-summary]", HTMLElement).replaceChildren(
    ...[`Таблица «${name}».`, ...told.summary, `Готово к отправке: ${withNumber(told.records.length, RECORDS)}.`, ...drafts].map((line) => element("li", {}, line)),
  );
  for (const one of result.querySelectorAll("[data-opened]")) one.toggleAttribute("hidden", !told.opened);
  need(part("answer"), "[data-said]", HTMLElement).textContent = told.asked.length
    ? `Вопросов: ${told.asked.length}. Они на листе «Замены» книги с пометками.`
    : told.groups.length
      ? "Замечания отмечены в книге с пометками."
      : "Исправлять нечего.";
  offerInstitutes(told);
  list("asked", told.asked.map(question));
  list("groups", told.groups.map(finding));
  need(part("groups"), "[data-rest]", HTMLElement).textContent = told.rest;
  list("read", [...told.replaced, ...told.notes]);
  list("ready", told.records.map((one) => `${one.title}${one.draft ? " — черновик" : ""}`));
  await prepare(told, name);
  rest(chosen.files?.[0] === table ? "" : "Выбрана другая таблица: её проверка ещё не начата.");
  result.hidden = false;
  const title = need(result, "h2", HTMLElement);
  title.focus({ preventScroll: true });
  title.scrollIntoView({ block: "start" });
}

/** @param {string} text */
const size = (text) => new TextEncoder().encode(text).length;

/**
 * Divide records among letters that receivers take.
 * @template {{path: string, text: string}} T
 * @param {T[]} records @param {Result} limits @returns {T[][]}
 */
function divide(records, { perLetter, mostBytes }) {
  /** @type {T[][]} */
  const letters = [];
  let left = 0;
  for (const one of records) {
    const bytes = size(one.text) + size(one.path) + AROUND;
    const last = letters[letters.length - 1];
    if (last && last.length < perLetter && bytes <= left) last.push(one);
    else {
      letters.push([one]);
      left = mostBytes - OPENING;
    }
    left -= bytes;
  }
  return letters;
}

/**
 * Create a proposal for the records of each letter.
 * @param {Result} told @param {string} name of the table
 */
async function prepare(told, name) {
  const { records, perLetter, mostBytes, left } = told;
  const now = new Date();
  const numbered = await Promise.all(records.map(async ({ path, text }) => ({ path, text, number: await proposalNumber(text, now) })));
  proposals = [];
  for (const own of divide(numbered, told)) {
    const text = own.map((one) => one.text).join("");
    const number = await proposalNumber(text, now);
    proposals.push({ number, path: `predlozhenie-${number}.txt`, text, title: name, mended: false, records: own });
  }
  need(ready, "[data-most]", HTMLElement).textContent = `${withNumber(perLetter, RECORDS)} и ${Math.round(mostBytes / 1000)} КБ`;
  const others = left > 0 ? " Остальные — когда исправите." : "";
  need(ready, "[data-count]", HTMLElement).textContent = `Можно отправить ${withNumber(records.length, RECORDS)}.${others}`;
  present(0);
}

/** @param {number} which */
function present(which) {
  const shown = proposals[which];
  current = which;
  if (!shown) return;
  need(ready, "[data-number]", HTMLElement).textContent = shown.number;
  need(ready, "[data-next]", HTMLElement).textContent = promise(data.intake, true);
  offer(ready, data, shown);
  const more = need(ready, "[data-more]", HTMLElement);
  more.hidden = proposals.length < 2;
  need(more, "[data-which]", HTMLElement).textContent = `${which + 1} из ${proposals.length}`;
  putFirst(ready);
}

/** @param {string} name @param {string} ending */
const renamed = (name, ending) => `${name.replace(/\.[^.]*$/, "")}${ending}`;

form.addEventListener("submit", (event) => {
  event.preventDefault();
  judge().catch(() => fail("old")); // what an old browser lacks, and a strict one forbids
});
stop.addEventListener("click", () => {
  forget();
  rest("Проверка остановлена.");
  button.focus();
});
chosen.addEventListener("change", () => {
  if (!button.disabled) tell(chosen.files?.length ? "" : "Файл не выбран.", undefined);
});
need(part("answer"), "[data-save]", HTMLButtonElement).addEventListener("click", () => {
  if (made) save(renamed(made.name, " — ответ.xlsx"), made.answer, XLSX);
});
need(ready, "[data-way=saved] [data-save]", HTMLButtonElement).addEventListener("click", () => {
  if (made) save(renamed(made.name, " — записи.zip"), made.records, "application/zip");
});
need(ready, "[data-following]", HTMLButtonElement).addEventListener("click", () => {
  present((current + 1) % proposals.length);
  need(ready, "h3", HTMLElement).scrollIntoView({ block: "start" });
});
wireSending(ready, data, () => proposals[current]);
place.hidden = false;

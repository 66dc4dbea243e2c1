// @ts-check
// The form for a record: keeps the draft, checks it, warns of duplicates, shows the card and creates the file.

import { showAddition, showWhole } from "./addition.js";
import { canonicalText } from "./canonical.js";
import { close, handlePress as pressedChoice, narrow, tell, tellAll } from "./choices.js";
import { numberOf, pageData, record } from "./data.js";
import { forget, keep, kept } from "./draft.js";
import { warn } from "./duplicates.js";
import { handlePress as pressedInList } from "./lists.js";
import { load } from "../shared/load.js";
import { size } from "./messages.js";
import { control, itemsOf, nodeOf, nodesBelow, own } from "./nodes.js";
import { offer } from "./offers.js";
import { settle, takePasted } from "./paste.js";
import { preview, previewPage } from "./preview.js";
import { handlePress as pressedReference, seek } from "./references.js";
import { allProblems, look, report } from "./report.js";
import { show, wire } from "./result.js";
import { isSent, sentRecord } from "./sent.js";
import { slug } from "./slug.js";
import { tidyDate } from "./tidy.js";
import { empty, fill, read } from "./values.js";
import { needsMarkdown, verdicts, verdictsOfOthers } from "./verdicts.js";
import { knowsAll } from "../judge/base.js";
import { element, need } from "../shared/dom.js";
import { today } from "../shared/today.js";

const PAUSE = 350;
/** Fields that the form fills in by itself. */
const OWN = new Set(["id", "added"]);
const data = pageData();
const { record: asked = "", add: added = "" } = Object.fromEntries(new URLSearchParams(location.search));
/** The record that came with a link, once it has been read. @type {Record<string, any> | undefined} */
let sent;
/** Adding an item to a record has a draft of its own, and so has a record that came with a link. */
const draftName = isSent(location.hash) ? `${asked}#${numberOf(location.hash, 2 ** 32)}` : added ? `${asked}+${added}` : asked;
const place = need(document, "#atlas-form", HTMLElement);
const form = need(place, "form", HTMLFormElement);
const summary = need(place, "#atlas-form-summary", HTMLElement);
const result = need(place, "#atlas-form-result", HTMLElement);
const message = need(place, "#atlas-form-message", HTMLElement);
const previewed = need(place, ".atlas-form__preview", HTMLDetailsElement);
const draftNote = need(place, "#atlas-form-draft", HTMLElement);
const fields = new Map(nodesBelow(form).map((node) => [node.dataset.key ?? "", node]));
const title = /** @type {HTMLElement} */ (fields.get("title"));
const id = control(/** @type {HTMLElement} */ (fields.get("id")));
const mended = asked !== "";
/** The id follows the title until somebody edits it. */
let follows = !mended;
/** @type {number | undefined} */
let waiting;

/** @param {Element} node */
function count(node) {
  const shown = node instanceof HTMLElement && own(node, "[data-count]");
  if (shown) shown.textContent = size([...control(/** @type {HTMLElement} */ (node)).value].length, node.dataset);
}

function nameAfterTitle() {
  if (!follows) return;
  const made = slug(String(read(title) ?? ""), data.slugLimit);
  id.value = data.taken.includes(made) ? `${made}-${data.kind.replaceAll("_", "-")}` : made;
}

/**
 * Return an id that no published record of the kind has; an id that cannot be looked up counts as free.
 * @param {string} wanted
 */
async function free(wanted) {
  let found = wanted;
  for (let number = 2; await record(data, found).catch(() => undefined); number += 1) {
    found = `${wanted.slice(0, data.slugLimit - 1 - String(number).length).replace(/-+$/, "")}-${number}`;
  }
  return found;
}

/**
 * Give a new record a unique id; return a problem if somebody has typed one that is taken.
 * @returns {Promise<import("./check.js").Problem[]>}
 */
async function settleId() {
  nameAfterTitle();
  const found = mended || !id.value ? id.value : await free(id.value);
  if (follows) id.value = found;
  const node = /** @type {HTMLElement} */ (fields.get("id"));
  return found === id.value ? [] : [{ node, text: `Запись с таким идентификатором уже есть. Можно взять «${found}».` }];
}

/** Show everything derived from the fields: lengths, choices, the card. */
function refresh() {
  for (const node of form.querySelectorAll("[data-node=text]")) count(node);
  tellAll(form);
  showPreview();
}

/** Show the card, and the page if its preview is open. */
function showPreview() {
  preview(form, need(place, "#atlas-form-preview", HTMLElement), data.noun);
  if (previewed.open) previewPage(form, need(previewed, "#atlas-form-page", HTMLElement), data.page);
}

/** Open the folded parts that contain filled-in fields. */
function unfold() {
  for (const part of form.querySelectorAll("details")) {
    part.open = nodesBelow(part).some((node) => !OWN.has(node.dataset.key ?? "") && read(node, true) !== undefined);
  }
}

/** Load the Markdown parser if a text needs it; return whether everything needed is available. */
async function prepare() {
  return !needsMarkdown(form, data) || load(place.dataset.markdown ?? "").then(() => true, () => false);
}

function keepDraft() {
  draftNote.textContent = keep(draftName, read(form, true))
    ? "Черновик сохранён."
    : "Браузер не сохраняет черновик: не закрывайте страницу, пока не закончите.";
}

function later() {
  result.hidden = true; // the file shown there is outdated
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    keepDraft();
    warn(data, title, String(read(title) ?? ""), asked).catch(() => undefined);
    prepare().then(showPreview);
  }, PAUSE);
}

/** @param {string} text @param {...Node} more */
function note(text, ...more) {
  message.replaceChildren(element("p", {}, text, ...more));
  message.hidden = false;
}

/** @param {Record<string, any>} given @param {boolean} published */
function start(given, published) {
  fill(form, given, published);
  if (!mended && !given.added) fill(/** @type {HTMLElement} */ (fields.get("added")), today());
  follows = !mended && !sent && (!id.value || id.value === slug(String(given.title ?? ""), data.slugLimit));
  id.readOnly = mended;
  unfold();
  refresh();
}

form.addEventListener("input", (event) => {
  const target = /** @type {HTMLInputElement} */ (event.target);
  const node = nodeOf(target);
  if (target.matches("[data-filter]")) return narrow(target);
  if (target.matches("[data-find]")) return void seek(data, target).catch(() => note("Список записей не загрузился. Проверьте связь и попробуйте ещё раз."));
  if (target === id) follows = id.value === "";
  if (node === title) nameAfterTitle();
  if (node) {
    count(node);
    tell(node);
  }
  look(target, form, data, !mended, false);
  later();
});

form.addEventListener("focusin", ({ target }) => offer(form, /** @type {HTMLInputElement} */ (target)));

form.addEventListener("paste", (event) => {
  const { target, clipboardData } = event;
  const given = (/** @type {string} */ type) => clipboardData?.getData(type) ?? "";
  if (!(target instanceof Element) || !takePasted(target, given("text/plain"), given("text/html"))) return;
  event.preventDefault();
  if (nodeOf(target) === title) nameAfterTitle();
  refresh();
  later();
});

form.addEventListener("focusout", ({ target: left, relatedTarget }) => {
  const target = /** @type {HTMLInputElement} */ (left);
  const node = nodeOf(target);
  if (!node || (relatedTarget instanceof Node && node.contains(relatedTarget))) return;
  if (node.dataset.date) target.value = tidyDate(target.value) ?? "";
  if (settle(node, data)) {
    refresh();
    later();
  }
  const say = () => look(target, form, data, !mended, true);
  if (!pressed) return say();
  const released = (/** @type {MouseEvent} */ { target: on }) => {
    // Submitting reports everything itself, including problems that involve other records.
    if (!(on instanceof Element && on.closest("[type=submit]"))) setTimeout(say);
  };
  addEventListener("mouseup", released, { once: true, capture: true });
});

/**
 * Messages move the page: shown between a press and its click, they would move the button away. A tap ends before the
 * field loses the focus, so that only events of a mouse, which a tap has too, tell what comes between.
 */
let pressed = false;
addEventListener("mousedown", () => { pressed = true; }, true);
addEventListener("mouseup", () => { pressed = false; }, true);

form.addEventListener("click", (event) => {
  const button = event.target instanceof Element ? event.target.closest("button") : null;
  if (!button || !(pressedInList(button) || pressedReference(button) || pressedChoice(button))) return;
  for (const node of form.querySelectorAll("[data-node=text]")) count(node);
  later();
});

form.addEventListener("click", (event) => {
  // a click chooses and closes the list; arrow keys move through it
  const { target, detail } = event;
  const node = target instanceof HTMLInputElement && target.type === "radio" && detail > 0 ? nodeOf(target) : null;
  if (node) setTimeout(close, 0, node);
});

form.addEventListener("keydown", (event) => {
  // In a field of one line Enter would submit the form: here it only filters, searches or leaves the field.
  if (event.key === "Enter" && event.target instanceof HTMLInputElement) event.preventDefault();
});

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  result.hidden = true;
  const taken = await settleId();
  keepDraft();
  const isWhole = await prepare();
  const others = await verdictsOfOthers(form, data, asked).catch(() => null);
  const said = [...verdicts(form, data, !mended), ...(others ?? [])];
  const problems = allProblems(form, data, said.filter((one) => !(one.isAsked && one.advice)));
  if (!report(form, summary, [...problems, ...taken], follows ? [id] : [])) {
    const wrong = [...form.querySelectorAll("[aria-invalid=true]")];
    if (wrong.some((one) => one.closest("[hidden]"))) showWhole();
    return;
  }
  const value = /** @type {any} */ (read(form));
  const file = { path: `${data.files}/${value.id}.yaml`, text: canonicalText(value, data.shape), title: String(value.title), mended };
  await show(result, data, file, said.filter((one) => one.isAsked), isWhole && others !== null && knowsAll());
});

previewed.addEventListener("toggle", () => void prepare().then(showPreview));

need(place, "#atlas-form-print", HTMLButtonElement).addEventListener("click", () => window.print());

need(place, "#atlas-form-forget", HTMLButtonElement).addEventListener("click", () => {
  if (!window.confirm("Удалить всё, что вы здесь заполнили? Вернуть это будет нельзя.")) return;
  clearTimeout(waiting);
  forget(draftName);
  location.reload();
});

async function begin() {
  wire(result, data);
  empty(form);
  sent = await sentRecord(location.hash);
  const draft = kept(draftName);
  if (!mended) start(draft ?? sent ?? {}, false);
  else {
    const found = await record(data, asked);
    if (found === undefined) {
      note(`Записи «${asked}» среди опубликованных нет: её могли переименовать или убрать. `, element("a", { href: "./" }, "Заполнить новую запись"));
      form.hidden = true;
      return;
    }
    need(document, "#atlas-form-title", HTMLElement).textContent = `Исправить запись: ${found.title}`;
    need(place, "#atlas-form-lead", HTMLElement).textContent = "Поправьте, что нужно: остальные ответы останутся как есть. Примечания, которые стоят в файле за знаком «#», форма не сохраняет.";
    start(found, true);
    if (draft ?? sent) start(draft ?? sent ?? {}, false);
    const list = fields.get(added);
    if (list && list.dataset.node === "list") {
      need(document, "#atlas-form-title", HTMLElement).textContent = `Дополнить запись: ${found.title}`;
      need(place, "#atlas-form-lead", HTMLElement).textContent = "Заполните эту часть: остальное в записи останется как есть. Форма соберёт файл, а редактор проверит его и опубликует.";
      showAddition(form, list, draft !== undefined && itemsOf(list).length > (found[added] ?? []).length);
    }
  }
  if (draft) draftNote.textContent = "Открыт черновик с этого устройства.";
  else if (sent) draftNote.textContent = "Форма заполнена вашими ответами из письма.";
  else if (isSent(location.hash)) note("Ответов из ссылки не прочитать: почтовая программа обрезала её, или браузер для неё слишком стар. Откройте её целиком, в другом браузере, или заполните форму заново.");
}

place.hidden = false;
begin().catch(() => {
  note("Запись не загрузилась. Проверьте связь и обновите страницу.");
  form.hidden = true;
});

// @ts-check
// Fields that refer to other records: readers find them by words of their titles, the form stores their ids.

import { root, titlesWith } from "./data.js";
import { nodeOf, own } from "./nodes.js";
import { BEGINNING, beginning, beginnings } from "./titles.js";
import { element } from "../shared/dom.js";

const MOST = 8;
const REPEATED = "Уже выбрано.";

/**
 * Return the ids chosen in a field.
 * @param {HTMLElement} node @returns {string[]}
 */
export function picked(node) {
  const place = own(node, "[data-picked]");
  return [...(place?.children ?? [])].map((one) => /** @type {HTMLElement} */ (one).dataset.id ?? "");
}

/**
 * Set the chosen ids of a field.
 * @param {HTMLElement} node @param {string[]} ids @param {Record<string, string>} [titles]
 */
export function pick(node, ids, titles = {}) {
  const shown = new Map([...(own(node, "[data-picked]")?.children ?? [])].map((one) => {
    const item = /** @type {HTMLElement} */ (one);
    return [item.dataset.id, item.querySelector("a")?.textContent ?? ""];
  }));
  own(node, "[data-picked]")?.replaceChildren(
    ...ids.map((id) => {
      const title = titles[id] ?? shown.get(id) ?? id;
      const link = element("a", { href: `${root()}${node.dataset.folder}/${id}/`, target: "_blank", rel: "noopener" }, title);
      const hidden = element("span", { class: "atlas-hidden" }, ` ${title}`);
      const button = element("button", { type: "button", class: "atlas-form__link", "data-drop": id }, "Убрать", hidden);
      return element("li", { "data-id": id }, link, " ", button);
    }),
  );
}

/**
 * Show the records whose titles contain the typed words.
 * @param {import("./data.js").FormData} data @param {HTMLInputElement} input
 */
export async function seek(data, input) {
  const node = nodeOf(input);
  if (!node) return;
  const sought = input.value;
  const all = beginnings(sought);
  const whole = all.filter((one) => one.length === BEGINNING); // the last word may be incomplete
  const rows = all.length ? await titlesWith(data, whole.length ? whole : all) : [];
  if (input.value !== sought) return; // the text has changed in the meantime
  const found = beginning(sought, rows.filter(([, folder]) => folder === node.dataset.folder));
  own(node, "[data-found]")?.replaceChildren(
    ...found.slice(0, MOST).map(([title, , id, sample]) =>
      element("li", {}, element("button", { type: "button", class: "atlas-button", "data-pick": id }, marked(title, sample))),
    ),
  );
  const told = own(node, "[data-told]");
  if (told) told.textContent = wording(sought, found.length);
}

/**
 * Handle a press of a button of such a field; return whether it was one.
 * @param {HTMLElement} button @returns {boolean}
 */
export function handlePress(button) {
  const node = nodeOf(button);
  const { pick: id, drop } = button.dataset;
  if (!node || (id === undefined && drop === undefined)) return false;
  const before = picked(node);
  const told = own(node, "[data-told]");
  if (id !== undefined) {
    const one = node.dataset.node === "reference";
    if (told) told.textContent = before.includes(id) ? REPEATED : "Выбрано.";
    pick(node, one ? [id] : [...new Set([...before, id])], { [id]: button.textContent ?? id });
    own(node, "[data-found]")?.replaceChildren();
  } else pick(node, before.filter((each) => each !== drop));
  const find = own(node, "[data-find]");
  if (find instanceof HTMLInputElement) {
    find.value = "";
    find.focus();
  }
  return true;
}

/** Return a title, marked if its record is a sample. @param {string} title @param {boolean} sample */
function marked(title, sample) {
  return sample ? `${title} (учебный пример)` : title;
}

/** @param {string} typed @param {number} count */
function wording(typed, count) {
  if (count === 0 && typed.trim().length < BEGINNING) return typed.trim() ? "Введите хотя бы четыре буквы." : "";
  if (count === 0) return "В атласе нет записи с такими словами в названии.";
  return count > MOST ? `Показаны первые ${MOST}: уточните название.` : "";
}

// @ts-check
// «Начать в понедельник»: the first step as a checklist, whose ticks are stored on the device.

import { recall, remember } from "../shared/device.js";
import { DOT } from "../shared/wording.js";

/** @param {string} base the path of the site on its host */
const keyOf = (base) => `${base}.ticks`;

/**
 * Return the ticked lines of a record's list by their text: a step that is rewritten starts afresh.
 * @param {string} base @param {string} record @returns {string[]}
 */
export function ticksOf(base, record) {
  const ticks = recall(keyOf(base))[record];
  return Array.isArray(ticks) ? ticks.filter((one) => typeof one === "string") : [];
}

/** @param {string} base @param {string} record @param {string} line @param {boolean} done */
export function tick(base, record, line, done) {
  const others = ticksOf(base, record).filter((one) => one !== line);
  remember(keyOf(base), { ...recall(keyOf(base)), [record]: done ? [...others, line] : others });
}

/** @param {string} base */
export function wireMonday(base) {
  const place = document.querySelector("[data-atlas-monday]");
  const button = place?.querySelector("button");
  const template = place?.querySelector("template");
  const own = document.querySelector("[data-record][data-own]");
  if (!place || !button || !template || !(own instanceof HTMLElement)) return;
  const record = own.dataset.record ?? "";
  const lines = [...template.content.querySelectorAll("label")].map((label) => (label.textContent ?? "").trim());
  const name = button.textContent ?? "";
  const tell = () => {
    const done = ticksOf(base, record).filter((one) => lines.includes(one)).length;
    button.textContent = done ? `${name}${DOT}${done} из ${lines.length}` : name;
  };
  const list = document.createElement("div");
  list.hidden = true;
  list.append(template.content.cloneNode(true));
  place.append(list);
  const ticked = new Set(ticksOf(base, record));
  list.querySelectorAll("input").forEach((box, number) => {
    box.checked = ticked.has(lines[number]);
    box.addEventListener("change", () => {
      tick(base, record, lines[number], box.checked);
      tell();
    });
  });
  button.addEventListener("click", () => {
    list.hidden = !list.hidden;
    button.setAttribute("aria-expanded", String(!list.hidden));
  });
  tell();
}

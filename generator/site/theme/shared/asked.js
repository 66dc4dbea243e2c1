// @ts-check
// What a reader teaches, in which grade and where: asked once, kept on the device, chosen again next time.

import { recall, remember } from "./device.js";
import { element } from "./dom.js";

const KEY = "atlas-asked";

/** On the page of a subject: the line of the reader's own municipality stands above the list of all. */
export function wireNearest() {
  const list = document.querySelector("[data-atlas-nearest]");
  const place = recall(KEY).municipality;
  if (!list || typeof place !== "string" || !place) return;
  const own = [...list.querySelectorAll("li")].find((line) => line.dataset.place === place);
  const shown = element("p", { class: "atlas-remark" });
  if (own) for (const part of own.cloneNode(true).childNodes) shown.append(part.cloneNode(true));
  if (own) list.before(shown);
}

export function wireAsked() {
  const form = document.querySelector("form[data-atlas-asked]");
  if (!(form instanceof HTMLFormElement)) return;
  const kept = recall(KEY);
  const lists = [...form.querySelectorAll("select")];
  for (const list of lists) {
    const value = kept[list.name];
    if ([...list.options].some((option) => option.value === value)) list.value = value;
    list.addEventListener("change", () => remember(KEY, { ...recall(KEY), [list.name]: list.value }));
  }
}

// @ts-check
// What a reader teaches, in which grade and where: asked once, kept on the device, chosen again next time.

import { recall, remember } from "./device.js";

const KEY = "atlas-asked";

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

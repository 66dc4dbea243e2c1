// @ts-check
// What a reader teaches, in which grade and where: asked once, kept on the device, chosen again next time.

import { recall, remember } from "./device.js";
import { element } from "./dom.js";
import { withoutHyphens } from "./hyphens.js";

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

/** Before a page is shown: lists leave room for what is offered to a reader who has answered. */
export function tellIfKnown() {
  document.documentElement.classList.toggle("atlas-known", Object.values(recall(KEY)).some(Boolean));
}

/** On the page of a list: what a reader has answered chooses in it at one tap. */
export function wireOffered() {
  const offered = document.querySelector("[data-atlas-offered]");
  if (!offered) return;
  const { subject, grade, municipality } = recall(KEY);
  const own = [offer({ subject, grade }, "", {}), offer({ municipality }, " и рядом", { near: "1" })];
  offered.prepend("Для вас: ", ...own.flatMap((link) => (link ? [link, " "] : [])));
}

/**
 * A link that chooses values of facets which the list has; null where it has none of them.
 * @param {Record<string, unknown>} values by facet @param {string} more words after them @param {Record<string, string>} also what else is asked
 */
function offer(values, more, also) {
  const asked = new URLSearchParams();
  for (const [facet, value] of Object.entries(values)) {
    const known = [...document.querySelectorAll(`[data-facet="${facet}"] .atlas-facet__value`)];
    if (typeof value === "string" && value && known.some((one) => withoutHyphens(one.firstChild?.textContent ?? "").trim() === value)) asked.set(facet, value);
  }
  const text = [...asked.values()].join(", ");
  for (const [name, value] of Object.entries(also)) asked.set(name, value);
  return text ? element("a", { href: `?${asked}` }, text + more) : null;
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

// @ts-check
// «Версия для слабовидящих»: text size, spacing, contrast, images. It needs scripts, so its panel is created here and
// is not part of pages.

import { recall, remember } from "./device.js";
import { element, need } from "./dom.js";
import { divideWhereLarge } from "./syllables.js";

const KEY = "atlas-reading";
const PANEL = "atlas-reading-panel";
/** @type {[name: string, title: string, values: [value: string, words: string][]][]} the first value is the default */
const CHOICES = [
  ["size", "Размер текста", [["", "обычный"], ["large", "крупный"], ["huge", "очень крупный"]]],
  ["spacing", "Интервалы", [["", "обычные"], ["wide", "увеличенные"], ["wider", "большие"]]],
  [
    "contrast",
    "Цвета",
    [
      ["", "обычные"],
      ["black-on-white", "чёрным по белому"],
      ["white-on-black", "белым по чёрному"],
      ["blue-on-light", "синим по голубому"],
    ],
  ],
  ["images", "Изображения", [["", "показывать"], ["off", "скрыть"]]],
];
const page = document.documentElement;

/** @param {HTMLInputElement} input */
const nameOf = (input) => input.name.replace("atlas-", "");

/** Applies the reader's choice before the page is shown. @param {Record<string, any>} choice */
export function applyReading(choice = recall(KEY)) {
  for (const [name] of CHOICES) {
    const value = choice[name];
    if (typeof value === "string" && value) page.setAttribute(`data-atlas-${name}`, value);
    else page.removeAttribute(`data-atlas-${name}`);
  }
}

/** @param {HTMLElement} panel @param {Record<string, any>} choice */
function tick(panel, choice) {
  for (const input of panel.querySelectorAll("input")) {
    input.checked = input.value === (choice[nameOf(input)] ?? "");
  }
}

/** @param {HTMLButtonElement} reset @param {string} label */
function makePanel(reset, label) {
  const fields = CHOICES.map(([name, title, values]) => {
    const labels = values.map(([value, words]) =>
      element("label", {}, element("input", { type: "radio", name: `atlas-${name}`, value }), ` ${words}`),
    );
    return element("fieldset", {}, element("legend", {}, title), ...labels);
  });
  const attributes = { class: "atlas-reading__panel", id: PANEL, role: "group", "aria-label": label, hidden: "" };
  return element("div", attributes, ...fields, element("p", {}, reset));
}

export function wireReading() {
  const place = document.querySelector("[data-atlas-reading]");
  if (!(place instanceof HTMLElement)) return;
  const button = need(place, "button", HTMLButtonElement);
  const reset = element("button", { type: "button", class: "md-button", "data-atlas-reading-reset": "" }, "Обычный вид");
  const panel = makePanel(reset, button.title);
  place.append(panel);
  button.setAttribute("aria-controls", PANEL);
  button.setAttribute("aria-expanded", "false");
  /** @param {boolean} open */
  const show = (open) => {
    panel.hidden = !open;
    button.setAttribute("aria-expanded", String(open));
  };
  /** @param {Record<string, any>} choice */
  const choose = (choice) => {
    applyReading(choice);
    remember(KEY, choice);
    tick(panel, choice);
    divideWhereLarge();
  };
  tick(panel, recall(KEY));
  divideWhereLarge();
  button.addEventListener("click", () => show(panel.hidden === true));
  panel.addEventListener("change", ({ target }) => {
    if (target instanceof HTMLInputElement) choose({ ...recall(KEY), [nameOf(target)]: target.value });
  });
  reset.addEventListener("click", () => choose({}));
  place.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || panel.hidden) return;
    show(false);
    button.focus();
  });
  document.addEventListener("click", ({ target }) => {
    if (target instanceof Node && !place.contains(target)) show(false);
  });
  place.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget instanceof Node && !place.contains(relatedTarget)) show(false);
  });
  place.hidden = false;
}

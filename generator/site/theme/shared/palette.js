// @ts-check
// The light and the dark palette. Until the reader chooses, the device's setting applies.

import { recall, remember } from "./device.js";

const ATTRIBUTE = "data-md-color-scheme";
const LIGHT = "default";
const DARK = "slate";
const page = document.documentElement;

/** @param {string} base the path of the site on its host: several atlases may share one */
const keyOf = (base) => `${base}.__palette`;

/** Sets the palette before the page is shown. @param {string} base */
export function applyPalette(base) {
  const chosen = recall(keyOf(base)).color?.scheme;
  const fallback = matchMedia("(prefers-color-scheme: dark)").matches ? DARK : LIGHT;
  page.setAttribute(ATTRIBUTE, chosen === DARK || chosen === LIGHT ? chosen : fallback);
}

/** @param {string} base */
export function wirePalette(base) {
  const button = document.querySelector("[data-atlas-palette]");
  if (!(button instanceof HTMLButtonElement)) return;
  const { dark = "", light = "" } = button.dataset;
  const isDark = () => page.getAttribute(ATTRIBUTE) === DARK;
  const tell = () => {
    button.title = isDark() ? light : dark;
    button.setAttribute("aria-label", button.title);
  };
  button.addEventListener("click", () => {
    const scheme = isDark() ? LIGHT : DARK;
    page.setAttribute(ATTRIBUTE, scheme);
    remember(keyOf(base), { color: { scheme } });
    tell();
  });
  tell();
  button.hidden = false;
}

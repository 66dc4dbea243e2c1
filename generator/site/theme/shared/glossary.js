// @ts-check
// The glossary has hundreds of terms: a field filters those that contain the typed text, and opens their letters.

import { need } from "./dom.js";
import { withoutHyphens } from "./hyphens.js";
import { withNumber } from "./wording.js";

/** @param {string | null} text */
const fold = (text) => withoutHyphens(text ?? "").toLowerCase().split("ё").join("е");

export function wireGlossary() {
  const place = document.querySelector("[data-atlas-glossary]");
  if (!(place instanceof HTMLElement)) return;
  const field = need(place, "input", HTMLInputElement);
  const status = need(place, "[role=status]", HTMLElement);
  const letters = [...document.querySelectorAll("details.atlas-part")].map((letter) => ({
    letter,
    entries: [...letter.querySelectorAll("dl > div")].map((entry) => ({ entry, text: fold(entry.textContent) })),
  }));
  const leave = () => {
    const words = fold(field.value).split(/\s+/u).filter(Boolean);
    let found = 0;
    for (const { letter, entries } of letters) {
      let here = 0;
      for (const { entry, text } of entries) {
        const holds = words.every((word) => text.includes(word));
        entry.toggleAttribute("hidden", !holds);
        here += Number(holds);
      }
      letter.toggleAttribute("hidden", here === 0);
      letter.toggleAttribute("open", here > 0 && words.length > 0);
      found += here;
    }
    status.textContent = words.length > 0 ? withNumber(found, ["слово", "слова", "слов"]) : "";
  };
  field.addEventListener("input", leave);
  if (field.value) leave(); // the browser restores the typed text when a reader comes back
}

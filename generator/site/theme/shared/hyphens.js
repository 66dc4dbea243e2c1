// @ts-check
// Soft hyphens, which the build inserts into long words of titles, tables and facts, are for display only.

import { element } from "./dom.js";

const SOFT = /\u00ad/g;

/** @param {string} text @returns {string} the text as it was written */
export const withoutHyphens = (text) => text.replace(SOFT, "");

/** Remove them from copied text: elsewhere they would be visible, or hide a word from a search. */
export function wireCopying() {
  document.addEventListener("copy", (event) => {
    const chosen = getSelection();
    const text = String(chosen ?? "");
    if (!chosen?.rangeCount || !event.clipboardData || !text.includes("\u00ad")) return;
    const copied = element("div", {}, chosen.getRangeAt(0).cloneContents());
    for (const link of copied.querySelectorAll("a")) link.href = link.href; // absolute: the text is used elsewhere
    event.clipboardData.setData("text/plain", withoutHyphens(text));
    event.clipboardData.setData("text/html", withoutHyphens(copied.innerHTML));
    event.preventDefault();
  });
}

// @ts-check
// «/» focuses the search: the search page's own field, elsewhere the box in the header.

const FIELDS = ["atlas-search-query", "atlas-search-box-query"];

/** @param {EventTarget | null} target */
const isWriting = (target) =>
  target instanceof HTMLElement && (target.isContentEditable || target.matches("input, textarea, select"));

export function wireShortcut() {
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target)) return;
    const field = FIELDS.map((id) => document.getElementById(id)).find(
      (element) => element?.checkVisibility?.() ?? element?.offsetParent,
    );
    if (!(field instanceof HTMLInputElement)) return;
    event.preventDefault();
    field.focus();
    field.select();
  });
}

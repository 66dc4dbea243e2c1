// @ts-check
// «/» leads to the search: to its own field on the search page, else to the box in the header.
(() => {
  "use strict";
  const writing = (/** @type {EventTarget | null} */ target) =>
    target instanceof HTMLElement && (target.isContentEditable || target.matches("input, textarea, select"));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || writing(event.target)) return;
    const fields = ["atlas-search-query", "atlas-search-box-query"].map((id) => document.getElementById(id));
    const field = fields.find((element) => element?.checkVisibility?.() ?? element?.offsetParent);
    if (!(field instanceof HTMLInputElement)) return;
    event.preventDefault();
    field.focus();
    field.select();
  });
})();

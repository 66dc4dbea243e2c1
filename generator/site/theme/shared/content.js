// @ts-check
// Wide and folded parts of a page: tables of hand-written pages and code scroll separately, and folded parts are
// opened by links into them and for print.

import { element } from "./dom.js";
import { shown } from "./turns.js";

function wrapTables() {
  for (const table of document.querySelectorAll("#content table:not([class])")) {
    const inner = element("div", { class: "md-typeset__table" });
    const outer = element("div", { class: "md-typeset__scrollwrap" }, inner);
    table.replaceWith(outer);
    inner.append(table);
  }
}

function reachCode() {
  for (const code of document.querySelectorAll("#content pre > code")) {
    if (code.scrollWidth > code.clientWidth) code.setAttribute("tabindex", "0");
  }
}

function openTarget() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target instanceof HTMLInputElement && target.name.startsWith("__tabbed_")) target.checked = true;
  const folded = target?.closest("details");
  if (!folded || folded.open) return;
  folded.open = true;
  target?.scrollIntoView();
}

/** Where there is room, open what the style sheet cannot open in older browsers. */
function openFolds() {
  if (CSS.supports("selector(::details-content)") || !matchMedia("(min-width: 48em)").matches) return;
  for (const fold of document.querySelectorAll("details.atlas-fold")) fold.setAttribute("open", "");
}

export function wireContent() {
  openFolds();
  wrapTables();
  void shown().then(reachCode);
  openTarget();
  addEventListener("hashchange", openTarget);
  /** @type {HTMLDetailsElement[]} */
  let folded = [];
  addEventListener("beforeprint", () => {
    folded = [...document.querySelectorAll("details")].filter((one) => !one.open);
    for (const one of folded) one.open = true;
  });
  addEventListener("afterprint", () => {
    for (const one of folded) one.open = false;
  });
}

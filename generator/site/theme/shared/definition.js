// @ts-check
// The meaning of a word, at a tap: the full form of an abbreviation, the definition of a term of the glossary.
// In browsers without popovers, the link leads to the glossary, as it does without scripts.

import { element } from "./dom.js";

const OUTSIDE_LINKS = "#content abbr[title]";

/** @param {(Node | string)[]} parts */
function show(...parts) {
  const attributes = { popover: "auto", class: "atlas-definition", role: "dialog", "aria-label": "Что это значит", tabindex: "-1" };
  const made = element("div", attributes, ...parts);
  made.addEventListener("toggle", (event) => {
    if (/** @type {ToggleEvent} */ (event).newState === "closed") made.remove();
  });
  document.body.append(made);
  made.showPopover();
  made.focus();
}

/** @param {HTMLAnchorElement} link */
async function define(link) {
  try {
    const answer = await fetch(link.pathname);
    const glossary = new DOMParser().parseFromString(await answer.text(), "text/html");
    const meaning = glossary.getElementById(decodeURIComponent(link.hash.slice(1)));
    const title = meaning?.parentElement?.querySelector("dt");
    if (!meaning || !title) throw new Error("No such term");
    const whole = element("p", {}, element("a", { href: link.href }, "Открыть в глоссарии"));
    show(element("p", {}, element("strong", {}, title.textContent ?? "")), element("p", {}, meaning.textContent ?? ""), whole);
  } catch {
    location.assign(link.href);
  }
}

/** @param {Element} abbreviation */
const explain = (abbreviation) =>
  show(element("p", {}, element("strong", {}, abbreviation.textContent ?? ""), ` — ${abbreviation.getAttribute("title")}`));

/** @param {string} base the path of the site on its host */
export function wireDefinitions(base) {
  const glossary = `${base}glossary/`;
  if (!("showPopover" in HTMLElement.prototype) || location.pathname === glossary) return;
  for (const one of document.querySelectorAll(OUTSIDE_LINKS)) {
    if (one.closest("a, .atlas-card")) continue; // cards are short: the record's page has the full forms
    one.setAttribute("role", "button");
    one.setAttribute("tabindex", "0");
  }
  document.addEventListener("click", (event) => {
    if (!(event.target instanceof Element) || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const link = event.target.closest("#content a[href]");
    const abbreviation = event.target.closest(OUTSIDE_LINKS);
    if (!link && abbreviation) explain(abbreviation);
    if (!(link instanceof HTMLAnchorElement) || link.pathname !== glossary || !link.hash) return;
    event.preventDefault();
    void define(link);
  });
  document.addEventListener("keydown", (event) => {
    const { target, key } = event;
    if (!(target instanceof Element) || !target.matches(OUTSIDE_LINKS) || (key !== "Enter" && key !== " ")) return;
    event.preventDefault();
    explain(target);
  });
}

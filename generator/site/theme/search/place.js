// @ts-check
// Place: where a reader was on the page, kept with each entry of the browser's history, so that the way back leads
// to the same result and not to the top.

/** @typedef {{scroll: number, focus: string}} Place how far the page was scrolled, which element had the focus */

/** Puts where the reader is now into the current entry. */
export function keepPlace() {
  history.replaceState({ scroll: scrollY, focus: nameOf(document.activeElement) }, "");
}

/** Where the reader was when the current entry was left; null for a new one. @returns {Place | null} */
export function keptPlace() {
  const { state } = history;
  return state && typeof state.scroll === "number" ? state : null;
}

/** @param {HTMLElement} page @param {Place} place */
export function returnTo(page, { scroll, focus }) {
  const found = [...page.querySelectorAll("a, button, input, select, summary")].find((each) => nameOf(each) === focus);
  if (found instanceof HTMLElement && focus) found.focus({ preventScroll: true });
  scrollTo(0, scroll);
}

/** What tells an element from others after the page has been made anew. @param {Element | null} element */
function nameOf(element) {
  if (element instanceof HTMLAnchorElement) return element.href;
  if (element instanceof HTMLInputElement) return `${element.name}=${element.type === "checkbox" ? element.value : element.id}`;
  return element && element !== document.body ? element.id || element.className : "";
}

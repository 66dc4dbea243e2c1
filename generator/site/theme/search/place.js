// @ts-check
// Stores the reader's position on the page with each entry of the browser's history, so that the back button leads
// to the same result instead of the top.

/** @typedef {{scroll: number, focus: string}} Place the scroll position and the focused element */

/** Stores the reader's position in the current entry. */
export function keepPlace() {
  history.replaceState({ scroll: scrollY, focus: nameOf(document.activeElement) }, "");
}

/** Returns the position when the current entry was left; null for a new one. @returns {Place | null} */
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

/** Returns what identifies an element after the page has been created again. @param {Element | null} element */
function nameOf(element) {
  if (element instanceof HTMLAnchorElement) return element.href;
  if (element instanceof HTMLInputElement) return `${element.name}=${element.type === "checkbox" ? element.value : element.id}`;
  return element && element !== document.body ? element.id || element.className : "";
}

// @ts-check
// Whether an address asks a list for something. Before a list's own script runs and knows, what the page came with
// must not be shown and taken away again.

export const ASKED = "atlas-asked";

export function guessIfAsked() {
  document.documentElement.classList.toggle(ASKED, location.search.length > 1);
}

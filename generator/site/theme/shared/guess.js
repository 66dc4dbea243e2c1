// @ts-check
// Guesses whether an address filters a list. Before the list's own script has run, the original content of the page
// must not be shown and removed again.

export const ASKED = "atlas-asked";

export function guessIfAsked() {
  document.documentElement.classList.toggle(ASKED, location.search.length > 1);
}

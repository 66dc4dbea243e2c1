// @ts-check
// If a form or a search does not work, the text for readers without scripts is shown.

const FAILED = "atlas-failed";
const UNREADY = ".atlas-filters:not(.atlas-filters--ready)";
const PLACES = "#atlas-form, #atlas-search, #atlas-saved, #atlas-compare";

/** @param {string} folder the address of our scripts: errors of other scripts, such as extensions, are ignored */
export function sayWhatFails(folder) {
  const fail = () => document.documentElement.classList.add(FAILED);
  addEventListener("error", (event) => {
    if (event.filename && event.filename.startsWith(folder)) fail();
  });
  addEventListener("unhandledrejection", fail);
  addEventListener("load", () => {
    const place = document.querySelector(PLACES);
    // Its script was not loaded, or did not run.
    if (place instanceof HTMLElement && (place.hidden || place.querySelector(UNREADY))) fail();
  });
}

// @ts-check
// A form or a search that does not work says so: what stands on the page for readers without scripts is shown.

const FAILED = "atlas-failed";
const UNREADY = ".atlas-filters:not(.atlas-filters--ready)";
const PLACES = "#atlas-form, #atlas-search, #atlas-saved, #atlas-compare";

/** @param {string} folder the address of our scripts: those of others, such as extensions, are not ours to judge */
export function sayWhatFails(folder) {
  const fail = () => document.documentElement.classList.add(FAILED);
  addEventListener("error", (event) => {
    if (event.filename && event.filename.startsWith(folder)) fail();
  });
  addEventListener("unhandledrejection", fail);
  addEventListener("load", () => {
    const place = document.querySelector(PLACES);
    // Its script did not come, or did not run.
    if (place instanceof HTMLElement && (place.hidden || place.querySelector(UNREADY))) fail();
  });
}

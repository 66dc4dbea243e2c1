// @ts-check
// Turns: long tasks are split into parts, between which the browser can render and respond.

/** Lets the browser do waiting tasks. @returns {Promise<void>} */
export function breathe() {
  return new Promise((done) => setTimeout(done));
}

/** Waits until the browser has rendered the page: asking for positions and widths then causes no extra layout. @returns {Promise<void>} */
export function shown() {
  return new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
}

// @ts-check
// Turns: long work is done in pieces, between which the browser shows the page and answers its reader.

/** Lets the browser do what waits. @returns {Promise<void>} */
export function breathe() {
  return new Promise((done) => setTimeout(done));
}

/** Lets the browser show the page first: who asks for a place or a width after it causes no layout. @returns {Promise<void>} */
export function shown() {
  return new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
}

// @ts-check
// What takes Markdown apart is loaded once a text of the form holds some: most forms do without it.

const SIGNS = /[\]<>*_`#|~]|^\s*([-+]|\d+[.)])\s/m;

/** What takes Markdown apart, if it is loaded. @returns {((text: string) => any[]) | null} */
export const known = () => /** @type {any} */ (globalThis).atlasMarkdown?.parse ?? null;

/** @param {string} text */
export const mayHoldMarkdown = (text) => SIGNS.test(text);

// @ts-check
// The Markdown parser is loaded as soon as a text of the form contains Markdown; most forms never need it.

const SIGNS = /[\]<>*_`#|~]|^\s*([-+]|\d+[.)])\s/m;

/** Return the Markdown parser, if it is loaded. @returns {((text: string) => any[]) | null} */
export const known = () => /** @type {any} */ (globalThis).atlasMarkdown?.parse ?? null;

/** @param {string} text */
export const mayHoldMarkdown = (text) => SIGNS.test(text);

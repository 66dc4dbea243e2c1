// @ts-check
// Loads what takes Markdown apart, once a text of the form holds some: most forms do without it.

const SIGNS = /[\]<>*_`#|~]|^\s*([-+]|\d+[.)])\s/m;
/** @type {Promise<void> | undefined} */
let coming;

/** What takes Markdown apart, if it is loaded. @returns {((text: string) => any[]) | null} */
export const known = () => /** @type {any} */ (globalThis).atlasMarkdown?.parse ?? null;

/** @param {string} text */
export const mayHoldMarkdown = (text) => SIGNS.test(text);

/**
 * Load it from beside the form's script.
 * @param {string} address @returns {Promise<void>}
 */
export function load(address) {
  coming ??= new Promise((done, failed) => {
    const script = document.createElement("script");
    script.src = address;
    script.addEventListener("load", () => done());
    script.addEventListener("error", () => {
      coming = undefined;
      failed(new Error(address));
    });
    document.head.append(script);
  });
  return coming;
}

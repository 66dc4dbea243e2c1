// @ts-check
// Scripts that few readers need: each is loaded on first use.

/** @type {Map<string, Promise<void>>} */
const coming = new Map();

/**
 * Load a script once; a failed one is loaded again on the next call.
 * @param {string} address @returns {Promise<void>}
 */
export function load(address) {
  const known = coming.get(address);
  if (known) return known;
  /** @type {Promise<void>} */
  const loaded = new Promise((done, failed) => {
    const script = document.createElement("script");
    script.src = address;
    script.addEventListener("load", () => done());
    script.addEventListener("error", () => {
      coming.delete(address);
      failed(new Error(address));
    });
    document.head.append(script);
  });
  coming.set(address, loaded);
  return loaded;
}

// @ts-check
// What a reader chose is kept on the device, and nowhere else.

/**
 * @param {string} key
 * @returns {Record<string, any>} empty if nothing usable is kept
 */
export function recall(key) {
  try {
    const kept = JSON.parse(localStorage.getItem(key) ?? "{}");
    return kept !== null && typeof kept === "object" ? kept : {};
  } catch {
    return {};
  }
}

/** @param {string} key @param {Record<string, any>} choice */
export function remember(key, choice) {
  try {
    localStorage.setItem(key, JSON.stringify(choice));
  } catch {
    // No storage (private window): the choice holds for this page only.
  }
}

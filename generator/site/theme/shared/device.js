// @ts-check
// Stores a reader's choices, on the device only.

/**
 * @param {string} key
 * @returns {Record<string, any>} empty if nothing usable is stored
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
    // No storage (private window): the choice only applies to this page.
  }
}

// @ts-check
// The draft is kept on the device, under the address of the form and of the record that is edited.

/** @param {string} record */
const key = (record) => `atlas-draft:${location.pathname}${record && `:${record}`}`;

/** @param {string} record @returns {any} */
export function kept(record) {
  try {
    return JSON.parse(localStorage.getItem(key(record)) ?? "null") ?? undefined;
  } catch {
    return undefined;
  }
}

/** @param {string} record @param {unknown} value @returns {boolean} whether the device has stored it */
export function keep(record, value) {
  try {
    localStorage.setItem(key(record), JSON.stringify(value ?? {}));
    return true;
  } catch {
    return false;
  }
}

/** @param {string} record */
export function forget(record) {
  try {
    localStorage.removeItem(key(record));
  } catch {
    // No storage (private window): nothing was stored.
  }
}

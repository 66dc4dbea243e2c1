// @ts-check
// A record that a link has brought, after «#record=»: the answer to a letter opens the form filled in so. The
// part of an address after «#» is never sent to a server.

const MARK = "#record=";
/** As `MAX_BYTES` of records, in the letters of base64. */
const MOST = 350_000;

/**
 * The record that an address holds, as a draft of the form; nothing if it holds none that can be read.
 * Anybody can write a link: the form shows what it knows of it in its fields, as text, and judges it as typed.
 * @param {string} hash
 * @returns {Record<string, any> | undefined}
 */
export function sentRecord(hash) {
  if (!hash.startsWith(MARK) || hash.length > MOST) return undefined;
  try {
    const letters = atob(hash.slice(MARK.length).replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
    const value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    return value && typeof value === "object" && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** @param {string} hash whether it was to bring a record */
export const isSent = (hash) => hash.startsWith(MARK);

// @ts-check
// A record that a link has brought, after «#record=», or packed after «#packed=» where it is long: the answer to a
// letter opens the form filled in so. The part of an address after «#» is never sent to a server.

const PLAIN = "#record=";
const PACKED = "#packed=";
/** As `MAX_BYTES` of records, in the letters of base64. */
const MOST = 350_000;

/**
 * The record that an address holds, as a draft of the form; nothing if it holds none that can be read.
 * Anybody can write a link: the form shows what it knows of it in its fields, as text, and judges it as typed.
 * @param {string} hash
 * @returns {Promise<Record<string, any> | undefined>}
 */
export async function sentRecord(hash) {
  if (!isSent(hash) || hash.length > MOST) return undefined;
  try {
    const letters = atob(hash.slice(PLAIN.length).replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
    const whole = hash.startsWith(PACKED) ? await unpacked(bytes) : bytes;
    const value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(whole));
    return value && typeof value === "object" && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Bytes as they were before they were packed; a stranger's link may hold far more than a record.
 * @param {Uint8Array<ArrayBuffer>} bytes
 */
async function unpacked(bytes) {
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw")).getReader();
  const parts = [];
  for (let size = 0; size <= MOST; ) {
    const { done, value } = await reader.read();
    if (done) return new Uint8Array(await new Blob(parts).arrayBuffer());
    parts.push(value);
    size += value.length;
  }
  await reader.cancel();
  throw new Error("too large");
}

/** @param {string} hash whether it was to bring a record */
export const isSent = (hash) => hash.startsWith(PLAIN) || hash.startsWith(PACKED);

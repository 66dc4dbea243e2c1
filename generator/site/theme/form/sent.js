// @ts-check
// A record in a link, after «#record=», or compressed after «#packed=» if it is long: the reply to a letter opens the
// form filled in with it. The part of an address after «#» is never sent to a server.

const PLAIN = "#record=";
const PACKED = "#packed=";
/** The maximum length in base64; corresponds to `MAX_BYTES` of records. */
const MOST = 350_000;

/**
 * Return the record in an address as a draft of the form; undefined if it contains none that can be read.
 * Anybody can create such a link: the form shows known fields only, as text, and checks them as if they were typed.
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
 * Decompress bytes; a stranger's link may contain far more than a record.
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

/** @param {string} hash whether the address is meant to contain a record */
export const isSent = (hash) => hash.startsWith(PLAIN) || hash.startsWith(PACKED);

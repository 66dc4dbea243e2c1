// @ts-check
// CBOR: as much of it as Pagefind's index files need.

const UNSIGNED = 0;
const NEGATIVE = 1;
const TEXT = 3;
const ARRAY = 4;
const TEXTS = new TextDecoder();

/** @typedef {number | string | any[]} Value what Pagefind writes: numbers, texts, lists of these */

/**
 * The value that some bytes hold.
 * @param {Uint8Array} bytes
 * @returns {Value}
 */
export function decode(bytes) {
  let place = 0;

  /** The number that follows the first five bits of a value. @param {number} first */
  function size(first) {
    const short = first & 31;
    if (short < 24) return short;
    if (short > 26) throw new Error(`Unexpected length of a value: ${short}`);
    let number = 0;
    for (let left = 1 << (short - 24); left > 0; left -= 1) number = number * 256 + bytes[place++];
    return number;
  }

  /** @returns {Value} */
  function value() {
    const first = bytes[place++];
    const number = size(first);
    switch (first >> 5) {
      case UNSIGNED:
        return number;
      case NEGATIVE:
        return -1 - number;
      case TEXT:
        return TEXTS.decode(bytes.subarray(place, (place += number)));
      case ARRAY:
        return Array.from({ length: number }, value);
      default:
        throw new Error(`Unexpected kind of value: ${first >> 5}`);
    }
  }

  return value();
}

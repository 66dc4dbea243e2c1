// @ts-check
// Pagefind's files: how they are packed and what they contain. The format is internal to Pagefind and has changed
// before, so only this module and generator/site/search/pagefind.py know it, and both list the versions that they
// can read.

/** Beginnings of the versions whose files can be read. */
export const VERSIONS = ["1.5.", "1.6."];

const GZIP = 0x1f;
const SIGNATURE = "pagefind_dcd".length;
const UNSIGNED = 0;
const NEGATIVE = 1;
const TEXT = 3;
const ARRAY = 4;
const HEAVIEST = 255;
/** The weight of a word in a text, and of a hidden word. */
export const NORMAL = 24;
export const UNSEEN = 12;
/** Positions in several names are counted in one sequence, in which names are this far apart. */
export const APART = 2 ** 20;
const TEXTS = new TextDecoder();

/**
 * @typedef {object} Posting the positions of a word on a page
 * @property {number} page @property {number[]} places @property {number[]} names @property {string[]} fields
 */
/** @typedef {{word: string, postings: Posting[]}} Word */
/**
 * @typedef {object} Fragment the stored content of a page
 * @property {string} url @property {string} content @property {Record<string, string>} meta
 */
/** @typedef {[number, number[], number[]]} Packed the difference of a page's number from the previous one, positions, positions in names */
/** @typedef {number | string | any[]} Value the CBOR values used here: numbers, texts, lists of these */

/**
 * Return the words in a file of the index.
 * @param {Uint8Array} file @param {{first: number, fields: string[]}} part the number of its first page, names of fields
 * @returns {Promise<Word[]>}
 */
export async function wordsIn(file, part) {
  const [words] = /** @type {[[string, Packed[], [string, Packed[]][]][]]} */ (/** @type {unknown} */ (decode(await unpacked(file))));
  return words.map(([word, pages, variants]) => {
    // Letters with diacritics («й», «ё») are stored separately from those without.
    const written = [pages, ...variants.map(([, others]) => others)];
    return { word, postings: written.flatMap((each) => postingsOf(each, part)) };
  });
}

/** @param {Uint8Array} file @returns {Promise<Fragment>} */
export async function fragmentIn(file) {
  return JSON.parse(TEXTS.decode(await unpacked(file)));
}

/** A server may already have decompressed a file. @param {Uint8Array} file */
async function unpacked(file) {
  return (file[0] === GZIP ? await gunzip(file) : file).subarray(SIGNATURE);
}

/** @param {Uint8Array} file */
async function gunzip(file) {
  const unpack = /** @type {{ atlasUnpack?: (packed: Uint8Array) => Uint8Array }} */ (globalThis).atlasUnpack;
  if (unpack) return unpack(file); // from old/page.js: this browser has none
  const stream = new Blob([/** @type {BlobPart} */ (file)]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** @param {Packed[]} pages @param {{first: number, fields: string[]}} part @returns {Posting[]} */
function postingsOf(pages, { first, fields }) {
  let page = first;
  return pages.map(([step, places, names]) => {
    page += step;
    return { page, places, names, fields };
  });
}

/**
 * Return the positions of a posting with their weights. A negative number changes the weight; any other number
 * is the distance from the previous position of the same weight.
 * @param {number[]} packed
 * @returns {{place: number, weight: number}[]}
 */
export function unpackPlaces(packed) {
  const places = [];
  let [place, weight] = [0, NORMAL + 1];
  for (const number of packed) {
    if (number < 0) [place, weight] = [0, Math.min(HEAVIEST, -1 - number)];
    else places.push({ place: (place += number), weight });
  }
  return places;
}

/**
 * Return the positions of a posting in names, by the number of the field.
 * @param {number[]} packed
 * @returns {Map<number, number[]>}
 */
export function unpackNames(packed) {
  /** @type {Map<number, number[]>} */
  const found = new Map();
  /** @type {number[]} */
  let places = [];
  let place = 0;
  for (const number of packed) {
    if (number < 0) found.set(-1 - number, (places = []));
    place = number < 0 ? 0 : place + number;
    if (number >= 0) places.push(place);
  }
  return found;
}

/**
 * Decode a CBOR value. A library that reads all of CBOR is ten times as large.
 * @param {Uint8Array} bytes
 * @returns {Value}
 */
export function decode(bytes) {
  let place = 0;

  /** Return the number after the first byte of a value. @param {number} first */
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
    const kind = first >> 5;
    if (kind === UNSIGNED) return number;
    if (kind === NEGATIVE) return -1 - number;
    if (kind === TEXT) return TEXTS.decode(bytes.subarray(place, (place += number)));
    if (kind !== ARRAY) throw new Error(`Unexpected kind of value: ${kind}`);
    const items = new Array(number);
    for (let item = 0; item < number; item += 1) items[item] = value();
    return items;
  }

  return value();
}

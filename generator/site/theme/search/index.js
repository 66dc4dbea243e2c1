// @ts-check
// The index: Pagefind's files, in parts, read one by one as a search needs them (see generator/site/search/).

import { decode } from "./cbor.js";

/**
 * @typedef {object} Part
 * @property {string} name its folder @property {number} first number of its first page
 * @property {number[]} lengths words of each of its pages
 * @property {string[]} fields names of what is indexed beside the texts
 * @property {string[]} chunks from which word on a file of the index holds them
 */
/** @typedef {{values: string[], sets: number[][], pages: number[]}} Column for each page the number of its set of values */
/** @typedef {{parts: Part[], facets: Record<string, Column>}} Table pages in one row, part by part */
/**
 * @typedef {object} Posting where a word stands on a page
 * @property {number} page @property {number[]} places @property {number[]} names @property {string[]} fields
 */
/** @typedef {{word: string, postings: Posting[]}} Word */
/**
 * @typedef {object} Fragment what Pagefind keeps of a page
 * @property {string} url @property {string} content
 * @property {{id: string, location: number}[]} anchors headings and where they stand
 * @property {Record<string, string>} meta
 */
/** @typedef {[number, number[], number[]]} Packed by how much a page's number is greater than the last, places, places in names */

// The table holds a number for each page as a letter, and lengths in steps of so many words.
const FIRST_LETTER = 35;
const LENGTH_STEP = 16;
const GZIP = 0x1f;
const SIGNATURE = "pagefind_dcd".length;

export class Index {
  /** @param {string} folder address of the index @param {RequestCache} cache whether what the browser keeps will do */
  constructor(folder, cache) {
    this.folder = folder;
    this.cache = cache;
    /** @type {Map<string, Promise<any>>} */
    this.fetched = new Map();
    /** @type {Promise<Table> | null} */
    this.loading = null;
  }

  /** The table of all pages, read once. */
  table() {
    this.loading ??= this.once("pages.json", async (answer) => readable(await answer.json()));
    return this.loading;
  }

  /**
   * The numbers of the pages in an order.
   * @param {string} name
   * @returns {Promise<number[]>}
   */
  order(name) {
    return this.once(`by-${name}.json`, (answer) => answer.json());
  }

  /**
   * In how many files of a part the words that begin with a stem stand at most.
   * @param {string} start
   */
  async spread(start) {
    const { parts } = await this.table();
    return Math.max(0, ...parts.map((part) => filesOf(part.chunks, start).length));
  }

  /**
   * The words of the index that begin with a stem.
   * @param {string} start @param {number} files how many files of a part may be read
   * @returns {Promise<Word[]>}
   */
  async words(start, files) {
    const { parts } = await this.table();
    const found = await Promise.all(parts.map((part) => this.wordsOf(part, start, files)));
    /** @type {Map<string, Word>} */
    const merged = new Map();
    for (const { word, postings } of found.flat()) {
      const known = merged.get(word);
      if (known) known.postings.push(...postings);
      else merged.set(word, { word, postings: [...postings] });
    }
    return [...merged.values()];
  }

  /**
   * A word of the index; null if no page has it.
   * @param {string} word
   * @returns {Promise<Word | null>}
   */
  async word(word) {
    return (await this.words(word, 1)).find((found) => found.word === word) ?? null;
  }

  /** @param {number} page @returns {Promise<Fragment>} */
  async fragment(page) {
    const { parts } = await this.table();
    const part = parts.findLast((each) => each.first <= page) ?? parts[0];
    return this.once(`${part.name}/fragment/${page - part.first}.pf_fragment`, async (answer) =>
      JSON.parse(new TextDecoder().decode(await unpacked(answer))),
    );
  }

  /** @param {Part} part @param {string} start @param {number} files @returns {Promise<Word[]>} */
  async wordsOf(part, start, files) {
    const read = await Promise.all(filesOf(part.chunks, start).slice(0, files).map((number) => this.chunk(part, number)));
    return read.flat().filter(({ word }) => word.startsWith(start));
  }

  /** @param {Part} part @param {number} number @returns {Promise<Word[]>} */
  chunk(part, number) {
    return this.once(`${part.name}/index/${number}.pf_index`, async (answer) => wordsIn(await unpacked(answer), part));
  }

  /**
   * What a file holds, fetched and read once.
   * @template Result
   * @param {string} name @param {(answer: Response) => Promise<Result>} read
   * @returns {Promise<Result>}
   */
  once(name, read) {
    const known = this.fetched.get(name);
    if (known) return known;
    const fetched = fetch(this.folder + name, { cache: this.cache }).then((answer) => {
      if (!answer.ok) throw new Error(`${answer.status} ${answer.url}`);
      return read(answer);
    });
    this.fetched.set(name, fetched);
    return fetched;
  }
}

/** @param {any} table as it is written @returns {Table} */
function readable({ parts, facets }) {
  let first = 0;
  for (const part of parts) {
    Object.assign(part, { first, lengths: numbers(part.lengths).map((steps) => Math.max(1, steps * LENGTH_STEP)) });
    first += part.lengths.length;
  }
  for (const column of Object.values(facets)) column.pages = numbers(column.pages);
  return { parts, facets };
}

/** @param {string} letters */
function numbers(letters) {
  return Array.from({ length: letters.length }, (_, place) => letters.charCodeAt(place) - FIRST_LETTER);
}

/**
 * The numbers of the files that hold words which begin with a stem.
 * @param {string[]} chunks @param {string} start
 */
export function filesOf(chunks, start) {
  const after = chunks.findIndex((from) => from > start);
  const next = after < 0 ? chunks.length : after;
  const found = [Math.max(0, next - 1)];
  for (let number = next; number < chunks.length && chunks[number].startsWith(start); number += 1) found.push(number);
  return found;
}

/**
 * What a file of Pagefind's holds. A server may have unpacked it on the way.
 * @param {Response} answer
 * @returns {Promise<Uint8Array>}
 */
async function unpacked(answer) {
  const bytes = new Uint8Array(await answer.arrayBuffer());
  if (bytes[0] !== GZIP) return bytes.subarray(SIGNATURE);
  const unpack = /** @type {{ atlasUnpack?: (packed: Uint8Array) => Uint8Array }} */ (globalThis).atlasUnpack;
  if (unpack) return unpack(bytes).subarray(SIGNATURE); // of old/page.js: this browser cannot
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer()).subarray(SIGNATURE);
}

/** @param {Uint8Array} bytes @param {Part} part @returns {Word[]} */
function wordsIn(bytes, part) {
  const [words] = /** @type {[[string, Packed[], [string, Packed[]][]][]]} */ (/** @type {unknown} */ (decode(bytes)));
  return words.map(([word, pages, variants]) => {
    // What is written with marks («й», «ё») stands apart from what is not.
    const written = [pages, ...variants.map(([, others]) => others)];
    return { word, postings: written.flatMap((each) => postingsOf(each, part)) };
  });
}

/** @param {Packed[]} pages @param {Part} part @returns {Posting[]} */
function postingsOf(pages, part) {
  let page = part.first;
  return pages.map(([step, places, names]) => {
    page += step;
    return { page, places, names, fields: part.fields };
  });
}

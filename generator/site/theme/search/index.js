// @ts-check
// The index: a table of all pages, and files of words and pages that are read one at a time when a search needs them
// (see generator/site/search/).

import { fragmentIn, VERSIONS, wordsIn } from "./pagefind.js";

/** @typedef {import("./pagefind.js").Word} Word */
/** @typedef {import("./pagefind.js").Fragment} Fragment */
/** @typedef {import("./names.js").Written} Written */
/**
 * @typedef {object} Part
 * @property {string} name its folder @property {number} first number of its first page
 * @property {number[]} lengths the number of words on each of its pages
 * @property {string[]} fields names of the fields indexed besides the text
 */
/** @typedef {{values: string[], sets: number[][], pages: ArrayLike<number>}} Column the number of the set of values of each page */
/**
 * @typedef {object} Table all pages in one sequence, part by part
 * @property {string} version the version that wrote the files of words and pages
 * @property {Part[]} parts @property {number} pages their number
 * @property {string} words the folder of word files @property {string[]} ranges from which word on a file holds them
 * @property {Record<string, Column>} facets @property {Written} names the names that queries may contain
 * @property {string[]} fleeting stems without their fleeting vowel
 */

// In the table the number of each page is a letter, and lengths are given in steps.
const FIRST_LETTER = 35;
const LENGTH_STEP = 128;
// The first line of a file of words ends like this.
const LINE_END = 10;

export class Index {
  /** @param {string} folder address of the index @param {RequestCache} cache whether cached files may be used */
  constructor(folder, cache) {
    this.folder = folder;
    this.cache = cache;
    /** @type {Map<string, Promise<any>>} */
    this.fetched = new Map();
    /** @type {Set<string>} requests that may be cancelled */
    this.pending = new Set();
    /** @type {AbortController | null} */
    this.current = null;
  }

  /** Return the table of all pages, which is read once. @returns {Promise<Table>} */
  table() {
    return this.once("pages.json", async (answer) => readable(await answer.json()), null);
  }

  /**
   * Return the numbers of the pages in an order.
   * @param {string} name
   * @returns {Promise<number[]>}
   */
  order(name) {
    return this.once(`by-${name}.json`, (answer) => answer.json());
  }

  /** Cancels requests for words and pages that are no longer needed. */
  abandon() {
    if (this.current) this.current.abort();
    this.current = typeof AbortController === "undefined" ? null : new AbortController();
    for (const name of this.pending) this.fetched.delete(name); // a repeated request must not get a cancelled one
    this.pending.clear();
  }

  /**
   * Return the words of the index with a beginning.
   * @param {string} start @param {number} files the maximum number of files to read
   * @returns {Promise<Word[]>}
   */
  async words(start, files) {
    const { ranges } = await this.table();
    const read = await Promise.all(filesOf(ranges, start).slice(0, files).map((number) => this.file(number)));
    /** @type {Map<string, Word>} */
    const merged = new Map();
    for (const [word, found] of read.flatMap((words) => [...words])) if (word.startsWith(start)) merged.set(word, found);
    return [...merged.values()];
  }

  /**
   * Return the words of the file that would contain a word, if any page has it.
   * @param {string} word
   * @returns {Promise<Map<string, Word>>}
   */
  async around(word) {
    const { ranges } = await this.table();
    return ranges.length === 0 ? new Map() : this.file(filesOf(ranges, word)[0]);
  }

  /** @param {number} page @returns {Promise<Fragment>} */
  async fragment(page) {
    const { parts } = await this.table();
    const part = parts.filter((each) => each.first <= page).pop() || parts[0];
    return this.once(`${part.name}/fragment/${page - part.first}.pf_fragment`, async (answer) => fragmentIn(await bytesOf(answer)));
  }

  /** @param {number} number @returns {Promise<Map<string, Word>>} */
  async file(number) {
    const { words, parts } = await this.table();
    return this.once(`${words}/${number}.words`, async (answer) => joined(await bytesOf(answer), parts));
  }

  /**
   * Return the content of a file, which is fetched and read once.
   * @template Result
   * @param {string} name @param {(answer: Response) => Promise<Result>} read
   * @param {AbortController | null} [current] that also cancels the request
   * @returns {Promise<Result>}
   */
  once(name, read, current = this.current) {
    const known = this.fetched.get(name);
    if (known) return known;
    const signal = current ? { signal: current.signal } : {};
    const fetched = fetch(this.folder + name, { cache: this.cache, ...signal }).then((answer) => {
      if (!answer.ok) throw new Error(`${answer.status} ${answer.url}`);
      return read(answer);
    });
    this.fetched.set(name, fetched);
    if (current) this.pending.add(name);
    const forget = () => {
      if (this.fetched.get(name) === fetched) this.pending.delete(name);
    };
    fetched.then(forget, () => this.fetched.get(name) === fetched && this.fetched.delete(name));
    return fetched;
  }
}

/** Throws an error if this page cannot read the version of the index. */
export class OtherVersion extends Error {}

/** @param {any} table as it is written @returns {Table} */
function readable(table) {
  if (table.version && !VERSIONS.some((known) => table.version.startsWith(known))) {
    const known = VERSIONS.map((version) => `${version}*`).join(" и ");
    throw new OtherVersion(`Указатель поиска записан Pagefind ${table.version}, а эта страница читает ${known}.`);
  }
  let pages = 0;
  for (const part of table.parts) {
    part.first = pages;
    part.lengths = Array.from(numbers(part.lengths), (steps) => Math.max(1, steps * LENGTH_STEP));
    pages += part.lengths.length;
  }
  for (const column of Object.values(table.facets)) column.pages = numbers(column.pages);
  return { ...table, pages };
}

/** @param {string} letters */
function numbers(letters) {
  const found = new Uint16Array(letters.length);
  for (let place = 0; place < letters.length; place += 1) found[place] = letters.charCodeAt(place) - FIRST_LETTER;
  return found;
}

/**
 * Return the numbers of the files with words that have a beginning.
 * @param {string[]} ranges @param {string} start
 */
export function filesOf(ranges, start) {
  const after = ranges.findIndex((from) => from > start);
  const next = after < 0 ? ranges.length : after;
  const found = [Math.max(0, next - 1)];
  for (let number = next; number < ranges.length && ranges[number].startsWith(start); number += 1) found.push(number);
  return found;
}

/** @param {Response} answer */
async function bytesOf(answer) {
  return new Uint8Array(await answer.arrayBuffer());
}

/**
 * Return the words of a file: its first line states the part and the length of each file that follows.
 * @param {Uint8Array} bytes @param {Part[]} parts
 */
async function joined(bytes, parts) {
  const line = bytes.indexOf(LINE_END);
  /** @type {[number, number][]} */
  const sizes = JSON.parse(new TextDecoder().decode(bytes.subarray(0, line)));
  let end = line + 1;
  const files = sizes.map(([part, size]) => ({ part: parts[part], file: bytes.subarray(end, (end += size)) }));
  /** @type {Map<string, Word>} */
  const found = new Map();
  for (const words of await Promise.all(files.map(({ part, file }) => wordsIn(file, part)))) {
    for (const { word, postings } of words) {
      const known = found.get(word);
      if (known) known.postings.push(...postings);
      else found.set(word, { word, postings });
    }
  }
  return found;
}

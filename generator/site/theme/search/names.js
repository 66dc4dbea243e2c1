// @ts-check
// Names: terms, places, kinds and abbreviations in queries, and phrases that mean the same
// (see generator/site/search/names.py).

import { plain, stem, withoutFleetingVowel, wordsOf } from "./stem.js";

/**
 * @typedef {object} Name
 * @property {string} value the facet value of its records, or only its title
 * @property {string[]} [titles] phrases of stems: its titles besides the value @property {string[]} [also] what people say instead
 * @property {string} [facet] @property {string} [told] @property {string} [address]
 * @property {[number, number]} [grades]
 * @property {string[]} [near] nearby places @property {string} [wide] the place of what serves it as all of its region
 */
/**
 * @typedef {object} Written names as in the table of pages
 * @property {string[]} kinds @property {Name[]} names @property {[string, string[]][]} shorts @property {string[][]} same
 * @property {string[][]} [families] stems of words of one family @property {string[]} [region] what the region is called @property {import("./destinations.js").Destination[]} [destinations] pages that queries ask for @property {string} last the value «not specified» of a facet @property {string} [wide] the place of what serves the whole region
 */
/** @typedef {{name: Name, also: boolean}} Meant a name, and whether the query used another name than its title */
/**
 * @typedef {object} Phrase the meaning of a phrase of stems
 * @property {Meant[]} meant @property {boolean} [whole] whether it is the region itself, to which all records belong @property {string} token the word for it in the index, if it is an abbreviation or stands for one
 * @property {string[]} same other phrases with the same meaning
 */
/** @typedef {{name: Name, parts: Name[][]}} Composed a name that consists of others: the possible meanings of its parts */
/** @typedef {{words: string[], start: number, said: Phrase | null}} Segment consecutive words of a query, and what they name together */

const LONGEST = 7;
/** Words of this length are connecting words: «в», «для». */
const SMALL = 3;
const NIBBLES = "abcdefghijklmnop";
// Words for a type of place: not searched for beside a known name.
const STATUS = new Set(
  "район районн округ город городск станиц сел сельск поселок поселк пос хутор аул деревн муниципальн муниципалитет г ст пгт".split(" "),
);

export class Names {
  /** @param {Written} written */
  constructor({ kinds, names, shorts, same, last, wide, families = [], region = [], destinations = [] }) {
    this.destinations = destinations;
    this.kinds = kinds;
    this.last = last;
    this.names = names;
    this.shorts = new Map(shorts.map(([short, full]) => [short.toLowerCase(), { short, full }]));
    /** @type {Map<string, Phrase>} */
    this.phrases = new Map();
    for (const name of names) {
      if (name.near && wide) name.wide = wide;
      for (const said of new Set(titlesOf(name).map((phrase) => this.phrase(phrase)))) said.meant.push({ name, also: false });
      for (const said of new Set((name.also || []).map((phrase) => this.phrase(phrase)))) said.meant.push({ name, also: true });
    }
    for (const phrase of region) {
      const said = this.phrase(phrase);
      said.whole = true;
      if (wide) said.meant.push({ name: { facet: "municipality", value: wide }, also: true });
    }
    for (const group of same) for (const phrase of group) this.phrase(phrase).same.push(...group.filter((other) => other !== phrase));
    for (const [short, full] of shorts) for (const each of full) this.phrase(stems(each.split(" "))).token ||= token(short);
    /** @type {Map<string, string[]>} */
    this.families = new Map();
    for (const family of families) for (const own of family) this.families.set(bare([own]), [...this.relatives(own), ...family.filter((other) => other !== own)]);
    /** @type {Set<Phrase>} phrases that mean the same as their parts together */
    this.whole = new Set();
    this.composed = names.flatMap((name) => (name.facet ? (name.also || []).flatMap((phrase) => this.compose(name, phrase)) : []));
  }

  /** Return the names of which a phrase consists: «физкультура в детском саду». @param {Name} name @param {string} phrase @returns {Composed[]} */
  compose(name, phrase) {
    const words = phrase.split(" ");
    /** @type {Name[][]} */
    const parts = [];
    for (let start = 0; start < words.length; ) {
      const end = this.endOfPart(words, start);
      const said = this.phrases.get(bare(words.slice(start, end)));
      const meant = said ? facetsIn(said).filter((other) => other !== name) : [];
      if (meant.length > 0) parts.push(meant);
      else if (words[start].length > SMALL) return [];
      start = end;
    }
    if (parts.length < 2) return [];
    this.whole.add(this.phrase(phrase));
    return [{ name, parts }];
  }

  /** Return the end of the longest name that begins at a word and is not the whole phrase. @param {string[]} words @param {number} start */
  endOfPart(words, start) {
    for (let end = words.length; end > start + 1; end -= 1) {
      const said = end - start < words.length && this.phrases.get(bare(words.slice(start, end)));
      if (said && facetsIn(said).length > 0) return end;
    }
    return start + 1;
  }

  /** @param {string} phrase */
  phrase(phrase) {
    const key = bare(phrase.split(" "));
    const known = this.phrases.get(key);
    if (known) return known;
    /** @type {Phrase} */
    const said = { meant: [], token: "", same: [] };
    this.phrases.set(key, said);
    return said;
  }

  /** Return whether a word is an abbreviation, a name or belongs to a family of words. @param {string} word */
  holds(word) {
    const own = bare([stem(plain(word))]);
    return this.shorts.has(word.toLowerCase()) || this.phrases.has(own) || this.families.has(own);
  }

  /** Return the stems of the other words of a family: «школьн» of «школ». @param {string} own */
  relatives(own) {
    return this.families.get(bare([own])) || [];
  }

  /**
   * Split a query into segments: words that name something together are kept together, the longest name first.
   * @param {string[]} words
   * @returns {Segment[]}
   */
  segments(words) {
    /** @type {Segment[]} */
    const found = [];
    for (let start = 0; start < words.length; ) {
      const segment = this.longest(words, start);
      found.push(segment);
      start += segment.words.length;
    }
    const place = found.some(isPlace);
    const kept = found.filter(({ words: own, said }) => !(place && said === null && STATUS.has(stem(own[0]))));
    return this.withComposed(kept.filter((each) => !(place && each.said !== null && !isPlace(each) && STATUS.has(stems(each.words)))));
  }

  /** Add the meaning of segments that name something together, wherever they are in the query. @param {Segment[]} segments @returns {Segment[]} */
  withComposed(segments) {
    const meant = segments.map(({ said }) => (said ? facetsIn(said) : []));
    const means = (/** @type {Name[]} */ part, /** @type {Name[]} */ own) => own.some((name) => part.includes(name));
    const found = this.composed.filter(({ parts }) => parts.every((part) => meant.some((own) => means(part, own))));
    return segments.map((segment, place) => {
      const { said } = segment;
      const more = new Set(found.filter(({ parts }) => parts.some((part) => means(part, meant[place]))).map(({ name }) => name));
      if (!said || more.size === 0) return segment;
      return { ...segment, said: { ...said, meant: [...said.meant, ...[...more].map((name) => ({ name, also: true }))] } };
    });
  }

  /** @param {string[]} words @param {number} start @returns {Segment} */
  longest(words, start) {
    for (let end = Math.min(words.length, start + LONGEST); end > start; end -= 1) {
      const own = words.slice(start, end);
      const said = this.said(own);
      // If no record has a composed name, some may have one of its parts.
      if (said && !this.whole.has(said)) return { words: own, start, said };
    }
    return { words: [words[start]], start, said: null };
  }

  /** Return what some words name; null if nothing. @param {string[]} words @returns {Phrase | null} */
  said(words) {
    const short = words.length === 1 && this.shorts.get(words[0].toLowerCase());
    const said = this.phrases.get(bare(stems(words).split(" "))) || null;
    if (!short) return said;
    return { ...(said || { meant: [], same: [] }), token: token(short.short) };
  }

  /** Return the grades of each level of education, by its title. @returns {Map<string, [number, number]>} */
  levels() {
    return new Map(this.names.flatMap(({ value, grades }) => (grades ? [/** @type {[string, [number, number]]} */ ([value, grades])] : [])));
  }

  /**
   * Explain a query that is a single name: sentences with a link to its page.
   * @param {string[]} words @param {boolean} foreign whether no page contains them
   * @returns {{title: string, told: string, address: string}[]}
   */
  explained(words, foreign) {
    const short = words.length === 1 && this.shorts.get(words[0].toLowerCase());
    const said = this.said(words);
    const named = said ? said.meant.filter(({ name, also }) => name.told && (!also || name.facet || foreign)) : [];
    const exact = named.filter(({ also }) => !also);
    const terms = (exact.length > 0 ? exact : named).map(({ name }) => ({ title: name.value, told: name.told || "", address: name.address || "" }));
    if (!short) return terms.slice(0, 1);
    const own = terms.filter(({ title }) => short.full.some((full) => stems(full.split(" ")) === stems(title.split(" "))));
    return own.length > 0 ? own.slice(0, 1) : [{ title: short.short, told: short.full.join("; "), address: "" }];
  }
}

/** Return all phrases of stems that are titles of a name. @param {Name} name */
export function titlesOf({ value, titles = [] }) {
  return [stems(wordsOf(value)), ...titles];
}

/** Return what a phrase names, as far as records may have it. @param {Phrase} said */
function facetsIn({ meant }) {
  return meant.map(({ name }) => name).filter(({ facet }) => facet);
}

/** Return whether a segment names a place. @param {Segment} segment */
export function isPlace({ said }) {
  return said !== null && said.meant.some(({ name }) => name.near !== undefined);
}

/** @param {string[]} words */
export function stems(words) {
  return words.map((word) => stem(plain(word))).join(" ");
}

/** Return a phrase of stems that is the same for all its forms: «кружк» of «кружок» and «кружки». @param {string[]} own */
function bare(own) {
  return own.map(withoutFleetingVowel).join(" ");
}

/**
 * Return the token of an abbreviation in the index (see generator/site/search/words.py).
 * @param {string} short
 */
export function token(short) {
  const digits = [...short.toLowerCase()].map((letter) => (letter.codePointAt(0) || 0) & 0xff);
  return `z${digits.map((digit) => NIBBLES[digit >> 4] + NIBBLES[digit & 15]).join("")}z`;
}

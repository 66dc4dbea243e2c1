// @ts-check
// Ranking: which pages hold what is asked for, and which of them come first.
//
// A need is met in fields: the title weighs most, then what a record is about (its facets), tags, the summary, the
// text. What meets it adds up with diminishing returns, so that a page with each word once comes before one with
// one word five times; rare needs count for more, and so does what stands together in a text. Pages that meet all
// come first, unless they do so in their texts alone; where they are few, those are found too that meet most of it,
// by rarity.

import { nearness, standTogether } from "./nearness.js";
import { NORMAL, UNSEEN } from "./pagefind.js";

/** @typedef {import("./pagefind.js").Word} Word */
/** @typedef {import("./index.js").Table} Table */
/** @typedef {import("./query.js").Wanted} Wanted */
/** @typedef {{words: Word[][], weight: number, same: boolean}} FoundWay for each word of a way those of the index that will do */
/** @typedef {{ways: FoundWay[], wanted: Wanted[]}} FoundNeed */
/** @typedef {{page: number, score: number, part?: boolean}} Ranked a page, and whether it meets only a part of the needs */
/** @typedef {Ranked & {by: number}} Scored `by` is what its score was multiplied by */

// «keys» are the aliases of the title, «names» those of a short title that is a bare abbreviation, «marks» the
// abbreviations in the title and «hints» those in tags and summary, «facts» the values of the panel of key facts.
/** @type {Record<string, number>} */
const FIELDS = { title: 10, short: 8, marks: 12, keys: 5, names: 12, tags: 6, hints: 6, summary: 5, facts: 1.5, municipality: 1, kind: 0, sample: 0, about: 0, gist: 0, terms: 0, changed: 0 };
/** @type {Record<string, number>} */
const FACETS = { subject: 8, municipality: 9, grade: 7, level: 4, kind: 6, type: 8, direction: 3, audience: 3 };
const OTHER = 2;
/** By so much more a word weighs that a title begins with: by its beginning it is remembered. */
const BEGINS = 5;
const TEXT = 2;
const HIDDEN = 0.6;
/** So many times a word in a text is half of what it can come to. */
const OFTEN = 3;
const LONG = 0.25;
/** What meets a need half. */
const ENOUGH = 16;
/** Pages that meet all needs, at which those that meet most are not wanted. */
const FEW = 5;
const MOST = 0.27;
/** So much of it will do for a few where nothing meets most. */
const SOME = 0.18;
/** Rare words count for more, but one of them not for all others. */
const RARITY = 0.75;
// Of equals a practice comes before bodies, unless it is asked who does something; where only subjects and grades are
// asked, it always does.
const FIRST_KIND = 1.15;
/** By so much a score is multiplied that comes before all others. */
const FIRST = 1000;
// A page that meets everything comes before one that does not. A long query is a question: of its many words a
// page about it need not hold the rarest, so there a page with them in its title may come before one with all in its text.
const LONG_QUERY = 2;
const WHOLE = 1.2;
/** How much it counts that words stand together, and for so many of the best pages it is looked at. */
const TOGETHER = 0.1;
const CANDIDATES = 60;
/** How much the words of a phrase count that are strewn over a page. */
const STREWN = 0.2;

/**
 * The pages that meet the needs of a query, best first.
 * @param {FoundNeed[]} needs @param {Table} table @param {{plain: boolean, who?: boolean}} how whether only subjects and the like are asked for, whether a body is
 * @returns {Ranked[]}
 */
export function rank(needs, table, { plain, who = false }) {
  const lengths = table.parts.flatMap((part) => part.lengths);
  const average = lengths.reduce((sum, one) => sum + one, 0) / Math.max(1, lengths.length);
  const asked = needs.map((need) => ({ need, ...meet(need, table, lengths, average) })).filter(({ weights }) => weights.some(Boolean));
  const met = asked.map(({ weights }) => weights);
  // A page that meets a need in other words tells as much as these do: «ребята» is rare, «дети» is not.
  const rarity = asked.map(({ weights, borrowed }) => [holding(weights, borrowed), holding(weights, null)].map((pages) => idf(table.pages, pages)));
  // By how much of a query a page holds, a rare word counts for more, but not for all the others.
  const share = rarity.map((each) => each.map((one) => Math.sqrt(one)));
  const all = share.reduce((sum, [one]) => sum + one, 0);
  const bonus = met.length > LONG_QUERY ? WHOLE : FIRST;
  const first = firstKind(table);
  const worth = rarity.map((each) => each.map((one) => one ** RARITY));
  /** @type {Scored[]} */
  const whole = [];
  /** @type {Scored[]} */
  const part = [];
  /** @type {Scored[]} */
  const rest = [];
  let sure = 0;
  for (let page = 0; page < table.pages; page += 1) {
    let [score, held, missed, told] = [0, 0, 0, 0];
    for (let need = 0; need < met.length; need += 1) {
      const weight = met[need][page];
      const other = asked[need].borrowed[page];
      if (weight > TEXT) told += 1;
      if (weight > 0) [score, held] = [score + (worth[need][other] * weight) / (weight + ENOUGH), held + share[need][other]];
      // Hidden words are of the same family at best: beside other words they do not make the whole.
      if (weight === 0 || (weight <= HIDDEN && met.length > 1)) missed += 1;
    }
    if (held === 0) continue;
    const kind = first[page] === who ? 1 : plain ? FIRST : FIRST_KIND;
    // A long text holds most words somewhere: what a page tells nowhere else it is hardly about.
    const about = met.length === 1 || told > 0;
    const by = kind * (missed > 0 ? Math.sqrt(held / all) : about ? bonus : WHOLE);
    if (missed === 0 && about) sure += 1;
    if (missed === 0) whole.push({ page, score: score * by, by });
    else if (held >= MOST * all) part.push({ page, score: score * by, by, part: true });
    else if (held >= SOME * all) rest.push({ page, score: score * by, by, part: true });
  }
  whole.sort(better);
  const enough = whole.length < FEW ? 0 : sure < FEW ? whole[FEW - 1].score : Infinity;
  const found = [...whole, ...part.filter(({ score }) => score > enough)].sort(better);
  if (found.length === 0) found.push(...rest.sort(better).slice(0, FEW));
  return met.length > 1 ? countTogether(found, asked.map(({ need }) => need), worth.map(([one]) => one)) : found;
}

/** The same pages, with those a bit higher whose texts hold the needs together. @param {Scored[]} found @param {FoundNeed[]} needs @param {number[]} worth */
function countTogether(found, needs, worth) {
  const best = found.slice(0, CANDIDATES);
  const near = nearness(needs, worth, new Set(best.map(({ page }) => page)));
  for (const one of best) one.score += TOGETHER * (near.get(one.page) || 0) * one.by;
  return [...best.sort(better), ...found.slice(CANDIDATES)];
}

/** How much a phrase counts that stands in a field; a text is one without a name. @param {string} field */
export function weightOf(field) {
  return field ? (FIELDS[field] ?? OTHER) : TEXT;
}

/** @param {Ranked} one @param {Ranked} other */
function better(one, other) {
  return other.score - one.score || one.page - other.page;
}

/** For each page how much it meets a need. @param {FoundNeed} need @param {Table} table @param {number[]} lengths @param {number} average */
function meet({ ways, wanted }, table, lengths, average) {
  const sums = new Float32Array(table.pages);
  const others = new Float32Array(table.pages);
  for (const { words, weight, same } of ways) {
    const each = words.map((alternatives) => weightsOf(alternatives, table.pages, lengths, average));
    // Several words of a way have to stand on one page; they weigh as the lightest of them, and far apart still less.
    const close = words.length > 1 ? standTogether(words) : null;
    for (let page = 0; page < table.pages; page += 1) {
      const least = Math.min(...each.map((weights) => weights[page]));
      if (least === 0) continue;
      const own = least * weight * (close && !close.has(page) ? STREWN : 1);
      if (same) others[page] = Math.max(others[page], own);
      else sums[page] += own;
    }
  }
  const own = wanted.filter(({ instead }) => !instead);
  const fitting = own.length > 0 ? new Float32Array(table.pages) : sums;
  for (const one of own) addFacet(fitting, one, table);
  const found = fitting.some(Boolean);
  for (const one of found ? [] : wanted) if (one.instead) addFacet(fitting, one, table);
  const weights = own.length > 0 ? sums.map((sum, page) => sum + fitting[page]) : sums;
  const borrowed = others.map((other, page) => (weights[page] === 0 && other > 0 ? 1 : 0));
  // Other words for the same do not add up: a page with all of them is no more about it.
  return { weights: weights.map((weight, page) => Math.max(weight, others[page])), borrowed };
}

/** How many pages meet a need, without those that borrow a word for it unless all do. @param {Float32Array} weights @param {Float32Array | null} borrowed */
function holding(weights, borrowed) {
  const all = weights.reduce((sum, weight) => sum + (weight > 0 ? 1 : 0), 0);
  const others = borrowed ? borrowed.reduce((sum, one) => sum + one, 0) : 0;
  return all > others ? all - others : all;
}

/** How much words weigh on each page. @param {Word[]} words @param {number} pages @param {number[]} lengths @param {number} average */
function weightsOf(words, pages, lengths, average) {
  const names = new Float32Array(pages);
  const often = new Float32Array(pages);
  const hidden = new Float32Array(pages);
  for (const { postings } of words) {
    for (const { page, places, names: named, fields } of postings) {
      let weight = NORMAL;
      // As `unpackPlaces` and `unpackNames` would read them, without making a thousand small lists.
      for (const number of places) {
        if (number < 0) weight = -1 - number;
        else if (weight === UNSEEN) hidden[page] = HIDDEN;
        else often[page] += weight === NORMAL ? 1 : Math.sqrt(weight / NORMAL);
      }
      let field = "";
      named.forEach((number, place) => {
        if (number < 0) names[page] += FIELDS[(field = fields[-1 - number])] ?? OTHER;
        else if (number === 0 && named[place - 1] < 0 && field === "title") names[page] += BEGINS;
      });
    }
  }
  for (let page = 0; page < pages; page += 1) {
    const long = OFTEN * (1 - LONG + (LONG * lengths[page]) / average);
    if (often[page] > 0) names[page] += HIDDEN + ((TEXT - HIDDEN) * often[page]) / (often[page] + long); // what is read weighs more than what is not
    else names[page] += hidden[page];
  }
  return names;
}

/** Adds what pages with some values of a facet weigh. @param {Float32Array} sums @param {Wanted} wanted @param {Table} table */
function addFacet(sums, { facet, values, weight, only }, { facets, pages }) {
  const column = facets[facet];
  const other = only && facets[only.facet];
  if (!column || (only && !other)) return;
  const full = weight * (FACETS[facet] ?? OTHER);
  const numbers = new Set(values.map((value) => column.values.indexOf(value)));
  const fits = column.sets.map((set) => {
    const own = set.filter((number) => numbers.has(number)).length;
    // Who is about one thing is more about it than who is about six.
    return own === 0 ? 0 : full * (1 - 0.3 * (1 - own / set.length));
  });
  const allowed = other && only ? other.sets.map((set) => set.includes(other.values.indexOf(only.value))) : null;
  for (let page = 0; page < pages; page += 1) {
    if (allowed && other && !allowed[other.pages[page]]) continue;
    sums[page] += fits[column.pages[page]];
  }
}

/** For each page whether it is of the first kind. @param {Table} table @returns {boolean[]} */
function firstKind({ facets: { kind }, names, pages }) {
  if (!kind) return new Array(pages).fill(false);
  const first = kind.values.indexOf(names.kinds[0]);
  const own = kind.sets.map((set) => set.includes(first));
  return Array.from(kind.pages, (set) => own[set]);
}

/** How telling a need is that `holding` pages meet. @param {number} pages @param {number} holding */
function idf(pages, holding) {
  return Math.log((pages - holding + 0.5) / (holding + 0.5) + 1);
}

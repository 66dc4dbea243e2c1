// @ts-check
// Ranking: which pages match the query, and in which order.
//
// A need is matched in fields: the title has most weight, then what a record is about (its facets), tags, the
// summary, the text. Matches add up with diminishing returns, so that a page with each word once comes before one
// with one word five times; rare needs count for more, and so do words close together. Pages that match all needs
// come first, unless they do so in their texts only; if there are few, pages that match most needs, weighted by
// rarity, follow.

import { nearness, standTogether } from "./nearness.js";
import { NORMAL, UNSEEN } from "./pagefind.js";

/** @typedef {import("./pagefind.js").Word} Word */
/** @typedef {import("./index.js").Table} Table */
/** @typedef {import("./query.js").Wanted} Wanted */
/** @typedef {{words: Word[][], weight: number, same: boolean}} FoundWay for each word of a way, the matching words of the index */
/** @typedef {{ways: FoundWay[], wanted: Wanted[]}} FoundNeed */
/** @typedef {{page: number, score: number, part?: boolean}} Ranked a page, and whether it only matches some of the needs */
/** @typedef {Ranked & {by: number}} Scored `by` is the factor of its score */

// «keys» are the aliases of the title, «names» those of a short title that is a bare abbreviation, «marks» the
// abbreviations in the title and «hints» those in tags and summary, «facts» the values of the panel of key facts.
/** @type {Record<string, number>} */
const FIELDS = { title: 10, short: 8, marks: 12, keys: 5, names: 12, tags: 6, hints: 6, summary: 5, facts: 1.5, municipality: 1, kind: 0, sample: 0, about: 0, gist: 0, terms: 0, changed: 0 };
/** @type {Record<string, number>} */
const FACETS = { subject: 8, municipality: 9, grade: 7, level: 4, kind: 6, type: 8, direction: 3, audience: 3 };
const OTHER = 2;
/** The factor for the first word of a title, by which titles are remembered. */
const BEGINS = 5;
const TEXT = 2;
const HIDDEN = 0.6;
/** This number of occurrences in a text gives half of the maximum weight. */
const OFTEN = 3;
const LONG = 0.25;
/** The share of a partial match. */
const ENOUGH = 16;
/** If this number of pages matches all needs, partial matches are not shown. */
const FEW = 5;
const MOST = 0.27;
/** A smaller share is sufficient for a few pages if nothing matches most of the query. */
const SOME = 0.18;
/** Rare words count for more, but not for all others. */
const RARITY = 0.75;
// Among equals a practice comes before organisations, unless the query asks who does something; for subjects and grades
// only, it always does.
const FIRST_KIND = 1.15;
/** The factor for pages that come before all others. */
const FIRST = 1000;
// A page that matches everything comes before one that does not. A long query is a question: a page about it need not
// contain its rarest words, so a page with them in its title may come before one with all words in its text only.
const LONG_QUERY = 2;
const WHOLE = 1.2;
/** The weight of words close together, and the number of best pages for which it is computed. */
const TOGETHER = 0.1;
const CANDIDATES = 60;
/** The weight of a phrase whose words are scattered over a page. */
const STREWN = 0.2;

/**
 * Return the pages that match the needs of a query, best first.
 * @param {FoundNeed[]} needs @param {Table} table @param {{plain: boolean, who?: boolean}} how whether it only names topics, whether it asks for an organisation
 * @returns {Ranked[]}
 */
export function rank(needs, table, { plain, who = false }) {
  const lengths = table.parts.flatMap((part) => part.lengths);
  const average = lengths.reduce((sum, one) => sum + one, 0) / Math.max(1, lengths.length);
  const asked = needs.map((need) => ({ need, ...meet(need, table, lengths, average) })).filter(({ weights }) => weights.some(Boolean));
  const met = asked.map(({ weights }) => weights);
  // A page that matches a synonym is scored by the synonym's rarity: «ребята» is rare, «дети» is not.
  const rarity = asked.map(({ weights, borrowed }) => [holding(weights, borrowed), holding(weights, null)].map((pages) => idf(table.pages, pages)));
  // For the share of the query that a page matches, a rare word counts for more, but not for all the others.
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
      // Hidden words are at best related words: beside other words they do not complete the query.
      if (weight === 0 || (weight <= HIDDEN && met.length > 1)) missed += 1;
    }
    if (held === 0) continue;
    const kind = first[page] === who ? 1 : plain ? FIRST : FIRST_KIND;
    // A long text contains most words somewhere: a page that has them nowhere else is hardly about them.
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

/** Rank pages higher whose texts contain the needs close together. @param {Scored[]} found @param {FoundNeed[]} needs @param {number[]} worth */
function countTogether(found, needs, worth) {
  const best = found.slice(0, CANDIDATES);
  const near = nearness(needs, worth, new Set(best.map(({ page }) => page)));
  for (const one of best) one.score += TOGETHER * (near.get(one.page) || 0) * one.by;
  return [...best.sort(better), ...found.slice(CANDIDATES)];
}

/** Return the weight of a phrase in a field; the text is the field without a name. @param {string} field */
export function weightOf(field) {
  return field ? (FIELDS[field] ?? OTHER) : TEXT;
}

/** @param {Ranked} one @param {Ranked} other */
function better(one, other) {
  return other.score - one.score || one.page - other.page;
}

/** Return for each page how well it matches a need. @param {FoundNeed} need @param {Table} table @param {number[]} lengths @param {number} average */
function meet({ ways, wanted }, table, lengths, average) {
  const sums = new Float32Array(table.pages);
  const others = new Float32Array(table.pages);
  for (const { words, weight, same } of ways) {
    const each = words.map((alternatives) => weightsOf(alternatives, table.pages, lengths, average));
    // All words of a way must be on the page; they weigh as much as the lightest, and less if they are far apart.
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
  // Synonyms do not add up: a page with all of them is not more relevant.
  return { weights: weights.map((weight, page) => Math.max(weight, others[page])), borrowed };
}

/** Return the number of pages that match a need, not counting synonyms unless all are. @param {Float32Array} weights @param {Float32Array | null} borrowed */
function holding(weights, borrowed) {
  const all = weights.reduce((sum, weight) => sum + (weight > 0 ? 1 : 0), 0);
  const others = borrowed ? borrowed.reduce((sum, one) => sum + one, 0) : 0;
  return all > others ? all - others : all;
}

/** Return the weight of words on each page. @param {Word[]} words @param {number} pages @param {number[]} lengths @param {number} average */
function weightsOf(words, pages, lengths, average) {
  const names = new Float32Array(pages);
  const often = new Float32Array(pages);
  const hidden = new Float32Array(pages);
  for (const { postings } of words) {
    for (const { page, places, names: named, fields } of postings) {
      let weight = NORMAL;
      // Decodes like `unpackPlaces` and `unpackNames`, without creating a thousand small lists.
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
    if (often[page] > 0) names[page] += HIDDEN + ((TEXT - HIDDEN) * often[page]) / (often[page] + long); // visible words weigh more than hidden ones
    else names[page] += hidden[page];
  }
  return names;
}

/** Add the weights of pages with some values of a facet. @param {Float32Array} sums @param {Wanted} wanted @param {Table} table */
function addFacet(sums, { facet, values, weight, only }, { facets, pages }) {
  const column = facets[facet];
  const other = only && facets[only.facet];
  if (!column || (only && !other)) return;
  const full = weight * (FACETS[facet] ?? OTHER);
  const numbers = new Set(values.map((value) => column.values.indexOf(value)));
  const fits = column.sets.map((set) => {
    const own = set.filter((number) => numbers.has(number)).length;
    // A record about one topic is more relevant than one about six.
    return own === 0 ? 0 : full * (1 - 0.3 * (1 - own / set.length));
  });
  const allowed = other && only ? other.sets.map((set) => set.includes(other.values.indexOf(only.value))) : null;
  for (let page = 0; page < pages; page += 1) {
    if (allowed && other && !allowed[other.pages[page]]) continue;
    sums[page] += fits[column.pages[page]];
  }
}

/** Return for each page whether it is of the first kind. @param {Table} table @returns {boolean[]} */
function firstKind({ facets: { kind }, names, pages }) {
  if (!kind) return new Array(pages).fill(false);
  const first = kind.values.indexOf(names.kinds[0]);
  const own = kind.sets.map((set) => set.includes(first));
  return Array.from(kind.pages, (set) => own[set]);
}

/** Return how distinctive a need is that `holding` pages match. @param {number} pages @param {number} holding */
function idf(pages, holding) {
  return Math.log((pages - holding + 0.5) / (holding + 0.5) + 1);
}

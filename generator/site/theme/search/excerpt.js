// @ts-check
// Excerpts: the part of a page's text that shows why it was found.

import { stem } from "./stem.js";

/** @typedef {{text: string, mark: boolean}} Piece */

const MARKER = "zaliasz";
// The panel of key facts names terms one after the other: the summary says more.
const FACTS = "facts";
const LENGTH = 30;
const BEFORE = 6;

/**
 * The part of a record's text with most of the words, or its summary if only the title or an alias matched.
 * @param {import("./engine.js").Found} page @param {string[]} stems
 * @returns {Piece[]}
 */
export function excerpt(page, stems) {
  const words = page.content.split(/\s+/u);
  const end = words.findIndex((word) => word.startsWith(MARKER));
  const last = end < 0 ? words.length : end;
  const places = page.places.filter((place) => place < last && inText(page, place));
  const summary = markWords(page.meta.summary ?? "", stems);
  if (summary.some((piece) => piece.mark) || places.length === 0) return summary;
  return cutExcerpt(words.slice(0, last), places);
}

/**
 * Whether a word stands in the text proper: after the first heading, and not among the key facts.
 * @param {import("./engine.js").Found} page @param {number} place
 */
function inText(page, place) {
  const above = page.anchors.filter((anchor) => anchor.location <= place);
  return above.length > 0 && above[above.length - 1].id !== FACTS;
}

/**
 * A text with the words that have one of the stems marked.
 * @param {string} text @param {string[]} stems
 * @returns {Piece[]}
 */
export function markWords(text, stems) {
  const pieces = text.split(/([\p{L}\p{N}]+)/u);
  return pieces.map((piece, place) => ({ text: piece, mark: place % 2 === 1 && matches(piece, stems) }));
}

/** @param {string} word @param {string[]} stems */
function matches(word, stems) {
  return stems.some((own) => stem(word).startsWith(own));
}

/** @param {string[]} words @param {number[]} places @returns {Piece[]} */
function cutExcerpt(words, places) {
  const start = sentenceStart(words, densest(places));
  const chosen = new Set(places);
  const pieces = words.slice(start, start + LENGTH).flatMap((word, offset) => piecesOf(word, chosen.has(start + offset)));
  const lead = start > 0 && !/[.!?…]$/u.test(words[start - 1]) ? [{ text: "…", mark: false }] : [];
  const tail = start + LENGTH < words.length ? [{ text: "…", mark: false }] : [];
  return [...lead, ...pieces, ...tail];
}

/** @param {string} word @param {boolean} mark @returns {Piece[]} */
function piecesOf(word, mark) {
  const [before, inner, after] = /^([^\p{L}\p{N}]*)(.*?)([^\p{L}\p{N}]*)$/u.exec(word)?.slice(1) ?? ["", word, ""];
  return [{ text: before, mark: false }, { text: inner, mark }, { text: `${after} `, mark: false }];
}

/** The start of the sentence around a place, or a few words before it. @param {string[]} words @param {number} place */
function sentenceStart(words, place) {
  const earliest = Math.max(0, place - LENGTH / 2);
  for (let start = place; start > earliest; start -= 1) {
    if (/[.!?…]$/u.test(words[start - 1])) return start;
  }
  return Math.max(0, place - BEFORE);
}

/** The place after which most of the others follow closely. @param {number[]} places */
function densest(places) {
  const sorted = [...places].sort((one, other) => one - other);
  const near = sorted.map((place) => sorted.filter((other) => other >= place && other < place + LENGTH - BEFORE).length);
  return sorted[near.indexOf(Math.max(...near))];
}

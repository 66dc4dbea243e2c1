// @ts-check
// Excerpts: the sentence of a page's text that shows why the page was found, or its summary.

import { plain, stem } from "./stem.js";

/** @typedef {{text: string, mark: boolean}} Piece */

const MARKER = "zaliasz";
const SENTENCE = /[^.!?…]+(?:[.!?…](?!\s|$)[^.!?…]*)*[.!?…]*[»")]*/gu;
const WHOLE = /^[«"„]?[\p{Lu}\p{N}].*[.!?…][»")]*$/u;
const START = 2;
const FEWEST_WORDS = 5;
const SHORT = 110;
const LONGEST = 230;

/**
 * Return the sentence with most of the words; the summary if it has as many, or if nothing in the text is a
 * proper sentence.
 * @param {{content: string, meta: Record<string, string>}} page @param {string[]} stems
 * @returns {Piece[]}
 */
export function excerpt(page, stems) {
  const summary = markWords(page.meta.summary || "", stems);
  const [content] = page.content.split(MARKER);
  const sentences = (content.match(SENTENCE) || []).map((sentence) => sentence.trim());
  let [best, most] = [-1, marked(summary)];
  sentences.forEach((sentence, place) => {
    if (!reads(sentence)) return;
    const held = marked(markWords(sentence, stems));
    if (held > most) [best, most] = [place, held];
  });
  if (best < 0) return summary;
  const next = sentences[best + 1] || "";
  const both = sentences[best].length < SHORT && reads(next) ? `${sentences[best]} ${next}` : sentences[best];
  return markWords(cut(both), stems);
}

/**
 * Return a text in which the words with one of the stems are marked.
 * @param {string} text @param {string[]} stems
 * @returns {Piece[]}
 */
export function markWords(text, stems) {
  const wanted = new Set(stems);
  // Few words begin like one of the stems: the others need no stemming, which is the slowest part here.
  const starts = new Set(stems.map((own) => own.slice(0, START)));
  const marks = (/** @type {string} */ word) => starts.has(plain(word.slice(0, START))) && wanted.has(stem(word));
  const pieces = text.split(/([\p{L}\p{N}]+)/u);
  return pieces.map((piece, place) => ({ text: piece, mark: place % 2 === 1 && marks(piece) }));
}

/** Return whether a text is a proper sentence, not a table cell or a name. @param {string} sentence */
function reads(sentence) {
  return WHOLE.test(sentence) && sentence.split(/\s+/u).length >= FEWEST_WORDS;
}

/** Return the number of different marked words. @param {Piece[]} pieces */
function marked(pieces) {
  return new Set(pieces.filter(({ mark }) => mark).map(({ text }) => stem(text))).size;
}

/** Return a text shortened between words to the length of a card. @param {string} text */
function cut(text) {
  if (text.length <= LONGEST) return text;
  return `${text.slice(0, LONGEST + 1).replace(/[\s.,;:—–-]*\s\S*$/u, "")}…`;
}

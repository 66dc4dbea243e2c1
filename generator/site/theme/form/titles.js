// @ts-check
// Compares titles regardless of the endings of their words.

import { stem } from "../search/stem.js";

/** The number of letters by which a word is found. */
export const BEGINNING = 4;
const SHORTEST = 3;
const ALIKE = 0.5;
const MOST = 5;

/** @param {string} title @returns {string[]} */
function wordsIn(title) {
  return title.toLowerCase().replaceAll("ё", "е").match(/[a-zа-я0-9]+/g) ?? [];
}

/**
 * Return the beginnings of a title's words, without repetitions: the same as in `generator/site/open_data/titles.py`.
 * @param {string} title @returns {string[]}
 */
export function beginnings(title) {
  return [...new Set(wordsIn(title).filter((word) => word.length >= SHORTEST).map((word) => word.slice(0, BEGINNING)))];
}

/**
 * Return the most distinctive beginnings of a title: common ones only if there are few others.
 * @param {string} title @param {string[]} common @returns {string[]}
 */
export function telling(title, common) {
  const all = beginnings(title);
  const rare = all.filter((one) => !common.includes(one));
  return rare.length > 1 ? rare : all;
}

/**
 * Return the similarity of two titles, from 0 to 1, by the stems of their words and by trigrams.
 * @param {string} one @param {string} other
 */
export function likeness(one, other) {
  const [first, second] = [wordsIn(one), wordsIn(other)];
  const words = shared(first.map(stem), second.map(stem));
  return (words + shared(threes(first), threes(second))) / 2;
}

/**
 * Return the rows with the most similar titles, best first.
 * @param {string} title @param {import("./data.js").Row[]} rows
 */
export function alike(title, rows) {
  return rows
    .map((row) => ({ row, share: likeness(title, row[0]) }))
    .filter(({ share }) => share >= ALIKE)
    .sort((a, b) => b.share - a.share)
    .slice(0, MOST)
    .map(({ row }) => row);
}

/**
 * Return the rows whose titles contain a word for each given beginning.
 * @param {string} sought @param {import("./data.js").Row[]} rows
 */
export function beginning(sought, rows) {
  const wanted = wordsIn(sought);
  return rows.filter(([title]) => {
    const own = wordsIn(title);
    return wanted.every((word) => own.some((one) => one.startsWith(word)));
  });
}

/**
 * Return the Dice coefficient of two lists.
 * @param {string[]} one @param {string[]} other
 */
function shared(one, other) {
  const [first, second] = [new Set(one), new Set(other)];
  const common = [...first].filter((each) => second.has(each)).length;
  return first.size + second.size ? (2 * common) / (first.size + second.size) : 0;
}

/** @param {string[]} words */
function threes(words) {
  const text = ` ${words.join(" ")} `;
  return Array.from({ length: Math.max(0, text.length - 2) }, (_, place) => text.slice(place, place + 3));
}

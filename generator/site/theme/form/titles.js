// @ts-check
// How alike two titles are, whatever the endings of their words.

import { stem } from "../search/stem.js";

/** So many letters of a word are enough to find it. */
export const BEGINNING = 4;
const SHORTEST = 3;
const ALIKE = 0.5;
const MOST = 5;

/** @param {string} title @returns {string[]} */
function wordsIn(title) {
  return title.toLowerCase().replaceAll("ё", "е").match(/[a-zа-я0-9]+/g) ?? [];
}

/**
 * The beginnings of a title's words, each once: as `generator/site/open_data/titles.py`.
 * @param {string} title @returns {string[]}
 */
export function beginnings(title) {
  return [...new Set(wordsIn(title).filter((word) => word.length >= SHORTEST).map((word) => word.slice(0, BEGINNING)))];
}

/**
 * The beginnings that tell most of a title: those that many titles have only if there are few others.
 * @param {string} title @param {string[]} common @returns {string[]}
 */
export function telling(title, common) {
  const all = beginnings(title);
  const rare = all.filter((one) => !common.includes(one));
  return rare.length > 1 ? rare : all;
}

/**
 * How alike two titles are, from 0 to 1: by the stems of their words and by their letters in threes.
 * @param {string} one @param {string} other
 */
export function likeness(one, other) {
  const [first, second] = [wordsIn(one), wordsIn(other)];
  const words = shared(first.map(stem), second.map(stem));
  return (words + shared(threes(first), threes(second))) / 2;
}

/**
 * The rows whose titles are most like a title, best first.
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
 * The rows whose titles have words that begin as all the given words do.
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
 * What two lists have in common: twice the common part of both together.
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

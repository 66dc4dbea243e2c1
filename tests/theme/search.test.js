// The search's modules that know no page: words and stems, queries, ranking, filters, addresses, excerpts.

import assert from "node:assert/strict";
import { test } from "node:test";

import { decode } from "../../generator/site/theme/search/cbor.js";
import { excerpt, markWords } from "../../generator/site/theme/search/excerpt.js";
import { Filter, valuesOf } from "../../generator/site/theme/search/filter.js";
import { findPhrase } from "../../generator/site/theme/search/phrase.js";
import { tokens, understand } from "../../generator/site/theme/search/query.js";
import { unpackNames, placesOf, rank, unpackPlaces } from "../../generator/site/theme/search/ranking.js";
import { fromAddress, isFiltered, orderOf, toAddress, toggleValue, withoutFacets } from "../../generator/site/theme/search/state.js";
import { plain, stem, unmarked, withFleetingVowel, withoutFleetingVowel, wordsOf } from "../../generator/site/theme/search/stem.js";
import { distance } from "../../generator/site/theme/search/words.js";

const posting = (page, places, names = [], fields = []) => ({ page, places, names, fields });
const word = (own, ...postings) => ({ word: own, postings });
const texts = (pieces) => pieces.map((piece) => piece.text).join("");

/** Knows three words by their stems, and one slip. */
const dictionary = {
  keyOf: async (bare) => ({ урок: "урок", урока: "урок", физике: "физик" })[bare] ?? null,
  correct: async (bare) => (bare === "физекке" ? "физике" : null),
};

test("forms of a word have one stem", () => {
  for (const form of ["школьный", "школьного", "школьными"]) assert.equal(stem(form), "школьн");
  assert.equal(stem("грамотность"), stem("грамотности"));
  assert.equal(stem("ёлка"), stem("елки"));
  assert.equal(stem("по"), "по");
  assert.equal(stem(""), "");
});

test("a fleeting vowel goes and comes back", () => {
  assert.equal(withoutFleetingVowel("ошибок"), "ошибк");
  assert.equal(withoutFleetingVowel("боец"), "бойц");
  assert.equal(withoutFleetingVowel("дом"), "дом");
  assert.ok(withFleetingVowel("ошибк").includes("ошибок"));
});

test("words are cut at whatever is neither letter nor figure", () => {
  assert.deepEqual(wordsOf("«Урок-игра», 5 класс!"), ["Урок", "игра", "5", "класс"]);
  assert.equal(plain("ЁЛКА"), "елка");
  assert.equal(unmarked("йод"), "иод");
});

test("slips are counted up to a limit", () => {
  assert.equal(distance("урок", "урок", 2), 0);
  assert.equal(distance("урок", "урко", 2), 1);
  assert.ok(distance("урок", "физика", 2) > 2);
});

test("a query loses small words and mends slips", async () => {
  const query = await understand("урок по физекке", false, dictionary, new Map());
  assert.equal(query.asked, "урок физик");
  assert.equal(query.shown, "урок по физике");
  assert.equal(query.corrected, true);
  assert.deepEqual(query.unknown, []);
});

test("an exact query mends nothing and says what is unknown", async () => {
  const query = await understand("урок физекке", true, dictionary, new Map());
  assert.deepEqual([query.asked, query.unknown, query.hopeless], ["урок", ["физекке"], false]);
  assert.equal((await understand("абракадабра", true, dictionary, new Map())).hopeless, true);
});

test("small words alone are asked as they are, quotes make a phrase", async () => {
  assert.notEqual((await understand("по", false, dictionary, new Map())).asked, "");
  assert.equal((await understand("«урок физики»", false, dictionary, new Map())).asked, '"урок физики"');
  assert.equal((await understand("", false, dictionary, new Map())).asked, "");
});

test("an abbreviation is asked by its token", async () => {
  const shorts = tokens(["ОГЭ"]);
  const query = await understand("огэ", false, dictionary, shorts);
  assert.equal(query.asked, shorts.get("огэ"));
  assert.match(query.asked, /^z[a-p]+z$/);
});

test("places of a posting are unpacked with their weights", () => {
  assert.deepEqual(unpackPlaces([3, 2, -49, 1]), [
    { place: 3, weight: 25 },
    { place: 5, weight: 25 },
    { place: 1, weight: 48 },
  ]);
  assert.deepEqual([...unpackNames([-1, 0, 5, -4, 2])], [[0, [0, 5]], [3, [2]]]);
});

test("only pages with every word are found, and a title comes before texts", () => {
  const query = [
    { stem: "урок", words: [word("урок", posting(0, [1]), posting(1, [1]), posting(2, [4], [-1, 0], ["title"]))] },
    { stem: "физик", words: [word("физик", posting(1, [2]), posting(2, [9]))] },
  ];
  const found = rank(query, { pages: 3, length: 10, lengths: [10, 10, 10] });
  assert.deepEqual(found.map(({ page }) => page), [2, 1]);
  assert.deepEqual(placesOf(found[1].matches), [1, 2]);
});

test("a word that no page holds does not count; of equals the first page comes first", () => {
  const query = [
    { stem: "урок", words: [word("урок", posting(1, [1]), posting(0, [1]))] },
    { stem: "нет", words: [] },
  ];
  assert.deepEqual(rank(query, { pages: 2, length: 5, lengths: [5, 5] }).map(({ page }) => page), [0, 1]);
});

test("a phrase stands in one text or one name, word after word", () => {
  const first = word("урок", posting(0, [3]), posting(1, [3]), posting(2, [], [-1, 0], ["title"]));
  const second = word("физики", posting(0, [4]), posting(1, [9]), posting(2, [], [-1, 1], ["title"]));
  assert.deepEqual(findPhrase([first, second]).map(({ page }) => page), [2, 0]);
  assert.deepEqual(findPhrase([first, null]), []);
  assert.deepEqual(findPhrase([]), []);
});

test("a filter takes pages and counts what other values would give", () => {
  const facets = {
    kind: { values: ["Практики", "Сообщества"], sets: [[0], [1]], pages: [0, 0, 1] },
    level: { values: ["ООО", "СОО"], sets: [[0], [1], [0, 1]], pages: [0, 2, 1] },
  };
  const filter = new Filter({ facets }, { kind: ["Практики"], level: ["СОО"] });
  assert.deepEqual([0, 1, 2].filter((page) => filter.takes(page)), [1]);
  assert.deepEqual(filter.counts(), { kind: { Практики: 1, Сообщества: 1 }, level: { ООО: 2, СОО: 1 } });
  assert.deepEqual(valuesOf(facets.level, 1), ["ООО", "СОО"]);
  const senseless = new Filter({ facets }, { planet: ["Марс"] });
  assert.equal(senseless.takes(0), false);
});

test("a state and its address say the same", () => {
  const address = "?q=%D1%83%D1%80%D0%BE%D0%BA&kind=a&kind=b&sort=date&exact=1&shown=30";
  const state = fromAddress(address, ["kind", "level"]);
  assert.equal(toAddress(state), address);
  assert.equal(isFiltered(state), true);
  assert.deepEqual(toggleValue(state, "kind", "a").facets.kind, ["b"]);
  assert.equal(isFiltered(withoutFacets(state)), false);
  assert.equal(toAddress(fromAddress("?sort=worst&shown=-5", [])), "./");
  assert.equal(orderOf(fromAddress("", [])), "title");
});

test("words with the stems are marked and the text stays whole", () => {
  const pieces = markWords("Уроки: чтение и урок.", ["урок"]);
  assert.equal(texts(pieces), "Уроки: чтение и урок.");
  assert.deepEqual(pieces.filter((piece) => piece.mark).map((piece) => piece.text), ["Уроки", "урок"]);
});

test("an excerpt is cut from the text around the words, or is the summary", () => {
  const content = `Начало. ${"слово ".repeat(40)}конец. Здесь урок физики. ${"дальше ".repeat(40)}`;
  const page = { content, places: [43], anchors: [{ id: "goal", location: 0 }], meta: { summary: "Коротко" } };
  const text = texts(excerpt(page, ["урок"]));
  assert.match(text, /^Здесь урок физики\./);
  assert.ok(text.endsWith("…"));
  assert.equal(texts(excerpt({ ...page, places: [] }, ["урок"])), "Коротко");
});

test("values of the index are read as Pagefind writes them", () => {
  const bytes = (...numbers) => new Uint8Array(numbers);
  assert.equal(decode(bytes(0x17)), 23);
  assert.equal(decode(bytes(0x19, 0x03, 0xe8)), 1000);
  assert.equal(decode(bytes(0x38, 0x18)), -25);
  assert.deepEqual(decode(bytes(0x82, 0x01, 0x62, 0xd0, 0xbc)), [1, "м"]);
  assert.throws(() => decode(bytes(0xa0)), /Unexpected kind/);
  assert.throws(() => decode(bytes(0x1b)), /Unexpected length/);
});

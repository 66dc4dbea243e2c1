// The search's modules that know no page: words and stems, queries, ranking, filters, addresses, excerpts.

import assert from "node:assert/strict";
import { test } from "node:test";

import { destinationsOf } from "../../generator/site/theme/search/destinations.js";
import { Engine } from "../../generator/site/theme/search/engine.js";
import { excerpt, markWords } from "../../generator/site/theme/search/excerpt.js";
import { Filter, valuesOf } from "../../generator/site/theme/search/filter.js";
import { takeGrades } from "../../generator/site/theme/search/grades.js";
import { rekeyed, transliterated } from "../../generator/site/theme/search/layout.js";
import { Names, token } from "../../generator/site/theme/search/names.js";
import { decode, unpackNames, unpackPlaces } from "../../generator/site/theme/search/pagefind.js";
import { findPhrase } from "../../generator/site/theme/search/phrase.js";
import { understand } from "../../generator/site/theme/search/query.js";
import { rank } from "../../generator/site/theme/search/ranking.js";
import { rootOf } from "../../generator/site/theme/search/root.js";
import { fromAddress, isFiltered, orderOf, toAddress, toggleValue, withoutFacets } from "../../generator/site/theme/search/state.js";
import { plain, stem, unmarked, withFleetingVowel, withoutFleetingVowel, wordsOf } from "../../generator/site/theme/search/stem.js";
import { Dictionary, distance } from "../../generator/site/theme/search/words.js";

const posting = (page, places, names = [], fields = []) => ({ page, places, names, fields });
const word = (own, ...postings) => ({ word: own, postings });
const texts = (pieces) => pieces.map((piece) => piece.text).join("");

const NAMES = new Names({
  kinds: ["Практики", "Сообщества"],
  last: "не указано",
  names: [
    { facet: "subject", value: "Физическая культура", titles: ["физическ культур"], also: ["физр"], told: "Предмет", address: "subjects/pe/" },
    { facet: "subject", value: "Физическое развитие", also: ["физр в детск сад"] },
    { facet: "level", value: "Дошкольное образование", titles: ["дошкольн образован", "до"], also: ["детск сад", "садик"] },
    { facet: "level", value: "Основное общее образование", titles: ["основн общ образован"], grades: [5, 9] },
    { facet: "municipality", value: "Лабинский район", titles: ["лабинск"], near: ["Мостовский район"], address: "m/l/" },
    { facet: "municipality", value: "Усть-Лабинский район", titles: ["уст лабинск"], near: [], address: "m/u/" },
    { value: "Инклюзивное образование", titles: ["инклюзивн образован"], also: ["особ ребенок"] },
  ],
  shorts: [["ОГЭ", ["основной государственный экзамен"]]],
  same: [["стажировк", "обучен на рабоч мест"], ["lesson study", "исследован урок"]],
  families: [["ученик", "учениц"]],
  destinations: [
    { title: "Кто поможет: Молодому педагогу", address: "help/#young", phrases: ["молод учител", "молод педагог"], anywhere: true },
    { title: "Сравнение", address: "compare/", phrases: ["сравн", "сравнен"] },
    { title: "Все новости", address: "search/?sort=date", phrases: ["нов"] },
  ],
  region: ["кубан"],
  wide: "Весь край",
});
const TEXTS = ["урок", "физик", "инклюзивн", "образован", "особ", "микроконтроллер"];
const WORDS = ["росс|ия", "урок|", "физик|а", "хим|ия", "микроконтроллер|", "свер|ить", "программирован|ие"];

/** Pages hold some stems; some words are in the dictionary. */
const stemsOf = (...own) => ({ holds: async (one) => own.includes(one), fleets: async (short) => short === "кружк" });
const DICTIONARY = new Dictionary("", stemsOf(...TEXTS));
globalThis.fetch = async () => new Response(JSON.stringify(WORDS));
const INDEX = { begins: async (start) => TEXTS.some((own) => own.startsWith(start)), kin: async (own) => TEXTS.filter((other) => rootOf(other) === rootOf(own)) };
const KNOWN = { names: NAMES, dictionary: DICTIONARY, index: INDEX };
const asked = (text, how = {}) => understand(text, { exact: false, typing: false, ...how }, KNOWN);
const waysOf = (query) => query.needs.map(({ ways }) => ways.filter(({ kin }) => !kin).map(({ stems }) => stems.join(" ")));

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

test("a name made of others is meant wherever they stand, and only by all of them", async () => {
  const subjects = ({ needs }) => needs.map(({ wanted }) => wanted.flatMap(({ facet, values }) => (facet === "subject" ? values : [])));
  const whole = await asked("садик, микроконтроллер и физра");
  assert.deepEqual(subjects(whole), [["Физическое развитие"], [], ["Физическая культура", "Физическое развитие"]]);
  assert.deepEqual(subjects(await asked("физра микроконтроллер")), [["Физическая культура"], []]);
  assert.deepEqual(subjects(await asked("физра в детском саду")), [["Физическая культура", "Физическое развитие"], ["Физическое развитие"]]);
});

test("the other words of a family are asked too, even where no page has the word itself", async () => {
  const [{ ways }] = (await asked("ученики")).needs;
  const related = ways.filter(({ stems }) => stems[0] === "учениц");
  assert.deepEqual(related.map(({ same, weight }) => [same, weight < 1]), [[true, true]]);
  assert.deepEqual((await asked("ученица")).unknown, []);
});

test("a vowel that comes and goes is no matter; what merely looks so is its own stem", async () => {
  const dictionary = new Dictionary("", stemsOf("кружк", "кружок", "урок", "урк"));
  assert.equal(await dictionary.keyOf("кружок"), "кружк");
  assert.equal(await dictionary.keyOf("урок"), "урок");
  assert.equal(new Names({ kinds: [], names: [{ value: "Кружок" }], shorts: [], same: [], last: "" }).holds("кружки"), true);
});

test("the region is not sought in its records, and is all of them where nothing else is asked", async () => {
  assert.deepEqual(waysOf(await asked("урок на Кубани")), [["урок"]]);
  const [alone] = (await asked("Кубань")).needs;
  assert.deepEqual(alone.wanted.map(({ values }) => values), [["Весь край"]]);
});

test("what is asked again is one need, and of a pasted text the first words are read", async () => {
  assert.deepEqual(waysOf(await asked("урок урок уроки")), [["урок"]]);
  assert.deepEqual(waysOf(await asked(`${"по ".repeat(40)}урок`)), [["по"]]);
});

test("an abbreviation is no form of a word of talk", async () => {
  const held = { ...KNOWN, dictionary: new Dictionary("", stemsOf("урок", "сво")) };
  assert.deepEqual((await understand("СВО урок", { exact: false, typing: false }, held)).unknown, ["СВО"]);
});

test("a number beside words counts little, alone as any word", async () => {
  const held = { ...KNOWN, dictionary: new Dictionary("", stemsOf("урок")) };
  const weights = async (text) => (await understand(text, { exact: false, typing: false }, held)).needs.map(({ ways }) => ways[0].weight);
  assert.deepEqual(await weights("урок 37"), [1, 0.3]);
  assert.deepEqual(await weights("37"), [1]);
});

test("a short stem is like too many others to be a slip of one", async () => {
  assert.equal(await new Dictionary("", stemsOf()).correct("кросс"), null);
});

test("a query loses words of talk and mends slips", async () => {
  const query = await asked("есть ли про урок по физеке");
  assert.deepEqual(waysOf(query), [["урок"], ["физик"]]);
  assert.equal(query.shown, "есть ли про урок по физика");
  assert.equal(query.corrected, true);
  assert.deepEqual(query.unknown, []);
});

test("an exact query mends nothing and says what is unknown", async () => {
  const query = await asked("урок физекке", { exact: true });
  assert.deepEqual([waysOf(query), query.unknown, query.hopeless], [[["урок"]], ["физекке"], false]);
  assert.equal((await asked("абракадабра", { exact: true })).hopeless, true);
});

test("two slips are mended from nine letters on, and only into words that exist", async () => {
  assert.equal((await asked("микраконтролер")).shown, "микроконтроллер");
  assert.equal((await asked("прграммированее")).shown, "программирование");
  assert.deepEqual((await asked("свежем")).unknown, ["свежем"]);
});

test("talk alone is asked as it is, quotes make a phrase", async () => {
  assert.notEqual((await asked("по")).needs.length, 0);
  assert.deepEqual((await asked("«урок физики»")).phrase, ["урок", "физик"]);
  assert.deepEqual((await asked("")).needs, []);
});

test("an abbreviation is asked by its token, and so is what it stands for", async () => {
  assert.match(token("ОГЭ"), /^z[a-p]+z$/);
  for (const text of ["огэ", "основной государственный экзамен", "ju'"]) {
    assert.ok(waysOf(await asked(text)).flat().includes(token("ОГЭ")), text);
  }
  assert.deepEqual((await asked("ОГЭ")).explained, [{ title: "ОГЭ", told: "основной государственный экзамен", address: "" }]);
});

test("a name is asked by its facet, whatever it is called", async () => {
  for (const text of ["физра", "Физическая культура", "физическую культуру"]) {
    const [need] = (await asked(text)).needs;
    assert.deepEqual(need.wanted.map(({ facet, values }) => [facet, values]), [["subject", ["Физическая культура"]]], text);
  }
  assert.equal((await asked("физра")).explained[0].address, "subjects/pe/");
  assert.deepEqual(waysOf(await asked("lesson study")), [["исследован урок"]]);
});

test("a level of two letters is meant where it stands alone or in capitals", async () => {
  assert.equal((await asked("до")).needs[0].wanted[0].value, undefined);
  assert.deepEqual((await asked("ДО урок")).needs.length, 2);
  assert.deepEqual((await asked("до урок")).needs.length, 1);
});

test("a compound place is one place, and its kind is not sought", async () => {
  const places = async (text) => (await asked(text)).places.map(({ value }) => value);
  assert.deepEqual(await places("Усть-Лабинск"), ["Усть-Лабинский район"]);
  assert.deepEqual(await places("станица Лабинская"), ["Лабинский район"]);
  const query = await asked("Лабинский район");
  assert.equal(query.needs.length, 1);
  assert.deepEqual(query.needs[0].wanted.map(({ values, instead }) => [values[0], Boolean(instead)]), [["Лабинский район", false], ["Мостовский район", true], ["Весь край", true]]);
});

test("a prefix counts only for the word that is being typed", async () => {
  const ways = async (how) => (await asked("физика уро", how)).needs.flatMap((need) => need.ways.filter(({ prefix }) => prefix)).length;
  assert.equal(await ways({ typing: true }), 1);
  assert.equal((await asked("урок физ", { typing: true })).needs[1].ways[0].prefix, true);
  assert.deepEqual((await asked("1")).needs[0].ways, [{ stems: ["1"], weight: 1 }]);
});

test("grades are read however they are written", () => {
  /** @type {[string, number[], string][]} */
  const told = [
    ["математика 5 класс", [5], "математика"],
    ["7кл геометрия", [7], "геометрия"],
    ["10-11", [10, 11], ""],
    ["с 5 по 7 класс", [5, 6, 7], ""],
    ["5, 6 и 8 классы", [5, 6, 8], ""],
    ["7а класс", [7], ""],
    ["в пятом классе", [5], "в"],
    ["пятиклассники", [5], ""],
    ["первоклашки", [1], ""],
    ["5-й класс", [5], ""],
    ["VIII класс", [8], ""],
    ["V–VII классы", [5, 6, 7], ""],
    ["класс 5", [5], ""],
    ["для классов 5-7 музыка", [5, 6, 7], "для   музыка"],
    ["7 класс 5 уроков", [7], "5 уроков"],
    ["в классе 25 человек", [], "в классе 25 человек"],
    ["5–10 минут", [], "5–10 минут"],
    ["2019-2021", [], "2019-2021"],
    ["19 класс", [], "19 класс"],
    ["задача 5", [], "задача 5"],
  ];
  for (const [text, grades, rest] of told) {
    const found = takeGrades(text);
    assert.deepEqual([found.grades, found.rest.trim()], [grades, rest], text);
  }
});

test("grades are a facet; records that tell none follow by their level", async () => {
  const [need] = (await asked("5 класс")).needs;
  assert.deepEqual(need.wanted.map(({ facet, values, only }) => [facet, values, only && only.value]), [
    ["grade", ["5 класс"], undefined],
    ["level", ["Основное общее образование"], "не указано"],
  ]);
});

test("the layout is turned before words are cut, Latin letters are read last", async () => {
  assert.equal(rekeyed("[bvbz"), "химия");
  assert.equal(rekeyed("урок"), null);
  assert.ok(transliterated("gramotnost").includes("грамотност"));
  assert.ok(transliterated("detskij").includes("детский"));
  assert.ok(transliterated("shkolnaya").includes("школьная"));
  assert.deepEqual(transliterated("урок"), []);
  assert.equal((await asked("fizika")).shown, "физика");
});

test("places of a posting are unpacked with their weights", () => {
  assert.deepEqual(unpackPlaces([3, 2, -49, 1]), [
    { place: 3, weight: 25 },
    { place: 5, weight: 25 },
    { place: 1, weight: 48 },
  ]);
  assert.deepEqual([...unpackNames([-1, 0, 5, -4, 2])], [[0, [0, 5]], [3, [2]]]);
});

/** A table of so many pages, all alike but for the values of a facet. */
function tableOf(pages, facets = {}) {
  return { version: "", words: "", ranges: [], parts: [{ name: "", first: 0, fields: [], lengths: new Array(pages).fill(10) }], pages, facets, names: { kinds: ["Практики"] } };
}

const need = (...words) => ({ ways: [{ words: [words], weight: 1 }], wanted: [] });

test("pages with all that is asked come first, a title before texts; then those with most of it", () => {
  const lesson = word("урок", posting(0, [1]), posting(1, [1]), posting(2, [4], [-1, 0], ["title"]));
  const physics = word("физик", posting(1, [2]), posting(2, [9]), posting(3, [1]));
  const found = rank([need(lesson), need(physics)], tableOf(4), { plain: false });
  assert.deepEqual(found.slice(0, 2).map(({ page }) => page), [2, 1]);
  assert.deepEqual(found.map(({ part }) => Boolean(part)), [false, false, true, true]);
});

test("where enough pages hold all, those that hold a part are left out", () => {
  const everywhere = word("урок", ...[0, 1, 2, 3, 4, 5].map((page) => posting(page, [], [-1, 1], ["title"])));
  const often = word("физик", ...[0, 1, 2, 3, 4].map((page) => posting(page, [1])));
  const found = rank([need(everywhere), need(often)], tableOf(6), { plain: false });
  assert.equal(found.length, 5);
});

test("pages that hold all strewn over their texts come after one with a part of it in its title", () => {
  const texts = [0, 1, 2, 3, 4, 5].map((page) => posting(page, [1]));
  const mistake = word("ошибк", ...texts, posting(6, [], [-1, 0], ["title"]));
  const day = word("дня", ...[0, 1, 2, 3, 4, 5].map((page) => posting(page, [99])));
  const found = rank([need(mistake), need(day)], tableOf(7), { plain: false });
  assert.deepEqual([found.length, found[0].page, found[0].part], [7, 6, true]);
});

test("a word with which a title begins weighs more than one further on", () => {
  const lesson = word("урок", posting(0, [], [-1, 2], ["title"]), posting(1, [], [-1, 0], ["title"]));
  assert.deepEqual(rank([need(lesson)], tableOf(2), { plain: false }).map(({ page }) => page), [1, 0]);
});

test("other words for the same weigh less, and do not add up", () => {
  const own = { words: [[word("базар", posting(0, [1]))]], weight: 1 };
  const others = ["рынок", "магазин", "покупк"].map((one) => ({ words: [[word(one, posting(1, [1]))]], weight: 0.5, same: true }));
  assert.deepEqual(rank([{ ways: [own, ...others], wanted: [] }], tableOf(2), { plain: false }).map(({ page }) => page), [0, 1]);
});

test("a word says as much as it is rare itself, however common its others are", () => {
  const tree = { words: [[word("дерев", posting(0, [], [-1, 1], ["title"]))]], weight: 1 };
  const plants = { words: [[word("цветок", ...[2, 3, 4, 5, 6, 7].map((page) => posting(page, [1])))]], weight: 0.5, same: true };
  const measure = word("измер", ...[1, 2, 3].map((page) => posting(page, [], [-1, 1], ["title"])));
  const found = rank([{ ways: [tree, plants], wanted: [] }, need(measure)], tableOf(9), { plain: false }).map(({ page }) => page);
  assert.ok(found.indexOf(0) < found.indexOf(1));
});

test("words of one root are found beside a word, and for one that no page has", async () => {
  for (const [one, other] of [["наблюда", "наблюден"], ["измеря", "измерительн"], ["школьны", "школ"], ["музыкант", "музыкальны"]]) assert.equal(rootOf(one), rootOf(other));
  assert.notEqual(rootOf("карт"), rootOf("картин"));
  assert.equal(rootOf("ур"), "");
  const [{ ways }] = (await asked("физики")).needs;
  assert.deepEqual(ways.map(({ stems, kin }) => [stems, Boolean(kin)]), [[["физик"], false], [["физик"], true]]);
  assert.deepEqual((await asked("образовывать урок")).unknown, []);
});

test("a word that no page holds does not count; of equals the first page comes first", () => {
  const lesson = word("урок", posting(1, [1]), posting(0, [1]));
  const found = rank([need(lesson), need()], tableOf(2), { plain: false });
  assert.deepEqual(found.map(({ page }) => page), [0, 1]);
});

test("for a bare subject practices come before bodies", () => {
  const facets = {
    kind: { values: ["Практики", "Сообщества"], sets: [[0], [1]], pages: [1, 0] },
    subject: { values: ["Химия"], sets: [[0]], pages: [0, 0] },
  };
  const asks = { ways: [{ words: [[word("хим", posting(0, [1], [-1, 0], ["title"]))]], weight: 1 }], wanted: [{ facet: "subject", values: ["Химия"], weight: 1 }] };
  assert.deepEqual(rank([asks], tableOf(2, facets), { plain: true }).map(({ page }) => page), [1, 0]);
  assert.deepEqual(rank([asks], tableOf(2, facets), { plain: false }).map(({ page }) => page), [0, 1]);
});

test("who asks who does something is shown bodies before practices", async () => {
  const facets = { kind: { values: ["Практики", "Сообщества"], sets: [[0], [1]], pages: [0, 1] } };
  const both = need(word("наставник", posting(0, [1]), posting(1, [1])));
  assert.deepEqual(rank([both], tableOf(2, facets), { plain: false, who: false }).map(({ page }) => page), [0, 1]);
  assert.deepEqual(rank([both], tableOf(2, facets), { plain: false, who: true }).map(({ page }) => page), [1, 0]);
  for (const [text, who] of [["кто ведёт урок", true], ["у кого взять урок", true], ["как вести урок", false], ["урок, где кто", false]]) assert.equal((await asked(text)).who, who);
});

test("where nothing meets most of a query a few come that meet some of it", () => {
  const rare = ["теорем", "жизн", "подростк", "практик"].map((own, page) => need(word(own, posting(page, [1]))));
  assert.deepEqual(rank(rare, tableOf(4), { plain: false }).map(({ part }) => part), [true, true, true, true]);
});

test("neighbours will do only for a place without records", () => {
  const facets = { municipality: { values: ["Анапа", "Сочи"], sets: [[0], [1]], pages: [0, 1] } };
  const wanted = (value, near) => [{ ways: [], wanted: [{ facet: "municipality", values: [value], weight: 1 }, { facet: "municipality", values: [near], weight: 0.5, instead: true }] }];
  assert.deepEqual(rank(wanted("Анапа", "Сочи"), tableOf(2, facets), { plain: false }).map(({ page }) => page), [0]);
  assert.deepEqual(rank(wanted("Ейск", "Сочи"), tableOf(2, facets), { plain: false }).map(({ page }) => page), [1]);
});

test("of pages with all words those come first where they stand together", () => {
  const lesson = word("урок", posting(0, [3]), posting(1, [3]));
  const physics = word("физик", posting(0, [90]), posting(1, [2]));
  assert.deepEqual(rank([need(lesson), need(physics)], tableOf(2), { plain: false }).map(({ page }) => page), [1, 0]);
  const unseen = word("физик", posting(0, [90]), posting(1, [-13, 2]));
  assert.deepEqual(rank([need(lesson), need(unseen)], tableOf(2), { plain: false })[0].page, 0);
});

test("a phrase whose words are strewn over a page counts less than one that stands there", () => {
  const way = (...words) => [{ ways: [{ words: words.map((one) => [one]), weight: 1 }], wanted: [] }];
  const future = word("будущ", posting(0, [3]), posting(1, [3]), posting(2, [], [-1, 0], ["title"]));
  const head = word("директор", posting(0, [90]), posting(1, [4]), posting(2, [9]));
  assert.deepEqual(rank(way(future, head), tableOf(3), { plain: false }).map(({ page }) => page), [1, 0, 2]);
});

test("a phrase stands in one text or one name, word after word", () => {
  const first = word("урок", posting(0, [3]), posting(1, [3]), posting(2, [], [-1, 0], ["title"]));
  const second = word("физики", posting(0, [4]), posting(1, [9]), posting(2, [], [-1, 1], ["title"]));
  assert.deepEqual(findPhrase([[first], [second]]).map(({ page }) => page), [2, 0]);
  assert.deepEqual(findPhrase([[first], []]), []);
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

test("an excerpt is a sentence with most of the words, or the summary", () => {
  const content = `Было. Здесь идёт один урок физики для всех пятых классов школы. Дальше слова zaliasz урок физика`;
  const page = { content, meta: { summary: "Коротко о практике." } };
  const text = texts(excerpt(page, ["урок", "физик"]));
  assert.match(text, /^Здесь идёт один урок физики/);
  assert.ok(!text.includes("zaliasz"));
  assert.equal(texts(excerpt(page, ["театр"])), "Коротко о практике.");
  assert.equal(texts(excerpt({ content: "урок и ещё много слов без начала и конца", meta: page.meta }, ["урок"])), "Коротко о практике.");
  const long = `Вот урок${" долгий".repeat(60)}.`;
  assert.ok(texts(excerpt({ content: long, meta: {} }, ["урок"])).endsWith("…"));
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

test("other words for the same are read only where a need gives few pages itself", async () => {
  const asks = [{ ways: [{ stems: ["кружк"], weight: 1 }, { stems: ["секц"], weight: 0.5, same: true }], wanted: [] }];
  const read = async (pages) => {
    const engine = new Engine("");
    /** @type {string[]} */
    const words = [];
    engine.index.table = async () => ({ ...tableOf(pages), parts: [{ lengths: new Array(pages).fill(9) }], names: { kinds: [] } });
    engine.forms = async (own) => {
      words.push(own);
      return [word(own, ...Array.from({ length: pages }, (_, page) => posting(page, [1])))];
    };
    await engine.match({ phrase: null, needs: asks, plain: false });
    return words;
  };
  assert.deepEqual(await read(99), ["кружк", "секц"]);
  assert.deepEqual(await read(100), ["кружк"]);
});

test("a query leads to the pages that it asks for", () => {
  const led = (text) => destinationsOf(text, NAMES).map(({ address }) => address);
  assert.deepEqual(led("молодой учитель Лабинск"), ["help/#young"]);
  assert.deepEqual(led("Кто поможет молодым педагогам?"), ["help/#young"]);
  assert.deepEqual(led("учитель молодой"), []);
  assert.deepEqual(led("сравнить практики"), ["compare/"]);
  assert.deepEqual(led("что нового"), ["search/?sort=date"]);
  assert.deepEqual(led("новое в физике"), []);
  assert.deepEqual(led("практики"), []);
  assert.deepEqual(led(""), []);
});

test("connecting words of a synonym are not marked", async () => {
  const { stems } = await asked("стажировка");
  assert.ok(stems.includes("рабоч"));
  assert.ok(!stems.includes("на"));
});

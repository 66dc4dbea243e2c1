// Lists in which readers choose, as far as they need no page: the table that is taken away, the values of facets, the
// state of a list, what is said of it, and how the index is read.

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { beforeEach, test } from "node:test";

import { Engine } from "../../generator/site/theme/search/engine.js";
import { Facets } from "../../generator/site/theme/search/facets.js";
import { filesOf, Index, OtherVersion } from "../../generator/site/theme/search/index.js";
import { fromAddress, isFiltered, isWhole, orderOf, PORTION, toAddress, toggleValue, withoutFacets } from "../../generator/site/theme/search/state.js";
import { csvOf, rowsOf as rowsOfPages } from "../../generator/site/theme/search/table.js";
import "../../generator/site/theme/dist/workbook.js";
import { breathe } from "../../generator/site/theme/shared/turns.js";
import { announcement, more, results } from "../../generator/site/theme/shared/wording.js";

const { strFromU8, unzipSync } = createRequire(new URL("../web/package.json", import.meta.url))("fflate");
const LAST = "не указано";
const page = (meta, facets = {}) => ({ url: "/practices/x.html", content: "", meta: { title: "Запись", kind: "Практика", ...meta }, facets });
const rowsOf = (pages, facets = []) => csvOf(rowsOfPages(pages, facets, ({ url }) => `https://atlas.example${url}`, LAST)).split("\r\n");
const facets = new Facets({ querySelectorAll: () => [], querySelector: () => null }, LAST, () => {}, () => fromAddress("", []));
const group = (...order) => ({ dataset: { order: JSON.stringify(order) } });

test("a table has a head, a row for each record and what each facet says of it", () => {
  const columns = [{ key: "subject", title: "Предмет" }, { key: "grade", title: "Класс" }];
  const [head, row, end] = rowsOf([page({ summary: "Кратко" }, { subject: ["Физика", "Химия"], grade: [LAST] })], columns);
  assert.equal(head, "\uFEFFНазвание;Вид;Предмет;Класс;Кратко;Что изменилось;Учебный пример;Адрес");
  assert.equal(row, 'Запись;Практика;"Физика; Химия";;Кратко;;;https://atlas.example/practices/x.html');
  assert.equal(end, "");
});

test("a table is safe to open: formulas are texts, quotes and line ends stay in their cell", () => {
  for (const risky of ["=1+1", "+7", "-2", "@a", "\t=1", "＝1", "'=1"]) assert.ok(rowsOf([page({ title: risky })])[1].startsWith(`'${risky}`), risky);
  assert.ok(rowsOf([page({ title: "Круг «А»; \"Б\"" })])[1].startsWith('"Круг «А»; ""Б""";'));
  assert.match(csvOf(rowsOfPages([page({ summary: "раз\nдва" })], [], () => "", LAST)), /;"раз\nдва";/);
  assert.match(rowsOf([page({ sample: "1" })])[1], /;да;https/);
});

test("all cells of a workbook are texts that XML and Excel can hold", () => {
  const { atlasWorkbook } = globalThis;
  const risky = ["=1+1", "<b>&\"", "a\u0000b", "_x0041_", "я".repeat(40000)];
  const parts = unzipSync(atlasWorkbook.workbookOf([{ name: "Список", rows: [["А", "Б", "В", "Г", "Д"], risky], headed: true }]));
  const sheet = strFromU8(parts["xl/worksheets/sheet1.xml"]);
  const texts = [...sheet.matchAll(/t="inlineStr"><is><t xml:space="preserve">([^<]*)</g)].map(([, text]) => text);
  assert.deepEqual(texts.slice(5, 9), ["=1+1", "&lt;b&gt;&amp;&quot;", "ab", "_x005F_x0041_"]);
  assert.equal(texts[9].length, 32767);
  assert.doesNotMatch(sheet, /<f>/);
  assert.match(sheet, /<autoFilter ref="A1:E2"\/>/);
});

test("the values of a facet stand in the order of their list, others by alphabet, the one that says nothing last", () => {
  const counts = { Химия: 2, [LAST]: 9, Физика: 1, Ялик: 3, Арка: 4, Нет: 0 };
  const shown = facets.values(group("Физика", "Химия"), counts, [], {});
  assert.deepEqual(shown, [["Физика", 1], ["Химия", 2], ["Арка", 4], ["Ялик", 3], [LAST, 9]]);
});

test("values that nothing is found of keep their places after the others", () => {
  const shown = facets.values(group("Физика", "Химия"), { Химия: 2 }, [], { Физика: 1, Химия: 5, Нет: 0 });
  assert.deepEqual(shown, [["Химия", 2], ["Физика", 0]]);
});

test("classes stand by number, and a chosen value stays though it would give nothing", () => {
  const shown = facets.values(group(), { "10 класс": 1, "2 класс": 1 }, ["11 класс"], {});
  assert.deepEqual(shown, [["2 класс", 1], ["10 класс", 1], ["11 класс", 0]]);
});

test("a list is whole until somebody asks, chooses, sorts or wants more", () => {
  const whole = fromAddress("", ["kind"], { subject: ["Физика"] });
  assert.ok(isWhole(whole));
  for (const query of ["?q=урок", "?kind=a", "?sort=date", "?near=1", "?shown=20"]) assert.ok(!isWhole(fromAddress(query, ["kind"])), query);
  assert.ok(isWhole(fromAddress("?q=%20", ["kind"])));
});

test("what the list itself fixes is kept by each step and stands in no address", () => {
  const state = toggleValue(fromAddress("?near=1", ["kind"], { subject: ["Физика"] }), "kind", "a");
  assert.deepEqual(state.fixed, { subject: ["Физика"] });
  assert.equal(toAddress(state), "?kind=a&near=1");
  assert.deepEqual([isFiltered(state), isFiltered(withoutFacets(state))], [true, false]);
  assert.equal(toAddress(withoutFacets(state)), "./");
});

test("an address of another hand is taken as far as it makes sense", () => {
  const state = fromAddress("?kind=a&kind=a&kind=&planet=b&sort=worst&shown=100000", ["kind"]);
  assert.deepEqual([state.facets, state.sort, state.shown], [{ kind: ["a"] }, "relevance", 500]);
  assert.equal(fromAddress("?shown=x", []).shown, PORTION);
  assert.equal(orderOf(fromAddress("?q=a", [])), "relevance");
});

test("numbers are said with the right words", () => {
  assert.deepEqual([1, 2, 5, 11, 21].map(results), ["1\u00a0результат", "2\u00a0результата", "5\u00a0результатов", "11\u00a0результатов", "21\u00a0результат"]);
  assert.equal(announcement(21, false), "Найден 21\u00a0результат");
  assert.equal(announcement(11, false), "Найдено 11\u00a0результатов");
  assert.equal(announcement(0, true), "Записей пока нет");
  assert.equal(announcement(7, true), "Все записи атласа: 7");
  assert.equal(more(1000), "Показать ещё 1\u00a0000");
});

test("between two turns what waits is done", async () => {
  const done = [];
  setTimeout(() => done.push("waited"));
  await breathe();
  assert.deepEqual(done, ["waited"]);
});

const TABLE = {
  version: "1.6.0",
  parts: [{ name: "a", lengths: "$%", fields: [] }, { name: "b", lengths: "$", fields: [] }],
  words: "words",
  ranges: ["а", "м", "мо", "т"],
  facets: { place: { values: ["Анапа", "Сочи"], sets: [[0], [0, 1], []], pages: "#$%" } },
  names: { kinds: [], names: [{ facet: "place", value: "Анапа", near: ["Сочи"] }], shorts: [], same: [], last: LAST },
};
let asked = [];

beforeEach(() => {
  asked = [];
  globalThis.fetch = (address, { signal } = {}) => {
    asked.push(address);
    if (address.endsWith("pages.json")) return Promise.resolve(new Response(JSON.stringify(TABLE)));
    return new Promise((_, refuse) => signal?.addEventListener("abort", () => refuse(new DOMException("", "AbortError"))));
  };
});

test("the table is asked for once; pages are numbered part by part", async () => {
  const index = new Index("i/", "default");
  const [table, again] = await Promise.all([index.table(), index.table()]);
  assert.equal(table, again);
  assert.deepEqual(asked, ["i/pages.json"]);
  assert.deepEqual([table.pages, table.parts.map(({ first }) => first), table.parts[0].lengths], [3, [0, 2], [128, 256]]);
  assert.deepEqual([...table.facets.place.pages], [0, 1, 2]);
});

test("who types on ends the older requests, and what was ended is asked for again", async () => {
  const index = new Index("i/", "default");
  await index.table();
  index.abandon();
  const words = index.around("урок");
  await breathe();
  index.abandon();
  await assert.rejects(words, { name: "AbortError" });
  index.around("урок").catch(() => {});
  await breathe();
  assert.deepEqual(asked, ["i/pages.json", "i/words/3.words", "i/words/3.words"]);
});

test("a word stands in one file, the words with a beginning in one or more", () => {
  assert.deepEqual(filesOf(TABLE.ranges, "мир"), [1]);
  assert.deepEqual(filesOf(TABLE.ranges, "м"), [1, 2]);
  assert.deepEqual(filesOf(TABLE.ranges, "а"), [0]);
  assert.deepEqual(filesOf(TABLE.ranges, "1"), [0]);
});

test("an index of another version says both versions", async () => {
  const own = TABLE.version;
  TABLE.version = "2.0.0";
  const index = new Index("i/", "default");
  await assert.rejects(index.table(), (error) => error instanceof OtherVersion && error.message.includes("2.0.0") && error.message.includes("1.5.*"));
  TABLE.version = own;
});

test("what serves the whole region is named only where there is such", async () => {
  const served = async (wide) => {
    TABLE.facets.municipality = { values: ["Анапа", "Весь край"], sets: [[0], [1]], pages: "###" };
    TABLE.names.wide = wide;
    const { names } = await new Engine("i/").names();
    return names[0].wide;
  };
  assert.equal(await served("Весь край"), "Весь край");
  assert.equal(await served("Вся область"), undefined);
  delete TABLE.facets.municipality;
  assert.equal((await new Engine("i/").names()).names[0].wide, undefined);
});

test("the records of a place are counted, and its neighbours are wanted only when asked for", async () => {
  const engine = new Engine("i/");
  assert.deepEqual(await Promise.all(["Анапа", "Сочи", "Ейск"].map((place) => engine.count("place", place))), [2, 1, 0]);
  assert.equal(await engine.count("planet", "Марс"), 0);
  const state = { q: "", facets: { place: ["Анапа"] }, sort: "title", exact: false, shown: PORTION };
  assert.deepEqual(await engine.wanted(state), { place: ["Анапа"] });
  assert.deepEqual(await engine.wanted({ ...state, near: true }), { place: ["Анапа", "Сочи"] });
});

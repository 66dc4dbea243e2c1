// The form's modules that know no page: ids, canonical text, tidying, titles, ways.

import assert from "node:assert/strict";
import { test } from "node:test";

import { canonicalText } from "../../generator/site/theme/form/canonical.js";
import { numberOf } from "../../generator/site/theme/form/data.js";
import { describe } from "../../generator/site/theme/form/messages.js";
import { cleaned, numberAndUnit, splitLines, splitSteps, splitTags } from "../../generator/site/theme/form/pasted.js";
import { slug } from "../../generator/site/theme/form/slug.js";
import { tidyDate, tidyLine, tidyNumber, tidyText } from "../../generator/site/theme/form/tidy.js";
import { alike, beginning, beginnings, likeness, telling } from "../../generator/site/theme/form/titles.js";
import { ways } from "../../generator/site/theme/form/ways.js";
import { announcement, withNumber, more } from "../../generator/site/theme/shared/wording.js";

const SHAPE = { modeline: "# yaml-language-server: $schema=x", keys: [["id", null], ["title", null], ["steps", { items: { keys: [["title", null], ["text", null]] } }]] };
const canonical = (value) => canonicalText(value, SHAPE).split("\n").slice(1, -1);

test("an id is the title in Latin letters, cut between words", () => {
  assert.equal(slug("Чтение — 10 минут в день", 60), "chteniye-10-minut-v-den");
  assert.equal(slug("Подъезд, съёмка, Ельня", 60), "podyezd-syomka-yelnya");
  assert.equal(slug("Школьный музей", 8), "shkolny");
  assert.equal(slug("«!»", 20), "");
});

test("keys stand in the order of their kind, others after them", () => {
  const value = { zeta: 1, title: "Заголовок", id: "a", steps: [{ text: "Второе", title: "Первое" }] };
  assert.deepEqual(canonical(value), ["id: a", "title: Заголовок", "steps:", "  - title: Первое", "    text: Второе", "zeta: 1"]);
});

test("a text is quoted only where YAML would take it for something else", () => {
  const written = (title) => canonical({ title })[0];
  assert.equal(written("Урок"), "title: Урок");
  assert.equal(written("да: нет"), "title: 'да: нет'");
  assert.equal(written("null"), "title: 'null'");
  assert.equal(written("2024-10-02"), "title: 2024-10-02");
  assert.equal(written("1e3"), "title: '1e3'");
  assert.equal(written("a\tb"), 'title: "a\\tb"');
  assert.equal(written(""), "title: ''");
});

test("long texts are folded, several lines stay lines, empty values are said", () => {
  const long = "слово ".repeat(30).trim();
  const folded = canonical({ title: long });
  assert.equal(folded[0], "title: >-");
  assert.ok(folded.every((line) => [...line].length <= 100));
  assert.equal(folded.slice(1).map((line) => line.trim()).join(" "), long);
  assert.deepEqual(canonical({ title: "один\nдва\n" }), ["title: |", "  один", "  два"]);
  assert.deepEqual(canonical({ id: 1e-7, title: null, steps: [] }), ["id: 0.0000001", "title:", "steps: []"]);
});

test("what is pasted is tidied", () => {
  assert.equal(tidyLine("  a\u200b\n b  "), "a b");
  assert.equal(tidyLine(" \u00ad "), undefined);
  assert.equal(tidyText("a \r\n\r\n\r\n\r\nb\n"), "a\n\nb");
  assert.equal(tidyNumber("1 234,5 %", false), 1234.5);
  assert.equal(tidyNumber("1,5", true), undefined);
  assert.equal(tidyNumber("999999999999999999999", false), undefined);
  assert.equal(tidyNumber("много", false), undefined);
  for (const text of ["02.10.2024", "2 октября 2024 г.", "2/10/2024"]) assert.equal(tidyDate(text), "2024-10-02");
  assert.equal(tidyDate("май 2024"), "2024-05");
  assert.equal(tidyDate("2024 год"), "2024");
  assert.equal(tidyDate("скоро"), "скоро");
});

test("titles are compared by stems and letters", () => {
  assert.equal(likeness("Чтение на уроке", "Чтение на уроке"), 1);
  assert.ok(likeness("Чтение на уроке физики", "Чтения на уроках физики") > 0.7);
  assert.ok(likeness("Чтение", "Робототехника") < 0.2);
  const rows = [["Школьный музей", "practices", "a"], ["Музей в школьном дворе", "practices", "b"], ["Хор", "practices", "c"]];
  assert.equal(alike("Школьный музей", rows)[0][2], "a");
  assert.deepEqual(beginning("муз шко", rows).map((row) => row[2]), ["a", "b"]);
  assert.deepEqual(beginnings("Школа и школьный двор"), ["школ", "двор"]);
  assert.deepEqual(telling("Школа и двор и пруд", ["школ"]), ["двор", "пруд"]);
});

test("a part of the titles is found by a beginning, the same everywhere", () => {
  const numbers = ["школ", "урок", "двор"].map((name) => numberOf(name, 100));
  assert.ok(numbers.every((number) => Number.isInteger(number) && number >= 0 && number < 100));
  assert.deepEqual(numbers, ["школ", "урок", "двор"].map((name) => numberOf(name, 100)));
});

test("a record goes into the address of the forge's page where it fits", () => {
  const repository = { address: "https://forge.example/atlas", branch: "main", new: "/new/{branch}/{folder}?name={name}", newFilled: "/new/{branch}/{folder}?name={name}&value={content}", edit: "/edit/{branch}/{path}" };
  const found = ways(repository, "content/practices/a.yaml", "id: a\n", false);
  assert.equal(found.filled, "https://forge.example/atlas/new/main/content/practices?name=a.yaml&value=id%3A%20a%0A");
  const long = ways(repository, "content/practices/a.yaml", "я".repeat(3000), false);
  assert.equal(long.filled, null);
  assert.match(long.why, /длинная/);
  assert.match(ways(repository, "content/practices/a.yaml", "", true).plain, /\/edit\/main\/content\/practices\/a\.yaml$/);
});

test("numbers are put into Russian words", () => {
  const forms = /** @type {[string, string, string]} */ (["знак", "знака", "знаков"]);
  assert.deepEqual([1, 2, 5, 11, 21, 1234].map((count) => withNumber(count, forms)), ["1\u00a0знак", "2\u00a0знака", "5\u00a0знаков", "11\u00a0знаков", "21\u00a0знак", "1\u00a0234\u00a0знака"]);
  assert.equal(announcement(0, false), "Ничего не найдено");
  assert.match(announcement(21, false), /^Найден 21/);
  assert.equal(more(10), "Показать ещё 10");
});

test("a text with numbers is several steps", () => {
  assert.deepEqual(splitSteps("Шаги практики\n1. Взять рулетку. Измерить тень в полдень.\n2) Сравнить\nс соседями\n3. Рассказать", 20), [
    { title: "Взять рулетку", text: "Измерить тень в полдень." },
    { title: "Сравнить", text: "с соседями" },
    { title: "Рассказать", text: "Рассказать" },
  ]);
  assert.deepEqual(splitSteps("Шаг 1. Взять\nтекст\nШаг 2 — Дать", 80), [{ title: "Взять", text: "текст" }, { title: "Дать", text: "Дать" }]);
  for (const one of ["1. один", "просто текст\nв две строки", "1.5 часа\n2.5 часа", "3. три\n7. семь"]) assert.deepEqual(splitSteps(one, 80), []);
  const told = (text) => splitSteps(text, 80).map((one) => one.title);
  for (const one of [
    "Шаг 1: Взять рулетку. Шаг 2: Измерить тень.", "1) Взять рулетку; 2) Измерить тень", "Шаг 1.\nВзять рулетку\nШаг 2.\nИзмерить тень",
    "Первый этап – Взять рулетку\nВторой этап – Измерить тень", "I этап. Взять рулетку\nII этап. Измерить тень", "1 этап: Взять рулетку\n2-й этап: Измерить тень",
    "Этап №1\nВзять рулетку\nЭтап №2\nИзмерить тень",
  ]) assert.deepEqual(told(one), ["Взять рулетку", "Измерить тень"], one);
  assert.deepEqual(told("В 1. классе и 2. классе"), []);
  const [first] = splitSteps(`1. ${"слово ".repeat(40)}\n2. Второй`, 80);
  assert.ok(first.title.length <= 80 && first.text.startsWith(first.title));
});

test("a text from Word keeps its lists, and a list of lines loses their signs", () => {
  assert.equal(cleaned("Что нужно:\n•\tбумага\n\uf0b7\tклей\nДальше.\r\n1)\tодин\n2)\tдва"), "Что нужно:\n\n- бумага\n- клей\n\nДальше.\n\n1. один\n2. два");
  assert.equal(cleaned("Первый абзац.\n\n\n\nВторой — с тире."), "Первый абзац.\n\nВторой — с тире.");
  assert.deepEqual(splitLines("- бумага;\n• клей\n 3. ножницы,\n"), ["бумага", "клей", "ножницы"]);
});

test("tags with commas are several, a number comes with its unit", () => {
  assert.deepEqual(splitTags("Чтение, музей; #двор\nчтение."), ["чтение", "музей", "двор"]);
  const found = ["27 шт", "1 200 руб.", "12,5 %", "17 человек", "27", "много", "3 раза в 2 недели", "2024-09"].map(numberAndUnit);
  assert.deepEqual(found, [["27", "шт"], ["1200", "руб."], ["12,5", "%"], ["17", "человек"], null, null, null, null]);
});

test("a mistake is told once", () => {
  const messages = { integer: { what: "нужно целое число", action: "Запишите его цифрами, без слов." }, pattern: { what: "значение записано не так, как нужно", action: "Исправьте значение по образцу." } };
  const node = (dataset) => ({ dataset });
  assert.equal(describe(messages, "integer", node({ limits: "Число от 1." })), "Нужно целое число от 1. Запишите его цифрами, без слов.");
  assert.equal(describe(messages, "pattern", node({ form: "С кодом города, например +7 861 000-00-00." })), "Значение записано не так, как нужно. С кодом города, например +7 861 000-00-00.");
});

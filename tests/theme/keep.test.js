// What is kept on the device, the links that carry it, the text for a chat, the rows of a comparison.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { rowsOf } from "../../generator/site/theme/keep/comparison_rows.js";
import { clear, drop, fromQuery, isAside, put, shelfOf, toQuery } from "../../generator/site/theme/keep/kept.js";
import { tick, ticksOf } from "../../generator/site/theme/keep/monday.js";
import { chatText } from "../../generator/site/theme/keep/send.js";

const BASE = "/atlas/";
const KEY = "/atlas/.kept";
let device = new Map();
Object.defineProperty(globalThis, "localStorage", {
  value: { getItem: (key) => device.get(key) ?? null, setItem: (key, value) => device.set(key, value) },
  configurable: true,
});
const record = (name) => ({ address: `practices/${name}/`, title: `Запись ${name}`, note: "Практика", facts: "" });
const names = (shelf) => shelfOf(BASE, shelf).map((one) => one.address.split("/")[1]);

beforeEach(() => (device = new Map()));

test("what is put aside stays, the last one first and each once", () => {
  put(BASE, "aside", record("a"));
  put(BASE, "aside", record("b"));
  put(BASE, "aside", record("a"));
  assert.deepEqual(names("aside"), ["a", "b"]);
  assert.ok(isAside(BASE, "practices/b/"));
  drop(BASE, "aside", "practices/b/");
  assert.deepEqual(names("aside"), ["a"]);
  assert.ok(!isAside("/other/", "practices/a/"), "another atlas of the host has a list of its own");
});

test("shelves do not know of one another, and the oldest of what was seen give way", () => {
  put(BASE, "aside", record("a"));
  for (let number = 0; number < 20; number += 1) put(BASE, "seen", record(`n${number}`));
  assert.equal(names("seen").length, 12);
  assert.equal(names("seen")[0], "n19");
  clear(BASE, "seen");
  assert.deepEqual([names("seen"), names("aside")], [[], ["a"]]);
});

test("whatever stands in the memory of the device does no harm", () => {
  const hostile = [
    { address: "javascript:alert(1)//", title: "x" },
    { address: "../../evil/", title: "x" },
    { address: "practices/a/" },
    { address: "practices/ok/", title: "Годная", note: 5, facts: null },
    null,
    "text",
  ];
  for (const [kept, expected] of [["{]", []], ["[]", []], ["null", []], ['{"aside":{}}', []], [JSON.stringify({ aside: hostile }), ["ok"]]]) {
    device.set(KEY, kept);
    assert.deepEqual(names("aside"), expected, kept);
  }
});

test("a device that keeps nothing stops nobody", () => {
  const { setItem } = globalThis.localStorage;
  globalThis.localStorage.setItem = () => {
    throw new DOMException("full", "QuotaExceededError");
  };
  put(BASE, "aside", record("a"));
  assert.deepEqual(names("aside"), []);
  globalThis.localStorage.setItem = setItem;
});

test("an address carries records and gives them back; what is no record is left out", () => {
  const records = ["practices/a/", "communities/b-2/"];
  assert.equal(toQuery(records), "?records=practices/a,communities/b-2");
  assert.deepEqual(fromQuery(toQuery(records)), records);
  assert.deepEqual(fromQuery("?records=practices%2Fa,%20/communities/b-2/,practices/a"), records);
  assert.deepEqual(fromQuery("?records=//evil.example/x,javascript:1,..%2F..%2Fx,practices"), []);
  assert.deepEqual(fromQuery(""), []);
  assert.equal(toQuery([]), "");
});

test("a text for a chat is the title, the facts and the address", () => {
  const message = { title: "Дежурство", facts: "Для кого: 5 класс\nЗатраты: нет", address: "https://x/a/" };
  assert.equal(chatText(message), "Дежурство\nДля кого: 5 класс\nЗатраты: нет\nhttps://x/a/");
  assert.equal(chatText({ ...message, facts: "" }), "Дежурство\nhttps://x/a/");
});

test("a comparison begins with what differs; a fact that one record does not name is a difference", () => {
  const facts = (pairs) => Object.entries(pairs).map(([label, text]) => ({ label, text, parts: [] }));
  const { different, alike } = rowsOf([
    facts({ "Для кого": "5 класс", Затраты: "нет", Люди: "учитель" }),
    facts({ "Для кого": "6 класс", Затраты: "Нет" }),
  ]);
  assert.deepEqual(different.map((row) => row.label), ["Для кого", "Люди"]);
  assert.equal(different[1].facts[1], undefined);
  assert.deepEqual(alike.map((row) => row.label), ["Затраты"]);
});

test("ticks stay by the words of their lines, for each record apart", () => {
  tick(BASE, "practices/a/", "Взять линейку.", true);
  tick(BASE, "practices/a/", "Взять линейку.", true);
  tick(BASE, "practices/b/", "Позвать класс.", true);
  assert.deepEqual(ticksOf(BASE, "practices/a/"), ["Взять линейку."]);
  tick(BASE, "practices/a/", "Взять линейку.", false);
  assert.deepEqual([ticksOf(BASE, "practices/a/"), ticksOf(BASE, "practices/b/")], [[], ["Позвать класс."]]);
  device.set("/atlas/.ticks", '{"practices/a/": {"x": 1}}');
  assert.deepEqual(ticksOf(BASE, "practices/a/"), []);
});

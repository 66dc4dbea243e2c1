// Answers each line of standard input, the JSON of a query, with what broke: "" if nothing did.
// The search's modules lie in the folder that is given as the argument.

import { createInterface } from "node:readline";

const folder = process.argv[2];
const [{ understand }, { Names }, { Dictionary }, { fromAddress, toAddress }, { markWords }] = await Promise.all(
  ["search/query.js", "search/names.js", "search/words.js", "search/state.js", "search/excerpt.js"].map((name) => import(folder + name)),
);

const WORDS = ["урок", "школьн|ый", "физик|а", "грамотност|ь", "constructor", "toString", "__proto__", "ё|лка"];
const FACETS = ["kind", "level", "__proto__", "constructor"];
const names = new Names({
  kinds: ["Практики"],
  last: "не указано",
  names: [
    { facet: "subject", value: "Физика", titles: ["физик"], also: ["физр"], told: "О природе", address: "subjects/physics/" },
    { facet: "level", value: "Начальное общее образование", titles: ["начальн общ образован"], grades: [1, 4] },
    { facet: "municipality", value: "Анапа", titles: ["анап"], near: ["Сочи"] },
    { value: "constructor", titles: ["constructor", "__proto__"] },
  ],
  shorts: [["ОГЭ", ["основной государственный экзамен"]], ["ВПР", []], ["a", []]],
  same: [["урок", "заняти"]],
});
const dictionary = new Dictionary("", { holds: async () => false, fleets: async () => false });
globalThis.fetch = async () => new Response(JSON.stringify(WORDS.map((word) => (word.includes("|") ? word : `${word}|`))));
const known = { names, dictionary, index: { begins: async (start) => start.startsWith("ур"), kin: async (own) => (own.startsWith("зан") ? [own] : []) } };

/** @param {string} text */
async function broken(text) {
  for (const how of [{ exact: false, typing: false }, { exact: true, typing: false }, { exact: false, typing: true }]) {
    const query = await understand(text, how, known);
    if (!Array.isArray(query.needs) || typeof query.shown !== "string") return "nothing is asked";
    const stems = query.needs.flatMap(({ ways }) => ways.flatMap((way) => way.stems));
    if ([...query.stems, ...stems].some((stem) => typeof stem !== "string")) return "no stems";
    const pieces = markWords(text, query.stems);
    if (pieces.map((piece) => piece.text).join("") !== text) return "the marked text is another";
  }
  const state = fromAddress(`?q=${text}`, FACETS);
  const again = fromAddress(toAddress({ ...state, q: text.toWellFormed() }), FACETS);
  return again.q === text.toWellFormed().trim() ? "" : `the address says ${again.q}`;
}

for await (const line of createInterface({ input: process.stdin })) {
  const fault = await broken(JSON.parse(line)).catch((error) => String(error.stack));
  console.log(JSON.stringify(fault));
}

// Answers each line of standard input, the JSON of a query, with what broke: "" if nothing did.
// The search's modules lie in the folder that is given as the argument.

import { createInterface } from "node:readline";

const folder = process.argv[2];
const [{ tokens, understand }, { Dictionary }, { fromAddress, toAddress }, { markWords }] = await Promise.all(
  ["search/query.js", "search/words.js", "search/state.js", "search/excerpt.js"].map((name) => import(folder + name)),
);

const WORDS = ["урок", "школьн|ый", "физик|а", "грамотност|ь", "constructor", "toString", "__proto__", "ё|лка"];
const FACETS = ["kind", "level", "__proto__", "constructor"];
const SHORTS = tokens(["ОГЭ", "ВПР", "ФГОС", "a"]);

const dictionary = new Dictionary("", async () => true);
dictionary.fetch = async () =>
  WORDS.map((word) => {
    const [stem, ending = ""] = word.split("|");
    return { stem, form: stem + ending };
  });

/** @param {string} text */
async function broken(text) {
  for (const exact of [false, true]) {
    const query = await understand(text, exact, dictionary, SHORTS);
    if (typeof query.asked !== "string" || typeof query.shown !== "string") return "no words";
    if (query.stems.some((stem) => typeof stem !== "string")) return "no stems";
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

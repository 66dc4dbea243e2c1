// Answers each line of standard input, the JSON of a query and whether it is being typed, with what search makes of it and the addresses that
// it gives, best first. The search's modules lie in the first folder that is given, the built site in the second.

import { readFile } from "node:fs/promises";
import { createInterface } from "node:readline";

const [scripts, site] = process.argv.slice(2);
globalThis.fetch = async (url) => {
  const found = await readFile(new URL(url)).catch(() => null);
  return found ? new Response(found) : new Response("", { status: 404 });
};
const [{ Engine }, { understand }, { Dictionary }] = await Promise.all(
  ["engine.js", "query.js", "words.js"].map((name) => import(`${scripts}search/${name}`)),
);
const engine = new Engine(`${site}pagefind/`);
const dictionary = new Dictionary(`${site}assets/search/`, engine);
const known = { names: await engine.names(), dictionary, index: engine };

for await (const line of createInterface({ input: process.stdin })) {
  const { q, typing } = JSON.parse(line);
  const query = await understand(q, { exact: false, typing }, known);
  const state = { q, facets: {}, sort: "relevance", exact: false, shown: 10 };
  const { hits } = query.hopeless ? { hits: [] } : await engine.find(query, state);
  const pages = await Promise.all(hits.slice(0, 10).map((hit) => hit.data()));
  const found = pages.map((page) => page.url.slice(1));
  console.log(JSON.stringify({ shown: query.shown, found, query }));
}

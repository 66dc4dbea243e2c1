// Answers each line of standard input, the JSON of a query, with the addresses that search gives, best first.
// The search's modules lie in the first folder that is given, the built site in the second.

import { readFile } from "node:fs/promises";
import { createInterface } from "node:readline";

const [scripts, site] = process.argv.slice(2);
globalThis.fetch = async (url) => {
  const found = await readFile(new URL(url)).catch(() => null);
  return found ? new Response(found) : new Response("", { status: 404 });
};
const [{ Engine }, { tokens, understand }, { Dictionary }] = await Promise.all(
  ["engine.js", "query.js", "words.js"].map((name) => import(`${scripts}search/${name}`)),
);
const html = await readFile(new URL(`${site}search/index.html`), "utf8");
const attribute = (name) => new RegExp(`data-${name}="([^"]*)"`).exec(html)[1].replaceAll("&#34;", '"').replaceAll("&#39;", "'");
const engine = new Engine(`${site}pagefind/`);
const dictionary = new Dictionary(`${site}assets/search/`, (own) => engine.holds(own));
const shorts = tokens(JSON.parse(attribute("shorts")));

for await (const line of createInterface({ input: process.stdin })) {
  const q = JSON.parse(line);
  const query = await understand(q, false, dictionary, shorts);
  const state = { q, facets: {}, sort: "relevance", exact: false, shown: 10 };
  const { hits } = query.hopeless ? { hits: [] } : await engine.find(query, state);
  const pages = await Promise.all(hits.slice(0, 10).map((hit) => hit.data()));
  console.log(JSON.stringify({ shown: query.shown, found: pages.map((page) => page.url.replace(/^\//u, "").replace(/\.html$/u, "/")) }));
}

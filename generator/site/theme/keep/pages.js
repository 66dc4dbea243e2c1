// @ts-check
// Reads records from their own pages: comparison and print use what readers see there.

import { withoutHyphens } from "../shared/hyphens.js";

/**
 * @typedef {{label: string, parts: Element[], text: string}} Fact
 * @typedef {{kept: import("./kept.js").Kept, heading: string, facts: Fact[], article: Element, paper: Element | null}} Loaded
 */

/** @param {Element} one */
const words = (one) => withoutHyphens(one.textContent ?? "").replace(/\s+/g, " ").trim();

/**
 * Make the links of a fetched page lead to the same targets, and its anchors unique.
 * @param {Document} page @param {string} address its whole address @param {string} name
 */
function settle(page, address, name) {
  for (const link of page.querySelectorAll("a[href]")) {
    const href = link.getAttribute("href") ?? "";
    link.setAttribute("href", href.startsWith("#") ? `#${name}-${href.slice(1)}` : new URL(href, address).href);
  }
  for (const one of page.querySelectorAll("[id]")) one.id = `${name}-${one.id}`;
  for (const one of page.querySelectorAll("[aria-labelledby]")) {
    one.setAttribute("aria-labelledby", `${name}-${one.getAttribute("aria-labelledby")}`);
  }
}

/** @param {Document} page @returns {Fact[]} */
function factsOf(page) {
  return [...page.querySelectorAll(".atlas-facts__fact")].map((fact) => {
    const parts = [...fact.querySelectorAll("dd")];
    return { label: words(fact.querySelector("dt") ?? fact), parts, text: parts.map(words).join("\n") };
  });
}

/**
 * Return a record as its page shows it; undefined if the page no longer exists.
 * @param {string} base @param {string} record its address inside the site
 * @returns {Promise<Loaded | null>}
 */
export async function load(base, record) {
  const address = `${location.origin}${base}${record}`;
  const answer = await fetch(address);
  if (answer.status === 404) return null;
  if (!answer.ok) throw new Error(`${record}: ${answer.status}`);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const place = page.querySelector("[data-record][data-own]");
  const article = page.querySelector(".atlas-article");
  if (!(place instanceof HTMLElement) || !article || place.dataset.record !== record) return null; // it is an external link
  settle(page, address, record.replace(/\W+/g, "-"));
  const { title = "", note = "", facts = "" } = place.dataset;
  const heading = article.querySelector("h1")?.textContent ?? title; // with soft hyphens for narrow columns
  return { kept: { address: record, title, note, facts }, heading, facts: factsOf(page), article, paper: page.querySelector(".atlas-paper") };
}

/**
 * @param {string} base @param {string[]} records
 * @returns {Promise<{loaded: Loaded[], gone: string[]}>} `gone` are those whose page no longer exists
 */
export async function loadAll(base, records) {
  const found = await Promise.all(records.map((one) => load(base, one)));
  return {
    loaded: found.filter((one) => one !== null),
    gone: records.filter((_, place) => found[place] === null),
  };
}

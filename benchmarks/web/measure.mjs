// Judges pages by Lighthouse: node measure.mjs CHROMIUM ADDRESS…; an address after «hidden:» is kept from search engines
// on purpose. Prints a line of JSON for each: its scores by category, and what keeps them from 100.

import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";

const CATEGORIES = ["accessibility", "best-practices", "seo"];
const HIDDEN = "hidden:";
const QUIET = 300;
const [chromePath, ...asked] = process.argv.slice(2);
const chrome = await launch({ chromePath, chromeFlags: ["--headless", "--no-sandbox", "--disable-gpu"], logLevel: "error" });
try {
  for (const one of asked) console.log(JSON.stringify(await judge(one)));
} finally {
  chrome.kill();
}

async function judge(one) {
  const address = one.replace(HIDDEN, "");
  const { lhr } = await lighthouse(address, {
    port: chrome.port,
    logLevel: "error",
    onlyCategories: CATEGORIES,
    // None of the three scores depends on speed, and a page of files is quiet soon.
    throttlingMethod: "provided",
    networkQuietThresholdMs: QUIET,
    cpuQuietThresholdMs: QUIET,
    pauseAfterFcpMs: QUIET,
    pauseAfterLoadMs: QUIET,
    disableFullPageScreenshot: true,
    skipAudits: one === address ? null : ["is-crawlable"],
  });
  if (lhr.runtimeError) throw new Error(`${address}: ${lhr.runtimeError.message}`);
  const refs = Object.values(lhr.categories).flatMap((category) => category.auditRefs);
  const faults = refs.filter(({ id, weight }) => weight > 0 && lhr.audits[id]?.score !== null && lhr.audits[id]?.score < 1);
  return { scores: Object.fromEntries(CATEGORIES.map((name) => [name, lhr.categories[name].score])), faults: faults.map(({ id }) => id) };
}

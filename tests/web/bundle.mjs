// Joins the theme's scripts and styles into the few files that readers load, in generator/site/theme/dist.
// They are kept in git: whoever builds an atlas has no Node. `--check` says whether they are as the sources
// would give them now.
//
// Styles begin with those of Material for MkDocs, cut to what pages use: the generator's own pages get the
// rules for what its templates, and those of Material that it uses, can write; hand-written pages also those for whatever Markdown can.

import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { build, transform } from "esbuild";
import postcss from "postcss";
import selectorParser from "postcss-selector-parser";
import { PurgeCSS } from "purgecss";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "../..");
const THEME = join(ROOT, "generator/site/theme");
const DIST = join(THEME, "dist");
/** The oldest browsers that have to show the atlas: docs/decisions/011-readers.md. */
const TARGET = ["es2018", "safari12", "chrome74"];
const SCRIPTS = { old: "old/page.js", start: "shared/start.js", frame: "shared/frame.js", search: "search/page.js", workbook: "search/workbook.js", form: "form/page.js", keep: "keep/page.js", markdown: "judge/markdown.js", table: "tables/page.js" };
const EVERYWHERE = ["frame", "atlas", "lists", "map", "records", "practice", "handing", "system", "findings", "print", "reading"];
/** Where the names stand that pages of the generator can have. */
const MATERIAL = ["base.html", ...["tabs", "tabs-item", "toc-item"].map((name) => `partials/${name}.html`)];
/** Material's base.html takes it from the language. */
const DIRECTION = { raw: "ltr", extension: "html" };
const PAGES = ["generator/site/theme/templates/**/*.html", "generator/site/theme/{shared,search,form,judge,keep,tables}/*.js"];
const WRITERS = ["generator/site/templates/*.j2", "generator/base/markdown.py", "generator/site/views/*.py"];
/** Classes of Material's own parts begin so; all others may come from an extension of Markdown. */
const OF_MARKDOWN = /^(?!md-)/;
const NOTICE = "/*! Material for MkDocs, Copyright (c) 2016-2025 Martin Donath, MIT License */\n";

/** @returns {string} the folder of Material's templates, as pip installed them */
function materialFolder() {
  const python = join(ROOT, ".venv/bin/python");
  const asked = "import importlib.util as u; print(u.find_spec('material').submodule_search_locations[0])";
  return join(execFileSync(python, ["-c", asked], { encoding: "utf8" }).trim(), "templates");
}

/** @param {string} material the folder of its templates */
function materialStyles(material) {
  const folder = join(material, "assets/stylesheets");
  const files = ["main", "palette"].map((name) => readdirSync(folder).find((file) => file.startsWith(`${name}.`) && file.endsWith(".css")));
  return files.map((file) => readFileSync(join(folder, String(file)), "utf8").replace(/\/\*# sourceMappingURL.*?\*\//, "")).join("\n");
}

/** @param {string} material the folder of its templates @param {RegExp[]} kept classes that are in use anyway */
async function cut(material, kept) {
  const [result] = await new PurgeCSS().purge({
    content: [DIRECTION, ...MATERIAL.map((name) => join(material, name)), ...[...PAGES, ...WRITERS].map((glob) => join(ROOT, glob))],
    css: [{ raw: materialStyles(material) }],
    keyframes: true,
    variables: true,
    safelist: { standard: kept, variables: [/^--md-(default|primary|accent|typeset|code|footer|text|shadow)/] },
  });
  return result.css;
}

/** @param {string[]} names */
const own = (names) => names.map((name) => readFileSync(join(THEME, "styles", `${name}.css`), "utf8")).join("\n");

/**
 * Selectors with :is() written out, as one text.
 * @param {string} text
 */
function spelled(text) {
  const root = selectorParser().astSync(text);
  const pseudo = (/** @type {any} */ selector) => {
    let found = null;
    selector.walkPseudos((/** @type {any} */ one) => void (one.value === ":is" && (found ??= one)));
    return found;
  };
  const written = (/** @type {any} */ selector) => {
    const outer = pseudo(selector);
    if (!outer) return [String(selector).trim()];
    return outer.nodes.flatMap((/** @type {any} */ inner) => {
      const made = selector.clone();
      pseudo(made).replaceWith(...inner.clone().nodes);
      return written(made);
    });
  };
  return root.nodes.flatMap(written).join(",");
}

/**
 * A rule whose selector a browser does not know, such as :is(), is no rule to it: it gets the rule written out
 * before. The rule itself stays, for written out it weighs less.
 * @param {string} css
 */
function withOldRules(css) {
  const sheet = postcss.parse(css);
  sheet.walkRules(/:is\(/, (rule) => void rule.cloneBefore({ selector: spelled(rule.selector) }));
  return sheet.toString();
}

/** @param {string} css */
async function minified(css) {
  return (await transform(withOldRules(css), { loader: "css", minify: true, target: TARGET, legalComments: "none" })).code;
}

async function styles() {
  const material = materialFolder();
  const [generated, written] = await Promise.all([cut(material, []), cut(material, [OF_MARKDOWN])]);
  return {
    "site.css": NOTICE + (await minified(`${generated}\n${own(EVERYWHERE)}`)),
    "written.css": NOTICE + (await minified(`${written}\n${own(EVERYWHERE)}`)),
    "palette.css": await minified(own(["palette"])),
    "search.css": await minified(own(["search"])),
    "form.css": await minified(own(["form"])),
    "keep.css": await minified(own(["keep"])),
  };
}

/** @returns {Promise<Record<string, string>>} */
async function scripts() {
  const made = await build({
    entryPoints: Object.entries(SCRIPTS).map(([out, path]) => ({ in: join(THEME, path), out })),
    outdir: DIST,
    bundle: true,
    format: "iife",
    charset: "utf8",
    minify: true,
    target: TARGET,
    nodePaths: [join(ROOT, "tests/web/node_modules")],
    supported: { destructuring: true }, // Safari 12 has it, but for a corner that nobody writes
    write: false,
  });
  return Object.fromEntries(made.outputFiles.map((file) => [file.path.slice(DIST.length + 1), file.text]));
}

const files = { ...(await styles()), ...(await scripts()) };
if (process.argv.includes("--check")) {
  const there = existsSync(DIST) ? readdirSync(DIST) : [];
  const names = new Set([...there, ...Object.keys(files)]);
  const stale = [...names].filter((name) => !there.includes(name) || readFileSync(join(DIST, name), "utf8") !== files[name]);
  if (stale.length > 0) {
    console.error(`generator/site/theme/dist is not what its sources give: ${stale.join(", ")}. Run \`make bundle\`.`);
    process.exitCode = 1;
  }
} else {
  rmSync(DIST, { recursive: true, force: true });
  mkdirSync(DIST);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(DIST, name), text);
}

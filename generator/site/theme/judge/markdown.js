// @ts-check
// Takes Markdown apart as the site does: a file of its own, loaded when a text holds Markdown.

import MarkdownIt from "markdown-it";

const reader = new MarkdownIt("commonmark", { html: false }).enable("table");
// every link is kept as it is written: forbidden ones are what is looked for
reader.validateLink = () => true;
reader.normalizeLink = (url) => url;

Object.assign(globalThis, { atlasMarkdown: { parse: (/** @type {string} */ text) => reader.parse(text, {}) } });

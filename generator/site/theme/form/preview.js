// @ts-check
// Shows the record as readers will see it: its card and its page. Texts are only ever inserted as text.

import { titlesOf } from "./choices.js";
import { known, mayHoldMarkdown } from "./markdown.js";
import { control, itemsOf, nodeIn, nodesBelow, own } from "./nodes.js";
import { read } from "./values.js";
import { element } from "../shared/dom.js";
import { DOT } from "../shared/wording.js";

/** Fields that the preview shows separately, or that only editors need. */
const APART = new Set(["title", "summary", "id"]);
const TAGS = /** @type {const} */ (["h3", "h4", "h5", "p", "ul", "ol", "li", "blockquote", "table", "thead", "tbody", "tr", "th", "td", "strong", "em", "pre"]);

/**
 * @param {HTMLFormElement} form @param {HTMLElement} place @param {string} noun
 */
export function preview(form, place, noun) {
  const template = document.getElementById("atlas-form-card");
  if (!(template instanceof HTMLTemplateElement)) return;
  const card = /** @type {DocumentFragment} */ (template.content.cloneNode(true));
  const nodes = new Map(nodesBelow(form).map((node) => [node.dataset.key, node]));
  const text = (/** @type {string} */ key) => String((nodes.has(key) && read(/** @type {HTMLElement} */ (nodes.get(key)))) || "");
  const titles = (/** @type {string} */ key, short = false) => {
    const node = nodes.get(key);
    return node ? titlesOf(node, short) : [];
  };
  put(card, ".atlas-card__title", text("title") || "Название");
  const about = [noun, titles("education_levels", true).join(", "), titles("subjects").join(", "), ...titles("municipality")];
  put(card, ".atlas-card__about", about.filter(Boolean).join(DOT));
  put(card, ".atlas-card__gist", text("summary"));
  place.replaceChildren(card);
}

/** @param {DocumentFragment} card @param {string} selector @param {string} text */
function put(card, selector, text) {
  const found = card.querySelector(selector);
  if (found) found.textContent = text;
}

/**
 * Show the page of the record: its title, its summary and all filled-in fields, in the order and with the headings of
 * the page; fields that are not in `order` come last.
 * @param {HTMLFormElement} form @param {HTMLElement} place @param {[string, string][]} order
 */
export function previewPage(form, place, order) {
  const places = new Map(order.map(([key], index) => [key, index]));
  const words = new Map(order);
  const rank = (/** @type {HTMLElement} */ node) => places.get(node.dataset.key ?? "") ?? order.length;
  const nodes = nodesBelow(form);
  const text = (/** @type {string} */ key) => String(nodes.filter((node) => node.dataset.key === key).map((node) => read(node) ?? "")[0] ?? "");
  const fields = nodes.filter((node) => !APART.has(node.dataset.key ?? "") && read(node) !== undefined).sort((one, other) => rank(one) - rank(other));
  place.replaceChildren(
    element("h2", {}, text("title") || "Название"),
    element("p", { class: "atlas-lead" }, text("summary")),
    ...fields.flatMap((node) => [element("h3", {}, words.get(node.dataset.key ?? "") || (node.dataset.title ?? "")), ...shown(node)]),
  );
}

/**
 * Return the content of a node as elements of a page.
 * @param {HTMLElement} node @returns {Node[]}
 */
function shown(node) {
  const kind = node.dataset.node ?? "";
  if (kind === "list") {
    const items = itemsOf(node).map(nodeIn).filter((one) => read(one) !== undefined);
    return [element("ol", {}, ...items.map((one) => element("li", {}, ...shown(one))))];
  }
  if (kind === "object") {
    const parts = nodesBelow(node).filter((one) => read(one) !== undefined);
    return parts.flatMap((one) => {
      const inner = shown(one);
      const isShort = inner.length === 1 && inner[0] instanceof HTMLParagraphElement;
      if (isShort) return [element("p", {}, element("strong", {}, `${one.dataset.title ?? ""}: `), inner[0].textContent ?? "")];
      return [element("p", {}, element("strong", {}, one.dataset.title ?? "")), ...inner];
    });
  }
  if (kind === "choice" || kind === "choices") return [element("p", {}, titlesOf(node).join(", "))];
  if (kind.startsWith("reference")) {
    const titles = [...(own(node, "[data-picked]")?.querySelectorAll("a") ?? [])].map((one) => one.textContent ?? "");
    return [element("p", {}, titles.join(", "))];
  }
  const value = String(read(node) ?? "");
  const parse = node.dataset.text === "markdown" && mayHoldMarkdown(value) ? known() : null;
  if (parse) return fromTokens(parse(value));
  return (control(node) instanceof HTMLTextAreaElement ? value.split(/\n{2,}/) : [value]).map((one) => element("p", {}, one));
}

/**
 * Convert parsed Markdown into elements; links are left without a target.
 * @param {any[]} tokens @returns {Node[]}
 */
function fromTokens(tokens) {
  const top = element("div");
  let place = /** @type {HTMLElement} */ (top);
  for (const token of tokens) {
    if (token.type === "inline") place.append(...fromTokens(token.children ?? []));
    else if (token.nesting < 0) place = place.parentElement ?? top;
    else if (token.nesting > 0) {
      // headings of a text are below those of the page
      const wanted = String(token.tag).replace(/^h[12]$/, "h3");
      const made = element(TAGS.find((tag) => tag === wanted) ?? "span");
      place.append(made);
      place = made;
    } else if (token.type === "softbreak" || token.type === "hardbreak") place.append(" ");
    else if (token.content) place.append(token.type === "text" ? token.content : element("code", {}, token.content));
  }
  return [...top.childNodes];
}

// @ts-check
// Mistakes at their fields and together above the form. Nothing is said of a field nobody has been in.

import { check } from "./check.js";
import { toMend } from "./messages.js";
import { choicesOf, focusable, goTo, nameOf, nodeOf, own } from "./nodes.js";
import { element } from "../shared/dom.js";

/** Fields that somebody has left, or that were among the mistakes of a whole form. */
const known = new WeakSet();

/**
 * Say what is wrong with a field, or nothing.
 * @param {HTMLElement} node @param {string} text
 */
export function say(node, text) {
  const place = own(node, "[data-error]");
  if (!place || place.textContent === text) return;
  place.textContent = text;
  place.hidden = !text;
  const choices = choicesOf(node);
  const invalid = node.getAttribute("role") === "radiogroup" ? [node] : choices.length ? choices : [focusable(node)];
  if (node.dataset.node === "list") return;
  for (const one of invalid) {
    if (text) one.setAttribute("aria-invalid", "true");
    else one.removeAttribute("aria-invalid");
  }
}

/**
 * Look at a field that somebody has left, or is mending.
 * @param {Element} target @param {import("./messages.js").Messages} messages @param {boolean} left
 */
export function look(target, messages, left) {
  const node = nodeOf(target);
  if (!node || node.matches("form, [data-node=object]")) return;
  if (left) known.add(node);
  if (!known.has(node)) return;
  const found = check(node, messages).find((one) => one.node === node);
  say(node, found?.text ?? "");
}

/**
 * Show the mistakes of a whole form; return whether there are none.
 * @param {HTMLFormElement} form @param {HTMLElement} summary
 * @param {import("./messages.js").Messages} messages
 * @param {Element[]} following controls that follow from others: of their mistakes nothing is said beside others
 * @param {import("./check.js").Problem[]} more what was found out elsewhere
 */
export function report(form, summary, messages, following, more) {
  const all = [...check(form, messages, true), ...more];
  const others = all.filter(({ node }) => !following.some((one) => node.contains(one)));
  const problems = others.length ? others : all;
  const wrong = new Map(problems.map(({ node, text }) => [node, text]));
  for (const node of form.querySelectorAll("[data-node]")) {
    if (node instanceof HTMLElement) {
      known.add(node);
      say(node, wrong.get(node) ?? "");
    }
  }
  summary.hidden = problems.length === 0;
  const title = summary.querySelector("h2");
  if (title) title.textContent = toMend(problems.length);
  summary.querySelector("ul")?.replaceChildren(...problems.map(({ node, text }) => element("li", {}, way(node, text))));
  if (problems.length) {
    summary.focus({ preventScroll: true });
    summary.scrollIntoView({ block: "start" });
  }
  return problems.length === 0;
}

/** @param {HTMLElement} node @param {string} text */
function way(node, text) {
  const link = element("a", { href: `#${focusable(node).id || node.id}` }, `${nameOf(node)}: ${text}`);
  link.addEventListener("click", (event) => {
    event.preventDefault();
    goTo(node);
  });
  return link;
}

// @ts-check
// Shows mistakes at their fields and together above the form. A field is not judged before it has been visited.

import { check } from "./check.js";
import { verdicts } from "./verdicts.js";
import { toMend } from "./messages.js";
import { choicesOf, focusable, goTo, nameOf, nodeOf, nodesBelow, own, parentOf } from "./nodes.js";
import { element } from "../shared/dom.js";

/** @typedef {import("./check.js").Problem} Problem */

/** Fields that have lost the focus, or that were judged with the whole form. */
const known = new WeakSet();

/** Advice that has been shown with the whole form: submitting again ignores it. @type {Set<string>} */
let shown = new Set();

/**
 * Show the problem of a field, or remove it; advice may be ignored.
 * @param {HTMLElement} node @param {string} text @param {boolean} [advice]
 */
export function say(node, text, advice = false) {
  const place = own(node, "[data-error]");
  if (!place || place.textContent === text) return;
  place.textContent = text;
  place.hidden = !text;
  place.classList.toggle("atlas-field__error--advice", advice);
  const choices = choicesOf(node);
  const invalid = node.getAttribute("role") === "radiogroup" ? [node] : choices.length ? choices : [focusable(node)];
  if (node.dataset.node === "list") return;
  for (const one of invalid) {
    if (text && !advice) one.setAttribute("aria-invalid", "true");
    else one.removeAttribute("aria-invalid");
  }
}

/**
 * Check a field when it loses the focus, or while its mistake is being corrected.
 * @param {Element} target @param {HTMLFormElement} form @param {import("./data.js").FormData} data
 * @param {boolean} isNew @param {boolean} left
 */
export function look(target, form, data, isNew, left) {
  const node = nodeOf(target);
  if (!node || node.matches("form, [data-node=object]")) return;
  if (left) known.add(node);
  if (!known.has(node)) return;
  const found = check(node, data.messages).find((one) => one.node === node) ?? verdicts(form, data, isNew).find((one) => one.node === node && !one.isAsked);
  say(node, found?.text ?? "", found?.advice);
}

/**
 * Return all problems of a form; those that the schema finds in a field hide those of the rules.
 * @param {HTMLFormElement} form @param {import("./data.js").FormData} data @param {Problem[]} more the problems found by rules
 * @returns {Problem[]}
 */
export function allProblems(form, data, more) {
  const own = check(form, data.messages, true);
  const isTold = (/** @type {Problem} */ { node }) => {
    const companion = nodesBelow(parentOf(node) ?? form).find((one) => one.dataset.with === node.dataset.key);
    const around = [node, companion].filter((one) => one && one !== form);
    return own.some((one) => one.node.contains(node) || around.some((part) => part?.contains(one.node)));
  };
  return [...own, ...more.filter((one) => !isTold(one))];
}

/**
 * Show the mistakes of the whole form; return whether it may be sent: no mistakes, and all advice was shown before.
 * @param {HTMLFormElement} form @param {HTMLElement} summary @param {Problem[]} all
 * @param {Element[]} following controls filled from other fields: their mistakes are only shown if there are no others
 */
export function report(form, summary, all, following) {
  const others = all.filter(({ node }) => !following.some((one) => node.contains(one) && node !== form));
  const problems = others.length ? others : all;
  const wrong = new Map([...problems].reverse().map((one) => [one.node, one]));
  for (const node of form.querySelectorAll("[data-node]")) {
    if (node instanceof HTMLElement) {
      known.add(node);
      say(node, wrong.get(node)?.text ?? "", wrong.get(node)?.advice);
    }
  }
  const mistakes = problems.filter((one) => !one.advice);
  const advice = problems.filter((one) => one.advice);
  const isReady = mistakes.length === 0 && advice.every(({ text }) => shown.has(text));
  shown = new Set(advice.map(({ text }) => text));
  summary.hidden = isReady;
  const title = summary.querySelector("h2");
  if (title) title.textContent = mistakes.length ? toMend(new Set(mistakes.map(({ node }) => node)).size) : "Посмотрите ещё раз";
  const note = summary.querySelector("p");
  if (note) note.hidden = mistakes.length > 0;
  summary.querySelector("ul")?.replaceChildren(...[...mistakes, ...advice].map(({ node, text }) => element("li", {}, way(node, text))));
  if (!isReady) {
    summary.focus({ preventScroll: true });
    summary.scrollIntoView({ block: "start" });
  }
  return isReady;
}

/** @param {HTMLElement} node @param {string} text */
function way(node, text) {
  const name = node instanceof HTMLFormElement ? "" : `${nameOf(node)}: `;
  const link = element("a", { href: `#${focusable(node).id || node.id}` }, `${name}${text}`);
  link.addEventListener("click", (event) => {
    event.preventDefault();
    goTo(node);
  });
  return link;
}

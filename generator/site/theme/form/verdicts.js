// @ts-check
// Shows the judge's verdicts at the fields that they are about.

import { known, mayHoldMarkdown } from "./markdown.js";
import { record as published, titlesWith } from "./data.js";
import { itemsOf, nodeIn, nodesBelow } from "./nodes.js";
import { beginnings } from "./titles.js";
import { read } from "./values.js";
import { textsOf } from "../judge/base.js";
import { judge } from "../judge/judge.js";
import { isSameTitle, judgeOthers } from "../judge/others.js";
import { today } from "../shared/today.js";

/** @typedef {import("../judge/base.js").Verdict} Verdict @typedef {import("./check.js").Problem} Problem */
/** @typedef {import("./data.js").FormData} FormData */

const LONGEST_NEAR = 80;
const ADDRESS = "https://";

/**
 * Return the node of a place in the record, or the nearest one around it if the form does not show it.
 * @param {HTMLElement} form @param {(string | number)[]} pointer
 */
function nodeAt(form, pointer) {
  let node = form;
  for (const step of pointer) {
    const below = typeof step === "number"
      ? itemsOf(node).map(nodeIn).filter((one) => read(one) !== undefined)[step]
      : nodesBelow(node).find((one) => one.dataset.key === step);
    if (!below) break;
    node = below;
  }
  return node;
}

/** @param {HTMLElement} form @param {Verdict} verdict @returns {Problem} */
function toProblem(form, { pointer, what, action, near, advice, isAsked }) {
  const meant = near.startsWith(ADDRESS) ? near : `«${near}»`;
  const more = near && near.length <= LONGEST_NEAR ? ` Возможно, вы имели в виду ${meant}` : "";
  return { node: nodeAt(form, pointer), text: `${what}. ${action}${more}`, advice, isAsked };
}

/**
 * Return the verdicts of the rules about a single record.
 * @param {HTMLElement} form @param {FormData} data @param {boolean} isNew @returns {Problem[]}
 */
export function verdicts(form, data, isNew) {
  return judge(read(form) ?? {}, data.judging, { today: today(), parse: known() }, isNew).map((one) => toProblem(form, one));
}

/**
 * Return the verdicts that need the site's data: about the title and about the records that the record refers to.
 * @param {HTMLElement} form @param {FormData} data @param {string} mended the id of the edited record, if one is edited
 * @returns {Promise<Problem[]>}
 */
export async function verdictsOfOthers(form, data, mended) {
  const value = /** @type {any} */ (read(form) ?? {});
  const rows = await titlesWith(data, beginnings(String(value.title ?? "")));
  const twins = rows.filter(([title, folder, id]) => folder === data.folder && id !== mended && isSameTitle(title, String(value.title))).map(([title]) => `«${title}»`);
  const found = await judgeOthers(value, data.judging, (folder, id) => published(data, id, folder), twins);
  return found.map((one) => toProblem(form, one));
}

/** Return whether a filled-in text has to be parsed as Markdown. @param {HTMLElement} form @param {FormData} data */
export const needsMarkdown = (form, data) => textsOf(data.judging.texts, read(form)).some(({ kind, value }) => kind === "markdown" && mayHoldMarkdown(value));

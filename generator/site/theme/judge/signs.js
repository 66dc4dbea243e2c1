// @ts-check
// Characters around a text and before its parts, like generator/check/rules/stray_signs.py.

import { find, findAll, shorten } from "./base.js";

/** @typedef {import("./base.js").Fault} Fault @typedef {import("./base.js").Text} Text */
/** @typedef {import("./base.js").About} About @typedef {import("./base.js").Known} Known */

/** @param {Text} text @param {About} about @returns {Fault[]} */
export function straySigns({ value: whole, kind, pointer }, about) {
  const { patterns, words } = about;
  const value = whole.trim();
  if (value.includes("\n") || !value) return [];
  const said = (/** @type {string} */ what, /** @type {string} */ fixed) => [{
    what,
    action: "Уберите лишние знаки.",
    near: kind === "line" ? fixed.replace(/\s*[;,]\s*$/, "") : "",
  }];
  const wrapped = unwrapped(value, about);
  if (wrapped && find(patterns.unfilledPlace, value)?.index !== 0) {
    const start = value.indexOf(wrapped);
    return said(`Весь текст стоит между знаками ${value.slice(0, start)}…${value.slice(start + wrapped.length)}`, wrapped);
  }
  const mark = find(patterns.listMark, value);
  if (mark?.index === 0 && !(/^\d/.test(mark[1]) && pointer.some((step) => words.numbered.includes(step)))) {
    return said(`Текст начат как пункт списка: «${mark[1].trim()}»; знаки и номера пунктов ставит сам атлас`, value.slice(mark[0].length));
  }
  const tail = kind === "line" ? find(patterns.tail, value) : null;
  return tail && !find(patterns.lastEntity, value) ? said(`В конце стоит «${tail[0].trim()}»`, value.slice(0, tail.index)) : [];
}

/** Return the text between characters that enclose it as a whole. @param {string} value @param {About} about */
function unwrapped(value, { patterns, words }) {
  const twice = find(patterns.twice, value);
  if (twice?.index === 0) return twice[1].trim();
  const first = words.pairs.find((/** @type {string} */ pair) => value[0] === pair[0] && value[value.length - 1] === pair[1]) ?? "";
  if (!first) return "";
  let [start, end] = [0, value.length];
  while (start < end && first.includes(value[start])) start += 1;
  while (end > start && first.includes(value[end - 1])) end -= 1;
  const inside = value.slice(start, end);
  const isAlone = ![...first].some((sign) => inside.includes(sign)) && /\p{L}/u.test(inside);
  return isAlone && (first !== "**" || /^\s/.test(inside)) ? inside.trim() : "";
}

/** @param {Text} text @param {About} about @param {Known} known @returns {Fault[]} */
export function listInText(text, { patterns }, known) {
  const { value, kind, pointer } = text;
  if (kind === "markdown") {
    const inline = (known.parse?.(value) ?? []).filter((token) => token.type === "inline");
    const found = inline.map((token) => bulletIn(token.content, patterns)).find(Boolean);
    return found ? [{
      what: `Список не получится: строка начата знаком «${[...found][0]}», а не «- »`,
      action: `Замените «${[...found][0]}» дефисом с пробелом: «- ${shorten(found.slice([...found][0].length).trim())}».`,
    }] : [];
  }
  const lines = [patterns.bulletLine, patterns.dashed, patterns.numberedLine].map((one) => findAll(one, value).map((found) => found[0].trim())).find((found) => found.length) ?? [];
  const within = find(patterns.between, value);
  if (lines.length < 2 && !within) return [];
  const fragment = lines.length > 1 ? lines[0] : value.slice(within?.index ?? 0).trim();
  return [{ what: `В тексте набран список, а в этом поле пункты сольются: «${shorten(fragment)}»`, action: whatToDo(pointer) }];
}

/** @param {import("./base.js").Step[]} pointer */
function whatToDo(pointer) {
  if (typeof pointer[pointer.length - 1] === "number") return "Запишите каждый пункт отдельно.";
  if (pointer.includes("steps")) return "Разделите шаг на несколько или перескажите пункты предложением, через запятую.";
  return "Перескажите пункты предложением, через запятую, или перенесите список в подробное описание.";
}

/** @param {string} inline @param {About["patterns"]} patterns */
function bulletIn(inline, patterns) {
  const found = find(patterns.bulletLine, inline);
  if (found) return found[0].trim();
  const dashed = findAll(patterns.dashed, inline).map((one) => one[0].trim()).filter((one) => one[0] !== "-");
  return dashed.length > 1 ? dashed[0] : "";
}

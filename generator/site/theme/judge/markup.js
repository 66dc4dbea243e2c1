// @ts-check
// Links and Markdown syntax, like generator/check/rules/links.py, markdown_form.py and structure.py.

import { blanked, find, findAll, isWhole, once, replaced, shorten } from "./base.js";

/** @typedef {import("./base.js").Fault} Fault @typedef {import("./base.js").Text} Text */
/** @typedef {import("./base.js").About} About @typedef {import("./base.js").Known} Known */

const COPY = "Откройте страницу в браузере и скопируйте";
const MOST_LEVELS = 6;
const MOST_COLUMNS = 8;
const MOST_TRIED = 3;
const SHOWN = 40;

/**
 * Return why a browser cannot open an address from a public page; empty if it can.
 * @param {string} address @param {About} about
 */
function addressFault(address, { patterns }) {
  if (/\s/.test(address) || !address) return "внутри пробел или перевод строки";
  const [, scheme = "", rest = address] = address.match(/^([A-Za-z][A-Za-z0-9+.-]*):([^]*)$/) ?? [];
  if (!/^https?$/i.test(scheme)) return scheme && !/^\d*(\/|$)/.test(rest) ? `начинается с «${scheme.toLowerCase()}:»` : scheme ? `начинается с «${scheme.toLowerCase()}:»` : "нет https:// в начале";
  const place = (rest.match(/^\/\/([^/?#]*)/) ?? [])[1] ?? "";
  if (place.includes("@")) return "перед именем сайта стоят имя и пароль";
  const port = (place.match(/:([^:]*)$/) ?? [])[1] ?? "";
  if (/[[\]]/.test(place) || !/^\d*$/.test(port) || Number(port) > 65535) return "неверно записаны имя сайта или порт";
  const host = place.replace(/:\d*$/, "").toLowerCase();
  if (isWhole(patterns.host, host)) return "";
  return host ? `«${host}» — не имя сайта` : "нет имени сайта";
}

/** @param {string} address @param {About} about */
function withScheme(address, { patterns }) {
  const begun = find(patterns.brokenScheme, address);
  const bare = address.slice(begun && begun.index === 0 ? begun[0].length : 0).replace(/[> ]+$/, "");
  return isWhole(patterns.host, bare.split("/")[0]) && !bare.includes(" ") && `https://${bare}` !== address ? `https://${bare}` : "";
}

/** @param {Text} text @param {About} about @returns {Fault[]} */
export function badAddress({ value }, about) {
  const fault = addressFault(value, about);
  const parts = replaced(about.patterns.betweenAddresses, value.trim(), () => "\n").split("\n");
  if (fault && parts.length > 1 && !parts.some((one) => addressFault(one, about))) {
    const action = "Оставьте один адрес, остальные назовите в тексте записи.";
    return [{ what: "Здесь нужен один адрес, а записано несколько", action, near: parts[0] }];
  }
  return fault ? [{ what: `Адрес не откроется: ${fault}`, action: `${COPY} адрес целиком.`, near: withScheme(value, about) }] : [];
}

/** Return all tokens, including nested ones. @param {any[]} tokens @returns {any[]} */
const flat = (tokens) => tokens.flatMap((token) => [token, ...flat(token.children ?? [])]);

/**
 * Return the attributes of every token of a type. @param {Text} text @param {About} about @param {Known} known
 * @param {string} type @param {string} attribute @returns {string[]}
 */
function targets({ value }, { patterns }, known, type, attribute) {
  if (!known.parse || !find(patterns.mayLink, value)) return [];
  return once(flat(known.parse(value)).filter((token) => token.type === type).map((token) => String(token.attrGet(attribute) ?? "")));
}

/** @param {string} target @param {About} about */
function linkFault(target, about) {
  if (isWhole(about.patterns.inside, target)) return "";
  const [, scheme = "", rest = ""] = target.match(/^([^:]*):([^]*)$/) ?? [];
  if (/^(mailto|tel)$/i.test(scheme)) return rest ? "" : `после «${scheme}:» ничего нет`;
  return addressFault(target, about);
}

/** @param {Text} text @param {About} about @param {Known} known @returns {Fault[]} */
export function badLink(text, about, known) {
  return targets(text, about, known, "link_open", "href").flatMap((target) => {
    const fault = !target && /\]\(\s*\)/.test(text.value) ? "" : linkFault(target, about);
    return fault ? [{ what: `Ссылка «${target}» не откроется: ${fault}`, action: `${COPY} её адрес целиком.`, near: withScheme(target, about) }] : [];
  });
}

/** @param {Text} text @param {About} about @param {Known} known @returns {Fault[]} */
export function imageInText(text, about, known) {
  return targets(text, about, known, "image", "src").map((target) => ({
    what: `В тексте картинка «${target}»: на страницах атласа картинок нет`,
    action: "Опишите увиденное словами, а на картинку дайте ссылку.",
  }));
}

/** @param {Text} text @param {About} about @returns {Fault[]} */
export function markdownInPlain({ value, kind }, { patterns }) {
  const found = find(patterns.marks, value);
  if (!found) return [];
  const bare = replaced(patterns.mark, value, () => "");
  const isLine = kind === "line" && !/[[|]/.test(found[0]);
  const more = /\]\(|:\/\/|www\./.test(found[0]) ? ", а адрес перенесите в поле для адреса или в подробное описание." : ".";
  return [{
    what: `В поле без разметки стоят её знаки: ${shorten(found[0])}; читатели увидят их как есть`,
    action: `Уберите знаки разметки${more}`,
    near: isLine && bare !== value ? bare : "",
  }];
}

/** @param {string} value @param {About["patterns"]} patterns */
function leftOf(value, patterns) {
  return [patterns.markedCode, patterns.bold, patterns.struck].reduce((left, one) => replaced(one, left, () => ""), value);
}

/** @param {Text} text @param {About} about @param {Known} known @returns {Fault[]} */
export function brokenMarkdown({ value }, { patterns }, known) {
  const left = leftOf(value, patterns);
  if (!known.parse || ![patterns.oddLink, patterns.oddHeading, patterns.bare, patterns.row].some((one) => find(one, left))) return [];
  /** @type {Fault[]} */
  const found = [];
  let inTable = false;
  for (const token of known.parse(value)) {
    if (token.type === "table_open" || token.type === "table_close") inTable = token.type === "table_open";
    if (token.type === "inline" && !inTable) found.push(...brokenIn(token.content, patterns));
  }
  return found;
}

/** @param {string} inline @param {About["patterns"]} patterns @returns {Fault[]} */
function brokenIn(inline, patterns) {
  const found = findAll(patterns.oddLink, blanked(patterns.markedCode, inline)).map((one) => {
    const [words = "", address = ""] = one.slice(1).filter(Boolean);
    const way = `[${words}](${address || "https://…"})`;
    return broken(one[0].trim(), address ? "ссылка собрана не так" : "у ссылки нет адреса", `Запишите ссылку слитно: ${way}`);
  });
  const lines = inline.split("\n");
  const rows = lines.filter((line) => line.split("|").length > 2 || line.trim().startsWith("|"));
  if (lines.length > 1 && rows.length > 1) found.push(...brokenTable(rows, patterns));
  const heading = find(patterns.oddHeading, inline);
  if (heading) found.push(broken(heading[0], "после «#» у заголовка нет пробела", `Поставьте пробел: ${heading[0].replace(/^( *#+)/, "$1 ")}`));
  const bare = find(patterns.bare, leftOf(inline, patterns));
  if (bare) found.push(broken(bare[0], `знаки «${bare[0]}» не закрыты или стоят отдельно от слов`, `Поставьте «${bare[0]}» вплотную к словам с обеих сторон или уберите.`));
  return found;
}

/** @param {string[]} rows @param {About["patterns"]} patterns @returns {Fault[]} */
function brokenTable(rows, patterns) {
  const columns = columnsOf(rows[0]);
  const what = `Таблица не получится: под строкой «${shorten(rows[0].trim())}»`;
  const line = `${"|---".repeat(columns)}|`;
  if (!find(patterns.figure, rows[1])) {
    return [{ what: `${what} нет строки с чёрточками`, action: `Добавьте под первой строкой таблицы: ${line}` }];
  }
  if (columnsOf(rows[1]) === columns) return [];
  return [{ what: `${what} в строке с чёрточками не столько столбцов, сколько в ней`, action: `Замените строку с чёрточками: ${line}` }];
}

/** @param {string} row */
const columnsOf = (row) => Math.max(1, row.trim().replace(/^\|+|\|+$/g, "").split("|").length);

/** @param {string} fragment @param {string} why @param {string} action @returns {Fault} */
function broken(fragment, why, action) {
  return { what: `Разметка не сработает: ${why} — ${shorten(fragment)}`, action: action.endsWith(".") ? action : `${action}.` };
}

/** @param {Text} text @param {About} about @param {Known} known @returns {Fault[]} */
export function deepNesting({ value }, { patterns }, known) {
  if (!known.parse || !find(patterns.deepLine, `\n${value}`)) return [];
  let level = 0;
  for (const block of known.parse(value)) {
    if (/^(bullet_list|ordered_list|blockquote)_/.test(block.type)) level += block.nesting;
    if (level > MOST_LEVELS) {
      const line = [...lineOf(value, block)];
      const shown = line.length <= SHOWN ? line.join("") : `${line.slice(0, SHOWN).join("")}…`;
      return [{
        what: `Списки и цитаты вложены друг в друга слишком глубоко: «${shown}»`,
        action: "Уберите лишние отступы и знаки «>»: более глубокий текст читатели не увидят.",
      }];
    }
  }
  return [];
}

/** @param {string} value @param {any} block */
const lineOf = (value, block) => value.split("\n")[block.map?.[0] ?? 0].trim();

/** @param {Text} text @param {About} about @param {Known} known @returns {Fault[]} */
export function wideTable({ value }, { patterns }, known) {
  for (const found of findAll(patterns.wideLine, value).slice(0, MOST_TRIED)) {
    const end = found.index + found[0].length;
    const tokens = known.parse?.(value.slice(0, end) + value.slice(end).split("\n")[0]) ?? [];
    const start = tokens.map((token) => token.type).lastIndexOf("thead_open");
    const columns = start < 0 ? 0 : tokens.slice(start).filter((token) => token.type === "th_open").length;
    if (columns > MOST_COLUMNS) {
      return [{
        what: `В таблице слишком много столбцов: ${columns}`,
        action: "Разделите таблицу на несколько или перескажите её списком: с телефона её не прочесть.",
      }];
    }
  }
  return [];
}

// @ts-check
// The canonical form of a record, byte for byte the same as generator/canonical writes; that package's docstring
// states the rules. A change here must be made there too; a test compares the two.

const WIDTH = 100;
const STEP = "  ";
const LONGEST_KEY = 1000;
const SPACES = " \\u00a0\\u1680\\u2000-\\u200a\\u202f\\u205f\\u3000";
const RAW = "\\t\\n -~\\u00a0-\\u2027\\u202a-\\ud7ff\\ue000-\\ufefe\\uff00-\\ufffd\\u{10000}-\\u{10ffff}";
const NOT_RAW = new RegExp(`[^${RAW}]`, "u");
const ESCAPED = new RegExp(`[\\t\\n"\\\\]|[^${RAW}]`, "gu");
/** @type {Record<string, string>} */
const ESCAPES = { "\t": "\\t", "\n": "\\n", "\r": "\\r", '"': '\\"', "\\": "\\\\" };
const NO_PLAIN = new RegExp(
  `^(?:$|[-?:,\\[\\]{}#&*!|>'"%@\`${SPACES}]|\\.\\.\\.|=$|<<$)|:[${SPACES}]|[${SPACES}]#|[:${SPACES}]$`,
  "u",
);
const WORD = /^(?:~|null|true|false|yes|no|on|off|y|n)$/i;
const NUMBER = /^\+?\.?[0-9][0-9a-fox_.,:+-]*$|^\+?\.(?:inf|nan)$/i;
const MOMENT = /^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:t| +)[0-9]/i;
const DAY = /^[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?$/;
const OPENS = new RegExp(`^[${SPACES}]`, "u");
const CLOSES = new RegExp(`[${SPACES}]$`, "u");
const SOMETHING = new RegExp(`[^\\t\\n${SPACES}]`, "u");
const BLANK_END = /\n +\n*$/;

/** @typedef {any} Value any JSON value */
/** @typedef {{keys?: [string, Shape | null][], items?: Shape | null}} Shape the order of the keys of a mapping, or the shape of a list's items */
/** @typedef {{first: string, below: string[]}} Scalar the text after a key, and the lines below it */

/**
 * Return the canonical text of a record.
 * @param {Value} value @param {Shape & {modeline: string}} shape that of its kind
 */
export function canonicalText(value, shape) {
  const lines = isFilled(value) ? block(value, shape, 0) : [top(value)];
  return `${[shape.modeline, ...lines].join("\n")}\n`;
}

/** @param {Value} value */
function top(value) {
  return typeof value === "string" ? flow(value) : scalar(value, 0, 0).first || "null";
}

/** @param {Value} value */
function isFilled(value) {
  return value !== null && typeof value === "object" && Object.keys(value).length > 0;
}

/**
 * Return the lines of a non-empty mapping or list.
 * @param {Value} value @param {Shape | null | undefined} shape @param {number} indent
 * @returns {string[]}
 */
function block(value, shape, indent) {
  if (Array.isArray(value)) {
    return value.flatMap((/** @type {Value} */ one) => item(one, shape?.items, indent));
  }
  const known = new Map(shape?.keys ?? []);
  const present = new Set(Object.keys(value));
  const others = [...present].filter((key) => !known.has(key)).sort(byCodePoints);
  const order = [...[...known.keys()].filter((key) => present.has(key)), ...others];
  return order.flatMap((name) => pair(name, value[name], known.get(name), indent));
}

/**
 * @param {string} name @param {Value} value @param {Shape | null | undefined} shape @param {number} indent
 * @returns {string[]}
 */
function pair(name, value, shape, indent) {
  const pad = " ".repeat(indent);
  const flat = flow(name);
  const isLong = length(flat) > LONGEST_KEY;
  const lines = isLong ? [`${pad}? ${flat}`] : [];
  const head = `${pad}${isLong ? "" : flat}:`;
  return [...lines, ...(isFilled(value) ? [head, ...block(value, shape, indent + 2)] : addValue(head, value, indent))];
}

/**
 * @param {Value} value @param {Shape | null | undefined} shape @param {number} indent
 * @returns {string[]}
 */
function item(value, shape, indent) {
  const pad = " ".repeat(indent);
  if (!isFilled(value)) {
    return addValue(`${pad}-`, value, indent);
  }
  const [first, ...rest] = block(value, shape, indent + 2);
  return [`${pad}- ${first.slice(indent + 2)}`, ...rest];
}

/** @param {string} head @param {Value} value @param {number} indent */
function addValue(head, value, indent) {
  const { first, below } = scalar(value, indent, length(head) + 1);
  return [first ? `${head} ${first}` : head, ...below];
}

/**
 * @param {Value} value @param {number} indent @param {number} used number of characters before it on its line
 * @returns {Scalar}
 */
function scalar(value, indent, used) {
  if (typeof value === "string") {
    return value.includes("\n") ? literal(value, indent) : oneLine(value, indent, used);
  }
  return { first: word(value), below: [] };
}

/** @param {Value} value */
function word(value) {
  if (value === null || value === undefined) {
    return "";
  }
  if (typeof value === "object") {
    return Array.isArray(value) ? "[]" : "{}";
  }
  return typeof value === "number" ? positional(value) : String(value);
}

/** Return a number without an exponent: 1e-7 is 0.0000001. @param {number} value */
function positional(value) {
  const [digits, exponent] = String(value).split("e");
  if (exponent === undefined) {
    return digits;
  }
  const [, sign, whole, part = ""] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(digits) ?? [];
  const power = Number(exponent);
  return power < 0
    ? `${sign}0.${"0".repeat(-power - 1)}${whole}${part}`
    : `${sign}${whole}${part.padEnd(power, "0")}`;
}

/** Return a string on one line: plain, or in single or double quotes, as its characters require. @param {string} text */
function flow(text) {
  if (/[\n\t]/.test(text) || NOT_RAW.test(text)) {
    return `"${text.replace(ESCAPED, escape)}"`;
  }
  return isPlain(text) ? text : `'${text.replaceAll("'", "''")}'`;
}

/** @param {string} text */
function isPlain(text) {
  return !(NO_PLAIN.test(text) || WORD.test(text) || MOMENT.test(text)) && (!NUMBER.test(text) || DAY.test(text));
}

/** @param {string} character */
function escape(character) {
  const code = character.codePointAt(0) ?? 0;
  if (code >= 0xd800 && code <= 0xdfff) {
    return "\ufffd";
  }
  const hex = code.toString(16).toUpperCase();
  return ESCAPES[character] ?? (code <= 0xff ? `\\x${hex.padStart(2, "0")}` : `\\u${hex.padStart(4, "0")}`);
}

/**
 * @param {string} text @param {number} indent @param {number} used
 * @returns {Scalar}
 */
function oneLine(text, indent, used) {
  const flat = flow(text);
  const pieces = splitAtSpaces(text);
  if (used + length(flat) <= WIDTH || flat.startsWith('"') || OPENS.test(text) || CLOSES.test(text) || pieces.length === 1) {
    return { first: flat, below: [] };
  }
  const pad = " ".repeat(indent) + STEP;
  return { first: ">-", below: joinLines(pieces, WIDTH - pad.length).map((line) => pad + line) };
}

/** Split a text at single spaces between non-space characters, without lookbehind, which older phones lack. @param {string} text */
function splitAtSpaces(text) {
  const [first, ...rest] = text.split(" ");
  const pieces = [first];
  for (const part of rest) {
    const before = pieces[pieces.length - 1];
    if (before && part && !CLOSES.test(before) && !OPENS.test(part)) {
      pieces.push(part);
    } else {
      pieces[pieces.length - 1] = `${before} ${part}`;
    }
  }
  return pieces;
}

/** Join pieces into lines, each as long as the width allows. @param {string[]} pieces @param {number} width */
function joinLines(pieces, width) {
  /** @type {string[]} */
  const lines = [];
  let room = -1;
  for (const piece of pieces) {
    const wide = length(piece);
    if (room >= wide + 1) {
      lines[lines.length - 1] += ` ${piece}`;
      room -= wide + 1;
    } else {
      lines.push(piece);
      room = width - wide;
    }
  }
  return lines;
}

/**
 * @param {string} text @param {number} indent
 * @returns {Scalar}
 */
function literal(text, indent) {
  if (NOT_RAW.test(text) || !SOMETHING.test(text) || BLANK_END.test(text)) {
    return { first: flow(text), below: [] };
  }
  const ends = text.length - text.replace(/\n+$/, "").length;
  const lines = text.replace(/\n$/, "").split("\n");
  const pad = " ".repeat(indent) + STEP;
  const sign = /^[ \t\n]/.test(text) ? "2" : "";
  return {
    first: `|${sign}${["-", "", "+"][Math.min(ends, 2)]}`,
    below: lines.map((line) => (line ? pad + line : "")),
  };
}

/** Return the number of code points of a text. @param {string} text */
function length(text) {
  return [...text].length;
}

/** @param {string} one @param {string} other */
function byCodePoints(one, other) {
  const [left, right] = [[...one], [...other]];
  const differs = left.findIndex((character, index) => character !== right[index]);
  if (differs < 0) {
    return left.length - right.length;
  }
  return differs < right.length ? code(left[differs]) - code(right[differs]) : 1;
}

/** @param {string} character */
function code(character) {
  return character.codePointAt(0) ?? 0;
}

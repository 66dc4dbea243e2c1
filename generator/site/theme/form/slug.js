// @ts-check
// Makes a record's id from its title, like `generator/model/addresses.py`, which uses the «wikipedia» scheme of iuliia.

/** @type {Record<string, string>} */
const LETTERS = {
  а: "a", б: "b", в: "v", г: "g", д: "d", е: "e", ё: "yo", ж: "zh", з: "z", и: "i", й: "y", к: "k", л: "l",
  м: "m", н: "n", о: "o", п: "p", р: "r", с: "s", т: "t", у: "u", ф: "f", х: "kh", ц: "ts", ч: "ch", ш: "sh",
  щ: "shch", ъ: "", ы: "y", ь: "", э: "e", ю: "yu", я: "ya",
};
const AFTER_VOWEL = "аиоуэюяьъ";
const BEFORE_HARD = "аиоуыэ";
const ENDINGS = new Set(["ий", "ый", "ИЙ", "ЫЙ"]);
const PARTS = /[\p{L}\p{N}_]+|[^\p{L}\p{N}_]+/gu;

/**
 * Return a title in the form of an id, shortened at a word boundary.
 * @param {string} text @param {number} limit @returns {string}
 */
export function slug(text, limit) {
  const latin = (text.normalize("NFC").match(PARTS) ?? []).map(transliterate).join("");
  const plain = [...latin.normalize("NFKD").toLowerCase()].map(toAscii).join("");
  const words = plain.replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "");
  if (words.length <= limit) return words;
  const whole = words.slice(0, limit + 1);
  return whole.includes("-") ? whole.slice(0, whole.lastIndexOf("-")) : words.slice(0, limit);
}

/** @param {string} word @returns {string} */
function transliterate(word) {
  const letters = [...word];
  const ending = letters.length > 2 && ENDINGS.has(letters.slice(-2).join(""));
  const rest = ending ? letters.slice(0, -2) : letters;
  return rest.map((letter, place) => transliterateLetter(rest[place - 1] ?? "", letter, rest[place + 1] ?? "")).join("") + (ending ? "y" : "");
}

/** @param {string} before @param {string} letter @param {string} after @returns {string} */
function transliterateLetter(before, letter, after) {
  const small = letter.toLowerCase();
  if (small === "е" && (before === "" || (AFTER_VOWEL.includes(before.toLowerCase()) && isKnownPair(before, letter)))) return "ye";
  if ((small === "ъ" || small === "ь") && after && BEFORE_HARD.includes(after.toLowerCase()) && isKnownPair(letter, after)) return "y";
  return LETTERS[small] ?? letter;
}

/**
 * The scheme contains pairs of lower-case letters, of upper-case letters, and those with only the first in upper case.
 * @param {string} first @param {string} second
 */
function isKnownPair(first, second) {
  return !(first === first.toLowerCase() && second !== second.toLowerCase());
}

/** @param {string} sign @returns {string} */
function toAscii(sign) {
  if (sign.charCodeAt(0) < 128) return sign;
  if (/[\p{L}\p{N}]/u.test(sign)) return `u${sign.codePointAt(0)?.toString(16)}`;
  return /\p{M}/u.test(sign) ? "" : " ";
}

// @ts-check
// Words and stems: the Snowball algorithm for Russian (snowballstem.org/algorithms/russian).
// Pagefind decomposes «й» into «и» with a diacritic, which it drops before stemming: «школьный» is «школьны» in
// its index and «школьного» «школьн». The generator stems like this module.

const VOWELS = "аеиоуыэюя";
const GERUND_AFTER_VOWEL = longestFirst("в вши вшись");
const GERUND = longestFirst("ив ивши ившись ыв ывши ывшись");
const ADJECTIVE = longestFirst(
  "ее ие ые ое ими ыми ей ий ый ой ем им ым ом его ого ему ому их ых ую юю ая яя ою ею",
);
const PARTICIPLE_AFTER_VOWEL = longestFirst("ем нн вш ющ щ");
const PARTICIPLE = longestFirst("ивш ывш ующ");
const REFLEXIVE = longestFirst("ся сь");
const VERB_AFTER_VOWEL = longestFirst("ла на ете йте ли й л ем н ло но ет ют ны ть ешь нно");
const VERB = longestFirst(
  "ила ыла ена ейте уйте ите или ыли ей уй ил ыл им ым ен ило ыло ено ят ует уют ит ыт ены ить ыть ишь ую ю",
);
const NOUN = longestFirst(
  "а ев ов ие ье е иями ями ами еи ии и ией ей ой ий й иям ям ием ем ам ом о у ах иях ях ы ь ию ью ю ия ья я",
);

/**
 * Return the words of a text as written; a hyphen separates words.
 * @param {string} text
 * @returns {string[]}
 */
export function wordsOf(text) {
  return text.match(/[\p{L}\p{N}]+/gu) ?? [];
}

/**
 * Return a word as search compares it: in lower case, with ё as е.
 * @param {string} word
 */
export function plain(word) {
  return word.toLowerCase().replaceAll("ё", "е");
}

/**
 * Return a word as Pagefind indexes it: «ё» as «е», «й» as «и».
 * @param {string} word
 */
export function unmarked(word) {
  return word.normalize("NFD").replaceAll(/\p{M}/gu, "");
}

/**
 * Return the stem of a word: the common part of all its case forms.
 * @param {string} word
 * @returns {string}
 */
export function stem(word) {
  const whole = plain(word);
  const start = regionAfterVowel(whole);
  const second = secondRegion(whole);
  let rest = inflection(whole, start);
  if (rest.endsWith("и") && rest.length > start) rest = rest.slice(0, -1);
  rest = cut(rest, second, ["ость", "ост"]) ?? rest;
  return tidy(rest, start);
}

/**
 * Return a stem without a fleeting vowel before its last letter: «ошибок» is «ошибк», like «ошибка».
 * @param {string} own
 */
export function withoutFleetingVowel(own) {
  if (own.length < 4 || !/(?:[ое]к|ец)$/u.test(own)) return own;
  const [start, last] = [own.slice(0, -2), own.slice(-1)];
  if (VOWELS.includes(start.slice(-1))) return `${start}й${last}`;
  return last === "ц" && start.endsWith("л") ? `${start}ь${last}` : start + last;
}

/**
 * Return the stems from which a stem may come by losing a fleeting vowel.
 * @param {string} own
 */
export function withFleetingVowel(own) {
  const start = own.slice(0, -1).replace(/[ьй]$/u, "");
  const found = [`${start}о${own.slice(-1)}`, `${start}е${own.slice(-1)}`];
  return found.filter((longer) => withoutFleetingVowel(longer) === own);
}

/** @param {string} word @param {number} start */
function inflection(word, start) {
  const gerund = cutEither(word, start, GERUND, GERUND_AFTER_VOWEL);
  if (gerund !== null) return gerund;
  const bare = cut(word, start, REFLEXIVE) ?? word;
  return (
    cutAdjective(bare, start) ?? cutEither(bare, start, VERB, VERB_AFTER_VOWEL) ?? cut(bare, start, NOUN) ?? bare
  );
}

/** @param {string} word @param {number} start */
function cutAdjective(word, start) {
  const bare = cut(word, start, ADJECTIVE);
  return bare === null ? null : (cutEither(bare, start, PARTICIPLE, PARTICIPLE_AFTER_VOWEL) ?? bare);
}

/** @param {string} word @param {number} start */
function tidy(word, start) {
  const superlative = cut(word, start, ["ейше", "ейш"]);
  const rest = superlative ?? word;
  if (rest.endsWith("нн") && rest.length - 2 >= start) return rest.slice(0, -1);
  return superlative ?? cut(rest, start, ["ь"]) ?? rest;
}

/**
 * Return the word without the longest of the endings in the region from `start`; null if there is none.
 * @param {string} word @param {number} start @param {string[]} endings
 */
function cut(word, start, endings) {
  const found = endings.find((ending) => word.endsWith(ending) && word.length - ending.length >= start);
  return found === undefined ? null : word.slice(0, word.length - found.length);
}

/**
 * Do the same for two groups of endings, the second of which only counts after «а» or «я».
 * @param {string} word @param {number} start @param {string[]} free @param {string[]} afterVowel
 */
function cutEither(word, start, free, afterVowel) {
  const one = cut(word, start, free);
  const other = cut(word, start, afterVowel);
  if (other === null || (one !== null && one.length <= other.length)) return one;
  return other.length > start && "ая".includes(other.slice(-1)) ? other : null;
}

/** @param {string} word */
function regionAfterVowel(word) {
  const first = [...word].findIndex((letter) => VOWELS.includes(letter));
  return first < 0 ? word.length : first + 1;
}

/** @param {string} word */
function secondRegion(word) {
  return afterSyllable(word, afterSyllable(word, 0));
}

/** @param {string} word @param {number} from */
function afterSyllable(word, from) {
  let place = from;
  while (place < word.length && !VOWELS.includes(word[place])) place += 1;
  while (place < word.length && VOWELS.includes(word[place])) place += 1;
  return Math.min(place + 1, word.length);
}

/** @param {string} endings */
function longestFirst(endings) {
  return endings.split(" ").sort((one, other) => other.length - one.length);
}

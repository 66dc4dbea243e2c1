// @ts-check
// Grades: school classes in a query, such as «5 класс», «7кл», «10-11» or «пятиклассники».

/** @typedef {{grades: number[], rest: string, words: string[]}} Graded grades in order, the query without them, the words that named them */

const LAST = 11;
const ORDINALS = ["перв", "втор", "трет", "четв[её]рт", "пят", "шест", "седьм", "восьм", "девят", "десят", "одиннадцат"];
const PUPILS = ["перво", "второ", "третье", "четверо", "пяти", "шести", "семи", "восьми", "девяти", "десяти", "одиннадцати"];

// A query without these words contains no grade, like most queries: the rules below are not even compiled for them,
// which takes a phone longer than the search itself. For the same reason they only know the letters of two alphabets.
const NAMES_GRADES = /\d|кл/i;
const ROMAN = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI"];
const LETTER = "a-zа-яё";
const NUMBER = "(?:1[01]|[1-9])";
const END = `(?![${LETTER}\\d])`;
const ENDING = `(?:\\s?[-‐–]?\\s?(?:ый|ой|ий|го|ого|ом|му|ых|ые|ым|ми|м|х|е|й|а|б|в|г)${END})?`;
const CLASS = `(?:класс(?:а|е|у|ом|ы|ов|ах|ам|ами)?|кл)${END}\\.?`;
const BEFORE = `(^|[^${LETTER}\\d])`;
// «5–7 классы», «с 5 по 7 класс», and «10-11» alone; «5, 6 и 7 классы», «7а класс».
const RANGE = new RegExp(`${BEFORE}(?:с\\s+)?(${NUMBER})${ENDING}\\s*(?:[-‐–—]|до|по)\\s*(${NUMBER})${ENDING}(?:\\s*(${CLASS})|${END})`, "gi");
const LIST = new RegExp(`${BEFORE}(${NUMBER}${ENDING}(?:(?:\\s*,\\s*|\\s+и\\s+)${NUMBER}${ENDING})*)\\s*["«]?[абвг]?["»]?\\s*${CLASS}`, "gi");
// «V–VII классы»: Roman numerals are converted into figures first. «Классы 5–7» is «5–7 классы».
const LATIN = new RegExp(`${BEFORE}([IVX]{1,4})(?:(\\s*[-‐–—,и]\\s*)([IVX]{1,4}))?(?=\\s*${CLASS})`, "g");
const AFTER = new RegExp(`(^\\s*|[${LETTER}]{2}[»",.:]?\\s+)${CLASS}\\s*(${NUMBER}(?:\\s*(?:[-‐–—,]|и)\\s*${NUMBER})*[абвг]?)${END}`, "gi");
const ORDINAL = new RegExp(`${BEFORE}(?:${ORDINALS.map((start) => `(${start})`).join("|")})[${LETTER}]{1,4}\\s+${CLASS}`, "gi");
const PUPIL = new RegExp(`${BEFORE}((?:${PUPILS.map((start) => `(${start})`).join("|")})(?:классни|клаш)[${LETTER}]+)`, "gi");
// A range of something else is not a range of grades.
const MEASURES = /^\s*(?:лет|год|мин|час|балл|процент|%|тыс|руб|чел|шт|раз|дн|недел|месяц)/iu;

/**
 * Return the grades in a query.
 * @param {string} text
 * @returns {Graded}
 */
export function takeGrades(text) {
  if (!NAMES_GRADES.test(text)) return { grades: [], rest: text, words: [] };
  /** @type {Set<number>} */
  const found = new Set();
  /** @type {string[]} */
  const words = [];
  const rest = inFigures(text)
    .replace(RANGE, (whole, before, from, to, named, ...others) => {
      const [first, last] = [Number(from), Number(to)];
      const [place, all] = /** @type {[number, string]} */ (others.slice(-2));
      if (first >= last || (!named && MEASURES.test(all.slice(place + whole.length)))) return whole;
      for (let grade = first; grade <= last; grade += 1) found.add(grade);
      return `${before} `;
    })
    .replace(LIST, (_, before, list) => {
      for (const grade of list.match(/\d+/gu) || []) found.add(Number(grade));
      return `${before} `;
    })
    .replace(ORDINAL, (_, before, ...starts) => {
      found.add(starts.slice(0, LAST).findIndex(Boolean) + 1);
      return `${before} `;
    })
    .replace(PUPIL, (_, before, word, ...starts) => {
      found.add(starts.slice(0, LAST).findIndex(Boolean) + 1);
      words.push(word);
      return `${before} `;
    });
  return { grades: [...found].sort((one, other) => one - other), rest, words };
}

/** Return a query with its grades in figures, before the word for them. @param {string} text */
function inFigures(text) {
  const figure = (/** @type {string} */ roman) => (ROMAN.includes(roman) ? String(ROMAN.indexOf(roman) + 1) : roman);
  const latin = text.replace(LATIN, (_, before, first, sign = "", last = "") => before + figure(first) + sign + figure(last));
  return latin.replace(AFTER, (_, before, list) => `${before}${list} класс`);
}

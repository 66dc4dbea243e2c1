// @ts-check
// The query: turns what a reader typed into conditions for pages.

import { takeGrades } from "./grades.js";
import { rekeyed, transliterated } from "./layout.js";
import { isPlace, titlesOf } from "./names.js";
import { rootOf } from "./root.js";
import { plain, stem, unmarked, wordsOf } from "./stem.js";

/** @typedef {import("./names.js").Names} Names */
/** @typedef {import("./names.js").Phrase} Phrase */
/** @typedef {import("./names.js").Name} Name */
/** @typedef {{stems: string[], weight: number, prefix?: boolean, same?: boolean, kin?: boolean}} Way words of the index that a page must contain, their weight, whether they are beginnings, synonyms, or words with the same root */
/**
 * @typedef {object} Wanted values of a facet, one of which a page must have
 * @property {string} facet @property {string[]} values @property {number} weight its weight, as a part of that of a title
 * @property {{facet: string, value: string}} [only] another value that the page must have
 * @property {boolean} [instead] whether it only counts if nothing else matches the need
 */
/**
 * @typedef {object} Need one part of a query: a word, or what several words name together
 * @property {Way[]} ways @property {Wanted[]} wanted any of them is sufficient
 */
/**
 * @typedef {object} Query
 * @property {Need[]} needs the parts of the query; all records if there are none
 * @property {string[] | null} phrase words that must follow one another
 * @property {string} shown the corrected query, as shown to readers
 * @property {boolean} corrected whether it differs from what was typed
 * @property {string[]} unknown words that the atlas does not contain, which are ignored
 * @property {string[]} stems the stems marked in titles and excerpts
 * @property {boolean} hopeless whether none of the words is known
 * @property {Name[]} places the places that are named
 * @property {boolean} plain whether it names only topics such as subjects and grades, and no kind of record
 * @property {boolean} who whether it asks who does something or where
 * @property {{title: string, told: string, address: string}[]} explained the meaning of a query that is a single name
 */
/**
 * @typedef {object} Held the content of the index
 * @property {(start: string) => Promise<boolean>} begins whether a word in it has this beginning
 * @property {(own: string) => Promise<unknown[]>} kin its words with the root of a stem
 */
/** @typedef {{names: Names, dictionary: import("./words.js").Dictionary, index: Held}} Known the data about the atlas */
/**
 * @typedef {object} Read a word of the query
 * @property {string} typed @property {string} word the word with typing errors corrected
 * @property {string | null} key its stem in the index; null if no page has it
 * @property {string} start the beginning of words in the index, if the word may be unfinished; otherwise empty
 * @property {string} [kin] its stem, if only words of the same root are in the index
 * @property {boolean} [token] whether it is part of an abbreviation, or of its full form, that pages contain
 */

// Words that say nothing about what is searched for.
const TALK = new Set(
  (
    "а без бы был была были было быть в вам вас ваш весь во вот все всё всем всех вы где да для до его ее её если есть еще ещё же за " +
    "зачем и из или им их к как какая какие какой какую ко когда кого кому кто куда ли либо лучше мне много мои мой моя мы на над надо " +
    "нам нас наш наша не него нее неё нет ни нибудь никто них но ну нужен нужна нужно нужны о об один одна одно однако он она они оно от " +
    "несколько вместо некогда некому который которая которое которые которых которым очень по под подскажите пожалуйста помогите поможет помочь почему при про с сам сама сами свой своих свои себя со так такая такие такое такой там те тем то того " +
    "тоже только том тот туда ты у уже хочу хотим хочет чего чем через что чтобы эта эти это этого этот делать найти ищу искать посмотреть взять можно " +
    "никого никому ничего ничему никакой никакая никакие никакого никогда нигде никуда ничто нечего некого некуда меня тебя мной тобой нами вами " +
    "тебе себе собой ней ним ними нем тех тому теми таким таких такому каким каких каком какого какому которого которому которой " +
    "чей чья чье чьи ведь лишь разве хоть хотя пусть даже именно вообще просто сразу после потом тогда теперь сейчас всегда слишком совсем " +
    "может могут можем мог могла могли нельзя должен должна должны бывает бывают стать стал стала стали становится является остается остаются " +
    "получается получаются сделать сделали сделал делает делают делаем дать дает дают провести проводить организовать использовать " +
    "перед между ради негде кроме около против среди вокруг заставить заставлять"
  ).split(" "),
);
export const TALK_STEMS = new Set([...TALK].map(stem));
const SHORTEST = 3;
const PREFIX_FROM = 4;
/** The maximum number of words read from a pasted text. */
const MOST_WORDS = 40;
const QUOTED = /^\s*["«„“](.+)["»“”]\s*$/u;
// Weights compared with a word as typed: synonyms, other names, words with the same root.
const SAME = 0.5;
const CALLED = 0.6;
const KIN = 0.35;
const RELATED = 0.6;
const BEGUN = 0.6;
const BROADER = 0.15;
// A number beside words identifies a document by its title, but says nothing about a text.
const NUMBER = 0.3;
// These words ask for an organisation that does something, not for a way to do it.
const WHO = /^\s*(?:кто|где|куда|[ку]\s+ко(?:му|го)|с\s+кем)\s/iu;
// Facets that say what a record is about; a query with nothing else is about practices first.
const ABOUT = new Set(["subject", "grade", "level"]);

/**
 * @param {string} text the typed text
 * @param {{exact: boolean, typing: boolean}} how whether to keep typing errors, whether the last word may be unfinished
 * @param {Known} known
 * @returns {Promise<Query>}
 */
export async function understand(text, { exact, typing }, known) {
  const phrase = QUOTED.exec(text);
  if (phrase) return phraseQuery(phrase[1]);
  const bare = text.normalize("NFC").replace(/[\u0300\u0301]/gu, "");
  const turned = exact ? bare : await turnLayout(bare, known);
  const { grades, rest, words: pupils } = takeGrades(turned);
  const read = await mend(wordsOf(rest).slice(0, MOST_WORDS), { exact, typing: typing && /[\p{L}\p{N}]$/u.test(text) }, known);
  const segments = known.names.segments(read.map(({ word }) => word));
  const telling = segments.filter((segment) => counts(segment, read.length));
  const kept = telling.length > 0 || grades.length > 0 ? telling : segments;
  const understood = kept.map((segment) => interpret(segment, read, known.names));
  const met = understood.filter(({ need }) => need !== null);
  const needs = onceEach([...gradeNeeds(grades, pupils, known.names), ...met.map(({ need }) => /** @type {Need} */ (need))]);
  const shown = respell(turned, read);
  return {
    needs,
    phrase: null,
    shown,
    corrected: shown !== bare.trim(),
    unknown: understood.filter(({ need }) => need === null).flatMap(({ words }) => words.map(({ typed }) => typed)),
    stems: [...new Set([...pupils.map((word) => stem(word)), ...met.flatMap(({ marks }) => marks)])],
    hopeless: read.length > 0 && needs.length === 0,
    places: kept.filter(isPlace).flatMap(({ said }) => (said ? said.meant.map(({ name }) => name).filter(({ near }) => near) : [])),
    plain: isPlain(kept, met.length),
    who: WHO.test(turned),
    explained: grades.length === 0 ? explain(kept, read, known.names) : [],
  };
}

/** Explain a query that is a single name. @param {import("./names.js").Segment[]} kept @param {Read[]} read @param {Names} names */
function explain(kept, read, names) {
  if (kept.length === 1) return names.explained(kept[0].words, read[kept[0].start].key === null);
  return names.explained(read.map(({ word }) => word), false);
}

/** Return needs without repetitions: «урок урок» is «урок». @param {Need[]} needs */
function onceEach(needs) {
  return [...new Map(needs.map((need) => [JSON.stringify(need), need])).values()];
}

/** @param {string} phrase @returns {Query} */
function phraseQuery(phrase) {
  const words = wordsOf(phrase);
  const own = words.map((word) => stem(unmarked(plain(word))));
  const nothing = { needs: [], unknown: [], places: [], explained: [], plain: false, who: false, corrected: false, hopeless: false };
  return { ...nothing, phrase: own, shown: phrase, stems: words.map(stem) };
}

/**
 * Return whether some words of a query are more than filler words.
 * @param {import("./names.js").Segment} segment @param {number} all the number of words in the query
 */
function counts({ words, said }, all) {
  if (said && said.whole) return false;
  if (!words.every((word) => TALK.has(plain(word)))) return true;
  // «ДО» is a level of education; «до» is one only if nothing else is asked for.
  return said !== null && (words.length === all || words.every((word) => word.length > 1 && word === word.toUpperCase()));
}

/** Return whether a query only names topics of records. @param {import("./names.js").Segment[]} segments @param {number} met how many of them are known */
function isPlain(segments, met) {
  const about = segments.every(({ said }) => said && said.meant.some(({ name }) => ABOUT.has(name.facet || "")));
  return about && met === segments.length;
}

/**
 * Return the query with words corrected that were typed with the Latin layout.
 * @param {string} text @param {Known} known
 */
async function turnLayout(text, known) {
  const parts = await Promise.all(
    text.split(/(\s+)/u).map(async (part) => {
      const turned = rekeyed(part);
      if (turned === null || (await isKnown(part, known))) return part;
      const words = wordsOf(turned);
      const right = await Promise.all(words.map((word) => TALK.has(word) || isKnown(word, known)));
      return words.length > 0 && right.every(Boolean) ? turned : part;
    }),
  );
  return parts.join("");
}

/** @param {string} word @param {Known} known */
async function isKnown(word, { names, dictionary }) {
  return names.holds(word) || (word.length >= SHORTEST && (await dictionary.keyOf(word)) !== null);
}

/**
 * Return the need for some words of a query; null if the atlas knows none of them.
 * @param {import("./names.js").Segment} segment @param {Read[]} read all words of the query @param {Names} names
 * @returns {{need: Need | null, marks: string[], words: Read[]}}
 */
function interpret({ words, said, start }, read, names) {
  const own = read.slice(start, start + words.length);
  const keys = own.map(({ key }) => key);
  const whole = /** @type {string[]} */ (keys.filter((key) => key !== null));
  /** @type {Way[]} */
  const ways = [];
  // An abbreviation that is also a common word is only in the index as a token.
  const small = said !== null && words.every((word) => TALK.has(plain(word)));
  const number = read.length > 1 && words.every((word) => /^\p{N}+$/u.test(word));
  if (whole.length === words.length && !small) ways.push({ stems: whole, weight: number ? NUMBER : 1 });
  const last = own[own.length - 1];
  if (last.start) ways.push({ stems: [...whole.slice(0, words.length - 1), last.start], weight: BEGUN, prefix: true });
  const token = own.some((each) => each.token);
  const family = last.key || last.kin;
  if (!said && family && rootOf(family)) ways.push({ stems: [family], weight: KIN, same: true, kin: true });
  if (words.length === 1 && !small) ways.push(...relativesOf(stem(plain(last.word)), RELATED, names));
  if (said) ways.push(...waysOf(said, !token && whole.length < words.length));
  const wanted = said ? facetsOf(said) : [];
  const marks = [...own.filter(({ key }) => key !== null || token).map(({ word }) => stem(word)), ...ways.flatMap(({ stems: each, prefix }) => (prefix ? [] : each.filter((one) => !TALK_STEMS.has(one))))];
  return { need: ways.length > 0 || wanted.length > 0 ? { ways, wanted } : null, marks, words: own };
}

/** Return a way for each of the other words of a family. @param {string} own @param {number} weight @param {Names} names @returns {Way[]} */
function relativesOf(own, weight, names) {
  return names.relatives(own).map((each) => ({ stems: [unmarked(each)], weight, same: true }));
}

/** Return the other wordings of a phrase. @param {Phrase} said @param {boolean} foreign whether no page has its words @returns {Way[]} */
function waysOf(said, foreign) {
  /** @type {Way[]} */
  const ways = said.same.map((phrase) => ({ stems: indexed(phrase), weight: SAME, same: true }));
  if (said.token) ways.unshift({ stems: [said.token], weight: 1 });
  // A name without a facet is only found by its titles.
  const bare = !foreign ? [] : said.meant.filter(({ name, also }) => also && !name.facet).flatMap(({ name }) => titlesOf(name));
  ways.push(...bare.slice(0, 2).map((phrase) => ({ stems: indexed(phrase), weight: CALLED })));
  return ways;
}

/** @param {string} phrase */
function indexed(phrase) {
  return phrase.split(" ").map(unmarked);
}

/**
 * Return the facet values named by a phrase. The broader meaning of an abbreviation only counts if no page contains it.
 * @param {Phrase} said @returns {Wanted[]}
 */
function facetsOf({ meant, token }) {
  return meant.flatMap(({ name, also }) => {
    const { facet, value, near } = name;
    if (!facet) return [];
    if (near) return [{ facet, values: [value], weight: 1 }, ...around(facet, near, name.wide)];
    return [{ facet, values: [value], weight: also ? CALLED : 1, ...(also && token ? { instead: true } : {}) }];
  });
}

/**
 * Return what replaces a place without records: nearby places, nearest first, and records for the whole region.
 * @param {string} facet @param {string[]} near @param {string | undefined} wide
 * @returns {Wanted[]}
 */
function around(facet, near, wide) {
  const values = wide ? [...near, wide] : near;
  return values.map((value, place) => ({ facet, values: [value], weight: 1 / (place + 2), instead: true }));
}

/**
 * Return the need for grades: pages with one of them, or with a level that includes them if they state no grades.
 * @param {number[]} grades @param {string[]} words the words for pupils, as typed @param {Names} names
 * @returns {Need[]}
 */
function gradeNeeds(grades, words, names) {
  if (grades.length === 0) return [];
  const values = grades.map((grade) => `${grade} класс`);
  const levels = [...names.levels()].filter(([, [first, last]]) => grades.some((grade) => first <= grade && grade <= last));
  const only = { facet: "grade", value: names.last };
  const broader = levels.map(([level]) => ({ facet: "level", values: [level], weight: BROADER, only }));
  const ways = words.map((word) => ({ stems: [unmarked(stem(word))], weight: 1 }));
  return [{ ways, wanted: [{ facet: "grade", values, weight: 1 }, ...broader] }];
}

/**
 * Return the words of a query, with typing errors corrected in those that the atlas does not know.
 * @param {string[]} words @param {{exact: boolean, typing: boolean}} how @param {Known} known
 * @returns {Promise<Read[]>}
 */
async function mend(words, { exact, typing }, known) {
  const segments = known.names.segments(words).map(async ({ words: own, said, start }) => {
    // An abbreviation that pages contain is found by its token: its words need not be searched for.
    const token = said !== null && said.token !== "" && (await known.index.begins(said.token));
    return own.map((typed, place) => {
      if (token) return { typed, word: typed, key: null, start: "", token };
      return readWord(typed, { exact: exact || said !== null, typed: typing && start + place === words.length - 1 }, known);
    });
  });
  return Promise.all((await Promise.all(segments)).flat());
}

/**
 * @param {string} typed @param {{exact: boolean, typed: boolean}} how whether to keep typing errors, whether it may be unfinished
 * @param {Known} known
 * @returns {Promise<Read>}
 */
async function readWord(typed, how, { names, dictionary, index }) {
  const bare = plain(typed);
  const start = unmarked(bare);
  const numeric = /\p{N}/u.test(bare);
  const own = { typed, word: typed, start: how.typed && !numeric && bare.length >= SHORTEST ? start : "" };
  if (numeric || bare.length < SHORTEST || TALK.has(bare)) return { ...own, key: unmarked(stem(bare)) };
  const key = await dictionary.keyOf(bare);
  // «СВО» is not a form of «свой», though their stems are equal.
  if (key !== null && typed === typed.toUpperCase() && TALK_STEMS.has(key)) return { ...own, key: null, start: "" };
  if (key !== null || how.exact) return { ...own, key: key && unmarked(key) };
  if (names.holds(typed)) return { ...own, key: null };
  if ((own.start || bare.length >= PREFIX_FROM) && (await index.begins(start))) return { ...own, key: null, start };
  const word = await correct(bare, names, dictionary);
  const family = unmarked(stem(bare));
  if (word === null && (await index.kin(family)).length > 0) return { ...own, key: null, kin: family };
  return { typed, word: word || typed, key: word && unmarked((await dictionary.keyOf(word)) || stem(word)), start: "" };
}

/**
 * Return what an unknown word may mean; null if nothing.
 * @param {string} bare @param {Names} names @param {import("./words.js").Dictionary} dictionary
 */
async function correct(bare, names, dictionary) {
  const turned = rekeyed(bare);
  const others = [...transliterated(bare), ...(turned === null ? [] : [turned])];
  for (const way of others) if (names.holds(way) || (await dictionary.keyOf(way)) !== null) return way;
  for (const way of [bare, ...others]) {
    const found = await dictionary.correct(way);
    if (found !== null) return found;
  }
  return null;
}

/** @param {string} text @param {Read[]} words */
function respell(text, words) {
  return words.reduce((line, { typed, word }) => (word === typed ? line : line.replace(typed, () => word)), text).trim();
}

// @ts-check
// The form's judge: applies the rules about a single record, in the words of the check. A table in tests/site/forms
// lists the rules that are missing here, each with the reason.

import { dateInFuture, datesOutOfOrder, eventDates, expiredAward, expiredCommunity } from "./dates.js";
import { textsOf } from "./base.js";
import { badAddress, badLink, brokenMarkdown, deepNesting, imageInText, markdownInPlain, wideTable } from "./markup.js";
import { freeMailbox, nameWithoutConsent, personalMailbox, personalPage, personalPhone, phoneWithoutCode } from "./personal.js";
import { foreignQuotes, unbalancedQuotes } from "./quotes.js";
import * as records from "./records.js";
import { listInText, straySigns } from "./signs.js";
import { garbledText, heapedMarks, htmlInText, mixedAlphabet, placeholder } from "./texts.js";

/** @typedef {import("./base.js").About} About @typedef {import("./base.js").Known} Known @typedef {import("./base.js").Step} Step */
/** @typedef {import("./base.js").Fault} Fault @typedef {import("./base.js").Verdict} Verdict @typedef {import("./base.js").Text} Text */

const PROSE = "line plain markdown";
const EVERYTHING = `${PROSE} address phone email`;

/** @type {Record<string, [string, (text: Text, about: About, known: Known) => Fault[]]>} the types of texts and the rule, by code */
const OF_TEXTS = {
  "mixed-alphabet": [EVERYTHING, mixedAlphabet],
  "heaped-marks": [EVERYTHING, heapedMarks],
  "garbled-text": [EVERYTHING, garbledText],
  "html-in-text": [PROSE, htmlInText],
  placeholder: [EVERYTHING, placeholder],
  "foreign-quotes": [PROSE, foreignQuotes],
  "unbalanced-quotes": [PROSE, unbalancedQuotes],
  "bad-address": ["address", badAddress],
  "bad-link": ["markdown", badLink],
  "image-in-text": ["markdown", imageInText],
  "markdown-in-plain": ["line plain", markdownInPlain],
  "stray-signs": ["line plain", straySigns],
  "list-in-text": [PROSE, listInText],
  "broken-markdown": ["markdown", brokenMarkdown],
  "deep-nesting": ["markdown", deepNesting],
  "wide-table": ["markdown", wideTable],
  "personal-phone": [`${PROSE} phone address`, personalPhone],
  "phone-without-code": [PROSE, phoneWithoutCode],
  "personal-mailbox": [`${PROSE} email`, personalMailbox],
  "free-mailbox": [`${PROSE} email`, freeMailbox],
  "personal-page": [`${PROSE} address`, personalPage],
};

/** @typedef {Record<string, (record: any, about: About, known: Known) => Fault[]>} Rules the rules about a record, by code */
/** @type {Rules} */
const OF_RECORDS = {
  "reserved-id": records.reservedId,
  "title-form": records.titleForm,
  "named-twice": records.namedTwice,
  "missing-source": records.missingSource,
  "sample-with-source": records.sampleWithSource,
  "sample-in-real": records.realBodyOfSample,
  "name-without-consent": nameWithoutConsent,
  "date-in-future": dateInFuture,
  "dates-out-of-order": datesOutOfOrder,
  "placed-without-expertise": records.placedWithoutExpertise,
  "stage-behind": records.stageBehind,
  "score-over-maximum": records.scoreOverMaximum,
  "percent-out-of-range": records.percentOutOfRange,
  "results-fall": records.resultsFall,
  "grades-outside-levels": records.gradesOutsideLevels,
  "expert-own": records.expertOwn,
  "missing-municipality": records.missingMunicipality,
  "expired-community": expiredCommunity,
  "missing-award": records.missingAward,
  "status-holder": records.statusHolder,
  "status-stages": records.statusStages,
  "expired-award": expiredAward,
  "event-dates": eventDates,
  "agreement-parties": records.agreementParties,
  share: records.share,
  "no-such-column": records.noSuchColumn,
  "participations-summed": records.participationsSummed,
};
/** @type {Rules} what is asked of new records only */
const OF_NEW = {
  "summary-repeats-title": records.summaryRepeatsTitle,
  "new-sample": records.newSample,
  "untraceable-source": records.untraceableSource,
  "no-tags": records.noTags,
  "few-steps": records.fewSteps,
  "no-results": records.noResults,
  "result-without-method": records.resultWithoutMethod,
  "no-way-to-join": records.noWayToJoin,
  "no-municipality": records.noMunicipality,
};

/**
 * Return the verdicts about a record; for a new one also those that only apply to new records.
 * @param {any} record @param {About} about @param {Known} known @param {boolean} isNew @returns {Verdict[]}
 */
export function judge(record, about, known, isNew) {
  const texts = textsOf(about.texts, record);
  const ofTexts = Object.entries(OF_TEXTS).flatMap(([code, [kinds, rule]]) =>
    texts.filter((text) => kinds.split(" ").includes(text.kind)).flatMap((text) => rule(text, about, known).map((fault) => toVerdict(code, { pointer: text.pointer, ...fault }, about))));
  const apply = (/** @type {Rules} */ rules, isAsked = false) =>
    Object.entries(rules).filter(([code]) => !about.rulesOfOthers.includes(code)).flatMap(([code, rule]) => rule(record, about, known).map((fault) => ({ ...toVerdict(code, fault, about), isAsked })));
  return [...ofTexts, ...apply(OF_RECORDS), ...(isNew ? apply(OF_NEW, true) : [])];
}

/**
 * Complete a fault with its code, its severity and the titles of fields.
 * @param {string} code @param {Fault} fault @param {About} about @returns {Verdict}
 */
export function toVerdict(code, { what, action, near = "", pointer = [] }, about) {
  const named = (/** @type {string} */ text) => text.replace(/`([a-z_]+)`/g, (whole, key) => {
    const title = nearestTitle(key, pointer, about.names);
    return title ? `«${title}»` : whole;
  });
  return { code, pointer, what: named(what), action: named(action), near, advice: about.advice.includes(code), isAsked: false };
}

/** @param {string} key @param {Step[]} pointer @param {Record<string, string>} names */
function nearestTitle(key, pointer, names) {
  const around = pointer.filter((step) => typeof step === "string");
  for (let size = around.length; size >= 0; size -= 1) {
    const found = names[[...around.slice(0, size), key].join(".")];
    if (found) return found;
  }
  return "";
}

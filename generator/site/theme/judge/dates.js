// @ts-check
// The order of a record's dates, future days and expired terms, like generator/check/rules/dates.py, date_order.py
// and event.py.

import { valuesAt } from "./base.js";

/** @typedef {import("./base.js").Fault} Fault @typedef {import("./base.js").About} About @typedef {import("./base.js").Known} Known */
/** @typedef {[import("./base.js").Step[], string]} Day the place of a date, and the date as written */
/** @typedef {{what: string, earlier: Day, later: Day}} Disorder */

/** @param {string} one @param {string} other */
function isBefore(one, other) {
  const known = Math.min(one.length, other.length);
  return one.slice(0, known) < other.slice(0, known);
}

/** Return a date in words: «2024 год», «сентябрь 2024 года», «1 сентября 2024 года». @param {string} text @param {About} about */
export function dayText(text, { words }) {
  const [year, month, day] = text.split("-").map(Number);
  if (!month) return `${year}\u00a0год`;
  return day ? `${day}\u00a0${words.monthsOf[month - 1]} ${year}\u00a0года` : `${words.months[month - 1]} ${year}\u00a0года`;
}

/** @param {any} record @param {(string | null)[]} path @returns {Day[]} */
const daysAt = (record, path) => valuesAt(record, path).map(([pointer, value]) => [pointer, String(value)]);

/** @param {string} what @param {Day} earlier @param {Day} later @returns {Disorder[]} */
const compared = (what, earlier, later) => (isBefore(later[1], earlier[1]) ? [{ what, earlier, later }] : []);

/** Return whether two dates are in different items of the same list. @param {Day} one @param {Day} other */
const ofTwoItems = ([one], [other]) => one[0] === other[0] && one.some((step, place) => typeof step === "number" && step !== other[place]);

/** @param {any} record @param {About} about @returns {Disorder[]} */
function disorders(record, { orders, rows }) {
  const pairs = orders.flatMap(([earlier, later, what]) =>
    daysAt(record, earlier).flatMap((first) => daysAt(record, later).flatMap((second) => (ofTwoItems(first, second) ? [] : compared(what, first, second)))));
  const following = rows.flatMap(([path, what]) => {
    const days = daysAt(record, path);
    return days.slice(1).flatMap((day, index) => compared(what, days[index], day));
  });
  return [...pairs, ...following];
}

/** @param {Day} day */
const place = ([pointer]) => pointer.join("/");

/** @param {Disorder} one @param {string} at @param {About} about @returns {Fault} */
function disorderFault(one, at, about) {
  return {
    what: `${one.what}: ${dayText(one.later[1], about)} — это раньше, чем ${dayText(one.earlier[1], about)}`,
    action: "Сверьте обе даты с документами и исправьте неверную.",
    pointer: (at === place(one.later) ? one.later : one.earlier)[0],
  };
}

/** @param {any} record @param {About} about @param {Known} known @returns {Day[]} */
function ahead(record, about, { today }) {
  return about.past.flatMap((path) => daysAt(record, path)).filter(([, day]) => isBefore(today, day));
}

/** @param {any} record @param {About} about @param {Known} known @returns {Fault[]} */
export function dateInFuture(record, about, known) {
  return ahead(record, about, known).map(([pointer, day]) => ({
    what: `Дата ещё не наступила: ${dayText(day, about)}`,
    action: "Исправьте дату: здесь записывают то, что уже произошло.",
    pointer,
  }));
}

/** @param {any} record @param {About} about @param {Known} known @returns {Fault[]} */
export function datesOutOfOrder(record, about, known) {
  const skipped = new Set(ahead(record, about, known).map(place));
  let left = disorders(record, about).filter((one) => !skipped.has(place(one.earlier)) && !skipped.has(place(one.later)));
  const found = [];
  while (left.length) {
    const counts = new Map();
    for (const at of left.flatMap((one) => [place(one.earlier), place(one.later)])) counts.set(at, (counts.get(at) ?? 0) + 1);
    const later = new Set(left.map((one) => place(one.later)));
    const rank = (/** @type {string} */ at) => counts.get(at) * 2 + (later.has(at) ? 1 : 0);
    const worst = [...counts.keys()].reduce((best, at) => (rank(at) > rank(best) ? at : best));
    const asLater = left.filter((one) => place(one.later) === worst);
    const asEarlier = left.filter((one) => place(one.earlier) === worst);
    const told = asLater.length
      ? asLater.reduce((best, one) => (one.earlier[1] > best.earlier[1] ? one : best))
      : asEarlier.reduce((best, one) => (one.later[1] < best.later[1] ? one : best));
    found.push(disorderFault(told, worst, about));
    left = left.filter((one) => place(one.earlier) !== worst && place(one.later) !== worst);
  }
  return found;
}

/**
 * Return whether the term at a path has expired; a doubtful one has not.
 * @param {any} record @param {string[]} path @param {About} about @param {Known} known
 */
function ended(record, path, about, { today }) {
  const day = daysAt(record, path)[0]?.[1];
  const at = path.join("/");
  const isOver = day && day < today && !disorders(record, about).some((one) => place(one.earlier) === at || place(one.later) === at);
  return isOver ? dayText(day, about) : "";
}

/** @param {any} record @param {About} about @param {Known} known @returns {Fault[]} */
export function expiredCommunity(record, about, known) {
  const last = ended(record, ["valid_to"], about, known);
  return last ? [{
    what: `Срок сообщества закончился: оно действовало до ${last}`,
    action: "Если сообщество работает, продлите срок в поле `valid_to`; если нет — уберите запись.",
    pointer: ["valid_to"],
  }] : [];
}

/** @param {any} record @param {About} about @param {Known} known @returns {Fault[]} */
export function expiredAward(record, about, known) {
  const last = ended(record, ["award", "valid_to"], about, known);
  return last ? [{
    what: `Срок статуса закончился: он действовал до ${last}`,
    action: "Если статус продлён, внесите новый документ в раздел `award`; если нет — уберите запись.",
    pointer: ["award", "valid_to"],
  }] : [];
}

/** @param {any} event @param {About} about @returns {Fault[]} */
export function eventDates(event, about) {
  if (!event.starts) return [];
  /** @type {Day} */
  const starts = [["starts"], String(event.starts)];
  /** @type {Day} */
  const ends = event.ends ? [["ends"], String(event.ends)] : starts;
  const whole = compared("Событие кончается раньше, чем начинается", starts, ends);
  const found = whole.length ? whole : partsOutside(event, starts, ends);
  return found.map((one) => disorderFault(one, place(one.later), about));
}

/** @param {any} event @param {Day} starts @param {Day} ends @returns {Disorder[]} */
function partsOutside(event, starts, ends) {
  const found = valuesAt(event, ["stages", null]).flatMap(([pointer, stage]) => {
    /** @type {Day} */
    const first = [[...pointer, "starts"], String(stage.starts)];
    /** @type {Day} */
    const last = [[...pointer, "ends"], String(stage.ends)];
    return [
      ...(stage.starts ? compared(`Этап «${stage.title}» начинается раньше, чем само событие`, starts, first) : []),
      ...(stage.ends ? compared(`Событие кончается раньше, чем его этап «${stage.title}»`, last, ends) : []),
      ...(stage.starts && stage.ends ? compared(`Этап «${stage.title}» кончается раньше, чем начинается`, first, last) : []),
    ];
  });
  const until = event.registration?.until;
  return [...found, ...(until ? compared("Событие кончается раньше, чем запись на него", [["registration", "until"], String(until)], ends) : [])];
}

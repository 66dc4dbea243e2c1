// @ts-check
// Rules about several fields of a record, like common.py, additions.py and the modules of kinds in
// generator/check/rules. Terms are recognised by their marks, never by their names.

import { find, isWhole, joined, normalised, numberText, quoted, shorten, valuesAt } from "./base.js";

/** @typedef {import("./base.js").Fault} Fault @typedef {import("./base.js").About} About @typedef {import("./base.js").Step} Step */

const SHORT_TITLE = 12;
const SAME = 90;
const ROUNDING = 0.5001;
const SURELY = 2;
const ROWS = ["measurements", null, "rows", null];
const MADE_UP = "(пример)";

/** @param {About} about @param {string} vocabulary @returns {[string, any][]} */
const termsOf = (about, vocabulary) => Object.entries(about.terms[vocabulary] ?? {});

/** @param {any} record @param {About} about @returns {Fault[]} */
export function reservedId({ id }, { reserved }) {
  return reserved.includes(id) ? [{ what: `Идентификатор «${id}» занят самим атласом`, action: "Добавьте к идентификатору слово из названия.", pointer: ["id"] }] : [];
}

/** @param {any} record @param {About} about @returns {Fault[]} */
export function titleForm(record, { patterns }) {
  const title = String(record.title ?? "").trim();
  const pointer = ["title"];
  const found = [];
  if (title.endsWith(".") && !title.endsWith("...") && !find(patterns.shortened, title)) {
    found.push({ what: "В конце названия стоит точка", action: "Уберите точку.", near: title.replace(/\.+$/, ""), pointer });
  }
  if ([...title].length > SHORT_TITLE && title === title.toUpperCase() && title !== title.toLowerCase()) {
    const near = title.slice(0, 1) + title.slice(1).toLowerCase();
    found.push({ what: "Название набрано заглавными буквами", action: "Оставьте заглавными первую букву, имена собственные и сокращения.", near, pointer });
  }
  return found;
}

/** @param {any} record @returns {Fault[]} */
export function missingSource({ sample, source }) {
  return sample || source ? [] : [{
    what: "Не указано, откуда сведения: редактору нечем их проверить",
    action: "Заполните поле `source`: приказ, положение, страницу сайта или протокол.",
    pointer: ["source"],
  }];
}

/** @param {any} record @returns {Fault[]} */
export function sampleWithSource({ sample, source }) {
  return sample && source ? [{
    what: "Запись помечена как учебный пример, но у неё есть источник",
    action: "Уберите `sample`, если запись описывает настоящую организацию; иначе уберите `source`.",
    pointer: ["sample"],
  }] : [];
}

/** The organisations that give a sample its status must be fictitious too. @param {any} record @param {About} about @returns {Fault[]} */
export function realBodyOfSample(record, { awarding }) {
  if (!record.sample) return [];
  return awarding.flatMap((path) => valuesAt(record, path)).filter(([, body]) => !String(body).endsWith(MADE_UP)).map(([pointer, body]) => ({
    what: `Статус учебному примеру присвоил орган «${shorten(String(body)).replace(/«/g, "„").replace(/»/g, "“")}», будто настоящий`,
    action: `Допишите ${MADE_UP} или, если запись настоящая, уберите \`sample\`.`,
    near: `${body} ${MADE_UP}`,
    pointer,
  }));
}

/** @param {any} practice @param {About} about @returns {Fault[]} */
export function placedWithoutExpertise({ stage, expertise }, about) {
  const own = about.terms[about.stageTerms]?.[stage];
  const last = expertise?.[expertise.length - 1];
  const decision = last && about.terms.expertise_decisions?.[last.decision];
  if (!own?.public || decision?.positive) return [];
  const said = decision ? `последняя экспертиза решила «${decision.title}»` : "экспертизы у неё нет";
  return [{
    what: `Практика на публичном этапе «${own.title}», но ${said}`,
    action: "Добавьте заключение экспертов в поле `expertise` или верните практику на этап до размещения.",
    pointer: ["stage"],
  }];
}

/** @param {any} practice @param {About} about @returns {Fault[]} */
export function stageBehind({ stage, replications }, about) {
  const open = termsOf(about, about.stageTerms).filter(([, term]) => term.public);
  const last = open.reduce((best, one) => (!best || one[1].rank > best[1].rank ? one : best), /** @type {[string, any] | null} */ (null));
  const own = about.terms[about.stageTerms]?.[stage];
  return replications?.length && last && own?.public && own.rank < last[1].rank ? [{
    what: `Практику уже внедрили другие, а этап — «${own.title}»`,
    action: "Исправьте поле `stage` или уберите поле `replications`.",
    near: last[1].title,
    pointer: ["stage"],
  }] : [];
}

/** @param {any} practice @returns {Fault[]} */
export function scoreOverMaximum(practice) {
  return valuesAt(practice, ["expertise", null, "criteria", null])
    .filter(([, { score, maximum }]) => score !== undefined && maximum !== undefined && !(score >= 0 && score <= maximum))
    .map(([pointer, { title, score, maximum }]) => ({
      what: `Оценка ${numberText(score)} по критерию «${title}» не помещается в шкалу до ${maximum}`,
      action: "Сверьте оценку и наибольший балл с заключением.",
      pointer: [...pointer, "score"],
    }));
}

/** @param {any} practice @param {About} about @returns {Fault[]} */
export function percentOutOfRange(practice, about) {
  return valuesAt(practice, ["results", null]).flatMap(([pointer, result]) =>
    ["before", "after"].filter((field) => isPercent(result.unit, about) && result[field] !== undefined && !(result[field] >= 0 && result[field] <= 100)).map((field) => ({
      what: `${numberText(result[field])} % по показателю «${result.indicator}»: доля такой не бывает`,
      action: "Проверьте число; если это прирост, скажите об этом в названии показателя.",
      pointer: [...pointer, field],
    })));
}

/** @param {any} practice @returns {Fault[]} */
export function resultsFall(practice) {
  const compared = valuesAt(practice, ["results", null]).filter(([, { before, after }]) => before !== undefined && after !== undefined);
  return compared.length && compared.every(([, { before, after, better }]) => before > after && !better) ? [{
    what: `${compared.length > 1 ? "Все показатели снизились" : "Показатель снизился"}, и не сказано, что так лучше`,
    action: "Заполните поле `better` у показателей, которые должны снижаться, или проверьте, не перепутаны ли `before` и `after`.",
    pointer: [...compared[0][0], "after"],
  }] : [];
}

/** @param {any} practice @param {About} about @returns {Fault[]} */
export function gradesOutsideLevels({ education_levels: own = [], grades = [] }, { terms }) {
  const levels = own.map((/** @type {string} */ id) => terms.education_levels?.[id]);
  if (!levels.every((/** @type {any} */ level) => level?.first_grade)) return [];
  const isHeld = (/** @type {number} */ grade) => levels.some((/** @type {any} */ level) => grade >= level.first_grade && grade <= level.last_grade);
  const strange = grades.filter((/** @type {number} */ grade) => !isHeld(grade));
  return strange.length ? [{
    what: `Классы не того уровня образования: ${joined(strange.map(String))}`,
    action: "Исправьте поле `grades` или добавьте уровень в поле `education_levels`.",
    pointer: ["grades", grades.indexOf(strange[0])],
  }] : [];
}

/** @param {any} practice @returns {Fault[]} */
export function expertOwn(practice) {
  const own = normalised(practice.organisation?.name ?? "");
  return valuesAt(practice, ["expertise", null, "body"]).filter(([, body]) => own && normalised(String(body)) === own).map(([pointer, body]) => ({
    what: `Практику рассматривала своя же организация: «${body}»`,
    action: "Назовите тех, кто рассматривал практику; заключение своей организации уберите.",
    pointer,
  }));
}

/** @param {any} community @param {About} about @returns {Fault[]} */
export function missingMunicipality({ level, municipality }, about) {
  const own = about.terms.community_levels?.[level];
  const widest = Math.min(...termsOf(about, "community_levels").map(([, term]) => term.rank));
  return own && !municipality && own.rank > widest ? [{
    what: `Не указан муниципалитет сообщества уровня «${own.title}»`,
    action: "Добавьте поле `municipality` или исправьте поле `level`.",
    pointer: ["level"],
  }] : [];
}

/** @param {any} centre @param {About} about @returns {Fault[]} */
export function missingAward({ kind, award }, about) {
  const status = about.terms[about.kindTerms]?.[kind];
  return status?.requires_award && !award ? [{
    what: `Статус «${status.title}» присваивают документом, а документ не указан`,
    action: "Впишите документ в раздел `award` или исправьте поле `kind`.",
    pointer: ["kind"],
  }] : [];
}

/** @param {any} centre @param {About} about @returns {Fault[]} */
export function statusHolder({ kind, organisation }, about) {
  const status = about.terms[about.kindTerms]?.[kind];
  const holder = organisation?.kind;
  return status?.holders && holder && !status.holders.includes(holder) ? [{
    what: `Статус «${status.title}» не дают организации вида «${about.terms.organisation_kinds?.[holder]?.title}»`,
    action: "Исправьте поле `kind` организации или вид самого центра.",
    pointer: ["organisation", "kind"],
  }] : [];
}

/** @param {any} centre @param {About} about @returns {Fault[]} */
export function statusStages({ kind, award }, about) {
  const status = about.terms[about.kindTerms]?.[kind];
  if (!status?.procedure || !award) return [];
  const passed = valuesAt(award, ["stages", null, "stage"]).map(([, stage]) => stage);
  const title = (/** @type {string} */ id) => about.terms.award_stages?.[id]?.title ?? id;
  return passed.flatMap((stage, index) => {
    const place = status.procedure.indexOf(stage);
    const skipped = status.procedure.slice(0, Math.max(place, 0)).filter((/** @type {string} */ one) => !passed.includes(one));
    if (!skipped.length && place >= 0) return [];
    const what = skipped.length
      ? `Этап «${title(stage)}» пройден, а до него нет: ${joined(quoted(skipped.map(title)))}`
      : `Для статуса «${status.title}» нет этапа «${title(stage)}»`;
    return [{ what, action: "Добавьте пропущенный этап и его дату или исправьте этот.", pointer: ["award", "stages", index, "stage"] }];
  });
}

/** @param {any} document @param {About} about @returns {Fault[]} */
export function agreementParties({ kind, parties = [] }, about) {
  const asked = about.terms[about.kindTerms]?.[kind]?.signed_by ?? [];
  const signed = parties.map((/** @type {any} */ party) => party.kind);
  const missing = asked.filter((/** @type {string} */ one) => !signed.includes(one));
  return missing.length ? [{
    what: `Среди сторон нет: ${joined(quoted(missing.map((/** @type {string} */ one) => about.terms.organisation_kinds?.[one]?.title)))}`,
    action: "Добавьте сторону и её вид в поле `parties` или исправьте вид документа.",
    pointer: [parties.length ? "parties" : "kind"],
  }] : [];
}

/** @param {string | undefined} unit @param {About} about */
const isPercent = (unit, { patterns }) => isWhole(patterns.percent, unit ?? "");

/** @param {any} indicator @param {About} about @returns {Fault[]} */
export function share(indicator, about) {
  const shares = columnsOf(indicator).filter((one) => isPercent(one.unit, about)).map((one) => one.id);
  return valuesAt(indicator, ROWS).flatMap(([pointer, row]) => {
    const [field, what] = shareFault(row, isPercent(indicator.unit, about));
    const found = field ? [{ place: [field], what }] : [];
    const ofColumns = valuesAt(row, ["values", null])
      .filter(([, one]) => shares.includes(one.column))
      .map(([place, one]) => ({ place: [...place, "value"], what: unknownWhole(one.value) }));
    return [...found, ...ofColumns].map((one) => ({
      what: one.what,
      action: "Сверьте числа с источником и впишите `numerator` и `denominator`; само значение можно не писать: атлас посчитает его.",
      pointer: [...pointer, ...one.place],
    }));
  });
}

/** @param {number} value */
const unknownWhole = (value) => `${numberText(value)} % — неизвестно, от какого числа`;

/** @param {any} indicator @returns {any[]} */
const columnsOf = (indicator) => indicator.columns ?? [];

/** @param {any} indicator @returns {Fault[]} */
export function noSuchColumn(indicator) {
  const known = columnsOf(indicator).map((one) => one.id);
  return valuesAt(indicator, [...ROWS, "values", null]).filter(([, one]) => !known.includes(one.column)).map(([pointer, one]) => ({
    what: `Столбца «${one.column}» у показателя нет`,
    action: "Исправьте столбец или добавьте его в поле `columns`.",
    pointer: [...pointer, "column"],
  }));
}

/** @param {any} row @param {boolean} inPercent */
function shareFault({ numerator, denominator, value }, inPercent) {
  if (numerator !== undefined && denominator !== undefined) {
    if (inPercent && numerator > denominator) return ["numerator", "Часть больше целого: числитель больше знаменателя"];
    const truth = (numerator / denominator) * (inPercent ? 100 : 1);
    const unit = 10 ** -(String(value).split(".")[1] ?? "").length;
    if (value === undefined || Math.abs(value - truth) <= unit * ROUNDING) return ["", ""];
    return ["value", `${numberText(numerator)} из ${numberText(denominator)} — это ${numberText(Math.round(truth * 100) / 100)}, а записано ${numberText(value)}`];
  }
  if (numerator !== undefined) return ["numerator", "Числитель есть, а знаменателя нет"];
  if (denominator !== undefined) return ["denominator", "Знаменатель есть, а числителя нет"];
  return inPercent && value !== undefined ? ["value", unknownWhole(value)] : ["", ""];
}

/** @param {any} indicator @param {About} about @returns {Fault[]} */
export function participationsSummed(indicator, { patterns }) {
  const titles = new Map(columnsOf(indicator).filter((one) => one.additive === false).map((one) => [one.id, one.title]));
  const isNamed = (/** @type {any} */ row) => Boolean(find(patterns.total, row.group ?? ""));
  const measured = valuesAt(indicator, ["measurements", null, "rows"]).map(([, rows]) => rows);
  return valuesAt(indicator, ROWS)
    .filter(([, row]) => isNamed(row) || measured.some((rows) => rows.includes(row) && addsUp(row, rows)))
    .flatMap(([pointer, row]) => valuesAt(row, ["values", null]).filter(([, one]) => titles.has(one.column)).map(([place, one]) => ({
      what: `Итог по столбцу «${titles.get(one.column)}»: складывать его строки нельзя`,
      action: "Уберите число из этой строки; если строки и правда не пересекаются, поправьте у столбца поле `additive`.",
      pointer: [...pointer, ...place, "value"],
    })));
}

/** Return whether the numbers of a row are the sums of all other rows. @param {any} row @param {any[]} rows */
function addsUp({ group, values = [] }, rows) {
  const sum = (/** @type {string} */ column) => rows.flatMap((one) => one.values ?? []).reduce((total, one) => total + (one.column === column ? one.value : 0), 0);
  return rows.length > SURELY && values.length >= (group ? SURELY : 1) &&
    values.every((/** @type {any} */ one) => one.value > 0 && 2 * one.value === sum(one.column));
}

/** @param {any} record @param {About} about @returns {Fault[]} */
export function namedTwice(record, { distinct }) {
  return distinct.flatMap(([path, field]) => valuesAt(record, path).flatMap(([pointer, items]) => {
    const names = items.map((/** @type {any} */ item) => item[field]);
    return names.flatMap((/** @type {any} */ name, /** @type {number} */ index) => (name !== undefined && names.indexOf(name) < index ? [{
      what: `«${name}» здесь уже есть: то же стоит в ${names.indexOf(name) + 1}-м пункте этого списка`,
      action: "Исправьте одно из значений или оставьте один пункт вместо двух.",
      pointer: [...pointer, index, field],
    }] : []));
  }));
}

/** @param {any} record @returns {Fault[]} */
export function summaryRepeatsTitle({ title = "", summary = "" }) {
  const [one, other] = [normalised(title), normalised(summary)];
  return one && likeness(one, other.slice(0, one.length)) >= SAME ? [{
    what: "Краткое описание начинается с названия: читатель прочтёт одно и то же дважды",
    action: "Уберите название из начала поля и скажите, для кого запись и что она даёт.",
    pointer: ["summary"],
  }] : [];
}

/** Return the percentage of two texts that is the same in the same order. @param {string} one @param {string} other */
function likeness(one, other) {
  let before = new Array(other.length + 1).fill(0);
  for (const letter of one) {
    const now = [0];
    for (let place = 0; place < other.length; place += 1) now.push(letter === other[place] ? before[place] + 1 : Math.max(now[place], before[place + 1]));
    before = now;
  }
  return (200 * before[other.length]) / (one.length + other.length || 1);
}

/** @param {any} record @returns {Fault[]} */
export function newSample({ sample }) {
  return sample ? [{
    what: "Новая запись помечена как учебный пример",
    action: "Если запись настоящая, уберите `sample` и заполните поле `source`; придуманную не добавляйте.",
    pointer: ["sample"],
  }] : [];
}

/** @param {any} record @returns {Fault[]} */
export function untraceableSource({ source }) {
  return source && !source.place && !source.address ? [{
    what: "По источнику не найти сведений: не сказано ни место в документе, ни его адрес",
    action: "Добавьте в раздел `source` хотя бы одно из двух.",
    pointer: ["source"],
  }] : [];
}

/** @param {any} record @returns {Fault[]} */
export function noTags({ tags }) {
  return tags?.length ? [] : [{
    what: "У записи нет меток: её найдут только по словам из текста",
    action: "Добавьте в поле `tags` слова, по которым запись будут искать.",
    pointer: ["tags"],
  }];
}

/** @param {any} practice @returns {Fault[]} */
export function fewSteps({ steps = [] }) {
  return steps.length > 1 ? [] : [{
    what: "Практика описана одним шагом: повторить её по такому описанию трудно",
    action: "Разделите работу на шаги: подготовка, что делают, чем заканчивают.",
    pointer: ["steps"],
  }];
}

/** @param {any} practice @returns {Fault[]} */
export function noResults({ results }) {
  return results?.length ? [] : [{ what: "Не сказано, что практика дала", action: "Добавьте поле `results`: что считали, сколько было и сколько стало.", pointer: ["results"] }];
}

/** @param {any} practice @returns {Fault[]} */
export function resultWithoutMethod(practice) {
  return valuesAt(practice, ["results", null]).filter(([, { method }]) => !method).map(([pointer, { indicator }]) => ({
    what: `Не сказано, чем измеряли «${indicator}»`,
    action: "Заполните поле `method`: без него числу нельзя верить и его нельзя повторить.",
    pointer: [...pointer, "indicator"],
  }));
}

/** @param {any} community @returns {Fault[]} */
export function noWayToJoin({ joining, platforms, contact }) {
  return joining || platforms?.length || contact ? [] : [{
    what: "Не сказано, как вступить в сообщество и куда обратиться",
    action: "Добавьте хотя бы одно: как вступить, где сообщество общается, к кому обратиться.",
    pointer: ["joining"],
  }];
}

/** @param {any} centre @param {About} about @returns {Fault[]} */
export function noMunicipality({ municipality }, { region }) {
  return municipality ? [] : [{
    what: `Муниципалитет не указан: центр встанет под «${region}» и на страницы всех муниципалитетов`,
    action: "Если центр помогает всему региону, оставьте так; если нет, заполните `municipality`.",
    pointer: ["municipality"],
  }];
}

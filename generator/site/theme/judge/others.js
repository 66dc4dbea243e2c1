// @ts-check
// Rules about other records, as far as the site's data allow: the record's references and its title. Only published
// records are known.

import { toVerdict } from "./judge.js";
import { joined, normalised, textsOf, valuesAt } from "./base.js";

/** @typedef {import("./base.js").About} About @typedef {import("./base.js").Fault} Fault @typedef {import("./base.js").Step} Step @typedef {import("./base.js").Verdict} Verdict */
/** @typedef {{kind: string, id: string, pointer: Step[], target: any}} Named a reference and the record that it refers to, if it exists */
/** @typedef {(folder: string, id: string) => Promise<any>} Lookup returns a published record; undefined if there is none */

const RING_SHOWN = 6;
const CROSSING = 2;

/**
 * @param {any} record @param {About} about @param {Lookup} lookup
 * @param {string[]} twins the addresses of published records with the same title @returns {Promise<Verdict[]>}
 */
export async function judgeOthers(record, about, lookup, twins) {
  const named = await Promise.all(textsOf(about.references, record).map(async ({ kind, value, pointer }) => {
    const [of, id] = kind === "any" ? [value.split("/")[0], value.split("/").slice(1).join("/")] : [kind, value];
    const folder = about.folders[of];
    return { kind: of, id, pointer, target: folder ? await lookup(folder, id) : undefined };
  }));
  const ring = await circle(record, about, lookup);
  /** @type {[string, Fault[]][]} */
  const found = [
    ["duplicate-title", twins.length ? [{
      what: `Такое же название уже есть: ${joined(twins)}`,
      action: "Если это одна запись, оставьте одну; если разные — уточните название: добавьте муниципалитет, предмет или класс.",
      pointer: ["title"],
    }] : []],
    ["unknown-reference", named.flatMap((one) => unknown(one, record, about))],
    ["sample-in-real", named.flatMap((one) => tieOfSample(one, record))],
    ["parent-level", ring.some(([code, faults]) => code === "parent-cycle" && faults.length) ? [] : named.flatMap((one) => parentLevel(one, record, about))],
    ["follows-kind", named.flatMap((one) => followsKind(one, record, about))],
    ["unknown-item", named.flatMap((one) => unknownItem(one, record))],
    ["status-network", statusNetwork(named, record, about)],
    ...ring,
  ];
  return found.flatMap(([code, faults]) =>
    // a reference to a record that is not published yet is allowed: only the check knows whether it exists
    faults.map((fault) => ({ ...toVerdict(code, fault, about), ...(code === "unknown-reference" ? { advice: true } : {}) })));
}

/** @param {Named} named @param {any} record @param {About} about @returns {Fault[]} */
function unknown({ kind, id, pointer, target }, record, about) {
  const folder = about.folders[kind];
  if (!folder || target || (kind === about.kind && id === record.id)) return [];
  return [{
    what: `Записи «${id}» нет в content/${folder}/`,
    action: "Выберите другую запись из списка или уберите ссылку.",
    pointer,
  }];
}

/** @param {Named} named @param {any} record @returns {Fault[]} */
function tieOfSample({ pointer, target }, record) {
  if (!target || Boolean(target.sample) === Boolean(record.sample) || ["replaces", "replaced_by"].includes(String(pointer[0]))) return [];
  return [record.sample
    ? { what: `Учебный пример ссылается на настоящую запись «${target.title}»`, action: "Сошлитесь на учебный пример или уберите ссылку; у настоящей записи уберите `sample`.", pointer }
    : { what: `Настоящая запись ссылается на учебный пример «${target.title}»`, action: "Сошлитесь на настоящую запись или уберите ссылку.", pointer }];
}

/** @param {Named} named @param {any} record @param {About} about @returns {Fault[]} */
function parentLevel({ pointer, target }, record, { terms }) {
  const [own, above] = [terms.community_levels?.[record.level], terms.community_levels?.[target?.level]];
  return pointer.join() === "parent" && target?.id !== record.id && own && above && above.rank > own.rank ? [{
    what: `Сообщество уровня «${own.title}» входит в «${target.title}» уровня «${above.title}», а это уровень ниже`,
    action: "Исправьте поле `parent` или `level`.",
    pointer,
  }] : [];
}

/** @param {Named} named @param {any} record @param {About} about @returns {Fault[]} */
function followsKind({ pointer, target }, record, { terms, kindTerms }) {
  const [own, other] = [terms[kindTerms]?.[record.kind], terms[kindTerms]?.[target?.kind]];
  return pointer.join() === "follows" && own && other && !(own.follows ?? []).includes(target.kind) ? [{
    what: `${own.title} не может следовать за документом вида «${other.title}»`,
    action: "Исправьте поле `follows` или вид одного из документов; о чём документ, скажите в поле `about`.",
    pointer,
  }] : [];
}

/** @param {Named} named @param {any} record @returns {Fault[]} */
function unknownItem({ pointer, target }, record) {
  const number = record.item?.number;
  return pointer.join() === "item,document" && target && !(target.items ?? []).some((/** @type {any} */ one) => one.number === number) ? [{
    what: `В документе «${target.title}» нет пункта ${number}`,
    action: "Исправьте номер пункта или документ.",
    pointer: ["item", "number"],
  }] : [];
}

/** @param {Named[]} named @param {any} record @param {About} about @returns {Fault[]} */
function statusNetwork(named, record, { terms, kindTerms }) {
  const status = terms[kindTerms]?.[record.kind];
  const needy = status?.network_for ?? [];
  const holder = record.organisation?.kind;
  const isNeeded = holder ? needy.includes(holder) : status?.holders && status.holders.every((/** @type {string} */ one) => needy.includes(one));
  if (!isNeeded) return [];
  const one = named.find(({ pointer }) => pointer.join() === "network");
  if (one && !one.target) return []; // another finding reports it
  const fault = one ? networkFault(one.target, record, terms) : "сеть не указана";
  return fault ? [{
    what: `Статус «${status.title}» требует межмуниципальной сети, а ${fault}`,
    action: "Назовите сеть в поле `network`, дополните её запись или исправьте поле `kind`.",
    pointer: [one ? "network" : "kind"],
  }] : [];
}

/** @param {any} network @param {any} record @param {About["terms"]} terms */
function networkFault(network, record, terms) {
  const scope = terms.network_scopes?.[network.scope];
  if (scope && !scope.crosses_municipalities) return `охват сети «${network.title}» — «${scope.title}»`;
  const places = valuesAt(network, ["members", null, "municipality"]).map(([, place]) => place);
  const isNarrow = places.length && new Set([record.municipality ?? "", ...places]).size < CROSSING;
  return isNarrow ? `все участники сети «${network.title}» из одного муниципалитета` : "";
}

/**
 * Return the references through which a record leads back to itself.
 * @param {any} record @param {About} about @param {Lookup} lookup @returns {Promise<[string, Fault[]][]>}
 */
async function circle(record, about, lookup) {
  /** @type {[string, string, string][]} */
  const ways = [
    ["parent-cycle", "parent", "Сообщество входит само в себя"],
    ["replacement-cycle", "replaced_by", "Практика заменена сама собой"],
  ];
  return Promise.all(ways.map(async ([code, field, what]) => {
    /** @type {string[]} */
    const chain = [];
    let next = record[field];
    while (next && next !== record.id && !chain.includes(next)) {
      chain.push(next);
      next = (await lookup(about.folder, next))?.[field];
    }
    if (!next || next !== record.id) return /** @type {[string, Fault[]]} */ ([code, []]);
    const ring = [record.id, ...chain];
    const shown = ring.length <= RING_SHOWN ? [...ring, record.id] : [...ring.slice(0, RING_SHOWN - 1), "…", ring[ring.length - 1], record.id];
    const fault = { what: `${what}: ${shown.join(" → ")}`, action: `Разорвите круг: исправьте поле \`${field}\` в одной из этих записей.`, pointer: [field] };
    return /** @type {[string, Fault[]]} */ ([code, [fault]]);
  }));
}

/**
 * Return whether the check considers two titles equal.
 * @param {string} one @param {string} other
 */
export const isSameTitle = (one, other) => normalised(one) === normalised(other);

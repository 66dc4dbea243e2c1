// @ts-check
// A proposal sent without an account: its number, and the letter that contains the record.
// `atlas inbox` reads such letters: the text between the two lines of hyphens is the file.

const MOST = 1900;
/** Mail programs truncate addresses of about 2,000 characters; a Cyrillic letter takes six. */

/**
 * Return the number of a proposal: its day in UTC and the beginning of the hash of its text.
 * @param {string} text @param {Date} now @returns {Promise<string>}
 */
export async function proposalNumber(text, now) {
  const day = now.toISOString().slice(0, 10).replace(/-/g, "");
  return `P-${day}-${(await beginning(text)).toUpperCase()}`;
}

/** @param {string} text */
async function beginning(text) {
  // A page without https has no hash functions: any four digits distinguish the proposals of a day.
  const bytes = globalThis.crypto.subtle
    ? new Uint8Array(await globalThis.crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)))
    : globalThis.crypto.getRandomValues(new Uint8Array(2));
  return [...bytes.slice(0, 2)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * @typedef {{number: string, path: string, text: string}} SentRecord
 * @typedef {SentRecord & {title: string, mended: boolean, records?: SentRecord[]}} Proposal the records of a
 * table have numbers of their own; `path` is then the file that contains all of them
 */

/**
 * Return a letter with a record, or with the records of a table.
 * @param {Proposal} proposal
 * @returns {{subject: string, body: string}}
 */
export function letter(proposal) {
  const body = [...opening(proposal), ...(proposal.records ?? [proposal]).flatMap((one) => written(one, proposal)), ""];
  return { subject: `Атлас: предложение ${proposal.number}`, body: body.join("\n") };
}

/** @param {SentRecord} record @param {Proposal} proposal */
const written = ({ number, path, text }, proposal) => [
  ...(proposal.records ? ["", `Номер предложения: ${number}.`] : []),
  `----- запись атласа: ${path} -----`,
  `${text.replace(/\n+$/, "")}`,
  "----- конец записи -----",
];

/** @param {Proposal} proposal */
const opening = ({ number, title, mended, records }) => {
  const what = records ? "Предлагаю записи из таблицы" : mended ? "Предлагаю исправить запись" : "Предлагаю запись";
  return ["Здравствуйте!", "", `${what} «${title}»${records ? `: ${records.length}` : ""}. Номер предложения: ${number}.`, ""];
};

/**
 * Return the address that opens a mail program with a letter; `whole` says whether the record fits into it. Otherwise
 * the record has to be attached.
 * @param {string} email @param {Parameters<typeof letter>[0]} proposal @param {string} file
 * @returns {{address: string, whole: boolean}}
 */
export function letterAddress(email, proposal, file) {
  const { subject, body } = letter(proposal);
  const opened = address(email, subject, body);
  if (opened.length <= MOST) return { address: opened, whole: true };
  const short = [...opening(proposal), `${proposal.records ? "Записи" : "Запись"} — во вложении «${file}».`, ""];
  return { address: address(email, subject, short.join("\n")), whole: false };
}

/** @param {string} email @param {string} subject @param {string} body */
function address(email, subject, body) {
  const to = email.split("@").map(encodeURIComponent).join("@");
  return `mailto:${to}?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(body.replace(/\n/g, "\r\n"))}`;
}

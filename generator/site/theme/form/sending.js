// @ts-check
// The ways to send a record to the editors without an account: a letter, the phone's sharing, an HTTP request.

import { letter, letterAddress } from "./letter.js";
import { need } from "../shared/dom.js";
import { save } from "../shared/save.js";
import { withNumber } from "../shared/wording.js";

/** @type {[string, string, string]} */
const DAYS = ["рабочий день", "рабочих дня", "рабочих дней"];

/** @typedef {Parameters<typeof letter>[0]} Proposal */

/** @param {Proposal} proposal */
const fileName = ({ path }) => path.slice(path.lastIndexOf("/") + 1);

/**
 * Save the attachment of a letter: the file of a record, or one text with all records of a table.
 * @param {Proposal} proposal
 */
function saveFile(proposal) {
  if (proposal.records) save(fileName(proposal), letter(proposal).body, "text/plain");
  else save(fileName(proposal), proposal.text, "application/yaml");
}

/**
 * Return the file that a phone shares: the letter as plain text, because phones do not share YAML.
 * @param {Proposal} proposal
 */
function letterFile(proposal) {
  return new File([letter(proposal).body], `predlozhenie-${proposal.number}.txt`, { type: "text/plain" });
}

/**
 * Return a sentence about what the editors do next, and when.
 * @param {import("./data.js").FormData["intake"]} intake @param {boolean} many whether there are several records
 */
export function promise({ answerDays }, many = false) {
  const when = answerDays ? `Ответ придёт не позже чем через ${withNumber(answerDays, DAYS)}.` : "Срок ответа редакция не назвала.";
  const what = many ? "Редактор проверит записи и ответит о каждой: принята или что в ней поправить." : "Редактор проверит запись и ответит: принята или что в ней поправить.";
  return `${what} ${when} По номеру предложения ${many ? "их" : "её"} найдут.`;
}

/**
 * Show the ways that this atlas and this device support.
 * @param {HTMLElement} place @param {{intake: import("./data.js").FormData["intake"]}} data @param {Proposal} proposal
 */
export function offer(place, { intake }, proposal) {
  const byLetter = need(place, "[data-way=letter]", HTMLElement);
  byLetter.hidden = !intake.email;
  if (intake.email) {
    const { address, whole } = letterAddress(intake.email, proposal, fileName(proposal));
    need(byLetter, "[data-mail]", HTMLAnchorElement).href = address;
    need(byLetter, "[data-whole]", HTMLElement).hidden = !whole;
    need(byLetter, "[data-attached]", HTMLElement).hidden = whole;
  }
  const file = letterFile(proposal);
  const canShare = "canShare" in navigator && navigator.canShare({ files: [file] });
  need(place, "[data-way=shared]", HTMLElement).hidden = !canShare;
  need(place, "[data-way=posted]", HTMLElement).hidden = !intake.address;
  for (const said of place.querySelectorAll("[data-said]")) said.textContent = "";
}

/**
 * Attach handlers to the buttons; `current` returns the proposal that is shown.
 * @param {HTMLElement} place @param {{intake: import("./data.js").FormData["intake"]}} data @param {() => Proposal} current
 */
export function wireSending(place, data, current) {
  need(place, "[data-way=letter] [data-save]", HTMLButtonElement).addEventListener("click", () => {
    saveFile(current());
  });
  const shared = need(place, "[data-way=shared]", HTMLElement);
  need(shared, "button", HTMLButtonElement).addEventListener("click", async () => {
    const { subject } = letter(current());
    try {
      await navigator.share({ files: [letterFile(current())], title: subject });
      say(shared, `Передано. ${promise(data.intake, Boolean(current().records))}`);
    } catch (error) {
      if (error instanceof Error && error.name === "AbortError") return; // the user has cancelled
      say(shared, "Телефон не дал отправить файл. Выберите другой способ.");
    }
  });
  const posted = need(place, "[data-way=posted]", HTMLElement);
  const button = need(posted, "button", HTMLButtonElement);
  button.addEventListener("click", async () => {
    button.disabled = true;
    say(posted, "Отправляем…");
    say(posted, (await post(data.intake.address, current())) ? `Отправлено. ${promise(data.intake, Boolean(current().records))}` : "Отправить не удалось: проверьте связь и нажмите ещё раз или выберите другой способ. Заполненное сохранено.");
    button.disabled = false;
  });
}

/** @param {HTMLElement} way @param {string} words */
function say(way, words) {
  need(way, "[data-said]", HTMLElement).textContent = words;
}

/**
 * Send the proposal; return whether the receiver accepted it. Plain text needs no CORS permission to be sent, only to read the response.
 * @param {string} address @param {Proposal} proposal
 */
async function post(address, proposal) {
  const { subject, body } = letter(proposal);
  const headers = { "Content-Type": "text/plain;charset=utf-8" };
  try {
    return (await fetch(address, { method: "POST", headers, body: `${subject}\n\n${body}`, credentials: "omit" })).ok;
  } catch {
    return false;
  }
}

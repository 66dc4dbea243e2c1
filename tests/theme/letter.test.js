// A proposal as a letter: its number, what stands in it, whether it fits.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";

import { letter, letterAddress, proposalNumber } from "../../generator/site/theme/form/letter.js";
import { promise } from "../../generator/site/theme/form/sending.js";

const TEXT = "id: klub\ntitle: Клуб\n";
const PROPOSAL = { number: "P-20261130-4AE2", path: "content/communities/klub.yaml", text: TEXT, title: "Клуб", mended: false };

test("a number is the day and the beginning of the hash of the text", async () => {
  const hash = createHash("sha256").update(TEXT).digest("hex").slice(0, 4).toUpperCase();
  assert.equal(await proposalNumber(TEXT, new Date("2026-11-30T23:00:00Z")), `P-20261130-${hash}`);
});

test("a letter holds the record between two lines", () => {
  const { subject, body } = letter(PROPOSAL);
  assert.equal(subject, "Атлас: предложение P-20261130-4AE2");
  const [, path, text] = /^----- запись атласа: (.+) -----\n([^]+)^----- конец записи -----$/m.exec(body) ?? [];
  assert.deepEqual([path, text], [PROPOSAL.path, TEXT]);
});

test("a record that does not fit into an address is to be attached", () => {
  const short = letterAddress("red+atlas@example.org", PROPOSAL, "klub.yaml");
  const opened = new URL(short.address);
  assert.equal(short.whole, true);
  assert.equal(opened.pathname, "red%2Batlas@example.org");
  assert.equal(opened.searchParams.get("body"), letter(PROPOSAL).body.replace(/\n/g, "\r\n"));
  const long = letterAddress("a@example.org", { ...PROPOSAL, text: TEXT.repeat(100) }, "klub.yaml");
  assert.equal(long.whole, false);
  assert.ok(long.address.length <= 1900);
  assert.match(decodeURIComponent(long.address), /во вложении «klub.yaml»/);
});

test("what comes next is promised only if the editors promise it", () => {
  const intake = { email: "", address: "", answerDays: null };
  assert.match(promise(intake), /Срок ответа редакция не назвала/);
  assert.match(promise({ ...intake, answerDays: 1 }), /через 1\u00a0рабочий день\./);
});

test("a letter with the records of a table holds each with its number, in a file to attach", () => {
  const records = ["a", "b"].map((id) => ({ number: `P-20261130-AAA${id.toUpperCase()}`, path: `content/practices/${id}.yaml`, text: `id: ${id}\ntitle: ${id}\n` }));
  const proposal = { number: "P-20261130-0001", path: "predlozhenie-P-20261130-0001.txt", text: "", title: "реестр.xlsx", mended: false, records };
  const { subject, body } = letter(proposal);
  assert.equal(subject, "Атлас: предложение P-20261130-0001");
  assert.match(body, /Предлагаю записи из таблицы «реестр\.xlsx»: 2\. Номер предложения: P-20261130-0001\./);
  for (const { number, path, text } of records) {
    assert.ok(body.includes(`Номер предложения: ${number}.\n----- запись атласа: ${path} -----\n${text}----- конец записи -----\n`));
  }
  const many = { ...proposal, records: Array.from({ length: 60 }, () => records[0]) };
  const { address, whole } = letterAddress("a@example.org", many, "predlozhenie.txt");
  assert.equal(whole, false);
  assert.match(decodeURIComponent(address), /Записи — во вложении «predlozhenie\.txt»\./);
  assert.match(promise({ email: "", address: "", answerDays: 5 }, true), /Редактор проверит записи и ответит о каждой/);
});

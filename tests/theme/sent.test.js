// A record that a link brings: read whole or not at all.

import assert from "node:assert/strict";
import { test } from "node:test";
import { deflateRawSync } from "node:zlib";

import { isSent, sentRecord } from "../../generator/site/theme/form/sent.js";

/** @param {string} text */
const link = (text) => `#record=${Buffer.from(text).toString("base64url")}`;
/** @param {string} text */
const packed = (text) => `#packed=${deflateRawSync(Buffer.from(text)).toString("base64url")}`;

test("a record comes as it was", async () => {
  const value = { id: "klub", title: "Клуб «Ёлка» — ?>~", tags: ["а", 2, true] };
  assert.deepEqual(await sentRecord(link(JSON.stringify(value))), value);
  assert.deepEqual(await sentRecord(packed(JSON.stringify(value))), value);
});

test("what is no record is none", async () => {
  const whole = link(JSON.stringify({ title: "Клуб" }));
  const others = ["", "#", "#steps", "#record=", "#record=%%%", link("[1]"), link("null"), link("{"), whole.slice(0, -5), "#packed=%%%", "#packed=AAAA", packed("[1]"), packed(`{"title": "${"а".repeat(400_000)}"}`)];
  for (const hash of [...others, `#record=${"A".repeat(400_000)}`, `#record=${Buffer.from([0xff, 0x7b]).toString("base64url")}`]) {
    assert.equal(await sentRecord(hash), undefined, hash.slice(0, 40));
  }
});

test("a broken link is known as one", () => {
  assert.equal(isSent("#record=%%%"), true);
  assert.equal(isSent("#packed="), true);
  assert.equal(isSent("#steps"), false);
});

// A record that a link brings: read whole or not at all.

import assert from "node:assert/strict";
import { test } from "node:test";

import { isSent, sentRecord } from "../../generator/site/theme/form/sent.js";

/** @param {string} text */
const link = (text) => `#record=${Buffer.from(text).toString("base64url")}`;

test("a record comes as it was", () => {
  const value = { id: "klub", title: "Клуб «Ёлка» — ?>~", tags: ["а", 2, true] };
  assert.deepEqual(sentRecord(link(JSON.stringify(value))), value);
});

test("what is no record is none", () => {
  const whole = link(JSON.stringify({ title: "Клуб" }));
  const others = ["", "#", "#steps", "#record=", "#record=%%%", link("[1]"), link("null"), link("{"), whole.slice(0, -5)];
  for (const hash of [...others, `#record=${"A".repeat(400_000)}`, `#record=${Buffer.from([0xff, 0x7b]).toString("base64url")}`]) {
    assert.equal(sentRecord(hash), undefined, hash.slice(0, 40));
  }
});

test("a broken link is known as one", () => {
  assert.equal(isSent("#record=%%%"), true);
  assert.equal(isSent("#steps"), false);
});

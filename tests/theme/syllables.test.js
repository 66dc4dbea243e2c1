// How long words are divided where letters are large.

import assert from "node:assert/strict";
import { test } from "node:test";

import { divided } from "../../generator/site/theme/shared/syllables.js";

test("long Russian words part between syllables, three letters at each end", () => {
  for (const [word, parts] of [
    ["профессиональных", "про|фес|си|ональ|ных"],
    ["Муниципалитета", "Муни|ци|па|ли|тета"],
    ["Социально-коммуникативное", "Соци|ально-ком|му|ни|ка|тив|ное"],
    ["подъезде", "подъ|езде"],
    ["«Школьный»", "«Школь|ный»"],
    ["44\u00a0муниципалитета:", "44\u00a0муни|ци|па|ли|тета:"],
  ]) {
    assert.equal(divided(word).split("\u00ad").join("|"), parts);
  }
});

test("short words, addresses and words with signs of their own stay as they are", () => {
  for (const word of ["классы", "education", "https://пример.рф/образование", "образование.рф", "почта@образование.рф", "библиоте\u0301карь", "обра\u00adзование"]) {
    assert.equal(divided(word), word);
  }
});

test("a text without its soft hyphens is what it was", () => {
  const text = "Учительница начальных классов и третьеклассники проверяют прогноз погоды (взаимодействие, 2026).";
  assert.equal(divided(text).split("\u00ad").join(""), text);
  assert.equal(divided(divided(text)), divided(text));
});

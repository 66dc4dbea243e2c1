// @ts-check
// Runs on every page once it has been parsed: menu, palette, «версия для слабовидящих», search shortcut, the buttons
// of records.

import { wireRecords } from "../keep/buttons.js";
import { wireMonday } from "../keep/monday.js";
import { baseOf } from "./base.js";
import { wireAsked, wireHelpers, wireNearest, wireOffered } from "./asked.js";
import { wireContent } from "./content.js";
import { wireDefinitions } from "./definition.js";
import { wireGlossary } from "./glossary.js";
import { wireCopying } from "./hyphens.js";
import { wireMenu } from "./menu.js";
import { wirePalette } from "./palette.js";
import { wireReading } from "./reading.js";
import { wireScrolling } from "./scrolling.js";
import { wireShortcut } from "./shortcut.js";
import { breathe } from "./turns.js";

async function wire() {
  const base = baseOf();
  // What changes the look of the page runs before it is shown.
  wireMenu();
  wirePalette(base);
  wireReading();
  wireAsked();
  wireNearest();
  wireHelpers();
  wireOffered();
  wireContent();
  await breathe();
  wireShortcut();
  wireScrolling();
  wireCopying();
  wireGlossary();
  wireDefinitions(base);
  await breathe();
  wireRecords(base);
  wireMonday(base);
}

void wire();

// @ts-check
// Runs on every page when it has been read: menu, palette, «версия для слабовидящих», search
// shortcut, the buttons of records.

import { wireRecords } from "../keep/buttons.js";
import { wireMonday } from "../keep/monday.js";
import { baseOf } from "./base.js";
import { wireAsked } from "./asked.js";
import { wireContent } from "./content.js";
import { wireMenu } from "./menu.js";
import { wirePalette } from "./palette.js";
import { wireReading } from "./reading.js";
import { wireScrolling } from "./scrolling.js";
import { wireShortcut } from "./shortcut.js";

const base = baseOf();
wireMenu();
wirePalette(base);
wireReading();
wireShortcut();
wireAsked();
wireContent();
wireScrolling();
wireRecords(base);
wireMonday(base);

// @ts-check
// Runs on every page when it has been read: menu, palette, «версия для слабовидящих», search shortcut.

import { baseOf } from "./base.js";
import { wireContent } from "./content.js";
import { wireMenu } from "./menu.js";
import { wirePalette } from "./palette.js";
import { wireReading } from "./reading.js";
import { wireScrolling } from "./scrolling.js";
import { wireShortcut } from "./shortcut.js";

wireMenu();
wirePalette(baseOf());
wireReading();
wireShortcut();
wireContent();
wireScrolling();

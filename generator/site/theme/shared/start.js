// @ts-check
// Runs in the head of every page: what the reader chose holds before anything is shown.

import { baseOf } from "./base.js";
import { applyPalette } from "./palette.js";
import { applyReading } from "./reading.js";

document.documentElement.classList.remove("no-js");
applyReading();
applyPalette(baseOf());

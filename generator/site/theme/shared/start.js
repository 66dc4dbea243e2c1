// @ts-check
// Runs in the head of every page: applies the reader's choices before anything is shown.

import { tellIfKnown } from "./asked.js";
import { baseOf } from "./base.js";
import { applyPalette } from "./palette.js";
import { isCurrent } from "./current.js";
import { sayWhatFails } from "./failing.js";
import { guessIfAsked } from "./guess.js";
import { applyReading } from "./reading.js";

const own = document.currentScript instanceof HTMLScriptElement ? document.currentScript.src : "";
// document.write makes it run before all following scripts, which nothing else would.
if (own && !isCurrent()) document.write(`<script src="${own.replace("start.js", "old.js")}"></${"script"}>`);
document.documentElement.classList.remove("no-js");
applyReading();
applyPalette(baseOf());
guessIfAsked();
tellIfKnown();
sayWhatFails(own.replace("start.js", ""));

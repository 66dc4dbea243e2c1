// @ts-check
// While a title is typed, shows records of the atlas with a similar title.

import { root, titlesWith } from "./data.js";
import { alike, telling } from "./titles.js";
import { element } from "../shared/dom.js";

const SHORTEST = 5;
let latest = 0;

/**
 * Return the element for the warning, which is created when first needed.
 * @param {HTMLElement} node @returns {HTMLElement}
 */
function placeOf(node) {
  const found = node.querySelector(".atlas-form__alike");
  if (found instanceof HTMLElement) return found;
  const made = element("div", { class: "atlas-form__alike", role: "status", hidden: "" });
  node.append(made);
  return made;
}

/**
 * @param {import("./data.js").FormData} data @param {HTMLElement} node the field of the title
 * @param {string} title @param {string} own the id of the edited record
 */
export async function warn(data, node, title, own) {
  latest += 1;
  const mine = latest;
  const place = placeOf(node);
  const keys = title.length < SHORTEST ? [] : telling(title, data.titles.common);
  const rows = keys.length ? await titlesWith(data, keys) : [];
  if (mine !== latest) return; // the title has changed in the meantime
  const found = alike(title, rows).filter(([, folder, id]) => id !== own || folder !== data.folder);
  place.hidden = found.length === 0;
  place.replaceChildren(
    ...(found.length
      ? [
          element("p", {}, "Похоже, такая запись в атласе уже есть. Посмотрите, не о том же ли она:"),
          element("ul", {}, ...found.map((row) => element("li", {}, ...line(data, row)))),
        ]
      : []),
  );
}

/** @param {import("./data.js").FormData} data @param {import("./data.js").Row} row */
function line(data, [title, folder, id, sample]) {
  const link = element("a", { href: `${root()}${folder}/${id}/`, target: "_blank", rel: "noopener" }, title);
  const told = [(data.nouns[folder] ?? "").toLowerCase(), ...(sample ? ["учебный пример"] : [])];
  return [link, ` (${told.join(", ")})`];
}

// «Версия для слабовидящих»: text size, spacing, contrast, images. Loaded in the head, so that what
// the reader chose holds before the page is shown. Everything stays on the reader's device.
(() => {
  "use strict";
  const KEY = "atlas-reading";
  const NAMES = ["size", "spacing", "contrast", "images"];
  const page = document.documentElement;

  const read = () => {
    try {
      const kept = JSON.parse(localStorage.getItem(KEY) ?? "{}");
      return kept !== null && typeof kept === "object" ? kept : {};
    } catch {
      return {};
    }
  };

  const keep = (choice) => {
    try {
      localStorage.setItem(KEY, JSON.stringify(choice));
    } catch {
      // No storage (private window): the choice holds for this page only.
    }
  };

  const apply = (choice) => {
    for (const name of NAMES) {
      const value = choice[name];
      if (typeof value === "string" && value) page.setAttribute(`data-atlas-${name}`, value);
      else page.removeAttribute(`data-atlas-${name}`);
    }
  };

  const tick = (panel, choice) => {
    for (const input of panel.querySelectorAll("input")) {
      input.checked = input.value === (choice[input.name.replace("atlas-", "")] ?? "");
    }
  };

  const wire = (place) => {
    const button = place.querySelector("button");
    const panel = place.querySelector(".atlas-reading__panel");
    const show = (open) => {
      panel.hidden = !open;
      button.setAttribute("aria-expanded", String(open));
    };
    const choose = (choice) => {
      apply(choice);
      keep(choice);
      tick(panel, choice);
    };
    tick(panel, read());
    button.addEventListener("click", () => show(panel.hidden));
    panel.addEventListener("change", ({ target }) =>
      choose({ ...read(), [target.name.replace("atlas-", "")]: target.value }),
    );
    place.querySelector("[data-atlas-reading-reset]").addEventListener("click", () => choose({}));
    place.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || panel.hidden) return;
      show(false);
      button.focus();
    });
    document.addEventListener("click", (event) => place.contains(event.target) || show(false));
    place.addEventListener("focusout", ({ relatedTarget }) => {
      if (relatedTarget && !place.contains(relatedTarget)) show(false);
    });
    place.hidden = false;
  };

  apply(read());
  document.addEventListener("DOMContentLoaded", () => {
    const place = document.querySelector("[data-atlas-reading]");
    if (place) wire(place);
  });
})();

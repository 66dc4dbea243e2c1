// @ts-check
// Runs on the pages «Отложенное» and «Сравнение».

import { baseOf } from "../shared/base.js";
import { ComparisonPage } from "./comparison.js";
import { SavedPage } from "./saved.js";

const base = baseOf();
for (const [id, Page] of /** @type {const} */ ([["atlas-saved", SavedPage], ["atlas-compare", ComparisonPage]])) {
  const place = document.getElementById(id);
  if (!place) continue;
  new Page(place, base).start().catch((error) => {
    console.error(error);
    const status = place.querySelector("[data-status]");
    if (status) status.textContent = "Записи не загрузились. Проверьте связь и обновите страницу.";
  });
}

// @ts-check
// Russian wording of the search page.

/** Separates the parts of a line, as in `russian.py`: no line begins with the dot. */
export const DOT = "\u00a0· ";
const RULES = new Intl.PluralRules("ru");
const NUMBER = new Intl.NumberFormat("ru");

/**
 * «1 результат», «2 результата», «5 результатов».
 * @param {number} count @param {[string, string, string]} forms words for 1, 2 and 5
 */
export function withNumber(count, forms) {
  const form = { one: 0, few: 1 }[/** @type {"one" | "few"} */ (RULES.select(count))] ?? 2;
  return `${NUMBER.format(count)}\u00a0${forms[form]}`;
}

/** @param {number} count */
export function results(count) {
  return withNumber(count, ["результат", "результата", "результатов"]);
}

/**
 * Return the sentence announced and shown above the results.
 * @param {number} count @param {boolean} everything whether there is neither a query nor a filter
 */
export function announcement(count, everything) {
  if (count === 0) return everything ? "Записей пока нет" : "Ничего не найдено";
  if (everything) return `Все записи атласа: ${NUMBER.format(count)}`;
  return `${count % 10 === 1 && count % 100 !== 11 ? "Найден" : "Найдено"} ${results(count)}`;
}

/** @param {number} count */
export function more(count) {
  return `Показать ещё ${NUMBER.format(count)}`;
}

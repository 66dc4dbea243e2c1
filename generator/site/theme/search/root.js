// @ts-check
// Roots: the common part of related words. The stem of «наблюдать» is «наблюда», that of «наблюдение» «наблюден»;
// without the suffixes that make a verb or a noun of them both are «наблюд».

const SUFFIXES = (
  "изиров изирован ирован иров изац ован еван ыван иван ыв ив ов ев енц анц ац яц иц ен ан ян енн анн янн ательн ительн тельск " +
  "тельн тель альн ическ еческ еск ск ировк овк евк ист изм льн ичн ник ниц ик ич чик щик ств еств ост очн ечн ант ент лив чив оват ат ит " +
  "ок ек н к л т"
)
  .split(" ")
  .sort((one, other) => other.length - one.length);
const SHORTEST = 4;
/** The maximum number of suffixes in a row: «измер|и|тельн». */
const MOST = 2;

/**
 * Return the root of a stem in the index; "" if it is too short.
 * @param {string} own
 */
export function rootOf(own) {
  let root = own.replace(/[иыоаеяуьй]+$/u, "");
  for (let cuts = 0; cuts < MOST; cuts += 1) {
    const suffix = SUFFIXES.find((each) => root.endsWith(each) && root.length - each.length >= SHORTEST + (each.length > 1 ? 0 : 1));
    if (suffix) root = root.slice(0, -suffix.length).replace(/ь$/u, "");
  }
  return root.length < SHORTEST ? "" : root;
}

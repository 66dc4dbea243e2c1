// @ts-check
// Roots: what words of one family have in common. The stem of «наблюдать» is «наблюда», that of «наблюдение»
// «наблюден»; without the endings that make a verb or a noun of them both are «наблюд».

const SUFFIXES = (
  "изиров изирован ирован иров изац ован еван ыван иван ыв ив ов ев енц анц ац яц иц ен ан ян енн анн янн ательн ительн тельск " +
  "тельн тель альн ическ еческ еск ск ировк овк евк ист изм льн ичн ник ниц ик ич чик щик ств еств ост очн ечн ант ент лив чив оват ат ит " +
  "ок ек н к л т"
)
  .split(" ")
  .sort((one, other) => other.length - one.length);
const SHORTEST = 4;
/** «измер|и|тельн»: so many suffixes follow one another. */
const MOST = 2;

/**
 * The root of a stem, as it is in the index; "" if there is too little of it to tell.
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

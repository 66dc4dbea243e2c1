// @ts-check
// Layout: Russian words typed with the Latin keyboard layout, or transliterated.

const QWERTY = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`";
const ЙЦУКЕН = "йцукенгшщзхъфывапролджэячсмитьбюё";
// Longest first; ambiguous ones have all their readings, the likeliest first.
const SOUNDS = [
  ..."shch щ|sch щ сч|zh ж|kh х|ch ч|sh ш|ts ц тс|yu ю|ju ю|iu ю|ya я|ja я|ia я иа|yo ё|jo ё|ye е|je е|iy ий|yy ый|ij ий|yj ый".split("|"),
  ..."a а|b б|c ц|d д|e е|f ф|g г|h х|i и|j й|k к|l л|m м|n н|o о|p п|q к|r р|s с|t т|u у|v в|w в|x кс|y ы|z з|' ь".split("|"),
].map((line) => line.split(" "));
const READINGS = 16;

/**
 * Return a text as it would be with the Russian layout; null if it cannot have been meant like that.
 * @param {string} typed
 */
export function rekeyed(typed) {
  if (!/[a-z[\];',.`]/iu.test(typed)) return null;
  const letters = [...typed.toLowerCase()].map((letter) => ЙЦУКЕН[QWERTY.indexOf(letter)] || (/\d|-/u.test(letter) ? letter : ""));
  return letters.every(Boolean) ? letters.join("") : null;
}

/**
 * Return a transliterated word in Russian letters, in all possible readings; null for any other word.
 * @param {string} word
 * @returns {string[]}
 */
export function transliterated(word) {
  const bare = word.toLowerCase();
  if (!/^[a-z']+$/u.test(bare)) return [];
  let found = [""];
  for (let place = 0; place < bare.length; ) {
    const [latin, ...russian] = /** @type {string[]} */ (SOUNDS.find(([sound]) => bare.startsWith(sound, place)));
    found = russian.flatMap((sound) => found.map((start) => start + sound)).slice(0, READINGS);
    place += latin.length;
  }
  // Transliteration often omits the soft sign: «shkolnaya» is «школьная».
  return [...new Set([...found, ...found.map((word) => word.replace(/л(?=[бвгджзкмнпстфхцчшщ])/gu, "ль"))])];
}

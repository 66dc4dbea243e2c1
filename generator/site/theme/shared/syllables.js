// @ts-check
// Large letters make all lines short: then all long words get soft hyphens, also those inserted by scripts. The build
// inserts them into titles, tables and facts, which are in narrow columns at any size.

/** Where Russian words can be divided, by P. Hristov's rules: after the first group of each (vowels, consonants). */
const RULES = [
  /([йьъ])(?=[а-яё][а-яё])/giu,
  /([аеёиоуыэюя])(?=[аеёиоуыэюя][а-яё])/giu,
  /([аеёиоуыэюя][бвгджзклмнпрстфхцчшщ])(?=[бвгджзклмнпрстфхцчшщ][аеёиоуыэюя])/giu,
  /([бвгджзклмнпрстфхцчшщ][аеёиоуыэюя])(?=[бвгджзклмнпрстфхцчшщ][аеёиоуыэюя])/giu,
  /([аеёиоуыэюя][бвгджзклмнпрстфхцчшщ])(?=[бвгджзклмнпрстфхцчшщ]{2}[аеёиоуыэюя])/giu,
  /([аеёиоуыэюя][бвгджзклмнпрстфхцчшщ]{2})(?=[бвгджзклмнпрстфхцчшщ]{2}[аеёиоуыэюя])/giu,
];
const SOFT = "\u00ad";
/** Not part of an address, and without an accent or soft hyphen of its own. */
const LONG = /(^|[\s«„"(\u2010-\u2014-])([а-яё]{7,})(?![а-яё\u0300-\u036f\u00ad@/]|\.[^\s])/giu;
/** The minimum number of letters at both ends of a word. */
const ENDS = 3;
/** Elements read by scripts, or whose text must not change. */
const LEFT = "#atlas-form li, #atlas-form a, #atlas-form span, #atlas-form button, textarea, select, code, pre, script, style";

/** @param {string} text @returns {string} the text with soft hyphens in its long Russian words */
export const divided = (text) => text.replace(LONG, (_, before, word) => before + divide(word));

/** @param {string} word */
function divide(word) {
  let place = 0;
  const parts = RULES.reduce((left, rule) => left.replace(rule, `$1${SOFT}`), word).split(SOFT);
  const ended = parts.map((part) => {
    place += part.length;
    return place < ENDS || word.length - place < ENDS ? part : part + SOFT;
  });
  return ended.join("");
}

/** @param {Node} root */
function divideAll(root) {
  const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    const text = node.nodeValue ?? "";
    const better = divided(text);
    if (better !== text && !node.parentElement?.closest(LEFT)) node.nodeValue = better;
  }
}

let watched = false;

/** Divides the words of the page once letters are large, and those of content added later. */
export function divideWhereLarge() {
  const content = document.getElementById("content");
  if (watched || !content || !document.documentElement.hasAttribute("data-atlas-size")) return;
  watched = true;
  divideAll(content);
  document.documentElement.classList.add("atlas-divided");
  const watch = new MutationObserver((changes) => {
    for (const { addedNodes } of changes) for (const added of addedNodes) if (added instanceof Element) divideAll(added);
  });
  watch.observe(content, { childList: true, subtree: true });
}

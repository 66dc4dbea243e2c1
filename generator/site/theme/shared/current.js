// @ts-check
// Whether a browser has all that our scripts call.

/** What is missing somewhere above the floor (iOS 12, Android WebView 74); old/page.js has the same. */
const NEWER = () => [
  [].at,
  [].findLast,
  "".at,
  "".matchAll,
  "".replaceAll,
  Object.hasOwn,
  Object.fromEntries,
  Element.prototype.replaceChildren,
  Intl.PluralRules,
  Blob.prototype.stream,
  "DecompressionStream" in window || undefined,
];

/** @returns {boolean} */
export function isCurrent() {
  return NEWER().every((one) => one !== undefined);
}

// @ts-check
// Checks whether a browser has everything that our scripts need.

/** Functions missing in some supported browsers (from iOS 12, Android WebView 74); old/page.js has the same list. */
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

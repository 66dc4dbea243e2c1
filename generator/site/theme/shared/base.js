// @ts-check

/** Returns the path of the site on its host; the running script is two folders below it. */
export function baseOf() {
  const script = document.currentScript;
  return new URL("../../", script instanceof HTMLScriptElement ? script.src : location.href).pathname;
}

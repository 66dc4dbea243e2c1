"""The oldest supported browser: Chromium without what iOS 12 and Android WebView 74 lack."""

from __future__ import annotations

REMOVE = """(() => {
  const missing = [
    [Array.prototype, "at findLast findLastIndex toSorted toReversed toSpliced with group groupToMap"],
    [String.prototype, "at replaceAll matchAll isWellFormed toWellFormed"],
    [Object, "hasOwn fromEntries groupBy"],
    [Map, "groupBy"],
    [Array, "fromAsync"],
    [Promise, "allSettled any withResolvers try"],
    [Element.prototype, "replaceChildren checkVisibility setHTML getHTML"],
    [HTMLElement.prototype, "showPopover hidePopover togglePopover"],
    [Document.prototype, "replaceChildren startViewTransition"],
    [DocumentFragment.prototype, "replaceChildren"],
    [HTMLFormElement.prototype, "requestSubmit"],
    [Blob.prototype, "stream arrayBuffer text"],
    [ReadableStream.prototype, "pipeThrough pipeTo"],
    [MediaQueryList.prototype, "addEventListener removeEventListener"],
    [Intl, "PluralRules ListFormat RelativeTimeFormat Segmenter DisplayNames"],
    [Navigator.prototype, "clipboard"],
    [window, "structuredClone DecompressionStream CompressionStream HTMLDialogElement ResizeObserver"],
    [window, "IntersectionObserver requestIdleCallback queueMicrotask WeakRef FinalizationRegistry"],
    [AbortSignal, "timeout any"],
    [CSS, "escape registerProperty"],
  ];
  for (const [owner, names] of missing) for (const name of names.split(" ")) delete owner[name];
})()"""
"""A script that removes them, run at the beginning of every page."""

NEWER = (":where(", "@layer", "@container", "color-mix(", "inset:", "aspect-ratio")
"""Selectors that may be in no rule for such a browser, which drops the whole rule."""

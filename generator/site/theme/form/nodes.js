// @ts-check
// The nodes of a form: elements with `data-node`, each a field, a section of fields or a list.

/**
 * The nodes below an element that stand in no other node between.
 * @param {Element} parent @returns {HTMLElement[]}
 */
export function nodesBelow(parent) {
  /** @type {HTMLElement[]} */
  const found = [];
  for (const child of parent.children) {
    if (child instanceof HTMLElement && child.dataset.node) found.push(child);
    else found.push(...nodesBelow(child));
  }
  return found;
}

/**
 * The node that an element stands in, itself included.
 * @param {Element | null} element @returns {HTMLElement | null}
 */
export function nodeOf(element) {
  return element?.closest("[data-node]") ?? null;
}

/** @param {HTMLElement} node @returns {HTMLElement | null} */
export function parentOf(node) {
  return nodeOf(node.parentElement);
}

/**
 * An element of a node's own, not of a node below it.
 * @param {HTMLElement} node @param {string} selector @returns {HTMLElement | null}
 */
export function own(node, selector) {
  for (const found of node.querySelectorAll(selector)) {
    if (found instanceof HTMLElement && nodeOf(found) === node) return found;
  }
  return null;
}

/** @param {HTMLElement} node @returns {HTMLInputElement | HTMLTextAreaElement} */
export function control(node) {
  const found = own(node, "input, textarea");
  if (found instanceof HTMLInputElement || found instanceof HTMLTextAreaElement) return found;
  throw new Error(`No control in the field ${node.dataset.key}`);
}

/**
 * The items of a list that stand on the page.
 * @param {HTMLElement} list @returns {HTMLElement[]}
 */
export function itemsOf(list) {
  const place = own(list, "[data-items]");
  return place ? /** @type {HTMLElement[]} */ ([...place.children]) : [];
}

/**
 * The one node of an item.
 * @param {HTMLElement} item @returns {HTMLElement}
 */
export function nodeIn(item) {
  return nodesBelow(item)[0];
}

/**
 * The inputs among which one or several are chosen.
 * @param {HTMLElement} node @returns {HTMLInputElement[]}
 */
export function choicesOf(node) {
  return /** @type {HTMLInputElement[]} */ ([...node.querySelectorAll("input[type=radio], input[type=checkbox]")]);
}

/**
 * Where a node stands in words: «Шаги, пункт 2: Пояснение».
 * @param {HTMLElement} node @returns {string}
 */
export function nameOf(node) {
  const item = node.parentElement?.closest("[data-item]");
  const above = parentOf(node);
  const title = node.dataset.title ?? "";
  if (!above || above instanceof HTMLFormElement) return title;
  if (item instanceof HTMLElement && nodeIn(item) === node) {
    return `${nameOf(above)}, пункт ${itemsOf(above).indexOf(item) + 1}`;
  }
  return `${nameOf(above)}: ${title}`;
}

/**
 * What the focus goes to when a node is asked for.
 * @param {HTMLElement} node @returns {HTMLElement}
 */
export function focusable(node) {
  const found = node.querySelector("input:not([type=hidden]), textarea, button[data-add]");
  return found instanceof HTMLElement ? found : node;
}

/**
 * Let a node be seen and take the focus, opening what is folded around it.
 * @param {HTMLElement} node
 */
export function goTo(node) {
  for (let place = node.closest("details"); place; place = place.parentElement?.closest("details") ?? null) {
    place.open = true;
  }
  const target = focusable(node);
  target.focus({ preventScroll: true });
  node.scrollIntoView({ block: "center" });
}

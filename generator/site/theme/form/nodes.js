// @ts-check
// The nodes of a form: elements with `data-node`, each of which is a field, a section of fields or a list.

/**
 * Return the nodes below an element, without those inside other nodes.
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
 * Return the node that contains an element, or the element itself if it is a node.
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
 * Return an element that belongs to a node itself, not to a node inside it.
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
 * Return the items of a list.
 * @param {HTMLElement} list @returns {HTMLElement[]}
 */
export function itemsOf(list) {
  const place = own(list, "[data-items]");
  return place ? /** @type {HTMLElement[]} */ ([...place.children]) : [];
}

/**
 * Return the node of an item.
 * @param {HTMLElement} item @returns {HTMLElement}
 */
export function nodeIn(item) {
  return nodesBelow(item)[0];
}

/**
 * Return the inputs with which values are chosen.
 * @param {HTMLElement} node @returns {HTMLInputElement[]}
 */
export function choicesOf(node) {
  return /** @type {HTMLInputElement[]} */ ([...node.querySelectorAll("input[type=radio], input[type=checkbox]")]);
}

/**
 * Return the name of a node with those around it: «Шаги, пункт 2: Пояснение».
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
 * Return the element that gets the focus when a link leads to a node.
 * @param {HTMLElement} node @returns {HTMLElement}
 */
export function focusable(node) {
  const found = node.querySelector("input:not([type=hidden]), textarea, button[data-add]");
  return found instanceof HTMLElement ? found : node;
}

/**
 * Scroll to a node and focus it, opening all folded parts around it.
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

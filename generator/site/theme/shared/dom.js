// @ts-check
// Small helpers to create elements. Content is only ever inserted as text, never parsed as HTML.

/**
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} name @param {Record<string, string>} [attributes] @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[Name]}
 */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/**
 * @param {import("../search/excerpt.js").Piece[]} pieces
 * @returns {(Node | string)[]}
 */
export function markedNodes(pieces) {
  return pieces.map((piece) => (piece.mark ? element("mark", {}, piece.text) : piece.text));
}

/**
 * Return a link to another state of the search page; it works by itself, and without loading the page.
 * @param {string} text @param {import("../search/state.js").State} state
 * @param {(state: import("../search/state.js").State) => string} toAddress
 * @param {(state: import("../search/state.js").State) => void} go
 */
export function stateLink(text, state, toAddress, go) {
  const link = element("a", { href: toAddress(state) }, text);
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    go(state);
  });
  return link;
}

/**
 * @template {Element} Kind
 * @param {ParentNode} parent @param {string} selector @param {new () => Kind} type
 * @returns {Kind}
 */
export function need(parent, selector, type) {
  const found = parent.querySelector(selector);
  if (!(found instanceof type)) throw new Error(`No ${selector} on this page`);
  return found;
}

// @ts-check
// The menu by keyboard. Without scripts a label opens it, which a keyboard cannot reach: a button replaces it.
// Labels of sections can be focused and open with the Enter key. The open menu has the focus and covers the page:
// it closes when the focus leaves it, because the covered part could not be seen.

export function wireMenu() {
  const label = document.querySelector("[data-atlas-menu]");
  const drawer = document.getElementById("__drawer");
  const menu = document.querySelector(".md-sidebar--primary");
  if (!label || !menu || !(drawer instanceof HTMLInputElement)) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = `${label.className} atlas-button`;
  button.setAttribute("data-atlas-menu", "");
  button.append(...label.childNodes);
  label.replaceWith(button);
  const tell = () => button.setAttribute("aria-expanded", String(drawer.checked));
  tell();
  drawer.addEventListener("change", tell);
  button.addEventListener("click", () => {
    drawer.click();
    const first = drawer.checked ? menu.querySelector("a") : null;
    if (first) first.focus();
  });
  document.addEventListener("focusin", ({ target }) => {
    if (drawer.checked && target instanceof Element && target !== button && target !== drawer && !menu.contains(target)) drawer.click();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target instanceof HTMLLabelElement) event.target.click();
    if (event.key !== "Escape" || !drawer.checked) return;
    drawer.click();
    button.focus();
  });
}

// The theme's menu button is a label, which a keyboard cannot reach: put a real button in its place.
(() => {
  "use strict";
  const label = document.querySelector("[data-atlas-menu]");
  const drawer = document.getElementById("__drawer");
  if (!label || !drawer) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = `${label.className} atlas-button`;
  button.setAttribute("data-atlas-menu", "");
  button.append(...label.childNodes);
  label.replaceWith(button);
  const tell = () => button.setAttribute("aria-expanded", String(drawer.checked));
  tell();
  drawer.addEventListener("change", tell);
  button.addEventListener("click", () => drawer.click());
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !drawer.checked) return;
    drawer.click();
    button.focus();
  });
})();

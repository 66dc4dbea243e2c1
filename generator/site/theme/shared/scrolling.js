// @ts-check
// Reacts to scrolling: the header's shadow and title, the button to the top, the position in the contents.

const NEAR = 48;
/** A heading counts as reached within this distance below the header, in CSS pixels. */
const ACTIVE = "md-nav__link--active";

/** @param {HTMLElement} header */
function wireHeader(header) {
  const main = document.querySelector("main");
  const title = header.querySelector(".md-header__title");
  const heading = document.querySelector("#content h1");
  return () => {
    header.classList.toggle("md-header--shadow", (main?.getBoundingClientRect().top ?? 0) <= header.offsetHeight);
    const below = heading ? heading.getBoundingClientRect().bottom > header.offsetHeight : true;
    title?.classList.toggle("md-header__title--active", !below);
  };
}

/** The button appears when the reader scrolls back towards the top. */
function wireTop() {
  const button = document.querySelector("[data-atlas-top]");
  if (!(button instanceof HTMLButtonElement)) return () => {};
  let last = scrollY;
  button.addEventListener("click", () => {
    scrollTo({ top: 0 });
    button.blur();
  });
  return () => {
    button.hidden = scrollY < innerHeight / 4 || scrollY >= last;
    last = scrollY;
  };
}

/** @param {HTMLElement} header */
function wireContents(header) {
  const links = [...document.querySelectorAll(".md-nav--secondary a.md-nav__link, .atlas-strip a")].filter(
    (link) => link instanceof HTMLAnchorElement,
  );
  const pairs = links.flatMap((link) => {
    const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    return heading ? [{ link, heading }] : [];
  });
  /** @type {HTMLElement | undefined} */
  let shown;
  return () => {
    const reached = pairs.filter(({ heading }) => heading.getBoundingClientRect().top < header.offsetHeight + NEAR);
    const current = reached[reached.length - 1]?.heading;
    if (current === shown) return;
    shown = current;
    for (const { link, heading } of pairs) {
      link.classList.toggle(ACTIVE, heading === current);
      const strip = link.closest(".atlas-strip");
      if (strip && heading === current) strip.scrollLeft = link.offsetLeft - strip.clientWidth / 3;
      link.classList.toggle("md-nav__link--passed", reached.some((one) => one.heading === heading));
    }
  };
}

export function wireScrolling() {
  const header = document.querySelector(".md-header");
  if (!(header instanceof HTMLElement)) return;
  const followers = [wireHeader(header), wireTop(), wireContents(header)];
  let asked = false;
  const follow = () => {
    asked = false;
    for (const one of followers) one();
  };
  // Asking for a position makes the browser lay out the whole page: wait until it does so anyway.
  const ask = () => {
    if (!asked) requestAnimationFrame(follow);
    asked = true;
  };
  addEventListener("scroll", ask);
  ask();
}

"""The search page as a reader uses it, for browser tests."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qs, urlencode, urlsplit

from playwright.sync_api import Locator, Page

IDLE = """() => {
  const page = document.getElementById("atlas-search");
  const ready = page && !page.hidden && !page.hasAttribute("aria-busy");
  return ready && page.querySelector("[role=status]").textContent;
}"""
TURN = """address => {
  history.pushState(null, "", address);
  dispatchEvent(new PopStateEvent("popstate"));
}"""
OPENED = """details => details.open || new Promise(done => {
  details.addEventListener("toggle", () => requestAnimationFrame(done), { once: true });
  details.open = true;
})"""
NOTHING = "Ничего не найдено"


@dataclass(frozen=True, kw_only=True)
class Search:
    """A tab with the search page of a site."""

    page: Page
    site: str

    def open(self, **state: str | Sequence[str]) -> None:
        """Open the page in a state given as in its address and wait until it shows the results."""
        query = urlencode(state, doseq=True)
        self.page.goto(f"{self.site}search/{'?' if query else ''}{query}")
        self.wait()

    def turn(self, **state: str | Sequence[str]) -> None:
        """Show another state on the page that is open, as the browser's buttons for back and forward do."""
        self.page.evaluate(TURN, f"?{urlencode(state, doseq=True)}")
        self.wait()

    def wait(self) -> None:
        """Wait until the page shows what was last asked for."""
        self.page.wait_for_function(IDLE)

    def wait_for_address(self, **values: str) -> None:
        """Wait until the address says so and the page shows it."""
        wanted = {key: [value] for key, value in values.items()}
        self.page.wait_for_url(lambda url: parse_qs(urlsplit(url).query) == wanted)
        self.wait()

    @property
    def state(self) -> Mapping[str, list[str]]:
        """What the address says."""
        return parse_qs(urlsplit(self.page.url).query)

    @property
    def count(self) -> int:
        """How many results the page says there are."""
        figures = re.findall(r"\d+", self.page.locator("#atlas-search-status").inner_text())
        return int(figures[0]) if figures else 0

    @property
    def results(self) -> list[str]:
        """Addresses of the shown results inside the site."""
        links: list[str] = self.page.locator(".atlas-result a").evaluate_all(
            "links => links.map(a => a.href)"
        )
        return [link.removeprefix(self.site) for link in links]

    @property
    def titles(self) -> list[str]:
        """Titles of the shown results."""
        return self.page.locator(".atlas-result .atlas-card__title").all_inner_texts()

    def note(self) -> str:
        """Return what the page says of the query."""
        return self.page.locator(".atlas-search__note").inner_text()

    def box(self, facet: str, value: str) -> Locator:
        """Return the check box of a value."""
        return self.page.locator(f'details[data-facet="{facet}"] input[value="{value}"]')

    def choose(self, facet: str, value: str) -> None:
        """Tick or untick a value, with its facet opened."""
        self.page.locator(f'details[data-facet="{facet}"]').evaluate("details => { details.open = true; }")
        self.box(facet, value).click()
        self.wait()

    def counts(self, facet: str) -> dict[str, int]:
        """Return the values of a facet that may be chosen with the numbers beside them, opening it."""
        self.page.locator(f'details[data-facet="{facet}"]').evaluate(OPENED)
        pairs: list[tuple[str, str]] = self.page.locator(f'details[data-facet="{facet}"] li').evaluate_all(
            "items => items.filter(item => !item.querySelector('[aria-disabled]'))"
            ".map(item => [item.querySelector('input').value,"
            " item.querySelector('.atlas-facet__count').textContent])"
        )
        return {value: int(number) for value, number in pairs}

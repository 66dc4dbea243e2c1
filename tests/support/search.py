"""The search page as used by a reader, for browser tests."""

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
        """Open the page in a state given like its address, and wait until it shows the results."""
        query = urlencode(state, doseq=True)
        self.page.goto(f"{self.site}search/{'?' if query else ''}{query}")
        self.wait()

    def turn(self, **state: str | Sequence[str]) -> None:
        """Show another state on the open page, like the browser's back and forward buttons."""
        self.page.evaluate(TURN, f"?{urlencode(state, doseq=True)}")
        self.wait()

    def wait(self) -> None:
        """Wait until the page shows what was last requested."""
        self.page.wait_for_function(IDLE)

    def wait_for_address(self, **values: str) -> None:
        """Wait until the address has these values and the page shows them."""
        wanted = {key: [value] for key, value in values.items()}
        self.page.wait_for_url(lambda url: parse_qs(urlsplit(url).query) == wanted)
        self.wait()

    @property
    def state(self) -> Mapping[str, list[str]]:
        """The state in the address."""
        return parse_qs(urlsplit(self.page.url).query)

    @property
    def count(self) -> int:
        """The number of results shown by the page."""
        figures = re.findall(r"\d+", self.page.locator("#atlas-search-status").inner_text())
        return int(figures[0]) if figures else 0

    @property
    def results(self) -> list[str]:
        """Addresses of the shown results, relative to the site."""
        links: list[str] = self.page.locator(".atlas-result a").evaluate_all(
            "links => links.map(a => a.href)"
        )
        return [link.removeprefix(self.site) for link in links]

    @property
    def titles(self) -> list[str]:
        """Titles of the shown results."""
        return self.page.locator(".atlas-result .atlas-card__title").all_inner_texts()

    def note(self) -> str:
        """Return the page's note about the query."""
        return self.page.locator(".atlas-search__note").inner_text()

    def box(self, facet: str, value: str) -> Locator:
        """Return the check box of a value."""
        return self.page.locator(f'details[data-facet="{facet}"] input[value="{value}"]')

    def choose(self, facet: str, value: str) -> None:
        """Select or deselect a value, after opening its facet."""
        self.page.locator(f'details[data-facet="{facet}"]').evaluate("details => { details.open = true; }")
        self.box(facet, value).click()
        self.wait()

    def counts(self, facet: str) -> dict[str, int]:
        """Open a facet and return its available values with their numbers."""
        self.page.locator(f'details[data-facet="{facet}"]').evaluate(OPENED)
        pairs: list[tuple[str, str]] = self.page.locator(f'details[data-facet="{facet}"] li').evaluate_all(
            "items => items.filter(item => !item.querySelector('[aria-disabled]'))"
            ".map(item => [item.querySelector('input').value,"
            " item.querySelector('.atlas-facet__count').textContent])"
        )
        return {value: int(number) for value, number in pairs}

"""A practice on a phone: its first screen, its length, the strip of its sections."""

from __future__ import annotations

import re
from functools import partial
from io import BytesIO
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader
from support.page_kinds import addresses
from support.paper import LEAST_OF_A_SHEET, crossings, last_sheet, text_lines

pytestmark = pytest.mark.browser

WIDTH, HEIGHT = 360, 740
MOST_SCREENS, MOST_SCREENS_OF_LARGE = 8, 20
MOST_LINES = 4
WORST = 4
"""So many practices with the most of each are looked at: the others have less."""
PARTS = (r"<h1.*?</h1>", r'<section class="atlas-facts".*?</section>', r".*")
BOTTOM = "one => one.getBoundingClientRect().bottom"
LINES = "one => Math.round(one.offsetHeight / parseFloat(getComputedStyle(one).lineHeight))"


def length(html: str, pattern: str) -> int:
    """Return the height of a part of a page."""
    found = re.search(pattern, html, re.DOTALL)
    return len(found[0]) if found else 0


@pytest.fixture(scope="module")
def worst(built_site: Path) -> list[str]:
    """The addresses of the practices with the longest title, facts or page."""
    pages = {
        f"practices/{file.parent.name}/": html
        for file in built_site.glob("practices/*/index.html")
        if 'class="atlas-practice"' in (html := file.read_text(encoding="utf-8"))
    }
    assert pages
    found = (
        sorted(pages, key=partial(lambda part, one: -length(pages[one], part), part))[:WORST]
        for part in PARTS
    )
    return list(dict.fromkeys(address for few in found for address in few))


def test_what_decides_stands_on_the_first_screen_and_the_page_is_short(
    page: Page, site_address: str, worst: list[str]
) -> None:
    page.set_viewport_size({"width": WIDTH, "height": HEIGHT})
    for address in worst:
        page.goto(site_address + address)
        assert page.locator(".atlas-actions").evaluate(BOTTOM) <= HEIGHT, address
        assert page.locator("h1").evaluate(LINES) <= MOST_LINES, address
        assert page.locator(".atlas-lead p").evaluate(LINES) <= 3, address
        assert page.locator(".atlas-practice .atlas-facts dt").count() >= 7, address
        assert page.evaluate("document.documentElement.scrollHeight") <= MOST_SCREENS * HEIGHT, address
        assert page.evaluate("document.documentElement.scrollWidth") <= WIDTH, address


def test_with_the_largest_letters_a_practice_takes_twenty_screens(
    page: Page, site_address: str, worst: list[str]
) -> None:
    page.set_viewport_size({"width": WIDTH, "height": HEIGHT})
    page.goto(site_address)
    page.evaluate("localStorage.setItem('atlas-reading', JSON.stringify({size: 'huge', spacing: 'wider'}))")
    for address in worst:
        page.goto(site_address + address)
        for width in (WIDTH, 768, 1280):
            page.set_viewport_size({"width": width, "height": HEIGHT})
            height = page.evaluate("document.documentElement.scrollHeight")
            assert height <= MOST_SCREENS_OF_LARGE * HEIGHT, (address, width)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (address, width)


def test_the_rest_of_the_summary_opens_and_the_strip_follows_the_reader(
    page: Page, site_address: str, worst: list[str]
) -> None:
    page.set_viewport_size({"width": WIDTH, "height": HEIGHT})
    page.goto(site_address + worst[0])
    lead = page.locator(".atlas-lead p")
    before = lead.evaluate(LINES)
    page.get_by_text("ещё", exact=True).click()
    assert lead.evaluate(LINES) > before
    page.get_by_role("link", name="Как повторить").first.click()
    way = page.locator(".atlas-strip a[href='#steps']")
    expect(way).to_be_in_viewport()
    expect(way).to_have_class(re.compile("active"))
    heading, strip = page.locator("#steps"), page.locator(".atlas-strip")
    below = "(one, other) => one.getBoundingClientRect().top - other.getBoundingClientRect().bottom"
    assert heading.evaluate(below, strip.element_handle()) >= 0


def test_on_a_wide_screen_facts_actions_and_parts_stand_beside_the_text(
    page: Page, site_address: str, worst: list[str]
) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(site_address + worst[0])
    expect(page.locator(".md-sidebar--secondary")).to_be_hidden()
    beside = page.locator(".atlas-practice__beside")
    box, text = beside.bounding_box(), page.locator(".atlas-record__body").bounding_box()
    assert box is not None
    assert text is not None
    assert box["x"] >= text["x"] + text["width"]
    page.evaluate("scrollTo(0, 1500)")
    expect(beside.locator(".atlas-facts")).to_be_in_viewport()


def test_a_card_on_paper_has_two_pages_at_most_and_crosses_no_line(
    page: Page, site_address: str, worst: list[str], built_site: Path
) -> None:
    others = [addresses(built_site)[kind] for kind in ("community", "centre", "network", "indicator")]
    for address in [*worst, *others]:
        page.goto(site_address + address)
        printed = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True)))
        assert len(printed.pages) <= 2, address
        for number, one in enumerate(printed.pages):
            lines = text_lines(one)
            assert min(line.size for line in lines) > 4, "sizes are read"
            assert crossings(lines) == [], (address, number)
        assert len(printed.pages) == 1 or last_sheet(printed) >= LEAST_OF_A_SHEET, address
        assert address in others or "На бумаге нет разделов" in one.extract_text(), address

"""Every kind of page in a real browser: accessible, local, without sideways scrolling, without scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader
from support import page_kinds
from support.page_kinds import KINDS
from support.paper import LEAST_OF_A_SHEET, last_sheet
from support.sites import REPOSITORY
from support.tabs import all_answered, listen_to

pytestmark = pytest.mark.browser

AXE = REPOSITORY / "tests/web/node_modules/axe-core/axe.min.js"
SCHEMES = {"light": "default", "dark": "slate"}
"""What a reader's system asks for, and what the theme calls it."""
OF_COLOURS = ("color-contrast", "link-in-text-block")
"""Rules of axe whose verdict another scheme can change: nothing but colours differs."""
CHOOSE = """scheme => {
  if (document.documentElement.dataset.mdColorScheme !== scheme)
    document.querySelector("[data-atlas-palette]").click();
}"""
CONTRAST = "document.documentElement.dataset.atlasContrast"
SETTLE = """for (const one of document.getAnimations())
  if (one.effect.getComputedTiming().endTime !== Infinity) one.finish();"""
"""Ends what moves or fades: a colour on its way is of neither scheme."""


@pytest.fixture(scope="session")
def addresses(built_site: Path) -> dict[str, str]:
    """One address of every page kind."""
    return page_kinds.addresses(built_site)


@pytest.fixture(scope="module")
def without_scripts(browser: Browser) -> Iterator[Page]:
    """A tab of a phone that runs no scripts."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 800})
    yield context.new_page()
    context.close()


UNFOLD = "for (const one of document.querySelectorAll('main details:not(.atlas-filters *)')) one.open = true"
"""Sheets of filters are open one at a time: see `test_axe_finds_nothing_in_an_open_sheet`."""


def set_scheme(page: Page, scheme: str) -> None:
    """Choose the light or the dark scheme, like the reader's system."""
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")


def violations(page: Page, rules: Sequence[str] = ()) -> list[str]:
    """Run axe over the page: WCAG 2.2 A and AA with axe's best practices, or only some of its rules."""
    page.evaluate(SETTLE)
    if page.evaluate("window.axe === undefined"):
        page.evaluate(AXE.read_text(encoding="utf-8"))  # as a script element the page would refuse it
    options = {"resultTypes": ["violations"], **({"runOnly": list(rules)} if rules else {})}
    result: dict[str, Any] = page.evaluate("async options => await axe.run(document, options)", options)
    return [
        f"{found['id']}: {node['target']} {node.get('failureSummary', '')}"
        for found in result["violations"]
        for node in found["nodes"]
    ]


@pytest.mark.parametrize(("width", "first"), [(360, "light"), (1280, "dark")])
@pytest.mark.parametrize("kind", KINDS)
def test_a_page_asks_no_stranger_fits_the_screen_and_is_accessible_in_both_schemes(  # noqa: PLR0913, PLR0917 - the page, its address and three parameters
    page: Page, site_address: str, addresses: dict[str, str], kind: str, width: int, first: str
) -> None:
    asked: list[str] = []
    page.set_viewport_size({"width": width, "height": 900})
    set_scheme(page, first)
    with listen_to(page, "request", lambda request: asked.append(request.url)), all_answered(page):
        page.goto(site_address + addresses[kind])
    assert page.locator("html").get_attribute("data-md-color-scheme") == SCHEMES[first]
    assert [url for url in asked if not url.startswith((site_address, "data:", "blob:"))] == []
    assert asked
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert violations(page) == []
    page.evaluate(UNFOLD)
    assert violations(page, ["target-size"]) == [], "unfolded"
    if first == "light":
        page.evaluate(f"{CONTRAST} = 'white-on-black'")
        assert violations(page, OF_COLOURS) == [], "white on black"
        page.evaluate(f"delete {CONTRAST}")
    (second,) = SCHEMES.keys() - {first}
    page.evaluate(CHOOSE, SCHEMES[second])
    expect(page.locator("html")).to_have_attribute("data-md-color-scheme", SCHEMES[second])
    assert violations(page, OF_COLOURS) == [], second


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "not found"])
def test_reads_and_links_without_scripts(
    without_scripts: Page, site_address: str, addresses: dict[str, str], kind: str
) -> None:
    tab = without_scripts
    tab.goto(site_address + addresses[kind])
    assert tab.locator("h1").count() == 1
    assert tab.locator("h1").is_visible()
    assert len(tab.locator("main").inner_text()) > 100
    links = tab.locator("main a[href]").evaluate_all("links => links.map(link => link.href)")
    assert any(link.startswith(site_address) for link in links)


def test_every_page_kind_prints_without_the_frame(
    page: Page, site_address: str, addresses: dict[str, str]
) -> None:
    page.emulate_media(media="print")
    page.goto(site_address + addresses["practice"])
    assert page.locator(".md-header").is_hidden()
    assert page.locator(".md-footer").is_hidden()
    assert page.locator("h1").is_visible()


def test_no_kind_of_page_ends_on_an_almost_empty_sheet(
    page: Page, site_address: str, built_site: Path
) -> None:
    wasteful = {}
    for kind, address in {**page_kinds.addresses(built_site), **page_kinds.like_others(built_site)}.items():
        page.goto(site_address + address)
        printed = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True)))
        if len(printed.pages) > 1 and last_sheet(printed) < LEAST_OF_A_SHEET:
            wasteful[kind] = (len(printed.pages), last_sheet(printed))
    assert wasteful == {}


PUSH = """height => {
  const before = document.createElement("div");
  before.style.height = `${height}px`;
  document.querySelector("#content").prepend(before);
}"""


@pytest.mark.parametrize("height", [240, 480, 720])
def test_wherever_its_text_ends_a_page_keeps_its_end_together(
    page: Page, site_address: str, built_site: Path, height: int
) -> None:
    parts, wasteful = page_kinds.addresses(built_site), {}
    for kind in ("practice", "community", "plan", "network", "indicator", "subject", "search", "glossary"):
        page.goto(site_address + parts[kind])
        page.evaluate(PUSH, height)
        printed = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True)))
        if len(printed.pages) > 1 and last_sheet(printed) < LEAST_OF_A_SHEET:
            wasteful[kind] = (len(printed.pages), last_sheet(printed))
    assert wasteful == {}


# What is wider than a sheet, and what is shown in part though paper has no more of it.
CUT = """() => [...document.querySelectorAll("#content *")].filter(part =>
  part.checkVisibility() && part.getBoundingClientRect().height > 1 && (
    part.getBoundingClientRect().right > innerWidth + 1 ||
    getComputedStyle(part).overflowY !== "visible" && part.clientHeight > 1 &&
    part.scrollHeight > part.clientHeight + 2
  )).map(part => part.className || part.tagName)"""


@pytest.mark.parametrize("address", ["reports/gaps/", "practices/", "documents/", "contributing/"])
def test_paper_loses_no_column_and_no_end_of_a_title(page: Page, site_address: str, address: str) -> None:
    page.set_viewport_size({"width": 703, "height": 1047})  # A4 within its margins
    page.emulate_media(media="print")
    page.goto(site_address + address)
    assert page.evaluate(CUT) == []


def test_the_map_takes_the_colours_of_the_system(page: Page, site_address: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    page.emulate_media(forced_colors="active", color_scheme="dark")
    page.goto(f"{site_address}municipalities/")
    drawn = page.locator(".atlas-map__cells .atlas-map__spot").evaluate_all(
        "spots => spots.map(spot => [spot.querySelector('path'), spot.querySelector('text')].map("
        "shape => [getComputedStyle(shape).fill, getComputedStyle(shape).stroke]))"
    )
    assert {(cell[0], cell[1], name[0]) for cell, name in drawn} == {
        ("rgb(0, 0, 0)", "rgb(255, 255, 255)", "rgb(255, 255, 0)")
    }


def test_the_richest_record_prints_on_two_pages(
    page: Page, site_address: str, addresses: dict[str, str]
) -> None:
    page.goto(site_address + addresses["practice"])
    printed = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 2


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_a_long_title_stays_in_the_header_of_a_scrolled_page(
    page: Page, site_address: str, addresses: dict[str, str], width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 740})
    page.goto(site_address + addresses["practice"])
    page.mouse.wheel(0, 1500)
    header = page.locator(".md-header")
    title = page.locator(".md-header__topic .md-ellipsis").last
    expect(page.locator(".md-header__title--active")).to_be_visible()
    assert title.evaluate("title => title.scrollWidth <= title.clientWidth")
    height = title.evaluate("title => title.getBoundingClientRect().height")
    assert height <= header.evaluate("header => header.getBoundingClientRect().height")


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_the_header_shows_one_name_of_the_atlas(page: Page, site_address: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 740})
    page.goto(site_address + "practices/")
    names = page.locator(".md-header__topic .atlas-header__name, .md-header__topic .atlas-header__short")
    assert names.count() == 2
    assert [name.is_visible() for name in names.all()] == [width == 1280, width < 1280]


def test_home_takes_three_screens_of_a_phone_and_keeps_what_a_reader_teaches(
    page: Page, site_address: str
) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(site_address)
    assert page.evaluate("document.documentElement.scrollHeight") <= 3 * 740
    assert page.evaluate("document.querySelector('.md-footer').offsetHeight") <= 370
    name = page.locator(".atlas-header__short")
    assert name.evaluate("name => [name.scrollWidth, name.scrollHeight]") == name.evaluate(
        "name => [name.clientWidth, name.clientHeight]"
    )
    page.get_by_label("В классе").select_option("7 класс")
    page.get_by_role("button", name="Подобрать").click()
    page.wait_for_url("**/search/**grade=7**")
    expect(page.locator("#atlas-search-status")).to_contain_text("Найден")
    page.goto(site_address)
    expect(page.get_by_label("В классе")).to_have_value("7 класс")
    page.get_by_label("В муниципалитете").select_option("Ейский район")
    page.goto(f"{site_address}practices/")
    expect(page.locator(".atlas-offered")).to_contain_text("Для вас: 7 класс Ейский район и рядом")
    page.get_by_role("link", name="Ейский район и рядом").click()
    page.wait_for_url("**/practices/?municipality=**near=1")
    expect(page.locator(".atlas-offered")).to_be_hidden()
    expect(page.locator(".atlas-result").nth(1)).to_be_visible()

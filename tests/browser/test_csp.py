"""Every kind of page under its Content-Security-Policy: our code runs, injected code does not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from playwright.sync_api import ConsoleMessage, Page, Route, expect
from support import page_kinds
from support.search import Search
from support.tabs import DRAWN, listen_to

pytestmark = pytest.mark.browser

END = "</body>"


@pytest.fixture
def refused(page: Page) -> Iterator[list[str]]:
    """What the browser reports as blocked on the pages of the tab during the test."""
    told: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            told.append(f"{page.url}: {message.text}")

    with listen_to(page, "console", listen):
        yield told


@pytest.fixture(scope="session")
def addresses(built_site: Path) -> Mapping[str, str]:
    """An address of every kind of page, including those that look like another."""
    return {**page_kinds.addresses(built_site), **page_kinds.like_others(built_site)}


def show(page: Page, address: str) -> None:
    """Open a page and wait until its scripts have run and their requests are answered."""
    page.goto(address)
    page.evaluate(DRAWN)


def insert(page: Page, markup: str) -> None:
    """Add injected markup to the pages of the tab."""

    def changed(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text().replace(END, markup + END))

    page.route(lambda url: url.endswith("/"), changed)


def test_no_kind_of_page_is_refused_anything(
    page: Page, site_address: str, addresses: Mapping[str, str], refused: list[str]
) -> None:
    for address in addresses.values():
        show(page, site_address + address)
    assert len(addresses) > 20
    assert refused == []


def test_a_former_address_still_leads_on(
    page: Page, site_address: str, built_site: Path, refused: list[str]
) -> None:
    former = site_address + page_kinds.redirects(built_site)[0]
    page.goto(former)
    page.wait_for_url(lambda url: url != former)
    assert page.locator("h1").is_visible()
    assert refused == []


def test_search_with_facets_works(page: Page, site_address: str, refused: list[str]) -> None:
    search = Search(page=page, site=site_address)
    search.open()
    page.locator("#atlas-search-query").press_sequentially("граммотность", delay=30)
    search.wait_for_address(q="граммотность")
    expect(page.locator(".atlas-search__note")).to_contain_text("«грамотность»")
    everything = search.count
    search.choose("kind", "Практики")
    assert 0 < search.count < everything
    assert len(search.results) > 0
    assert refused == []


def test_menu_panel_and_palette_work(page: Page, site_address: str, refused: list[str]) -> None:
    page.set_viewport_size({"width": 360, "height": 800})
    show(page, f"{site_address}practices/")
    menu = page.get_by_role("button", name="Меню разделов")
    menu.click()
    expect(menu).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Версия для слабовидящих").click()
    page.get_by_label("очень крупный").check()
    expect(page.locator("html")).to_have_attribute("data-atlas-size", "huge")
    page.keyboard.press("Escape")
    expect(page.locator("html")).to_have_attribute("data-md-color-scheme", "default")
    page.get_by_title("Включить тёмную тему").click()
    page.reload()
    # the script in the head sets the chosen palette before anything is shown
    expect(page.locator("html")).to_have_attribute("data-md-color-scheme", "slate")
    assert refused == []


def test_printing_is_refused_nothing(
    page: Page, site_address: str, addresses: Mapping[str, str], refused: list[str]
) -> None:
    page.emulate_media(media="print")
    show(page, site_address + addresses["practice"])
    page.pdf(prefer_css_page_size=True)
    assert refused == []


@pytest.mark.parametrize(
    ("markup", "directive"),
    [
        ("<script>window.attacked = true</script>", "script-src-elem inline"),
        ("<script type=module>window.attacked = true</script>", "script-src-elem inline"),
        ("<img src='assets/none.png' onerror='window.attacked = true'>", "script-src-attr inline"),
        ("<svg onload='window.attacked = true'></svg>", "script-src-attr inline"),
        ("<script src='https://other.invalid/x.js'></script>", "script-src-elem https://other.invalid/x.js"),
        ("<script src='data:text/javascript,window.attacked = true'></script>", "script-src-elem data"),
        ("<iframe srcdoc='<script>parent.attacked = true</script>'></iframe>", "script-src-elem inline"),
        ("<iframe src='https://other.invalid/'></iframe>", "frame-src https://other.invalid"),
        ("<object data='assets/logo.svg'></object>", "object-src"),
        ("<base href='https://other.invalid/'>", "base-uri https://other.invalid"),
        ("<style>main { display: none }</style>", "style-src-elem inline"),
        ("<p style='display: none'>x</p>", "style-src-attr inline"),
        ("<img src='https://other.invalid/seen.png'>", "img-src https://other.invalid/seen.png"),
    ],
)
def test_what_is_put_into_a_page_is_refused(
    page: Page, site_address: str, refused: list[str], markup: str, directive: str
) -> None:
    insert(page, markup)
    show(page, site_address)
    assert page.evaluate("window.attacked") is None
    assert page.locator("main").is_visible()
    assert any(f"Content Security Policy: {directive}" in line for line in refused), refused


def test_a_link_or_a_form_cannot_run_or_carry_away_anything(
    page: Page, site_address: str, refused: list[str]
) -> None:
    insert(
        page,
        "<a id='run' href='javascript:window.attacked = true'>run</a>"
        "<form action='https://other.invalid/'><button id='send'>send</button></form>",
    )
    show(page, site_address)
    page.locator("#run").dispatch_event("click")
    page.locator("#send").dispatch_event("click")
    page.wait_for_timeout(100)
    assert page.evaluate("window.attacked") is None
    assert page.url == site_address
    told = "\n".join(refused)
    assert "Content Security Policy: script-src-elem inline" in told
    assert "Content Security Policy: form-action https://other.invalid" in told


def test_a_script_of_the_site_cannot_run_text(page: Page, site_address: str, refused: list[str]) -> None:
    source = "try { eval('window.attacked = true') } catch (error) { window.caught = error.name }"
    page.route("**/frame.js", lambda route: route.fulfill(body=source, content_type="text/javascript"))
    show(page, site_address)
    assert page.evaluate("[window.attacked, window.caught]") == [None, "EvalError"]
    assert any("script-src eval" in line for line in refused)


def test_a_worker_of_another_place_is_refused(page: Page, site_address: str, refused: list[str]) -> None:
    source = "new Worker('data:text/javascript,postMessage(1)').onmessage = () => (window.attacked = true)"
    page.route("**/frame.js", lambda route: route.fulfill(body=source, content_type="text/javascript"))
    show(page, site_address)
    assert page.evaluate("window.attacked") is None
    assert any("worker-src data" in line for line in refused)

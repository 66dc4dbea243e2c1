"""The oldest supported browsers read, search and fill in forms; older ones are shown another way."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from support.forms import IDS, fill_main, finish, open_form, value_of
from support.old_browser import NEWER, REMOVE
from support.search import IDLE
from support.tabs import listen_to

pytestmark = pytest.mark.browser


@contextmanager
def browser_without(browser: Browser, script: str) -> Iterator[Page]:
    """Open a separate tab, because what is removed at the start of its pages stays removed."""
    context = browser.new_context(locale="ru-RU")
    tab = context.new_page()
    tab.add_init_script(script)
    yield tab
    context.close()


@pytest.fixture
def old(browser: Browser) -> Iterator[Page]:
    """A tab of the oldest supported browser; a script error fails the test."""
    errors: list[str] = []
    with browser_without(browser, REMOVE) as tab:
        tab.on("pageerror", lambda error: errors.append(str(error)))
        yield tab
    assert errors == []


@pytest.fixture
def ancient(browser: Browser) -> Iterator[Page]:
    """A tab of an older browser, which lacks even what the forms need first."""
    missing = "delete window.URLSearchParams; delete Array.prototype.flatMap; delete Promise.all"
    with browser_without(browser, missing) as tab:
        yield tab


def test_an_old_browser_reads_and_searches(old: Page, site_address: str) -> None:
    old.goto(f"{site_address}practices/shkolnyi-meteopost/")
    assert old.evaluate("[].at !== undefined && typeof atlasUnpack === 'function'")
    expect(old.locator("h1")).to_be_visible()
    old.get_by_role("button", name="Версия для слабовидящих").click()
    old.get_by_label("очень крупный").check()
    expect(old.locator("html")).to_have_attribute("data-atlas-size", "huge")
    old.goto(f"{site_address}search/?q=метиопост")
    old.wait_for_function(IDLE)
    expect(old.locator(".atlas-search__results a").first).to_be_visible()
    expect(old.locator(".atlas-search__status")).to_contain_text("Найд")
    expect(old.locator(".atlas-without")).to_be_hidden()


def test_an_old_browser_gets_its_file(old: Page, site_address: str) -> None:
    open_form(old, f"{site_address}propose/practices/")
    fill_main(old, "practices")
    expect(old.locator(".atlas-without")).to_be_hidden()
    record = value_of(finish(old))
    assert record["id"] == IDS["practices"]
    assert len(record["steps"]) == 1
    old.locator("#f-title").fill("")
    old.get_by_role("button", name="Проверить и отправить").click()
    expect(old.locator("#atlas-form-summary")).to_be_visible()


def test_a_present_browser_loads_nothing_for_old_ones(page: Page, site_address: str) -> None:
    asked: list[str] = []
    with listen_to(page, "request", lambda request: asked.append(request.url)):
        page.goto(f"{site_address}search/?q=метеопост")
        page.wait_for_function(IDLE)
    assert not [one for one in asked if one.endswith("/old.js")]


@pytest.mark.parametrize("way", ["search/?q=метеопост", "propose/practices/"])
def test_what_does_not_work_says_so_and_offers_another_way(
    ancient: Page, site_address: str, way: str
) -> None:
    ancient.goto(site_address + way)
    note = ancient.locator(".atlas-without")
    expect(note).to_be_visible()
    expect(note).to_contain_text("нужен браузер 2019 года или новее")
    assert note.get_by_role("link").count() > 0


def test_a_script_that_does_not_come_is_told_too(page: Page, site_address: str) -> None:
    page.route("**/form.js", lambda route: route.abort())
    page.goto(f"{site_address}propose/practices/")
    expect(page.locator(".atlas-without")).to_be_visible()


def test_styles_hold_no_rule_that_an_old_browser_would_drop(built_site: Path) -> None:
    sheets = list(built_site.glob("assets/*/*.css"))
    assert len(sheets) > 3
    found = {(one.name, sign) for one in sheets for sign in NEWER if sign in one.read_text(encoding="utf-8")}
    assert found == set()
    (site,) = (one.read_text(encoding="utf-8") for one in sheets if one.name == "site.css")
    assert "#content .atlas-cards,#content .atlas-index," in site, "a rule with :is() is written out before"

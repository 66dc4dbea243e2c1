"""Filtering a list on a phone."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from browser.test_pages import violations
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from playwright.sync_api import Browser, Page, expect
from support.search import Search

pytestmark = pytest.mark.browser

PHONE = {"width": 360, "height": 740}
HIGHEST = 170
HEIGHTS = "cards => cards.map((card) => card.getBoundingClientRect().height)"
CUT = """lines => lines
  .filter((line) => line.scrollHeight > line.clientHeight + 1 || line.scrollWidth > line.clientWidth)
  .map((line) => line.textContent)"""
"""The lines whose end is not shown."""
LISTS = ("practices/", "communities/", "resource_centres/", "documents/", "subjects/mathematics/")


@pytest.fixture
def search(page: Page, site_address: str) -> Search:
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    return Search(page=page, site=site_address)


def choose(search: Search, facet: str, *values: str) -> None:
    """Open the sheet of a facet by its name, tick values, and close it by its button."""
    search.page.get_by_text(facet, exact=True).first.click()
    for value in values:
        search.page.get_by_role("checkbox", name=value).check()
        search.wait()
    search.page.get_by_role("button", name="Показать").click()


def texts(search: Search) -> Sequence[str]:
    """Return the texts of the result cards."""
    return search.page.locator(".atlas-result").all_inner_texts()


def test_mathematics_in_the_fifth_grade_with_a_measurement(search: Search) -> None:
    search.page.goto(search.site + "practices/")
    choose(search, "Предмет", "Математика")
    choose(search, "Класс", "5 класс")
    search.page.get_by_label("Есть замер").check()
    search.wait_for_address(subject="Математика", grade="5 класс", measured="есть замер")
    assert search.page.locator(".atlas-search__still").is_hidden()
    names = ("olimpiadnyi-abonement", "oshibka-nedeli")
    assert search.results == [f"practices/{name}/" for name in names]
    assert all("5–6\u00a0кл.\u00a0· Математика" in card for card in texts(search))


def test_a_municipality_and_those_around_it(search: Search) -> None:
    search.page.goto(search.site + "municipalities/eysky/")
    search.page.get_by_label("И соседние").check()
    search.wait_for_address(near="1")
    places = {
        card.split(" район")[0].rsplit(" ", 1)[-1].rsplit("\u00a0", 1)[-1]
        for card in texts(search)
        if " район" in card
    }
    assert "Ейский" in places
    assert len(places) > 1


def test_a_kindergarten_that_has_little_money(search: Search) -> None:
    search.page.goto(search.site + "practices/")
    choose(search, "Уровень образования", "Дошкольное образование")
    choose(search, "Затраты", "Без затрат", "До 10 тыс. руб.")
    assert search.state["cost"] == ["Без затрат", "До 10 тыс. руб."]
    cards = texts(search)
    assert cards
    assert all("Без затрат" in card or "До 10 тыс. руб." in card for card in cards)


def test_a_list_is_taken_away_as_it_is_chosen(search: Search) -> None:
    search.page.goto(search.site + "practices/?subject=Математика")
    search.wait()
    with search.page.expect_download() as waiting:
        search.page.get_by_role("button", name="CSV").click()
    path = waiting.value.path()
    assert waiting.value.suggested_filename == "Практики.csv"
    rows = list(csv.DictReader(io.StringIO(Path(path).read_text(encoding="utf-8-sig")), delimiter=";"))
    assert len(rows) == search.count > 0
    assert all("Математика" in row["Предмет"] and row["Вид"] == "Практика" for row in rows)
    assert {row["Адрес"].removeprefix(search.site) for row in rows} >= set(search.results)
    with search.page.expect_download() as waiting:
        search.page.get_by_role("button", name="XLSX").click()
    assert waiting.value.suggested_filename == "Практики.xlsx"
    book = load_workbook(io.BytesIO(Path(waiting.value.path()).read_bytes()))
    head, *lines = book["Список"].values
    assert [dict(zip(head, (text or "" for text in line), strict=True)) for line in lines] == rows
    assert book["Список"].auto_filter.ref == f"A1:{get_column_letter(len(head))}{len(rows) + 1}"
    assert dict(book["Отбор"].values) == {
        "Список": "Практики",
        "Предмет": "Математика",
        "Адрес": search.page.url,
    }


def test_a_list_that_nobody_has_chosen_in_is_taken_away_whole(search: Search) -> None:
    search.page.goto(search.site + "events/")
    with search.page.expect_download() as waiting:
        search.page.get_by_role("button", name="CSV").click()
    lines = Path(waiting.value.path()).read_text(encoding="utf-8-sig").splitlines()
    total = re.search(r"(\d+)\D*$", search.page.locator("#atlas-search-status").inner_text())
    assert total is not None
    assert len(lines) == int(total[1]) + 1


def test_what_is_taken_back_leads_to_the_list_as_it_came(search: Search) -> None:
    search.page.goto(search.site + "practices/")
    still = search.page.locator(".atlas-search__still")
    total = search.page.locator("#atlas-search-status").inner_text()
    choose(search, "Предмет", "Математика")
    assert still.is_hidden()
    search.page.get_by_role("button", name="Сбросить отбор").click()
    search.wait_for_address()
    assert still.is_visible()
    assert search.results == []
    assert search.page.locator("#atlas-search-status").inner_text() == total


@pytest.mark.parametrize("address", LISTS)
def test_cards_are_low_on_a_phone(search: Search, address: str) -> None:
    search.page.goto(search.site + address)
    heights: list[float] = search.page.locator(".atlas-card").evaluate_all(HEIGHTS)
    assert heights
    assert max(heights) <= HIGHEST
    assert search.page.locator(".atlas-card__terms").evaluate_all(CUT) == []
    assert search.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_cards_of_results_are_low_on_a_phone(search: Search) -> None:
    search.open(q="урок", shown="30")
    heights: list[float] = search.page.locator(".atlas-result").evaluate_all(HEIGHTS)
    assert max(heights) <= HIGHEST
    assert search.page.locator(".atlas-card__terms").evaluate_all(CUT) == []


@pytest.mark.parametrize("name", ["Предмет", "Муниципалитет"])
def test_axe_finds_nothing_in_an_open_sheet(search: Search, name: str) -> None:
    search.page.goto(search.site + "practices/")
    search.page.get_by_text(name, exact=True).first.click()
    search.wait()
    assert violations(search.page) == []


def test_without_scripts_there_are_the_first_records_and_links(browser: Browser, site_address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(site_address + "practices/")
    assert tab.locator(".atlas-card").count() > 0
    assert tab.locator("#atlas-search-query").is_hidden()
    link = tab.locator('[data-facet="subject"] a', has_text="Математика").first
    link.click()
    assert tab.url == site_address + "subjects/mathematics/"
    context.close()


def test_without_scripts_each_value_of_each_filter_is_a_link(browser: Browser, site_address: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport=PHONE)  # type: ignore[arg-type]
    tab = context.new_page()
    tab.goto(site_address + "practices/")
    values, links = tab.locator(".atlas-facet__value"), tab.locator(".atlas-facet__value a[href]")
    assert values.count() == links.count() > len(LISTS)
    tab.get_by_role("link", name="7 класс", exact=True).click()
    assert tab.url == site_address + "by/grade/7-klass/"
    expect(tab.get_by_role("heading", level=1)).to_have_text("Класс: 7 класс")
    assert tab.locator(".atlas-card").count() > 0
    tab.goto(site_address + "practices/")
    tab.get_by_role("link", name="есть замер").click()
    assert tab.url == site_address + "by/measured/yest-zamer/"
    context.close()


def test_a_list_stays_as_it_came_where_its_script_does_not(search: Search) -> None:
    search.page.route("**/search.js", lambda route: route.abort())
    for address in ("practices/?level=Основное+общее+образование", "municipalities/eysky/?near=1"):
        search.page.goto(search.site + address, wait_until="load")
        expect(search.page.locator(".atlas-search__still .atlas-card").first).to_be_visible()
        expect(search.page.locator("#atlas-search .atlas-filters")).to_be_visible()

"""Helpers, definitions and the map: pages that fold, filter and switch on a phone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

PHONE = {"width": 360, "height": 740}
HEIGHT = "document.documentElement.scrollHeight"
CUT = "links => links.filter((link) => link.scrollWidth > link.clientWidth).map((link) => link.textContent)"
SIZES = "links => links.map((link) => [link.offsetWidth, link.offsetHeight])"


@pytest.fixture
def phone(page: Page) -> Page:
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    return page


@pytest.mark.parametrize(("address", "screens"), [("help/", 4), ("glossary/", 4), ("", 4)])
def test_long_pages_are_short_on_a_phone(phone: Page, site_address: str, address: str, screens: int) -> None:
    phone.goto(site_address + address)
    assert phone.evaluate(HEIGHT) <= screens * PHONE["height"]


def test_a_need_opens_for_who_is_led_to_it(phone: Page, site_address: str) -> None:
    phone.goto(f"{site_address}help/#young-teacher")
    expect(phone.locator("#young-teacher .atlas-helpers li").first).to_be_visible()
    assert phone.locator("details.atlas-part[open]").count() == 1


def test_who_has_said_where_and_what_she_teaches_sees_her_own_helpers_first(
    phone: Page, site_address: str
) -> None:
    phone.goto(site_address)
    for question, answer in (("Я веду", "Математика"), ("В муниципалитете", "Ейский район")):
        phone.get_by_label(question).select_option(answer)
    phone.goto(f"{site_address}help/#subject")
    subject = phone.locator("#subject")
    expect(subject.get_by_role("link").first).to_have_text("Математика")
    expect(subject.locator(".atlas-helpers li").first).to_contain_text("ваш предмет")
    mentoring = phone.locator("#mentoring .atlas-helpers li")
    expect(mentoring.first).to_contain_text("ваш муниципалитет")
    expect(phone.locator("#internship .atlas-helpers li").first).to_contain_text("ближе всех к вам")
    phone.goto(f"{site_address}search/?q=фывапролд")
    nothing = phone.locator(".atlas-search__nothing")
    expect(nothing).to_contain_text("Для вас:")
    nothing.get_by_role("link", name="Ейский район и рядом").click()
    phone.wait_for_url("**/search/?municipality=**near=1")
    expect(phone.locator(".atlas-result").first).to_be_visible()


def test_the_glossary_leaves_the_words_that_hold_what_is_typed(phone: Page, site_address: str) -> None:
    phone.goto(f"{site_address}glossary/")
    phone.get_by_label("Найти слово").fill("крц")
    expect(phone.get_by_role("status").first).to_have_text("1\u00a0слово")
    assert phone.locator(".atlas-part:visible").count() == 1
    expect(phone.locator("dt:visible")).to_contain_text("КРЦ")
    phone.get_by_label("Найти слово").fill("")
    assert phone.locator("dt:visible").count() == 0
    assert phone.locator(".atlas-part:visible").count() > 10


def test_a_term_is_defined_where_it_stands(phone: Page, site_address: str) -> None:
    address = f"{site_address}practices/chitatelskaya-gramotnost-desyat-minut/"
    phone.goto(address)
    phone.locator("#content a[href*='glossary/#']:visible").first.click()
    told = phone.get_by_role("dialog", name="Что это значит")
    expect(told).to_contain_text("Определение")
    phone.keyboard.press("Escape")
    expect(told).to_have_count(0)
    assert phone.url == address


def test_the_map_counts_what_is_chosen_without_scripts(browser: Browser, site_address: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport=PHONE)  # type: ignore[arg-type]
    tab = context.new_page()
    tab.goto(f"{site_address}municipalities/")
    squares = tab.locator(".atlas-map__squares a")
    assert all(width >= 40 and height >= 40 for width, height in squares.evaluate_all(SIZES))
    for title, key in (("Практики", "own"), ("Сообщества", "communities")):
        tab.get_by_text(title, exact=True).and_(tab.locator("label")).click()
        assert (
            tab.locator(f".atlas-map__squares .atlas-map__figure--{key}:visible").count() == squares.count()
        )
        expect(tab.locator("th.atlas-map__column:visible")).to_have_text([title])
    tab.set_viewport_size({"width": 600, "height": 740})
    expect(tab.locator(".atlas-map__cells")).to_be_visible()
    expect(squares.first).to_be_hidden()
    assert tab.locator("th.atlas-map__column:visible").count() == 5
    context.close()


@pytest.mark.parametrize("size", ["", "large", "huge"])
def test_names_on_the_map_grow_with_the_letters_and_stay_whole(
    phone: Page, site_address: str, size: str
) -> None:
    phone.goto(site_address)
    phone.evaluate("size => localStorage.setItem('atlas-reading', JSON.stringify({ size }))", size)
    phone.goto(f"{site_address}municipalities/")
    assert phone.locator(".atlas-map__squares a").evaluate_all(CUT) == []
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]

"""Saving, sharing, comparing and printing records on a phone, by the words that readers see."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from browser.test_pages import violations
from browser.test_search import SHIFTS
from playwright.sync_api import Page, expect
from support.atlases import REFERENCE
from support.forms import finish, value_of

from generator.base.hyphens import SOFT_HYPHEN

pytestmark = pytest.mark.browser

ONE, OTHER = "practices/zadacha-s-rynka/", "practices/shkolnyi-meteopost/"
COMPARED = f"compare/?records={ONE[:-1]},{OTHER[:-1]}"


@pytest.fixture
def phone(page: Page) -> Iterator[Page]:
    """A tab of a phone with empty storage."""
    page.set_viewport_size({"width": 360, "height": 740})
    yield page
    page.evaluate("localStorage.clear()")


def put_aside(phone: Page, site_address: str, *records: str) -> None:
    for record in records:
        phone.goto(site_address + record)
        phone.get_by_role("button", name="Отложить").first.click()


def test_what_was_put_aside_is_found_again_and_can_be_taken_away(phone: Page, site_address: str) -> None:
    put_aside(phone, site_address, ONE, OTHER)
    phone.reload()
    expect(phone.get_by_role("button", name="Отложено").first).to_be_visible()
    phone.goto(f"{site_address}saved/")
    expect(phone.locator("[data-status]")).to_contain_text("отложено: 2 записи")
    titles = phone.locator("[data-aside] .atlas-kept__title")
    expect(titles).to_have_text([re.compile("метеопост"), re.compile("рынка")])
    phone.get_by_role("button", name=re.compile("Убрать: .*метеопост")).click()
    expect(titles).to_have_count(1)
    expect(phone.locator("[data-seen] .atlas-kept__title")).to_have_count(2)
    assert violations(phone) == []


def test_a_star_on_a_card_puts_its_record_aside_and_the_header_counts(phone: Page, site_address: str) -> None:
    for number, address in enumerate(("practices/", "search/?q=физика"), start=1):
        phone.goto(site_address + address)
        card = phone.locator(".atlas-card").nth(number)
        title = card.locator("a").inner_text()
        card.get_by_role("button").click()
        expect(card.get_by_role("button")).to_have_attribute("aria-pressed", "true")
        phone.get_by_role("link", name=re.compile(f"^Отложенное: {number}")).click()
        expect(phone.locator("[data-aside] .atlas-kept__title").first).to_have_text(title)
        expect(phone.locator("[data-aside] .atlas-kicker").first).to_contain_text("учебный пример")
    phone.get_by_role("button", name=re.compile("Убрать: ")).first.click()
    expect(phone.get_by_role("link", name="Отложенное: 1\u00a0запись")).to_be_visible()


@pytest.mark.parametrize("size", ["", "huge"])
def test_what_the_device_keeps_moves_nothing_when_it_comes(phone: Page, site_address: str, size: str) -> None:
    put_aside(phone, site_address, ONE, OTHER)
    phone.evaluate("size => localStorage.setItem('atlas-reading', JSON.stringify({ size }))", size)
    asked = '{"subject": "Математика", "grade": "5 класс", "municipality": "Ейский район"}'
    phone.evaluate("asked => localStorage.setItem('atlas-asked', asked)", asked)
    phone.add_init_script(SHIFTS)
    for address in ("", "saved/", "practices/", "subjects/mathematics/"):
        phone.goto(site_address + address)
        expect(phone.get_by_role("link", name=re.compile("^Отложенное: 2"))).to_be_visible()
        assert phone.evaluate("window.shifts") == [], address


def test_two_records_are_compared_from_the_second_ones_page(phone: Page, site_address: str) -> None:
    put_aside(phone, site_address, ONE, OTHER)
    phone.get_by_role("link", name="Сравнить").click()
    expect(phone.locator("[data-status]")).to_contain_text("Различий")
    assert phone.url.startswith(f"{site_address}compare/?records=")
    expect(phone.locator(".atlas-compare thead th")).to_have_count(2)
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360
    assert violations(phone) == []
    phone.get_by_role("button", name=re.compile("Убрать из сравнения")).first.click()
    expect(phone.get_by_role("button", name="Сравнить отмеченные")).to_be_disabled()


def test_an_address_holds_the_comparison_and_says_what_it_left_out(phone: Page, site_address: str) -> None:
    phone.goto(f"{site_address}{COMPARED},practices/no-such-record")
    expect(phone.locator(".atlas-compare thead th")).to_have_count(2)
    expect(phone.locator("[data-atlas-told]")).to_contain_text("Записей, которых больше нет в атласе: 1")


def test_a_list_that_came_by_a_link_can_be_put_aside(phone: Page, site_address: str) -> None:
    phone.goto(f"{site_address}saved/?records={ONE[:-1]},{OTHER[:-1]}")
    expect(phone.locator("[data-status]")).to_contain_text("Список по ссылке: 2 записи")
    phone.get_by_role("button", name="Отложить все у себя").click()
    phone.get_by_role("link", name="Открыть отложенное").click()
    expect(phone.locator("[data-aside] li")).to_have_count(2)


def test_without_the_phones_own_sharing_a_text_is_copied(phone: Page, site_address: str) -> None:
    phone.goto(site_address + ONE)
    phone.evaluate("navigator.clipboard.writeText = async text => { window.copied = text; }")
    phone.get_by_role("button", name="Отправить").click()
    expect(phone.locator("[data-atlas-told]").first).to_contain_text("скопирован")
    lines = phone.evaluate("window.copied").split("\n")
    assert lines[0].startswith("Задача со станичного рынка")
    assert lines[-1] == site_address + ONE
    assert len(lines) == 5, "a title, three facts, an address"


def test_the_phones_own_sharing_is_used_where_there_is_one(phone: Page, site_address: str) -> None:
    phone.goto(site_address + ONE)
    phone.evaluate("navigator.share = async what => { window.shared = what; }")
    phone.get_by_role("button", name="Отправить").click()
    phone.wait_for_function("window.shared")
    shared = phone.evaluate("window.shared")
    assert shared["url"] == site_address + ONE
    assert shared["title"] in shared["text"]


def test_a_list_is_printed_whole_with_its_contents(phone: Page, site_address: str) -> None:
    phone.goto(f"{site_address}saved/?records={ONE[:-1]},{OTHER[:-1]}&booklet&title=Для педсовета")
    phone.wait_for_selector("html.atlas-prints-booklet", state="attached")
    phone.emulate_media(media="print")
    booklet = phone.locator("#atlas-booklet")
    expect(booklet.locator(".atlas-booklet__name")).to_have_text("Для педсовета")
    expect(booklet.locator(".atlas-booklet__contents li")).to_have_count(2)
    expect(booklet.locator(".atlas-paper svg").first).to_be_visible()
    expect(phone.locator("#atlas-saved")).to_be_hidden()
    ids = phone.evaluate("[...document.querySelectorAll('[id]')].map(one => one.id)")
    assert len(ids) == len(set(ids))
    ways = booklet.locator(".atlas-booklet__contents a").evaluate_all("all => all.map(a => a.hash.slice(1))")
    assert set(ways) <= set(ids)
    assert SOFT_HYPHEN not in str(booklet.text_content()), "a word of the file can be searched"


def test_the_first_step_is_a_list_whose_ticks_stay(phone: Page, site_address: str) -> None:
    phone.goto(site_address + ONE)
    button = phone.get_by_role("button", name="Начать в понедельник")
    button.click()
    lines = phone.locator(".atlas-ticks input")
    assert lines.count() > 2
    lines.first.check()
    phone.reload()
    expect(button).to_have_text(re.compile("· 1 из"))
    button.click()
    expect(lines.first).to_be_checked()
    expect(lines.nth(1)).not_to_be_checked()


def test_who_has_tried_it_adds_a_replication_and_nothing_else(phone: Page, site_address: str) -> None:
    before = value_of((REFERENCE / f"content/{ONE.rstrip('/')}.yaml").read_text(encoding="utf-8"))
    phone.goto(site_address + ONE)
    phone.get_by_role("link", name="Я попробовал").click()
    expect(phone.locator("h1")).to_have_text(f"Дополнить запись: {before['title']}")
    expect(phone.locator("#f-title")).to_be_hidden()
    item = phone.locator("#f-replications [data-item]").last
    expect(phone.locator("#f-replications [data-item]:visible")).to_have_count(1)
    item.get_by_label("Организация").fill("Школа у реки")
    item.locator("[id$=municipality-filter]").fill("анапа")
    item.get_by_label("Анапа").check()
    item.get_by_label("Что получилось").fill("В 6 классе лишнее число замечали 5 человек из 20, теперь 14.")
    indicator = item.get_by_label("Показатель")
    indicator.focus()
    offered = indicator.evaluate("field => [...field.list.options].map(one => one.value)")
    assert offered == [one["indicator"] for one in before["results"]]
    indicator.fill(offered[0])
    item.get_by_label("Стало").fill("14")
    after = value_of(finish(phone))
    added = after["replications"].pop()
    assert after == before
    assert (added["organisation"], added["municipality"]) == ("Школа у реки", "anapa")
    assert added["figure"] == {"indicator": before["results"][0]["indicator"], "after": 14}

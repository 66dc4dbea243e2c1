"""Tasks of a teacher with a phone, played by her own words: four taps at most, or a query and two screens.

The other tasks are played in `test_choosing.py` and `test_keeping.py`.
"""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from playwright.sync_api import Locator, Page, expect
from pypdf import PdfReader

pytestmark = pytest.mark.browser

WIDTH, HEIGHT = 360, 740
MOST_TAPS, MOST_SCREENS = 4, 2
DATE = re.compile(r"\d{1,2}\.\d{2}\.\d{4}|\d{4} год")


class Reader:
    """A teacher who taps what she reads, from the home page on."""

    def __init__(self, page: Page, site: str) -> None:
        """Open the home page on a phone."""
        page.set_viewport_size({"width": WIDTH, "height": HEIGHT})
        page.goto(site)
        self.page = page
        self.taps = 0

    def tap(self, target: Locator) -> None:
        """Tap what is on the page; more than a few times is too often."""
        self.taps += 1
        assert self.taps <= MOST_TAPS
        target.click()

    def follow(self, words: str | re.Pattern[str], *, part: str = "main") -> None:
        """Tap the first link with these words."""
        self.tap(self.page.locator(part).get_by_role("link", name=words).first)

    def ask(self, words: str) -> None:
        """Put a query into the box of the home page."""
        field = self.page.get_by_placeholder("например")
        self.tap(field)
        field.fill(words)
        self.tap(self.page.get_by_role("button", name="Найти"))

    def sees(self, target: Locator, *, screens: int = MOST_SCREENS) -> None:
        """Assert that something is on the first screens of the page."""
        expect(target).to_be_visible()
        box = target.bounding_box()
        assert box is not None
        assert box["y"] + self.page.evaluate("scrollY") < screens * HEIGHT


@pytest.fixture
def reader(page: Page, site_address: str) -> Reader:
    return Reader(page, site_address)


def test_who_helps_a_young_teacher_in_a_municipality(reader: Reader) -> None:
    reader.follow(re.compile("Новороссийск"))
    reader.follow("Молодому педагогу")
    helpers = reader.page.locator("#young-teacher .atlas-helpers > li")
    reader.sees(helpers.first)
    expect(helpers.filter(has_text=re.compile("Как попасть: |Куда обратиться: ")).first).to_be_visible()


def test_a_practice_is_printed_for_the_council(reader: Reader) -> None:
    reader.ask("задача со станичного рынка")
    reader.follow(re.compile("Задача со станичного рынка"))
    expect(reader.page.locator("h1")).to_be_visible()
    printed = PdfReader(BytesIO(reader.page.pdf(prefer_css_page_size=True)))
    assert len(printed.pages) <= 2
    text = "".join(" ".join(one.extract_text() for one in printed.pages).split())
    for part in (
        "Задача со станичного рынка",
        "Как повторить",
        "Что изменилось",
        "practices/zadacha-s-rynka/",
    ):
        assert part.replace(" ", "") in text
    reader.page.emulate_media(media="print")
    expect(reader.page.locator(".atlas-paper svg")).to_be_visible()


def test_what_is_new(reader: Reader) -> None:
    reader.sees(reader.page.locator(".atlas-news__day").first)
    reader.follow("Все новости")
    last = reader.page.locator(".atlas-result .atlas-card__terms")
    reader.sees(last.first)
    expect(last.first).to_contain_text("обновлено")


def test_how_to_join_a_community(reader: Reader) -> None:
    reader.ask("учителя математики Каневского района")
    reader.follow(re.compile("Муниципальное объединение учителей математики"))
    reader.follow("Как вступить")
    told = reader.page.locator("#joining + p")
    expect(told).to_be_in_viewport()
    expect(told).to_contain_text("рассылку")


def test_where_to_go_for_practical_training_and_how_to_apply(reader: Reader) -> None:
    reader.follow("Кто поможет")
    reader.tap(reader.page.locator("main summary", has_text="Пройти стажировку"))
    first = reader.page.locator("#internship .atlas-helpers > li").first
    reader.sees(first)
    expect(first).to_contain_text("Как попасть: ")
    expect(first).to_contain_text("Куда обратиться: ")


def test_whether_it_works_is_told_on_the_first_screen(reader: Reader) -> None:
    reader.ask("задача со станичного рынка")
    reader.follow(re.compile("Задача со станичного рынка"))
    facts = reader.page.locator(".atlas-facts__fact")
    for label, told in (
        ("Что изменилось", "19 → 64"),
        ("Чем подтверждено", "экспертиза"),
        ("Где ещё работает", "район"),
    ):
        fact = facts.filter(has_text=label)
        expect(fact).to_contain_text(told)
        reader.sees(fact, screens=1)


def test_what_an_abbreviation_means(reader: Reader) -> None:
    reader.ask("КРЦ")
    meaning = reader.page.get_by_text(re.compile("КРЦ — краевой ресурсный центр", re.IGNORECASE)).first
    reader.sees(meaning, screens=1)


def test_a_record_of_ones_own_is_proposed(reader: Reader) -> None:
    reader.follow("Предложить свою запись")
    reader.follow("Практика")
    reader.sees(reader.page.get_by_label("Название").first)
    expect(reader.page.get_by_label("Название").first).to_be_editable()

"""Fifteen tasks of a teacher with a phone, played using only their words, by touch and by keyboard.

Each takes four taps at most, or a query, and what she looks for is on the first two screens of a page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from pypdf import PdfReader

pytestmark = pytest.mark.browser

WIDTH, HEIGHT = 360, 740
MOST_TAPS, MOST_SCREENS = 4, 2
MOST_TABS = 400
DATE = re.compile(r"\d{1,2}\.\d{2}\.\d{4}|\d{4} год")
STRIDE = 10
HAS_FOCUS = "one => one === document.activeElement"
NOTICE = 'one => one.addEventListener("focus", () => one.setAttribute("data-was-reached", ""))'
WAS_REACHED = 'one => one === document.activeElement || one.hasAttribute("data-was-reached")'
PRACTICE = re.compile("Задача со станичного рынка")
CARDS = ".atlas-card:visible"


class Reader:
    """A teacher who starts from the home page and taps what she reads, or gets there with the Tab key."""

    def __init__(self, page: Page, site: str, *, has_keyboard: bool) -> None:
        """Open the home page."""
        page.goto(site)
        self.page = page
        self.site = site
        self.taps = 0
        self._has_keyboard = has_keyboard

    def tap(self, target: Locator, key: str = "Enter") -> None:
        """Tap an element of the page, or press a key on it; only a few taps are allowed."""
        self._count()
        if self._has_keyboard:
            self._reach(target)
            self.page.keyboard.press(key)
        else:
            target.tap()

    def follow(self, words: str | re.Pattern[str], *, part: str = "main") -> None:
        """Tap the first link with these words."""
        self.tap(self.page.locator(part).get_by_role("link", name=words).first)

    def press(self, words: str | re.Pattern[str]) -> None:
        """Tap the first button with these words."""
        self.tap(self.page.locator("main").get_by_role("button", name=words).first)

    def tick(self, words: str) -> None:
        """Tick a box."""
        box = self.page.get_by_label(words)
        expect(box).to_be_visible()
        self.tap(box, key="Space")

    def choose(self, question: str, answer: str) -> None:
        """Choose an answer in a list."""
        self._count()
        field = self.page.get_by_label(question)
        if self._has_keyboard:
            self._reach(field)
            for _ in range(field.locator("option").all_inner_texts().index(answer)):
                self.page.keyboard.press("ArrowDown")
        else:
            field.select_option(answer)
        expect(field).to_have_value(answer)

    def ask(self, words: str) -> None:
        """Type a query into the search box of the home page."""
        self._count()
        field = self.page.get_by_placeholder("например")
        if self._has_keyboard:
            self._reach(field)
        else:
            field.tap()
        self.page.keyboard.type(words)
        self.tap(self.page.get_by_role("button", name="Найти"))

    def sees(self, target: Locator, *, screens: int = MOST_SCREENS) -> None:
        """Assert that something is on the first screens of the page."""
        box = None
        while box is None:  # a list that is written again between the two lines has no place
            expect(target).to_be_visible()
            box = target.bounding_box()
        assert box["y"] + self.page.evaluate("scrollY") < screens * HEIGHT

    def _count(self) -> None:
        self.taps += 1
        assert self.taps <= MOST_TAPS

    def _reach(self, target: Locator) -> None:
        """Move on with the Tab key a few steps at a time, and back if the target was passed."""
        expect(target).to_be_visible()
        target.evaluate(NOTICE)
        for _ in range(MOST_TABS // STRIDE):
            if target.evaluate(WAS_REACHED):
                break
            for _ in range(STRIDE):
                self.page.keyboard.press("Tab")
        for _ in range(STRIDE + 1):
            if target.evaluate(HAS_FOCUS):
                return
            self.page.keyboard.press("Shift+Tab")
        pytest.fail("the keyboard does not lead there")


@pytest.fixture(params=[False, True], ids=["finger", "keyboard"])
def reader(browser: Browser, site_address: str, request: pytest.FixtureRequest) -> Iterator[Reader]:
    context = browser.new_context(
        locale="ru-RU", viewport={"width": WIDTH, "height": HEIGHT}, has_touch=not request.param
    )
    yield Reader(context.new_page(), site_address, has_keyboard=request.param)
    context.close()


def test_mathematics_in_the_fifth_grade_with_a_measurement(reader: Reader) -> None:
    reader.choose("Я веду", "Математика")
    reader.choose("В классе", "5 класс")
    reader.press("Подобрать")
    reader.tick("Есть замер")
    reader.page.wait_for_url(re.compile("measured="))
    cards = reader.page.locator(CARDS)
    for card in cards.all():
        expect(card).to_contain_text("Математика")
        expect(card).to_contain_text(re.compile(r"5(–\d+)?\s?кл"))
    reader.sees(cards.first)


def test_a_municipality_and_those_around_it(reader: Reader) -> None:
    reader.follow(re.compile("Ейский"))
    reader.tick("И соседние")
    reader.page.wait_for_url(re.compile("near=1"))
    reader.sees(reader.page.locator(CARDS, has_text="Ейский").first)
    reader.sees(
        reader.page.locator(CARDS, has_text=re.compile("Щербиновский|Староминский|Ленинградский")).first
    )


def test_who_helps_a_young_teacher_in_a_municipality(reader: Reader) -> None:
    reader.follow(re.compile("Новороссийск"))
    reader.follow("Молодому педагогу")
    helpers = reader.page.locator("#young-teacher .atlas-helpers > li")
    reader.sees(helpers.first)
    expect(helpers.filter(has_text=re.compile("Как попасть: |Куда обратиться: ")).first).to_be_visible()


def test_a_kindergarten_that_has_little_money(reader: Reader) -> None:
    reader.ask("детский сад до 10 тыс")
    card = reader.page.locator(CARDS, has_text=re.compile(r"Практика\s· ДО.*До 10 тыс", re.DOTALL)).first
    reader.sees(card, screens=1)


def test_two_practices_are_compared(reader: Reader) -> None:
    reader.follow(re.compile("практик"))
    stars = reader.page.get_by_role("button", name=re.compile("^Отложить: "))
    reader.tap(stars.nth(0))
    reader.tap(stars.nth(1))
    reader.follow("Сравнить")
    reader.sees(reader.page.locator(".atlas-compare thead th").nth(1))
    reader.sees(reader.page.locator(".atlas-compare tbody tr").first)


def test_a_practice_is_printed_for_the_council(reader: Reader) -> None:
    reader.ask("задача со станичного рынка")
    reader.follow(PRACTICE)
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


def test_a_practice_is_sent_to_a_colleague(reader: Reader) -> None:
    reader.ask("задача со станичного рынка")
    reader.follow(PRACTICE)
    button = reader.page.get_by_role("button", name="Отправить")
    reader.sees(button, screens=1)
    reader.page.evaluate("navigator.clipboard.writeText = async text => { window.copied = text; }")
    reader.tap(button)
    expect(reader.page.locator("[data-atlas-told]").first).to_contain_text("скопирован")
    assert reader.page.evaluate("window.copied").endswith(f"{reader.site}practices/zadacha-s-rynka/")


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
    reader.follow(PRACTICE)
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


def test_what_was_liked_is_found_again(reader: Reader) -> None:
    reader.follow(re.compile("практик"))
    star = reader.page.get_by_role("button", name=re.compile("^Отложить: ")).first
    expect(star).to_be_visible()
    title = str(star.get_attribute("aria-label")).removeprefix("Отложить: ")
    reader.tap(star)
    reader.page.goto(reader.site)
    reader.follow(re.compile("^Отложенное: 1"), part="header")
    found = reader.page.locator("[data-aside] .atlas-kept__title")
    reader.sees(found, screens=1)
    expect(found).to_have_text(title)


def test_a_record_of_ones_own_is_proposed(reader: Reader) -> None:
    reader.follow("Предложить свою запись")
    reader.follow("Практика")
    reader.sees(reader.page.get_by_label("Название").first)
    expect(reader.page.get_by_label("Название").first).to_be_editable()


def test_data_are_taken_away(reader: Reader) -> None:
    reader.follow(re.compile("практик"))
    button = reader.page.get_by_role("button", name="CSV")
    reader.sees(button, screens=1)
    with reader.page.expect_download() as waiting:
        reader.tap(button)
    assert waiting.value.suggested_filename == "Практики.csv"

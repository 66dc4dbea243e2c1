"""A form on a phone: short at first, and able to split what people paste or type at once."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect
from support.forms import TITLES, choose, field, fill_main, finish, open_form, unfold, value_of

pytestmark = pytest.mark.browser

PHONE: ViewportSize = {"width": 360, "height": 740}
SCREENS = 6
PASTE = """(input, [text, markup]) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", text);
  clipboardData.setData("text/html", markup);
  input.focus();
  const event = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
  if (input.dispatchEvent(event)) document.execCommand("insertText", false, text);
}"""


def paste(place: Locator, text: str, markup: str = "") -> None:
    """Paste a text into a field, together with its HTML."""
    place.evaluate(PASTE, [text, markup])


@pytest.mark.parametrize("folder", TITLES)
def test_a_form_is_six_screens_of_a_phone(page: Page, site_address: str, folder: str) -> None:
    page.set_viewport_size(PHONE)
    open_form(page, f"{site_address}propose/{folder}/")
    height = page.evaluate("document.documentElement.scrollHeight")
    assert height <= SCREENS * PHONE["height"]
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


def test_what_is_pasted_and_typed_in_one_go_is_put_where_it_belongs(page: Page, site_address: str) -> None:
    open_form(page, f"{site_address}propose/practices/")
    fill_main(page, "practices")
    step = page.locator("#f-steps [data-item]").first.get_by_label("Название шага")
    step.fill("")
    paste(step, "1. Взять рулетку\nИ мел.\n2. Измерить тень. В полдень.")
    expect(page.locator("#f-steps [data-item]")).to_have_count(2)
    unfold(page, "Подробнее")
    paste(
        field(page, "description"),
        "Что нужно: бумага клей",
        "<p>Что <b>нужно</b>:</p><ul><li>бумага</li><li>клей</li></ul>",
    )
    tags = unfold(page, "Метки")
    tags.get_by_role("button", name="Добавить").click()
    tags.locator("input").fill("Астрономия, тень; двор")
    tags.locator("input").blur()
    results = unfold(page, "Результаты")
    results.get_by_role("button", name="Добавить: показатель").click()
    results.get_by_label("Показатель").first.fill("Верные измерения")
    results.get_by_label("Стало").first.fill("27 шт")
    results.get_by_label("Стало").first.blur()
    field(page, "problem").fill('Ученики говорят "не верю" формулам.')
    page.get_by_text("Как это увидят читатели").click()
    whole = page.locator("#atlas-form-page")
    expect(whole.locator("li", has_text="клей")).to_be_visible()
    expect(whole).to_contain_text("Измерить тень")
    headings = whole.locator("h3").all_text_contents()
    assert headings[:3] == ["Что изменилось", "Как повторить", "Какую проблему решает"]  # as on its page
    value = value_of(finish(page))
    assert value["steps"] == [
        {"title": "Взять рулетку", "text": "И мел."},
        {"title": "Измерить тень", "text": "В полдень."},
    ]
    assert value["description"] == "Что нужно:\n\n- бумага\n- клей"
    assert value["tags"] == ["астрономия", "тень", "двор"]
    assert (value["results"][0]["after"], value["results"][0]["unit"]) == (27, "шт")
    assert value["problem"] == "Ученики говорят «не верю» формулам."


def test_words_where_a_number_belongs_are_told_and_not_dropped(page: Page, site_address: str) -> None:
    open_form(page, f"{site_address}propose/communities/")
    fill_main(page, "communities")
    unfold(page, "Участники")
    field(page, "members-count").fill("много")
    page.get_by_role("button", name="Проверить и отправить").click()
    summary = page.locator("#atlas-form-summary")
    expect(summary).to_contain_text("Участники: Сколько: Нужно целое число")
    assert page.locator("#atlas-form-result").is_hidden()


def test_what_is_said_of_a_field_does_not_move_the_button_that_is_pressed(
    page: Page, site_address: str
) -> None:
    """Pressing a button first takes the focus from a field: a message shown then would move the button."""
    page.set_viewport_size(PHONE)
    open_form(page, f"{site_address}propose/communities/")
    fill_main(page, "communities")
    field(page, "title").fill("Урок")
    send = page.get_by_role("button", name="Проверить и отправить")
    send.scroll_into_view_if_needed()
    place = send.bounding_box()
    assert place is not None
    page.mouse.move(place["x"] + 20, place["y"] + place["height"] - 2)
    page.mouse.down()
    page.mouse.up()
    expect(page.locator("#atlas-form-summary")).to_contain_text("Название: Текст слишком короткий")


def test_what_is_said_of_a_field_does_not_move_what_is_tapped(browser: Browser, site_address: str) -> None:
    """A field loses the focus only after the finger has left the screen."""
    context = browser.new_context(locale="ru-RU", viewport=PHONE, has_touch=True)
    page = context.new_page()
    open_form(page, f"{site_address}propose/practices/?record=zadacha-s-rynka&add=replications")
    expect(page.locator("#f-replications input:focus")).to_be_visible()
    more = page.locator("#f-replications summary:visible", has_text="Ещё: год")
    more.tap()
    expect(page.get_by_text("Заполните поле: оно обязательное.")).to_be_visible()
    expect(more.locator("xpath=..")).not_to_have_attribute("open", "")
    context.close()


@pytest.mark.parametrize("folder", TITLES)
def test_the_paper_form_has_room_for_every_answer(page: Page, site_address: str, folder: str) -> None:
    """The printed form has boxes to tick, lines to write on, and the address to send it to."""
    open_form(page, f"{site_address}propose/{folder}/")
    page.locator("#f-municipality-filter").fill("анап")
    choose(page, "municipality", "anapa")
    page.emulate_media(media="print")
    expect(page.locator(".atlas-form__paper")).to_be_visible()
    short = "getComputedStyle(document.querySelector('#f-education_levels-values')).display"
    assert page.evaluate(short) == "grid"
    expect(page.locator("#f-municipality .atlas-chip")).to_be_visible()
    expect(page.locator("#f-municipality-values")).to_be_hidden()
    line = "getComputedStyle(document.querySelector('#f-subjects'), '::after').borderBottomWidth"
    assert page.evaluate(line) == "1px"
    box = "getComputedStyle(document.querySelector('.atlas-items'), '::after').borderTopWidth"
    assert page.evaluate(box) == "1px"
    expect(page.get_by_text("Для редакторов")).to_be_hidden()
    assert (
        page.evaluate("getComputedStyle(document.querySelector('#f-title'), '::placeholder').opacity") == "0"
    )

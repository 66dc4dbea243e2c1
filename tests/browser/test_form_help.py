"""How a form helps: drafts, duplicates, adding items, messages, a preview, the keyboard."""

from __future__ import annotations

import datetime as dt
import json
import re

import pytest
from browser.test_pages import violations
from playwright.sync_api import Page, expect
from support.attacks import CODE, MARKDOWN, ODD
from support.forms import (
    IDS,
    SUMMARY,
    TITLES,
    choose,
    field,
    fill_main,
    finish,
    open_folds,
    open_form,
    unfold,
    value_of,
)
from support.tabs import listen_to, without_dialogs

pytestmark = pytest.mark.browser

KEPT = "Черновик сохранён."


@pytest.fixture
def practice(page: Page, site_address: str) -> Page:
    """The form for a practice."""
    return open_form(page, f"{site_address}propose/practices/")


def error(page: Page, key: str) -> str:
    """Return the message at a field."""
    return page.locator(f"#f-{key}-error").text_content() or ""


def test_a_draft_survives_a_reload_and_can_be_forgotten(practice: Page) -> None:
    fill_main(practice, "practices")
    practice.get_by_role("button", name="Добавить: шаг").click()
    practice.locator("#f-steps [data-item]").nth(1).get_by_label("Название шага").fill("Второй шаг")
    unfold(practice, "Результаты")
    practice.get_by_role("button", name="Добавить: показатель").click()
    practice.get_by_label("Стало").fill("двенадцать")
    expect(practice.locator("#atlas-form-draft")).to_have_text(KEPT)
    practice.wait_for_timeout(500)
    practice.reload()
    expect(field(practice, "title")).to_have_value(TITLES["practices"])
    expect(practice.locator("#f-steps [data-item]")).to_have_count(2)
    expect(practice.get_by_label("Стало")).to_have_value("двенадцать")
    expect(practice.get_by_label("Стало")).to_be_visible()
    expect(practice.locator("input[name=f-municipality][value=anapa]")).to_be_checked()
    practice.once("dialog", lambda dialog: dialog.dismiss())
    practice.get_by_role("button", name="Удалить черновик").click()
    expect(field(practice, "title")).to_have_value(TITLES["practices"])
    practice.once("dialog", lambda dialog: dialog.accept())
    practice.get_by_role("button", name="Удалить черновик").click()
    expect(field(practice, "title")).to_have_value("")
    practice.reload()
    expect(field(practice, "title")).to_have_value("")


def test_a_draft_of_another_form_does_no_harm(practice: Page) -> None:
    stale = {"title": "Опыты", "gone": 1, "steps": "x", "contact": 5, "subjects": {"a": 1}, "goal": ["б"]}
    for draft in ("5", "null", "[1]", "{", '"text"', json.dumps(stale)):
        practice.evaluate("text => localStorage.setItem(`atlas-draft:${location.pathname}`, text)", draft)
        practice.reload()
        expect(practice.locator("#atlas-form-preview article")).to_be_attached()
        expect(field(practice, "title")).to_have_value("Опыты" if "title" in draft else "")
    fill_main(practice, "practices")
    assert "gone" not in value_of(finish(practice))


def test_drafts_of_two_kinds_do_not_mix(practice: Page, site_address: str) -> None:
    field(practice, "title").fill("Черновик практики")
    expect(practice.locator("#atlas-form-draft")).to_have_text(KEPT)
    open_form(practice, f"{site_address}propose/communities/")
    expect(field(practice, "title")).to_have_value("")


def test_a_likely_duplicate_is_shown_while_the_title_is_typed(practice: Page) -> None:
    field(practice, "title").fill("Школьные физические эксперименты к ОГЭ: лаборатории погрешностей")
    warning = practice.locator(".atlas-form__alike")
    expect(warning).to_be_visible()
    link = warning.get_by_role("link").first
    expect(link).to_have_text("Школьный физический эксперимент к ОГЭ: лаборатория погрешностей")
    assert "/practices/" in str(link.get_attribute("href"))
    field(practice, "title").fill("Совсем другое дело про велосипеды")
    expect(warning).to_be_hidden()


def test_the_id_follows_the_title_until_it_is_written_by_hand(practice: Page) -> None:
    field(practice, "title").fill(TITLES["practices"])
    expect(field(practice, "id")).to_have_value(IDS["practices"])
    unfold(practice, "Для редакторов")
    field(practice, "id").fill("teplitsa")
    field(practice, "title").fill("Теплица на балконе")
    expect(field(practice, "id")).to_have_value("teplitsa")
    field(practice, "id").fill("")
    field(practice, "title").fill("Index")
    expect(field(practice, "id")).to_have_value("index-practice")


def test_a_new_record_gets_an_id_that_is_free(practice: Page) -> None:
    own = IDS["practices"]
    published = {own: {"title": TITLES["practices"]}}
    practice.route("**/data/records/practices/*.json", lambda route: route.fulfill(json=published))
    fill_main(practice, "practices")
    assert value_of(finish(practice))["id"] == f"{own}-2"
    unfold(practice, "Для редакторов")
    field(practice, "id").fill(own)
    practice.get_by_role("button", name="Проверить и отправить").click()
    expect(practice.locator("#f-id-error")).to_have_text(
        f"Запись с таким идентификатором уже есть. Можно взять «{own}-2»."
    )


def test_nested_lists_grow_move_and_shrink(practice: Page) -> None:
    fill_main(practice, "practices")
    unfold(practice, "Для редакторов")
    practice.get_by_role("button", name="Добавить: экспертное заключение").click()
    expertise = practice.locator("#f-expertise")
    open_folds(expertise)
    expertise.get_by_label("Соответствует", exact=False).first.check()
    expertise.get_by_label("Дата").fill("01.02.2026")
    expertise.get_by_label("Кто рассматривал").fill("Экспертный совет")
    for number, title in enumerate(("Новизна", "Польза", "Польза ученику")):
        expertise.get_by_role("button", name="Добавить: критерий").click()
        item = expertise.locator("[data-items] [data-items] [data-item]").nth(number)
        assert item.get_by_label("Критерий").first.evaluate("one => one === document.activeElement")
        item.get_by_label("Критерий").first.fill(title)
        item.get_by_label("Балл").first.fill(f"{number},5")
        item.get_by_label("Наибольший балл").fill("10")
    items = expertise.locator("[data-items] [data-items] [data-item]")
    items.nth(2).get_by_role("button", name="Выше").click()
    items.nth(0).get_by_role("button", name="Убрать").click()
    value = value_of(finish(practice))
    assert value["expertise"][0]["date"] == "2026-02-01"
    assert value["expertise"][0]["criteria"] == [
        {"title": "Польза ученику", "score": 2.5, "maximum": 10},
        {"title": "Польза", "score": 1.5, "maximum": 10},
    ]


def test_a_name_asks_for_a_consent(practice: Page) -> None:
    fill_main(practice, "practices")
    authors = unfold(practice, "Авторы")
    authors.get_by_role("button", name="Добавить").click()
    open_folds(authors)
    authors.get_by_label("Роль").fill("Учитель физики")
    finish(practice)
    authors.get_by_label("Имя").fill("Петрова Анна Ивановна")
    practice.get_by_role("button", name="Проверить и отправить").click()
    summary = practice.locator("#atlas-form-summary")
    expect(summary.get_by_role("link")).to_have_text(
        "Авторы, пункт 1: Согласие: Дата согласия: Заполните поле: оно обязательное."
    )
    authors.get_by_label("Дата согласия").fill("1 сентября 2025 года")
    assert value_of(finish(practice))["authors"][0]["consent"] == {"date": "2025-09-01"}


def test_nothing_is_said_of_a_field_before_somebody_was_in_it(practice: Page) -> None:
    assert practice.locator("[data-error]:visible").count() == 0
    field(practice, "title").focus()
    field(practice, "summary").focus()
    assert practice.locator("[data-error]:visible").count() == 1
    assert error(practice, "title") == "Заполните поле: оно обязательное."
    assert field(practice, "title").get_attribute("aria-invalid") == "true"
    assert "f-title-error" in str(field(practice, "title").get_attribute("aria-describedby"))
    field(practice, "title").fill("Опыты на крыше")
    assert error(practice, "title") == ""
    assert field(practice, "title").get_attribute("aria-invalid") is None


@pytest.mark.parametrize(
    ("key", "text", "told"),
    [
        (
            "summary",
            "Коротко.",
            "Текст слишком короткий — 8 знаков. Допустимо: 80–400 знаков. Допишите текст.",
        ),
        ("title", "щ" * 141, "Текст слишком длинный — 141 знак. Допустимо: 5–140 знаков. Сократите текст."),
        ("contact-email", "школа", "Значение записано не так, как нужно."),
        ("contact-phone", "восемь", "Значение записано не так, как нужно. С кодом города"),
        (
            "contact-phone",
            "8 918 123-45-67",
            "Мобильный номер «8 918 123-45-67»: личные телефоны не публикуются. Укажите",
        ),
        (
            "contact-email",
            "anna.petrova@mail.ru",
            "Ящик «anna.petrova@mail.ru» назван по человеку: личные адреса не публикуются.",
        ),
        ("organisation-site", "сайт школы", "Адрес не откроется: внутри пробел или перевод строки. Откройте"),
    ],
)
def test_mistakes_are_told_in_the_words_of_the_findings(
    practice: Page, key: str, text: str, told: str
) -> None:
    open_folds(practice.locator("#atlas-form-fields"))
    field(practice, key).fill(text)
    field(practice, key).blur()
    assert error(practice, key).replace("\u00a0", " ")[: len(told)] == told


@pytest.mark.parametrize(
    ("text", "shown", "told"),
    [
        ("30.02.2026", "2026-02-30", "Нет такой даты."),
        ("вчера", "вчера", "Дата записана не так, как нужно."),
        ("01.09.2026", "2026-09-01", ""),
        ("2024-02-29", "2024-02-29", ""),
        ("2023-02-29", "2023-02-29", "Нет такой даты."),
    ],
)
def test_dates_are_those_of_the_calendar(practice: Page, text: str, shown: str, told: str) -> None:
    unfold(practice, "Подробнее")
    field(practice, "started").fill(text)
    field(practice, "started").blur()
    assert field(practice, "started").input_value() == shown
    assert error(practice, "started").startswith(told)
    assert bool(error(practice, "started")) == bool(told)


def test_the_summary_of_mistakes_leads_to_the_fields(practice: Page) -> None:
    practice.get_by_role("button", name="Проверить и отправить").click()
    summary = practice.locator("#atlas-form-summary")
    expect(summary).to_be_focused()
    told = summary.inner_text()
    assert "Направления: Не заполнено ни одно из полей: «Направления» и «Предметы»." in told
    assert "Шаги, пункт 1: Пояснение: Заполните поле: оно обязательное." in told
    assert "Источник: Документ: Заполните поле: оно обязательное." in told
    assert "Идентификатор" not in told
    summary.get_by_role("link", name="Проблема").click()
    expect(field(practice, "problem")).to_be_focused()
    assert practice.locator("#atlas-form-result").is_hidden()


def test_a_mistake_in_a_folded_part_is_unfolded(practice: Page) -> None:
    fill_main(practice, "practices")
    part = unfold(practice, "Конкурс")
    part.get_by_label("Итог").fill("щ" * 251)
    part.locator("summary").first.click()
    practice.get_by_role("button", name="Проверить и отправить").click()
    link = practice.locator("#atlas-form-summary").get_by_role("link", name="Итог")
    assert "Текст слишком длинный — 251" in str(link.text_content())
    link.click()
    expect(part.get_by_label("Итог")).to_be_focused()


def test_a_made_up_record_needs_no_source(practice: Page) -> None:
    fill_main(practice, "practices")
    field(practice, "source-title").fill("")
    unfold(practice, "Для редакторов")
    practice.locator("input[name=f-sample][value=true]").check()
    value = value_of(finish(practice))
    assert value["sample"] is True
    assert "source" not in value


def test_words_of_a_list_narrow_it_and_what_is_chosen_is_said(practice: Page) -> None:
    practice.locator("#f-municipality-filter").fill("гелен")
    shown = practice.locator("#f-municipality li:visible")
    assert 1 <= shown.count() <= 2
    choose(practice, "municipality", "gelendzhik")
    chips = practice.locator("#f-municipality [data-chosen] button")
    expect(chips).to_have_text(["Убрать: Геленджик ×"])
    expect(practice.locator("#f-municipality-values")).to_be_hidden()
    practice.locator("#f-municipality-filter").fill("нигде")
    expect(practice.locator("#f-municipality [data-nothing]")).to_have_text("В списке нет таких слов.")
    practice.locator("#f-municipality-filter").fill("кропоткин")
    expect(practice.locator("#f-municipality-values li:visible")).to_have_count(1)
    assert "Кавказский" in practice.locator("#f-municipality-values li:visible").inner_text()
    for words in ("станица динская", "ст. Динская"):
        practice.locator("#f-municipality-filter").fill(words)
        expect(practice.locator("#f-municipality-values li:visible")).to_contain_text(["Динской район"])
    for field_name, words, title in (
        ("directions", "патриот", "Воспитание"),
        ("directions", "овз", "Дистанционные технологии"),
        ("subjects", "астроном", "Физика"),
    ):
        practice.locator(f"#f-{field_name}-filter").fill(words)
        expect(practice.locator(f"#f-{field_name}-values li:visible")).to_contain_text([title])
    chips.click()
    expect(chips).to_have_count(0)
    assert practice.locator("input[name=f-municipality]:checked").count() == 0


def test_records_are_named_by_their_titles(practice: Page) -> None:
    fill_main(practice, "practices")
    unfold(practice, "Подробнее")
    finder = practice.locator("#f-communities-find")
    finder.fill("молод педаг")
    practice.locator("#f-communities [data-found] button").first.click()
    expect(finder).to_be_focused()
    title = practice.locator("#f-communities [data-picked] a")
    expect(title).to_have_count(1)
    finder.fill("впр")
    expect(practice.locator("#f-communities [data-found] button")).to_have_text(
        "Временная группа по разбору результатов ВПР (учебный пример)"
    )
    finder.fill("ра")
    expect(practice.locator("#f-communities [data-told]")).to_have_text("Введите хотя бы четыре буквы.")
    finder.fill("нет такого сообщества")
    expect(practice.locator("#f-communities [data-told]")).to_contain_text("нет записи с такими словами")
    value = value_of(finish(practice))
    assert str(title.get_attribute("href")).endswith(f"/communities/{value['communities'][0]}/")


def test_texts_are_tidied_as_people_paste_them(practice: Page) -> None:
    fill_main(practice, "practices")
    field(practice, "title").fill("  Теплица\u200b на\u00ad крыше:  наблюдаем ")
    field(practice, "problem").fill("Первый абзац. \r\n\r\n\r\n\r\n  Второй.  \n")
    value = value_of(finish(practice))
    assert value["title"] == "Теплица на крыше: наблюдаем"
    assert value["problem"] == "Первый абзац.\n\n  Второй."
    assert value["added"] == practice.evaluate("new Date().toISOString().slice(0, 10)")
    assert dt.date.fromisoformat(value["added"])


def test_hostile_text_is_only_text(practice: Page) -> None:
    asked: list[str] = []
    fill_main(practice, "practices")
    preview = practice.locator("#atlas-form-preview")
    with listen_to(practice, "request", lambda request: asked.append(request.url)), without_dialogs(practice):
        for number, text in enumerate([*CODE.values(), *ODD.values(), *MARKDOWN.values()][::9]):
            hostile = f"Опыт {number}: {text}"[:140]
            field(practice, "title").fill(hostile)
            field(practice, "summary").fill((hostile[5:] + " и ещё раз " * 20)[:390])
            expect(preview.locator("h3")).to_have_text(re.compile(f"^Опыт {number}"))
            assert preview.locator("script, img, iframe, [onclick]").count() == 0
            practice.get_by_role("button", name="Проверить и отправить").click()
    strangers = [url for url in asked if not url.startswith((practice.url.split("propose/")[0], "blob:"))]
    assert strangers == []


def test_a_practice_is_proposed_with_the_keyboard_alone(practice: Page) -> None:
    keyboard = practice.keyboard
    field(practice, "title").focus()
    keyboard.type(TITLES["practices"])
    keyboard.press("Tab")
    keyboard.type(SUMMARY)
    reached: list[str] = []
    wanted = {
        "f-directions-filter": lambda: keyboard.type("воспит"),
        "f-directions": lambda: keyboard.press("Space"),
        "f-education_levels-filter": lambda: keyboard.type("основн"),
        "f-education_levels": lambda: keyboard.press("Space"),
        "f-municipality-filter": lambda: keyboard.type("анап"),
        "f-municipality": lambda: keyboard.press("Space"),
        "f-organisation-name": lambda: keyboard.type("Сельская школа"),
        "f-contact-email": lambda: keyboard.type("shkola@example.org"),
        "f-problem": lambda: keyboard.type("Опыты есть, а измерений нет."),
        "f-steps-N-title": lambda: keyboard.type("Взять рулетку"),
        "f-steps-N-text": lambda: keyboard.type("Измерить тень."),
        "f-source-title": lambda: keyboard.type("Отчёт школы за 2025 год"),
    }
    for _ in range(120):
        keyboard.press("Tab")
        here = practice.evaluate("document.activeElement.id || document.activeElement.name || ''")
        here = re.sub(r"-\d+-", "-N-", here)
        if here in wanted and here not in reached:
            reached.append(here)
            wanted[here]()
        if practice.evaluate("document.activeElement.type === 'submit'"):
            break
    assert reached == list(wanted)
    keyboard.press("Enter")
    expect(practice.locator("#atlas-form-result h2")).to_be_focused()
    assert value_of(practice.locator("#atlas-form-text").input_value())["title"] == TITLES["practices"]


@pytest.mark.parametrize(
    ("folder", "width", "depth"),
    [("practices", 360, 2), ("practices", 1280, 1), ("communities", 360, 1), ("resource_centres", 360, 1)],
)
def test_axe_finds_nothing_in_an_open_form_with_mistakes(
    page: Page, site_address: str, folder: str, width: int, depth: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    open_form(page, f"{site_address}propose/{folder}/")
    page.evaluate("document.querySelectorAll('#atlas-form details').forEach(one => one.open = true)")
    for _ in range(depth):  # lists inside lists
        page.evaluate("document.querySelectorAll('#atlas-form [data-add]').forEach(one => one.click())")
    page.get_by_role("button", name="Проверить и отправить").click()
    expect(page.locator("#atlas-form-summary")).to_be_visible()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_axe_finds_nothing_when_the_file_is_ready(page: Page, site_address: str) -> None:
    page.set_viewport_size({"width": 360, "height": 800})
    open_form(page, f"{site_address}propose/communities/")
    fill_main(page, "communities")
    field(page, "title").fill("Сообщества тьюторов по предметам в составе РУМО")
    expect(page.locator(".atlas-form__alike")).to_be_visible()
    finish(page)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360

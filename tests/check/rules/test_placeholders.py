"""Placeholders: the same words are meaningless in one field and an answer in another."""

from __future__ import annotations

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from support.text_rules import problems_of_text

from generator.base.placeholders import LONGEST, PLACEHOLDER_FORMS, find_placeholder
from generator.base.russian import fold_text
from generator.model.findings import Pointer

KNOWN = PLACEHOLDER_FORMS["knownPlaceholder"]
TITLE, GOAL, STEP, TEXT = ("title",), ("goal",), ("steps", 0, "title"), ("steps", 0, "text")
DURATION, STAFF, HOURS, LIMIT = (
    ("steps", 0, "duration"),
    ("resources", "staff", 0),
    ("contact", "hours"),
    ("limits", 0),
)
ANYWHERE = (TITLE, GOAL, STEP, DURATION, STAFF, HOURS, LIMIT)


SAYING_NOTHING = [
    "указать позже", "Укажу позже", "уточняется", "срок уточняется", "Информация уточняется",
    "в разработке",
    "впишите сюда срок", "Вставьте сюда текст", "дописать позже", "допишу потом", "позже", "потом",
    "скоро",
    "будет добавлено", "Будет указано позднее", "срок будет определён позже", "появится позже",
    "не знаю",
    "данные собираются", "на согласовании", "нужно дописать", "название практики", "Краткое описание",
    "здесь будет текст", "нет данных", "нет телефона", "и т.д.", "и др.", "без названия",
    "Новая практика",
    "{{title}}", "${title}", "#Н/Д", "#ССЫЛКА!", "#REF!", "Текст текст текст", "бла-бла-бла", "…",
    "-", "??",
    "ХХХ", "n/a", "TODO", "фывапр", "Лист1", "Untitled",
]  # fmt: skip


def test_what_says_nothing_says_so_in_every_field() -> None:
    passed = [
        (text, pointer)
        for text in SAYING_NOTHING
        for pointer in ANYWHERE
        if not problems_of_text("placeholder", text, "line", pointer)
    ]
    assert passed == []


@pytest.mark.parametrize(
    ("text", "nothing", "answer"),
    [
        ("нет", [TITLE, GOAL, DURATION, HOURS], [STAFF, LIMIT, ("risks", 0, "risk")]),
        ("Не требуется", [TITLE, DURATION], [STAFF, ("resources", "materials", 0)]),
        ("не предусмотрено", [GOAL, STEP], [LIMIT]),
        ("по согласованию", [TITLE, GOAL, STAFF], [HOURS, DURATION, ("services", 0, "how_to_get")]),
        ("По договорённости", [TITLE, STAFF], [HOURS, ("joining",)]),
        ("по предварительной записи", [GOAL, STEP], [HOURS, LIMIT]),
        ("по мере необходимости", [GOAL, STAFF], [DURATION, ("effort", "rhythm")]),
        ("см. приложение", [TITLE, GOAL, DURATION, STAFF], [("source", "place"), ("materials", 0, "title")]),
        ("на сайте", [TITLE, GOAL, STEP], [HOURS, ("joining",)]),
        ("прилагается", [GOAL, TEXT], []),
        ("аналогично", [GOAL, TEXT], []),
        ("укажите название", [TITLE, GOAL, DURATION], [STEP, ("risks", 0, "response")]),
        ("Опишите проблему класса", [GOAL], [STEP, TEXT]),
        ("тест", [TITLE, GOAL], [STEP, ("materials", 0, "title"), ("tags", 0)]),
        ("123", [TITLE, GOAL, ("organisation", "name")], [("number",), HOURS, ("source", "place")]),
    ],
)
def test_what_says_nothing_in_one_field_may_be_an_answer_in_another(
    text: str, nothing: list[Pointer], answer: list[Pointer]
) -> None:
    assert all(problems_of_text("placeholder", text, "line", pointer) for pointer in nothing)
    assert not any(problems_of_text("placeholder", text, "line", pointer) for pointer in answer)


MEANT = [
    "Пример урока", "Тест по чтению", "Заполнить журнал", "Дать название стенду", "Добавить воды",
    "Нет готовых ответов",
    "Срок — один месяц", "Текст недели", "Уточняем вопрос", "Приложение к уроку", "5–9 классы",
    "Позже звонка",
    "Скоро экзамен", "Найти ошибку в тексте", "Как у всех, но тише", "Новый документ о школе", "Всё",
    "Пусто в стакане", "В разработке участвует класс", "Здесь живут птицы", "Описание опыта по шагам",
]  # fmt: skip


def test_words_with_a_meaning_are_left_alone() -> None:
    told = [
        (text, pointer)
        for text in MEANT
        for pointer in ANYWHERE
        if problems_of_text("placeholder", text, "line", pointer)
    ]
    assert told == []


@given(st.from_regex(re.compile(KNOWN.pattern, KNOWN.flags), fullmatch=True))
def test_every_form_is_known_by_its_beginning(text: str) -> None:
    assume(len(text) <= LONGEST and fold_text(text) == text)  # «İ» is two signs once it is folded
    assert find_placeholder(text) is not None

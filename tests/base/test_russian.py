"""Russian words around numbers, lists and dates."""

from __future__ import annotations

import datetime as dt

import pytest

from generator.base.russian import (
    collation_key,
    count,
    cut_between_words,
    format_day,
    format_number,
    format_partial_day,
    format_short_day,
    is_partial_date,
    join_words,
    plural,
    quote_all,
)
from generator.base.suggestions import near_misses


@pytest.mark.parametrize(
    ("number", "word"),
    [
        (0, "записей"),
        (1, "запись"),
        (2, "записи"),
        (4, "записи"),
        (5, "записей"),
        (11, "записей"),
        (14, "записей"),
        (21, "запись"),
        (111, "записей"),
        (112, "записей"),
        (101, "запись"),
        (-1, "запись"),
    ],
)
def test_plurals(number: int, word: str) -> None:
    assert plural(number, "запись", "записи", "записей") == word


def test_fractions_take_the_second_form() -> None:
    assert plural(1.5, "балл", "балла", "баллов") == "балла"
    assert plural(2.0, "балл", "балла", "баллов") == "балла"


def test_figures() -> None:
    assert [format_number(number) for number in (0, 9999, 12000, 1234567, 0.5, 5.0, -12000)] == [
        "0",
        "9999",
        "12\u00a0000",
        "1\u00a0234\u00a0567",
        "0,5",
        "5",
        "-12\u00a0000",
    ]
    assert count(41, "знак", "знака", "знаков") == "41\u00a0знак"


def test_lists() -> None:
    assert [join_words(words) for words in ([], ["а"], ["а", "б"], ["а", "б", "в"])] == [
        "",
        "а",
        "а и б",
        "а, б и в",
    ]
    assert join_words(quote_all(["а", "б"]), "или") == "«а» или «б»"


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("Учитель труда", "Учитель труда"),
        ("Мастер обучения на подгруппу", "Мастер обучения…"),
        ("восемь суббот. В конце каждой", "восемь суббот…"),
        ("раз в неделю, и не для всех", "раз в неделю…"),
        ("за 25 минут до начала урока", "за 25 минут…"),
        ("видно, где и что изменилось", "видно…"),
        ("Автомобилестроительный", "…"),
    ],
)
def test_a_text_is_cut_after_a_word_that_says_something(text: str, cut: str) -> None:
    assert cut_between_words(text, 20) == cut


def test_dates_in_words() -> None:
    assert format_day(dt.date(2026, 3, 5)) == "5\u00a0марта 2026\u00a0года"
    assert format_short_day(dt.date(2026, 3, 5)) == "05.03.2026"
    assert [format_partial_day(text) for text in ("2024", "2024-09", "2024-09-01")] == [
        "2024\u00a0год",
        "сентябрь 2024\u00a0года",
        "1\u00a0сентября 2024\u00a0года",
    ]
    with pytest.raises(ValueError, match="month"):
        format_partial_day("2024-13-01")


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("2024", True),
        ("2024-02", True),
        ("2024-02-29", True),
        ("2023-02-29", False),
        ("2024-13", False),
        ("", False),
        ("24", False),
        ("20240101", False),
        ("2024-W01", False),
        ("2024-01-01-01", False),
        ("вчера", False),
    ],
)
def test_partial_dates(text: str, right: bool) -> None:  # noqa: FBT001
    assert is_partial_date(text) is right


def test_sorting_takes_no_notice_of_case_quotes_and_the_dots_of_yo() -> None:
    titles = ["Ясли", "«Ёлка» и школа", "елка", "Ель", "ёж", "Жук", "11 класс", "Art"]
    assert sorted(titles, key=collation_key) == [
        "11 класс",
        "Art",
        "ёж",
        "елка",
        "«Ёлка» и школа",
        "Ель",
        "Жук",
        "Ясли",
    ]


def test_near_misses_are_few_and_best_first() -> None:
    terms = [
        ("physics", "physics"),
        ("Физика", "physics"),
        ("mathematics", "mathematics"),
        ("music", "music"),
    ]
    assert near_misses("phisics", terms) == ("physics",)
    assert near_misses("ФИЗИКА", terms) == ("physics",)
    assert near_misses("zzz", terms) == ()
    assert near_misses("", terms) == ()
    assert near_misses("x" * 10_000, terms) == ()
    assert near_misses("term-10", [(f"term-{n}", f"term-{n}") for n in range(30)])[0] == "term-10"

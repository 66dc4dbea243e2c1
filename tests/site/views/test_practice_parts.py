from __future__ import annotations

import msgspec
import pytest
from support.pages import catalogue, record

from generator.model.kinds import PRACTICE
from generator.model.records.practice import Figure, Practice, Replication, Result, Sample
from generator.site.views.practice_parts import (
    change_in_a_line,
    grades,
    measure,
    result_rows,
    sample_in_words,
)
from generator.site.views.site import Site, SiteIndex
from generator.source.git.history import History


def shown(result: Result) -> tuple[Site, Practice]:
    """Return a practice with a result, and a site with this practice only."""
    entry = record(PRACTICE, "one")
    site = Site(SiteIndex(catalogue=catalogue(entry), history=History()))
    return site, msgspec.structs.replace(entry.record, results=(result,))


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ((5,), "5\u00a0класс"),
        ((8, 9), "8–9\u00a0классы"),
        ((4, 2, 3, 7, 7), "2–4, 7\u00a0классы"),
        ((1, 3), "1, 3\u00a0классы"),
    ],
)
def test_grades_are_joined_into_runs(numbers: tuple[int, ...], expected: str) -> None:
    assert [item.title for item in grades(numbers)] == [expected]


def test_no_grades_give_nothing() -> None:
    assert grades(()) == ()


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [(45, "%", "45\u00a0%"), (4.5, "балла из 5", "4,5 балла из 5"), (12000, None, "12\u00a0000")],
)
def test_measure(value: float, unit: str | None, expected: str) -> None:
    assert measure(value, unit) == expected


@pytest.mark.parametrize(
    ("before", "after", "unit", "places"),
    [
        (20, 40, "%", (20, 40)),
        (None, 7, "%", (None, 7)),
        (3.5, 4.5, "балла из 5", (70, 90)),
        (60, 120, "%", None),  # more than all
        (-5, 10, "%", None),
        (0, 86, "задач", None),  # counts have no scale
        (1, 2, None, None),
    ],
)
def test_both_values_stand_on_one_scale(
    before: float | None, after: float, unit: str | None, places: tuple[int | None, int] | None
) -> None:
    site, practice = shown(Result(indicator="Показатель", before=before, after=after, unit=unit))
    (row,) = result_rows(site, practice)
    scale = row.change.scale
    assert (scale and (scale.before, scale.after)) == places


def test_a_small_sample_and_a_fall_that_is_good_are_told() -> None:
    few = Sample(before=18, after=17, unit="ученик")
    result = Result(indicator="Ошибки", before=14, after=3, better="lower", sample=few, measured_by="authors")
    (row,) = result_rows(*shown(result))
    assert (row.falls_well, row.change.small, row.change.sample) == (True, True, "18 и 17 учеников")
    assert row.notes == ("измеряли: сами авторы",)


@pytest.mark.parametrize(
    ("before", "after", "unit", "words"),
    [
        (73, 73, "ученик", "73\u00a0ученика"),
        (12, 14, "чел.", "12 и 14\u00a0чел."),
        (94, 91, "ученик", "94 ученика и 91 ученик"),
        (71, 76, "работа", "71 работа и 76 работ"),
        (None, 5, "урок", "5 уроков"),
        (4, 7, None, "4 и 7"),
    ],
)
def test_a_unit_goes_with_each_size_of_a_sample(
    before: int | None, after: int, unit: str | None, words: str
) -> None:
    sample = Sample(before=before, after=after, unit=unit)
    assert sample_in_words(sample).replace("\u00a0", " ") == words.replace("\u00a0", " ")


def test_those_who_repeated_stand_under_the_same_indicator() -> None:
    result = Result(indicator="Доля", before=19, after=64, unit="%")
    own = Replication(
        organisation="Школа № 5", municipality="anapa", figure=Figure(indicator="Доля", before=15, after=58)
    )
    site, practice = shown(result)
    (row,) = result_rows(site, msgspec.structs.replace(practice, replications=(own,)))
    ((organisation, change),) = row.repeated
    assert (organisation, change.before, change.after) == ("Школа № 5", "15\u00a0%", "58\u00a0%")
    assert change.scale is not None


def test_the_main_result_is_the_one_that_others_found_again_else_the_first_with_a_value_before() -> None:
    counted = Result(indicator="Задачи", after=86)
    first, second = (Result(indicator=name, before=1, after=2, unit="%") for name in ("Доля", "ВПР"))
    _, practice = shown(counted)
    three = msgspec.structs.replace(practice, results=(counted, first, second))
    again = Replication(
        organisation="Школа", municipality="anapa", figure=Figure(indicator="ВПР", before=1, after=3)
    )
    assert change_in_a_line(practice) == "86 — задачи"
    assert change_in_a_line(three) == "1\u00a0→ 2\u00a0% — доля"
    repeated = msgspec.structs.replace(three, replications=(again,))
    assert change_in_a_line(repeated) == "1\u00a0→ 2\u00a0% — ВПР"

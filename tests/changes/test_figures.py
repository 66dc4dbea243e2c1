"""The meaning of changed figures, in the words of the report."""

from __future__ import annotations

import pytest

from generator.changes.figures import compare_figures
from generator.source.yaml.reader import Json

OTHER = "число то же, а единица другая: было «%», теперь"


def result(before: Json, after: Json, **more: Json) -> dict[str, Json]:
    return {"results": [{"indicator": "Доля", "before": before, "after": after, **more}]}


@pytest.mark.parametrize(
    ("was", "now", "meaning"),
    [
        (result(40, 51), result(40, 63), "эффект вырос с 11 до 23"),
        (result(40, 63), result(40, 51), "эффект уменьшился с 23 до 11"),
        (result(40, 51, unit="%"), result(40, 63, unit="%"), "эффект вырос с 11 до 23\u00a0п.\u00a0п."),
        (result(40, 30, better="lower"), result(40, 17, better="lower"), "эффект вырос с 10 до 23"),
        (result(40, 51), result(40, 35), "эффект уменьшился с 11 до −5: стало хуже, чем до практики"),
        (result(0.1, 0.3), result(0.1, 0.4), "эффект вырос с 0,2 до 0,3"),
        (result(None, 51), result(40, 51), "теперь виден эффект 11"),
        (result(40, 51), result(None, 51), "эффекта больше не видно: был 11"),
        (result(40, 10), result(40, 10, better="lower"), "эффект вырос с −30 до 30"),
        (result(40, 51), result(50, 61), ""),
        (result(40, 51, unit="%"), result(40, 51, unit="чел."), f"{OTHER} «чел.»"),
        (result(40, 51, unit="%"), result(40, 51), f"{OTHER} без единицы"),
        (result(40, None, unit="%"), result(40, None), ""),
        (result("40", 51), result([], {}), ""),
        ({"results": "x"}, {"results": [1, None]}, ""),
    ],
)
def test_meaning_of_a_change(was: Json, now: Json, meaning: str) -> None:
    assert [one.meaning for one in compare_figures(was, now)] == ([meaning] if meaning else [])


def test_who_repeated_a_practice_counts_as_it_does() -> None:
    def practice(after: int) -> dict[str, Json]:
        figure: dict[str, Json] = {"indicator": "доля", "before": 30, "after": after}
        return {**result(40, 20, better="lower"), "replications": [{"figure": figure}]}

    (found,) = compare_figures(practice(25), practice(20))
    assert found.meaning == "эффект вырос с 5 до 10"
    assert not found.is_result


def named(name: str, after: int) -> dict[str, Json]:
    return {"indicator": name, "before": 10, "after": after}


def test_a_renamed_indicator_is_compared_and_another_one_is_not() -> None:
    old = named("Ученики, которые верно объясняют диаграмму", 20)
    new = named("Ученики, верно объясняющие диаграмму", 40)
    (found,) = compare_figures({"results": [old]}, {"results": [new]})
    assert (found.meaning, found.is_result) == ("эффект вырос с 10 до 30", True)
    assert compare_figures({"results": [old]}, {"results": [named("Посаженные деревья", 40)]}) == ()
    assert compare_figures({"results": [old]}, {"results": [new, old]}) == ()  # the old one is still there

from __future__ import annotations

from generator.model.tally import Tally

PRACTICE = ("практика", "практики", "практик")


def test_samples_are_counted_apart() -> None:
    assert Tally.of([False, True, True]) == Tally(1, 2)
    assert Tally(0, 38).words(*PRACTICE) == "0\u00a0практик и 38\u00a0учебных примеров"
    assert Tally(1, 1).words(*PRACTICE) == "1\u00a0практика и 1\u00a0учебный пример"
    assert Tally(2).words(*PRACTICE) == "2\u00a0практики"
    assert Tally().words(*PRACTICE) == "0\u00a0практик"


def test_after_a_title_the_figure_is_brief() -> None:
    briefs = [Tally(5).brief, Tally(2, 3).brief, Tally(0, 3).brief, Tally().brief]
    assert briefs == ["5", "2 и 3\u00a0учебных примера", "3\u00a0учебных примера", "0"]

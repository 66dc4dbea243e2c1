"""Counts beside lists of records: samples are never counted as records."""

from __future__ import annotations

import pytest

from generator.model.tally import MARK
from generator.site.views.items import Group, Item

REAL, SAMPLE = Item("Опыты", "practices/opyty/"), Item("Опыты", "practices/primer/", note=MARK)


@pytest.mark.parametrize(
    ("items", "words"),
    [
        ([SAMPLE], "1\u00a0учебный пример"),
        ([REAL, REAL], "2\u00a0записи"),
        ([REAL, SAMPLE, SAMPLE], "1\u00a0запись и 2\u00a0учебных примера"),
    ],
)
def test_samples_of_a_group_are_counted_apart(items: list[Item], words: str) -> None:
    assert Group("Первый год в школе", items).count_of_records == words

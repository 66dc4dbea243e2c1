"""What was checked, in words: with correct plurals, and never as if nothing had been checked."""

from __future__ import annotations

import pytest

from generator.report import ChangeScope, CheckReport
from generator.report.text import describe_scope

REST = "Проверено, не нарушает ли это чего-то в остальном атласе:"


@pytest.mark.parametrize(
    ("records", "change", "told"),
    [
        (2, (0, 0, 9), "Проверено: 2\u00a0записи."),
        (2, (5, 0, 9), f"Проверено: 2\u00a0записи. Удалено 5\u00a0записей. {REST} 7\u00a0записей."),
        (1, (0, 1, 1), "Проверено: 1\u00a0запись. Изменено в схемах и настройках: 1\u00a0файл."),
        (0, (1, 0, 21), f"Удалена 1\u00a0запись. {REST} 21\u00a0запись."),
        (
            0,
            (3, 12, 2),
            f"Удалены 3\u00a0записи. Изменено в схемах и настройках: 12\u00a0файлов. {REST} 2\u00a0записи.",
        ),
        (0, (2, 0, 0), "Удалены 2\u00a0записи. Других записей в атласе нет."),
        (0, (0, 0, 9), "Изменённых записей, схем и настроек нет."),
    ],
)
def test_scope_of_a_change(records: int, change: tuple[int, int, int], told: str) -> None:
    removed, settings, whole = change
    counted = ChangeScope(removed=removed, settings=settings, whole=whole)
    assert describe_scope(CheckReport(findings=[], paths=["a.yaml"] * records, change=counted)) == told


def test_scope_of_an_atlas() -> None:
    assert describe_scope(CheckReport(findings=[], paths=["a.yaml"] * 74)) == "Проверено: 74\u00a0записи."
    assert describe_scope(CheckReport(findings=[], paths=[])) == "Записей не найдено, проверены настройки."
    assert describe_scope(CheckReport(findings=[], paths=[], chosen=True)) == "Записей среди указанного нет."

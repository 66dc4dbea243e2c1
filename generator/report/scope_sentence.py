"""What a check has looked at, in words: the sentences that stand before the count of findings."""

from __future__ import annotations

from collections.abc import Iterator

from generator.base.russian import count, plural
from generator.report.base import ChangeScope, CheckReport

_RECORDS = ("запись", "записи", "записей")


def describe_scope(checked: CheckReport) -> str:
    """Return what a check has looked at: «Проверено: 7 записей.»; also where no record was among it."""
    records = len(checked.paths)
    told = [f"Проверено: {count(records, *_RECORDS)}."] if records else []
    if checked.change is not None:
        told += _beside(checked.change, records)
    return " ".join(told or [_nothing(checked)])


def _beside(change: ChangeScope, records: int) -> Iterator[str]:
    """Yield what a change does beside writing records, and where it was asked what that spoils."""
    if change.removed:
        removed = plural(change.removed, "Удалена", "Удалены", "Удалено")
        yield f"{removed} {count(change.removed, *_RECORDS)}."
    if change.settings:
        yield f"Изменено в схемах и настройках: {count(change.settings, 'файл', 'файла', 'файлов')}."
    if not (change.removed or change.settings):
        return
    rest = change.whole - records
    if rest:
        yield f"Проверено, не нарушает ли это чего-то в остальном атласе: {count(rest, *_RECORDS)}."
    elif not records:
        yield "Других записей в атласе нет."


def _nothing(checked: CheckReport) -> str:
    if checked.change is not None:
        return "Из указанного ничего не изменено." if checked.chosen else _UNCHANGED
    return "Записей среди указанного нет." if checked.chosen else "Записей не найдено, проверены настройки."


_UNCHANGED = "Изменённых записей, схем и настроек нет."

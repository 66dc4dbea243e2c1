"""Report: what is wrong with a table, for a person at a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.base.russian import count, join_words
from generator.intake.tables.cell_findings import Fault, Place
from generator.report.base import SEVERITY, advice_sentences, count_severities, escape_invisible
from generator.report.text import help_pages

__all__ = ["fault_text", "help_pages", "summary"]

_MARGIN = "    "


def fault_text(fault: Fault, file: str) -> str:
    """Return a finding as lines of text, without a line end after the last.

    Args:
        fault: what is wrong.
        file: the name of the table, for what is wrong with it as a whole.
    """
    return "\n".join(_lines(fault, file))


def summary(faults: Sequence[Fault]) -> str:
    """Return the count of findings in words."""
    if not faults:
        return "Замечаний нет."
    errors, warnings = count_severities([fault.finding for fault in faults])
    told = [
        *([count(errors, "ошибка", "ошибки", "ошибок")] if errors else []),
        *([count(warnings, "предупреждение", "предупреждения", "предупреждений")] if warnings else []),
    ]
    return f"Найдено: {join_words(told)}."


def _lines(fault: Fault, file: str) -> Iterator[str]:
    problem = fault.problem
    place = f"Файл «{file}»" if fault.place == Place() else fault.place.words
    yield escape_invisible(f"{place}: {SEVERITY[problem.severity]} [{problem.code}] {problem.what}")
    if fault.cell:
        yield f"{_MARGIN}В ячейке: {escape_invisible(fault.cell)}"
    for sentence in advice_sentences(fault.finding):
        yield f"{_MARGIN}{sentence}"

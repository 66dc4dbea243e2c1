"""Report: what is wrong with a table, for a person at a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.report.base import SEVERITY, advice, counts, shown
from generator.report.text import help_pages
from generator.tables.faults import Fault
from generator.wording import count, joined

__all__ = ["fault_text", "help_pages", "summary"]

_MARGIN = "    "


def fault_text(fault: Fault) -> str:
    """Return a finding as lines of text, without a line end after the last."""
    return "\n".join(_lines(fault))


def summary(faults: Sequence[Fault]) -> str:
    """Return the count of findings in words."""
    if not faults:
        return "Замечаний нет."
    errors, warnings = counts([fault.finding for fault in faults])
    told = [
        *([count(errors, "ошибка", "ошибки", "ошибок")] if errors else []),
        *([count(warnings, "предупреждение", "предупреждения", "предупреждений")] if warnings else []),
    ]
    return f"Найдено: {joined(told)}."


def _lines(fault: Fault) -> Iterator[str]:
    problem = fault.problem
    yield shown(f"{fault.place.words}: {SEVERITY[problem.severity]} [{problem.code}] {problem.what}")
    if fault.cell:
        yield f"{_MARGIN}В ячейке: {shown(fault.cell)}"
    for sentence in advice(fault.finding):
        yield f"{_MARGIN}{sentence}"

"""The findings of an import as text for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.intake.tables.cell_findings import WHOLE_FILE, CellFinding
from generator.report.base import SEVERITY, advice_sentences, count_findings, escape_invisible
from generator.report.text import help_pages

__all__ = ["format_finding", "help_pages", "summary"]

_MARGIN = "    "


def format_finding(finding: CellFinding, file: str) -> str:
    """Return a finding as lines of text, without a line end after the last.

    Args:
        finding: what is wrong.
        file: the name of the table, for what is wrong with it as a whole.
    """
    return "\n".join(_lines(finding, file))


def summary(findings: Sequence[CellFinding]) -> str:
    """Return the count of findings in words."""
    if not findings:
        return "Замечаний нет."
    return f"Найдено: {count_findings([finding.record_finding for finding in findings])}."


def _lines(finding: CellFinding, file: str) -> Iterator[str]:
    problem = finding.problem
    place = f"Файл «{file}»" if finding.place == WHOLE_FILE else finding.place.words
    yield escape_invisible(f"{place}: {SEVERITY[problem.severity]} [{problem.code}] {problem.what}")
    if finding.cell:
        yield f"{_MARGIN}В ячейке: {escape_invisible(finding.cell)}"
    for sentence in advice_sentences(finding.record_finding):
        yield f"{_MARGIN}{sentence}"

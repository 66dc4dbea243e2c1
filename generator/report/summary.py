"""The step summary on GitHub: all findings in one Markdown table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.base.russian import count
from generator.model.findings import Finding
from generator.report.base import SEVERITY, CheckReport, advice_sentences
from generator.report.github import sort_for_github
from generator.report.markdown import escape_markdown, markdown_link
from generator.report.text import summary_sentence

LIMIT = 1024 * 1024
"""GitHub's limit for a step summary, in bytes."""
_HEADING = "## Проверка атласа\n\n"
_TABLE = "| Вид | Место | Замечание | Что сделать |\n| --- | --- | --- | --- |\n"
_RESERVE = 400
"""Bytes reserved for the count of findings left out."""


def step_summary(checked: CheckReport, room: int = LIMIT) -> str:
    """Return a check as Markdown of at most `room` bytes: the count in words and a table of findings.

    The last line counts the findings left out. Contributors' text is escaped.
    """
    head = f"{_HEADING}{summary_sentence(checked)}\n"
    if not checked.findings:
        return head
    ordered = sort_for_github(checked.findings)
    rows = list(_rows_within(ordered, checked, room - _size(head) - _size(_TABLE) - _RESERVE))
    left = len(ordered) - len(rows)
    more = (
        f"\nИ ещё {count(left, 'замечание', 'замечания', 'замечаний')}: всё сюда не вошло.\n" if left else ""
    )
    return f"{head}\n{_TABLE}{''.join(rows)}{more}"


def _rows_within(findings: Sequence[Finding], checked: CheckReport, room: int) -> Iterator[str]:
    for finding in findings:
        row = _row(finding, checked.help(finding.code))
        room -= _size(row)
        if room < 0:
            return
        yield row


def _row(finding: Finding, help_page: str) -> str:
    kind = f"{SEVERITY[finding.severity]} {markdown_link(finding.code, help_page)}"
    place = f"{escape_markdown(finding.path)}, строка {finding.line}, столбец {finding.column}"
    advice = escape_markdown(" ".join(advice_sentences(finding)))
    return f"| {kind} | {place} | {escape_markdown(finding.what)} | {advice} |\n"


def _size(text: str) -> int:
    return len(text.encode())

"""The summary of a step on GitHub: every finding in one table, as Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.base.russian import count
from generator.model.findings import Finding
from generator.report.base import SEVERITY, Checked, advice
from generator.report.github import useful_first
from generator.report.markdown import link, plain
from generator.report.text import checked_summary

LIMIT = 1024 * 1024
"""Bytes that GitHub takes from a step."""
_HEADING = "## Проверка атласа\n\n"
_TABLE = "| Вид | Место | Замечание | Что сделать |\n| --- | --- | --- | --- |\n"
_RESERVE = 400
"""Bytes kept for the count of what had no room."""


def step_summary(checked: Checked, room: int = LIMIT) -> str:
    """Return a check as Markdown of at most `room` bytes: the count in words, then a table of all findings.

    What has no room is counted in the last line. Nothing that contributors wrote has any effect in it.
    """
    head = f"{_HEADING}{checked_summary(checked)}\n"
    if not checked.findings:
        return head
    ordered = useful_first(checked.findings)
    rows = list(_fitting(ordered, checked, room - _size(head) - _size(_TABLE) - _RESERVE))
    left = len(ordered) - len(rows)
    more = (
        f"\nИ ещё {count(left, 'замечание', 'замечания', 'замечаний')}: всё сюда не вошло.\n" if left else ""
    )
    return f"{head}\n{_TABLE}{''.join(rows)}{more}"


def _fitting(findings: Sequence[Finding], checked: Checked, room: int) -> Iterator[str]:
    for finding in findings:
        row = _row(finding, checked.help(finding.code))
        room -= _size(row)
        if room < 0:
            return
        yield row


def _row(finding: Finding, help_page: str) -> str:
    kind = f"{SEVERITY[finding.severity]} {link(finding.code, help_page)}"
    place = f"{plain(finding.path)}, строка {finding.line}, столбец {finding.column}"
    return f"| {kind} | {place} | {plain(finding.what)} | {plain(' '.join(advice(finding)))} |\n"


def _size(text: str) -> int:
    return len(text.encode())

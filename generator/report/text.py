"""Findings for a person at a terminal."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from generator.base.russian import count, join_words
from generator.model.findings import Finding
from generator.report.base import (
    SEVERITY,
    CheckReport,
    advice_sentences,
    count_severities,
    escape_invisible,
    help_address,
)
from generator.report.scope_sentence import describe_scope

_WIDEST = 100
_MARGIN = "    "
_BEFORE_CARET = 60
"""How much of a long line is shown before the caret."""


def text_report(checked: CheckReport) -> str:
    """Return a whole check as text (see `text_report`)."""
    return findings_text(checked.findings, describe_scope(checked), checked.site)


def findings_text(findings: Sequence[Finding], looked: str = "", site: str = "") -> str:
    """Return findings as text, each with its source line and a caret; at the end pages to read and a count.

    Args:
        findings: what to report, in the order in which to report it.
        looked: what was looked at, as a sentence; «» when the report is not of a whole check.
        site: the address of the site whose pages explain the findings, if it is known.
    """
    told = [f"{finding_text(finding)}\n" for finding in findings]
    pages = help_pages(findings, site)
    return "\n".join([*told, *([f"{pages}\n"] if pages else []), summary(findings, looked), ""])


def finding_text(finding: Finding) -> str:
    """Return one finding as lines of text, without a line end after the last."""
    return "\n".join(_finding_lines(finding))


def help_pages(findings: Sequence[Finding], site: str) -> str:
    """Return a line for each code with the page that explains it; nothing if the site is not known."""
    codes = sorted({finding.code for finding in findings}) if site else []
    return "\n".join(f"Подробнее: {help_address(site, code)}" for code in codes)


def summary_sentence(checked: CheckReport) -> str:
    """Return what was looked at and how much was found, in words: the line that ends a report."""
    return summary(checked.findings, describe_scope(checked))


def summary(findings: Sequence[Finding], looked: str) -> str:
    """Return the count of findings in words: «Найдено: 2 ошибки и 1 предупреждение в 1 файле.».

    Args:
        findings: what to count.
        looked: the sentence before it, or «».
    """
    before = f"{looked} " if looked else ""
    if not findings:
        return f"{before}Замечаний нет."
    errors, warnings = count_severities(findings)
    told = [
        *([count(errors, "ошибка", "ошибки", "ошибок")] if errors else []),
        *([count(warnings, "предупреждение", "предупреждения", "предупреждений")] if warnings else []),
    ]
    wrong = len({finding.path for finding in findings})
    return f"{before}Найдено: {join_words(told)} в {count(wrong, 'файле', 'файлах', 'файлах')}."


def _finding_lines(finding: Finding) -> Iterator[str]:
    place = f"{finding.path}:{finding.line}:{finding.column}"
    yield escape_invisible(f"{place}: {SEVERITY[finding.severity]} [{finding.code}] {finding.what}")
    if finding.source_line.strip():
        yield from _source_lines(finding)
    for sentence in advice_sentences(finding):
        yield f"{_MARGIN}{sentence}"


def _source_lines(finding: Finding) -> Iterator[str]:
    """Yield the source line, cut around the caret when it is long, and the caret."""
    start = finding.column - 1
    left = max(0, start - _BEFORE_CARET) if len(finding.source_line) > _WIDEST else 0
    part = finding.source_line[left : left + _WIDEST]
    head, rest = "…" if left else "", "…" if left + _WIDEST < len(finding.source_line) else ""
    before = _display_width(part[: start - left]) + len(head)
    width = max(1, min(_display_width(part[start - left : start - left + finding.width]), _WIDEST))
    yield f"{_MARGIN}{head}{escape_invisible(part)}{rest}"
    yield f"{_MARGIN}{' ' * before}{'^' * width}"


def _display_width(text: str) -> int:
    """Return how many columns of a terminal a text takes: marks above letters take none."""
    return sum(_character_width(character) for character in text)


def _character_width(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1

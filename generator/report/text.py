"""Findings for a person at a terminal."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from generator.findings import Finding, Severity
from generator.wording import count, joined, quoted

_WIDEST = 100
_MARGIN = "    "
_BEFORE_CARET = 60
"""How much of a long line is shown before the caret."""
_SEVERITY: Mapping[Severity, str] = MappingProxyType(
    {Severity.ERROR: "ошибка", Severity.WARNING: "предупреждение"}
)


def text_report(findings: Sequence[Finding], files: int | None) -> str:
    """Return findings as text, each with its source line and a caret, and a count at the end.

    Args:
        findings: what to report, in the order in which to report it.
        files: how many record files were checked; None when the report is not of a whole check.
    """
    return "\n".join([*(f"{finding_text(finding)}\n" for finding in findings), summary(findings, files), ""])


def finding_text(finding: Finding) -> str:
    """Return one finding as lines of text, without a line end after the last."""
    return "\n".join(_lines(finding))


def summary(findings: Sequence[Finding], files: int | None) -> str:
    """Return the count of findings in words: «Найдено: 2 ошибки и 1 предупреждение в 1 файле.»."""
    checked = "" if files is None else f"Проверено: {count(files, 'запись', 'записи', 'записей')}. "
    if not findings:
        return f"{checked}Замечаний нет."
    errors = sum(finding.severity is Severity.ERROR for finding in findings)
    warnings = len(findings) - errors
    told = [
        *([count(errors, "ошибка", "ошибки", "ошибок")] if errors else []),
        *([count(warnings, "предупреждение", "предупреждения", "предупреждений")] if warnings else []),
    ]
    wrong = len({finding.path for finding in findings})
    return f"{checked}Найдено: {joined(told)} в {count(wrong, 'файле', 'файлах', 'файлах')}."


def _lines(finding: Finding) -> Iterator[str]:
    place = f"{finding.path}:{finding.line}:{finding.column}"
    yield shown(f"{place}: {_SEVERITY[finding.severity]} [{finding.code}] {finding.what}")
    if finding.source_line.strip():
        yield from _source(finding)
    if finding.allowed:
        yield shown(f"{_MARGIN}Допустимо: {_sentence(finding.allowed)}")
    if finding.action:
        yield shown(f"{_MARGIN}Что сделать: {_sentence(finding.action)}")
    if finding.near:
        yield shown(f"{_MARGIN}Возможно, вы имели в виду {joined(quoted(finding.near), 'или')}.")


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _source(finding: Finding) -> Iterator[str]:
    """Yield the source line, cut around the caret when it is long, and the caret."""
    start = finding.column - 1
    left = max(0, start - _BEFORE_CARET) if len(finding.source_line) > _WIDEST else 0
    part = finding.source_line[left : left + _WIDEST]
    head, rest = "…" if left else "", "…" if left + _WIDEST < len(finding.source_line) else ""
    before = _widths(part[: start - left]) + len(head)
    width = max(1, min(_widths(part[start - left : start - left + finding.width]), _WIDEST))
    yield f"{_MARGIN}{head}{shown(part)}{rest}"
    yield f"{_MARGIN}{' ' * before}{'^' * width}"


def _widths(text: str) -> int:
    """Return how many columns of a terminal a text takes: marks above letters take none."""
    return sum(_width(character) for character in text)


def _width(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1


def shown(text: str) -> str:
    """Return a text safe for a terminal: control and invisible characters become visible signs."""
    return "".join(_visible(character) for character in text)


def _visible(character: str) -> str:
    if character == "\t":
        return "→"
    # Cc: escape sequences of terminals; Cf: bidi controls and zero-width characters; Zl, Zp: line ends.
    hidden = unicodedata.category(character) in {"Cc", "Cf", "Cs", "Zl", "Zp"}
    return "\N{REPLACEMENT CHARACTER}" if hidden else character

"""Findings for a person at a terminal."""

import unicodedata
from collections.abc import Iterator, Sequence

from generator.base.russian import count, plural
from generator.model.findings import Finding
from generator.report.base import (
    CARET,
    GOOD,
    PLACE,
    SEVERITY,
    ChangeScope,
    CheckReport,
    Paint,
    advice_sentences,
    count_findings,
    escape_invisible,
    help_address,
    leave_plain,
)
from generator.report.limits import MOST_TEXT, select_findings
from generator.report.repeated import fold_repeated

_WIDEST = 100
_MARGIN = "    "
_BEFORE_CARET = 60
"""Columns of a long line shown before the caret."""
_RECORDS = ("запись", "записи", "записей")


def text_report(checked: CheckReport) -> str:
    """Return a whole check as text (see `findings_text`)."""
    return findings_text(checked.findings, describe_scope(checked), checked.site, checked.paint)


def findings_text(
    findings: Sequence[Finding], scope: str = "", site: str = "", paint: Paint = leave_plain
) -> str:
    """Return findings as text, each with its source line and a caret, then help pages and a count.

    `scope` says what was checked (see `describe_scope`), «» when it was not a whole check; `site` is the
    address of the site whose pages explain the findings, if known.
    """
    line = summary(findings, scope)
    last = line if findings else paint(line, GOOD)
    return f"{list_findings(findings, site, paint)}{last}\n"


def list_findings(findings: Sequence[Finding], site: str = "", paint: Paint = leave_plain) -> str:
    """Return findings as `findings_text` does, without the count; «» if there are none.

    Findings with the same cause are merged.
    """
    selected = select_findings(fold_repeated(findings), MOST_TEXT)
    texts = [finding_text(finding, paint) for finding in selected.shown]
    rest = filter(None, (selected.sentence, help_pages(findings, site)))
    return "".join(f"{part}\n\n" for part in (*texts, *rest))


def finding_text(finding: Finding, paint: Paint = leave_plain) -> str:
    """Return one finding as lines of text, without a final newline."""
    place = paint(escape_invisible(f"{finding.path}:{finding.line}:{finding.column}:"), PLACE)
    severity = paint(SEVERITY[finding.severity], finding.severity)
    what = escape_invisible(f"[{finding.code}] {finding.what}")
    source = _source_lines(finding, paint) if finding.source_line.strip() else ()
    advice = (f"{_MARGIN}{sentence}" for sentence in advice_sentences(finding))
    return "\n".join([f"{place} {severity} {what}", *source, *advice])


def help_pages(findings: Sequence[Finding], site: str) -> str:
    """Return a line for each code with its help page, or the command where no site has one."""
    codes = sorted({finding.code for finding in findings})
    return "\n".join(f"Подробнее: {help_address(site, code) or f'atlas explain {code}'}" for code in codes)


def summary_sentence(checked: CheckReport) -> str:
    """Return the last line of a report: what was checked and how many findings there are."""
    return summary(checked.findings, describe_scope(checked))


def summary(findings: Sequence[Finding], scope: str) -> str:
    """Return the count of findings in words: «Найдено: 2 ошибки и 1 предупреждение в 1 файле.».

    `scope` is the sentence before it, or «».
    """
    before = f"{scope} " if scope else ""
    if not findings:
        return f"{before}Замечаний нет."
    wrong = len({finding.path for finding in findings})
    return f"{before}Найдено: {count_findings(findings)} в {count(wrong, 'файле', 'файлах', 'файлах')}."


def describe_scope(checked: CheckReport) -> str:
    """Return what a check covered, in words: «Проверено: 7 записей.»; also if there was no record."""
    records = len(checked.paths)
    sentences = [f"Проверено: {count(records, *_RECORDS)}."] if records else []
    if checked.change is not None:
        sentences += _change_sentences(checked.change, records)
    return " ".join(sentences or [_nothing_checked(checked)])


def _change_sentences(change: ChangeScope, records: int) -> Iterator[str]:
    """Yield what else a change does, and which records were checked for damage by it."""
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


def _nothing_checked(checked: CheckReport) -> str:
    if checked.change is not None:
        return (
            "Из указанного ничего не изменено."
            if checked.chosen
            else "Изменённых записей, схем и настроек нет."
        )
    return "Записей среди указанного нет." if checked.chosen else "Записей не найдено, проверены настройки."


def _source_lines(finding: Finding, paint: Paint) -> Iterator[str]:
    """Yield the source line, cut around the caret when it is long, and the caret."""
    start = finding.column - 1
    left = max(0, start - _BEFORE_CARET) if len(finding.source_line) > _WIDEST else 0
    part = finding.source_line[left : left + _WIDEST]
    head, rest = "…" if left else "", "…" if left + _WIDEST < len(finding.source_line) else ""
    before = _display_width(part[: start - left]) + len(head)
    width = max(1, min(_display_width(part[start - left : start - left + finding.width]), _WIDEST))
    yield f"{_MARGIN}{head}{escape_invisible(part)}{rest}"
    yield f"{_MARGIN}{' ' * before}{paint('^' * width, CARET)}"


def _display_width(text: str) -> int:
    """Return the columns that a text takes in a terminal; combining marks take none."""
    seen = (one for one in text if not unicodedata.combining(one))
    return sum(2 if unicodedata.east_asian_width(one) in {"W", "F"} else 1 for one in seen)

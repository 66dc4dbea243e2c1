"""What an import found: as text for a terminal, and as JSON for programs.

The shape of the JSON is stable, and as near to that of `atlas check` as tables let it be; `version` grows
when it changes::

    {"version": 1,
     "file": "practices.xlsx",
     "findings": [{"sheet": "Практики", "row": 5, "column": 3, "heading": "Кратко", "cell": "…",
                   "code": "too-short", "severity": "error", "what": "…", "allowed": "…",
                   "action": "…", "near": ["…"], "help": "https://…/findings/too-short/"}],
     "left_out": {},
     "counts": {"records": 3, "errors": 1, "warnings": 0, "new": 1, "same": 1, "spoilt": 1},
     "notes": ["Лист «Практики»: столбец «№ п/п» — номера строк, не прочитано."],
     "replacements": [{"about": "значение", "where": "Предметы", "text": "ОБЖ", "meant": "…", "near": []}],
     "records": ["content/practices/x.yaml"],
     "drafts": [{"path": "content/practices/y.yaml", "without": ["Начало"]}],
     "written": false}

Rows and columns count from 1; 0 stands for all of them, an empty sheet for the whole file. `records` are the
files that are written, or would be with `--write`; `drafts` come with `--drafts`.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from generator.base.russian import count, join_words, quote, quote_all, shorten
from generator.intake.tables.files.grids import WHOLE_FILE, CellFinding
from generator.intake.tables.questions.replacements import COLUMN, PASSED, Replacement
from generator.intake.tables.rows.body import list_ranges
from generator.report.base import (
    PLACE,
    SEVERITY,
    Paint,
    advice_sentences,
    count_findings,
    count_severities,
    escape_invisible,
    help_address,
    leave_plain,
)
from generator.report.limits import MOST_LISTED
from generator.report.mask import find_named, hide_names, mask_text

if TYPE_CHECKING:  # `atlas init` reports on a table and imports no records
    from generator.intake.tables.judge.check_import import ImportResult

VERSION = 1
_RECORDS = ("запись", "записи", "записей")
_MARGIN = "    "
_MOST_NAMED, _LEAST_ALIKE = 12, 3
_MOST_READ = 30


def format_finding(finding: CellFinding, file: str, paint: Paint = leave_plain) -> str:
    """Return a finding as lines of text, without a final newline; `file` is the table's name."""
    problem = finding.problem
    place = f"Файл «{file}»" if finding.place == WHOLE_FILE else finding.place.words
    head = paint(escape_invisible(f"{place}:"), PLACE)
    severity = paint(SEVERITY[problem.severity], problem.severity)
    lines = [f"{head} {severity} {escape_invisible(f'[{problem.code}] {problem.what}')}"]
    if finding.cell:
        lines.append(f"{_MARGIN}В ячейке: {escape_invisible(finding.cell)}")
    lines += [f"{_MARGIN}{sentence}" for sentence in advice_sentences(finding.record_finding)]
    return "\n".join(lines)


def mask_cells(findings: Sequence[CellFinding]) -> list[CellFinding]:
    """Mask findings; a name that one of them is about is masked throughout its row."""
    names: defaultdict[tuple[int, int], set[str]] = defaultdict(set)
    for one in findings:
        names[one.place.number, one.place.row].update(find_named(one.problem.code, one.problem.what))
    return [_mask_cell(one, names[one.place.number, one.place.row]) for one in findings]


def _mask_cell(finding: CellFinding, names: Iterable[str]) -> CellFinding:
    problem = finding.problem
    masked = replace(
        problem,
        what=hide_names(problem.what, names),
        allowed=hide_names(problem.allowed, names),
        action=hide_names(problem.action, names),
        suggestions=tuple(hide_names(one, names) for one in problem.suggestions),
    )
    return replace(finding, problem=masked, cell=hide_names(finding.cell, names))


def _quote(text: str) -> str:
    return escape_invisible(quote(shorten(text)))


def group_findings(findings: Sequence[CellFinding]) -> Iterator[tuple[CellFinding, Sequence[CellFinding]]]:
    """Yield the first finding of each group with the rest: the same mistake in the cells of one column.

    Small groups are not merged; a mistake that runs through a table is reported once.
    """
    kinds: dict[object, list[CellFinding]] = {}
    for one in findings:
        place, problem = one.place, one.problem
        spot = place.column or problem.what  # without a cell only the words distinguish findings
        kinds.setdefault((place.number, spot, problem.code, problem.action), []).append(one)
    for first, *others in kinds.values():
        if len(others) < _LEAST_ALIKE:
            yield from ((one, ()) for one in (first, *others))
        else:
            yield first, others


def describe_finding(first: CellFinding, others: Sequence[CellFinding]) -> dict[str, Any]:
    """Return the parts of a group of findings, in the words in which `format_finding` joins them."""
    whole = first.place == WHOLE_FILE
    return {
        "place": "" if whole else first.place.words,
        "severity": SEVERITY[first.problem.severity],
        "what": first.problem.what,
        "cell": first.cell,
        "advice": [*advice_sentences(first.record_finding)],
        "others": describe_others(others).strip() if others else "",
    }


def describe_result(done: ImportResult) -> Iterator[str]:
    """Yield how many records were read, what was found, and how many the atlas already has."""
    total = len(done.clean) + len(done.same) + done.spoilt
    yield f"Прочитано: {count(total, *_RECORDS)}. {summary(done.findings)}"
    if done.same:
        yield f"Уже есть в атласе и не отличаются: {count(len(done.same), *_RECORDS)}."


def describe_others(others: Sequence[CellFinding]) -> str:
    """Return the rows of the other findings in words."""
    rows = [one.place.row for one in others]
    return f"{_MARGIN}То же ещё в строках {list_ranges(rows)}."


def summary(findings: Sequence[CellFinding]) -> str:
    """Return the count of findings in words."""
    if not findings:
        return "Замечаний нет."
    return f"Найдено: {count_findings([finding.record_finding for finding in findings])}."


def describe_replacements(replacements: Sequence[Replacement]) -> Iterator[str]:
    """Yield descriptions of replacements and open questions, without personal data."""
    asked = [one for one in replacements if one.open]
    read = [*describe_read(replacements)]
    if read:
        yield "Заменено само:"
    yield from (f"  {line}" for line in read)
    if asked:
        yield "Ответьте один раз на листе «Замены» (книгу с ним вернёт --answer ФАЙЛ.xlsx):"
    for one in asked[:_MOST_NAMED]:
        likely = f", похоже на {join_words(quote_all(one.near), 'или')}" if one.near else ""
        where = "" if one.title == one.text or one.sort == COLUMN else f" ({one.title})"
        yield f"  {one.sort}{where}: {_quote(one.text)} → ?{likely}"
    if len(asked) > _MOST_NAMED:
        yield f"  и ещё {len(asked) - _MOST_NAMED}"


def describe_read(replacements: Sequence[Replacement]) -> Iterator[str]:
    """Yield a line for each sort of words that were replaced without a question."""
    read = [one for one in replacements if not one.open]
    for sort in dict.fromkeys(one.sort for one in read):
        same = [one for one in read if one.sort == sort]
        shown = "; ".join(map(_describe_replacement, same[:_MOST_READ]))
        more = f" и ещё {len(same) - _MOST_READ}" if len(same) > _MOST_READ else ""
        yield f"{sort}: {shown}{more}."


def _describe_replacement(one: Replacement) -> str:
    where = f" ({one.title})" if one.sort == PASSED and one.title else ""
    return f"{_quote(one.text)}{where} → {one.meant} ({one.times})"


def render_import_json(done: ImportResult, file: str, *, written: bool) -> str:
    """Return the result of an import as JSON of the shape above, with a final newline."""
    errors, warnings = count_severities([finding.record_finding for finding in done.findings])
    listed = mask_cells(done.findings[:MOST_LISTED])
    report = {
        "version": VERSION,
        "file": file,
        "findings": [_finding(finding, done.site) for finding in listed],
        "left_out": dict(Counter(finding.problem.code for finding in done.findings[MOST_LISTED:])),
        "counts": {
            "records": len(done.clean) + len(done.same) + done.spoilt,
            "errors": errors,
            "warnings": warnings,
            "new": len(done.clean),
            "same": len(done.same),
            "spoilt": done.spoilt,
        },
        "notes": list(map(mask_text, done.notes)),
        "replacements": [
            {
                "about": one.sort,
                "where": one.title,
                "text": mask_text(one.text),
                "meant": one.meant,
                "near": one.near,
            }
            for one in done.replacements
        ],
        "records": [record.path for record in done.clean],
        "drafts": [{"path": one.record.path, "without": one.without} for one in done.drafts],
        "written": written,
    }
    return json.dumps(report, ensure_ascii=False, indent=2) + "\n"


def _finding(finding: CellFinding, site: str) -> dict[str, Any]:
    place, problem = finding.place, finding.problem
    return {
        "sheet": place.sheet,
        "row": place.row,
        "column": place.column,
        "heading": place.heading,
        "cell": finding.cell,
        "code": problem.code,
        "severity": problem.severity,
        "what": problem.what,
        "allowed": problem.allowed,
        "action": problem.action,
        "near": problem.suggestions,
        "help": help_address(site, problem.code),
    }

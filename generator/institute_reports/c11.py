"""`c11`: the steps of Ц-11 (S0:19-35) and the records that prove them.

`site_config/steps.yaml` says which records prove a step, by a closed set of predicates.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from generator.base.partial_dates import first_day
from generator.base.russian import format_short_day
from generator.institute_reports.ledger import Ledger
from generator.institute_reports.tables import Cell, PageLink, ReportPart, ReportTable
from generator.model.annotations import reference_target
from generator.model.catalogue import Entry
from generator.model.kinds import DOCUMENT, KIND_BY_NAME
from generator.model.records.common import Record
from generator.model.steps import RegionStep, StepEvidence

_YES, _BEFORE, _NO, _UNSEEN = "есть за год", "раньше", "нет", "по записям не видно"
Dated = tuple[Entry[Any], dt.date | None]


def report_c11(ledger: Ledger) -> ReportPart:
    """Return a row for each step: whether it is taken, how many records prove it; then those records."""
    steps = ledger.settings.steps
    shown = [sorted(_records(step.evidence, ledger), key=_newest_first) for step in steps.steps]
    span = f"с {format_short_day(ledger.since)} по {format_short_day(ledger.as_of)}"
    source = [f"Источник шагов: {steps.source}."] if steps.source else []
    return ReportPart(
        notes=[f"«За год» — {span}.", *source],
        tables=[
            ReportTable(
                title=steps.title or "Шаги",
                columns=("№", "Шаг", "Состояние", "Записей за год", "Записей всего"),
                rows=[
                    _row(number, step, found, ledger)
                    for number, (step, found) in enumerate(zip(steps.steps, shown, strict=True), start=1)
                ],
                empty="Шаги не заданы: их перечисляют в site_config/steps.yaml.",
            ),
            *(
                _list_records(number, step.title, found, ledger)
                for number, (step, found) in enumerate(zip(steps.steps, shown, strict=True), start=1)
                if found
            ),
        ],
    )


def _row(number: int, step: RegionStep, found: Sequence[Dated], ledger: Ledger) -> Sequence[Cell]:
    recent = sum(_is_recent(one, ledger) for one in found)
    state = (_YES if recent else _BEFORE if found else _NO) if step.evidence else _UNSEEN
    counts = (PageLink(many, f"#{_anchor(number)}") if many else many for many in (recent, len(found)))
    return (number, step.title, state, *counts)


def _list_records(number: int, title: str, found: Sequence[Dated], ledger: Ledger) -> ReportTable:
    return ReportTable(
        title=f"Шаг {number}. {title}",
        columns=("Запись", "Вид", "Когда", "За год"),
        rows=[
            (
                ledger.link(one),
                _noun(one, ledger),
                format_short_day(day) if day else "день не указан",
                "да" if _is_recent((one, day), ledger) else "раньше",
            )
            for one, day in found
        ],
        anchor=_anchor(number),
    )


def _anchor(number: int) -> str:
    return f"step-{number}"


def _newest_first(dated: Dated) -> int:
    return -dated[1].toordinal() if dated[1] else 0


def _records(evidence: Sequence[StepEvidence], ledger: Ledger) -> Iterator[Dated]:
    """Yield the records that prove a step, each once, if they existed on the day of the report."""
    seen: set[tuple[str, str]] = set()
    for wanted in evidence:
        for one in ledger.open_records(KIND_BY_NAME[wanted.records]):
            key = (one.kind.name, one.id)
            day = _day(one.record, wanted)
            if key not in seen and _fits(one, wanted, ledger) and (day is None or day <= ledger.as_of):
                seen.add(key)
                yield one, day


def _fits(one: Entry[Any], wanted: StepEvidence, ledger: Ledger) -> bool:
    record = one.record
    return (
        (not wanted.kinds or record.kind in wanted.kinds)
        and (wanted.has is None or bool(getattr(record, wanted.has, None)))
        and (wanted.about is None or any(kind == wanted.about for kind in _kinds_named(record, ledger)))
    )


def _kinds_named(record: Record, ledger: Ledger) -> Iterator[str]:
    """Yield the kinds of records that a document is about, or that those it follows are about."""
    document: Any = record
    seen: set[str] = set()
    while document is not None and document.id not in seen:
        seen.add(document.id)
        yield from (reference_target("any", name)[0] for name in getattr(document, "about", ()))
        following = ledger.find(f"{DOCUMENT.name}/{getattr(document, 'follows', None)}")
        document = following.record if following else None


def _day(record: Record, wanted: StepEvidence) -> dt.date | None:
    """Return the day of a record: from the given field, else of the document or event, else when added."""
    value = getattr(record, wanted.date, None) if wanted.date else (record.span or (record.added,))[0]
    return first_day(value) if isinstance(value, str) else value


def _is_recent(dated: Dated, ledger: Ledger) -> bool:
    _, day = dated
    return day is not None and day >= ledger.since


def _noun(one: Entry[Any], ledger: Ledger) -> str:
    """Return what a record is: its kind, for a publication with its medium."""
    vocabulary, medium = one.kind.kind_vocabulary, getattr(one.record, "medium", None)
    noun = ledger.settings.atlas.kinds[one.kind.name].forms[0]
    title = ledger.title_of(vocabulary, one.record.kind, noun) if vocabulary else noun
    return f"{title} ({ledger.title_of('media', medium).lower()})" if medium else title

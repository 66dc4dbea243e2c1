"""`passport`: what the atlas knows about a municipality (S3:63-76; S4:190, 332-348)."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from generator.base.partial_dates import first_day, last_day
from generator.base.russian import format_partial_day, format_short_day, format_span
from generator.institute_reports.ledger import Ledger
from generator.institute_reports.networks import networks_of_place
from generator.institute_reports.replication import list_replications
from generator.institute_reports.statuses import term_of_status
from generator.institute_reports.tables import Cell, ReportPart, ReportTable, count_persons
from generator.model.catalogue import Entry
from generator.model.kinds import COMMUNITY, DOCUMENT, EVENT, INDICATOR, PRACTICE, RESOURCE_CENTRE, Kind
from generator.model.municipality import Municipality

_AHEAD = dt.timedelta(days=90)
Row = Sequence[Cell]


def report_passport(ledger: Ledger) -> ReportPart:
    """Return the passport of each requested municipality: section, item and value per row."""
    chosen = [one for one in ledger.settings.municipalities if ledger.is_wished_place(one.id)]
    hidden = ledger.private.clusters or ledger.private.staff
    sections = [
        *_SECTIONS,
        ("Внедрения", _replication_section(ledger)),
        *([("Закрытые данные", _private)] if hidden else []),
    ]
    return ReportPart(
        tables=[
            ReportTable(
                title=one.title,
                columns=("Раздел", "Что", "Значение"),
                rows=[
                    (title, *row)
                    for title, section in sections
                    for row in list(section(one, ledger)) or [("нет", None)]
                ],
            )
            for one in chosen
        ]
    )


def _replication_section(ledger: Ledger) -> Callable[[Municipality, Ledger], Iterator[Row]]:
    """Return the section on adopted practices, which are counted once for all municipalities."""
    found = list_replications(ledger)
    given = Counter(one.practice.record.municipality for one in found)
    taken = Counter(one.replication.municipality for one in found)

    def section(place: Municipality, _: Ledger) -> Iterator[Row]:
        yield "передано другим", given[place.id]
        yield "внедрено здесь", taken[place.id]

    return section


def _service(place: Municipality, _: Ledger) -> Iterator[Row]:
    if place.methodical_service:
        yield "служба", place.methodical_service.title
    if place.curator:
        yield "куратор", ", ".join(filter(None, (place.curator.role, place.curator.unit)))


def _own(kind: Kind, place: Municipality, ledger: Ledger) -> list[Entry[Any]]:
    return [one for one in ledger.of_place(kind, place.id) if ledger.is_published(one)]


def _statuses(place: Municipality, ledger: Ledger) -> Iterator[Row]:
    for one in _own(RESOURCE_CENTRE, place, ledger):
        kind = ledger.title_of("centre_kinds", one.record.kind)
        yield ledger.link(one), f"{kind}: {term_of_status(one, ledger)}"


def _agreements(place: Municipality, ledger: Ledger) -> Iterator[Row]:
    vocabulary = ledger.settings.vocabularies.get("document_kinds")  # absent in an atlas without documents
    kinds = vocabulary.by_id if vocabulary else {}
    for one in ledger.published_everywhere(DOCUMENT):
        document = one.record
        places = {document.municipality, *(party.municipality for party in document.parties)}
        kind = kinds.get(document.kind or "")
        if kind and kind.parties and place.id in places:
            until = f", до {format_short_day(document.valid_to)}" if document.valid_to else ""
            yield ledger.link(one), f"{kind.title}{until}"


def _networks(place: Municipality, ledger: Ledger) -> Iterator[Row]:
    for one in networks_of_place(place.id, ledger):
        yield ledger.link(one), ledger.title_of("network_scopes", one.record.scope)


def _communities(place: Municipality, ledger: Ledger) -> Iterator[Row]:
    levels = [one.record.level for one in _own(COMMUNITY, place, ledger)]
    return _counts(levels, "community_levels", ledger)


def _practices(place: Municipality, ledger: Ledger) -> Iterator[Row]:
    stages = [one.record.stage for one in ledger.of_place(PRACTICE, place.id)]
    return _counts(stages, "practice_stages", ledger)


def _counts(values: Sequence[str], vocabulary: str, ledger: Ledger) -> Iterator[Row]:
    counted = Counter(values)
    for term in ledger.settings.vocabularies[vocabulary].terms:
        if counted[term.id]:
            yield term.title.lower(), counted[term.id]


def _indicators(place: Municipality, ledger: Ledger) -> Iterator[Row]:
    for one in ledger.published_everywhere(INDICATOR):
        places = ((part, part.municipality or one.record.municipality) for part in one.record.measurements)
        days = [part.date for part, municipality in places if municipality == place.id]
        if days:
            last = format_partial_day(max(days))
            yield ledger.link(one), f"измерений: {len(days)}, последнее — {last}"


def _events(place: Municipality, ledger: Ledger) -> Iterator[Row]:
    for one in _own(EVENT, place, ledger):
        starts, ends = one.record.starts, one.record.ends or one.record.starts
        if first_day(starts) <= ledger.as_of + _AHEAD and last_day(ends) >= ledger.as_of:
            yield ledger.link(one), format_span(starts, ends)


def _gaps(place: Municipality, ledger: Ledger) -> Iterator[Row]:
    covered = {term for one in _own(PRACTICE, place, ledger) for term in one.record.directions}
    missing = [term for term in ledger.settings.vocabularies["directions"].terms if term.id not in covered]
    yield "направлений без практик", len(missing)
    yield "каких", "; ".join(term.title for term in missing)


def _private(place: Municipality, ledger: Ledger) -> Iterator[Row]:
    for row in ledger.private.clusters:
        if row["municipality"] == place.id:
            yield f"уровневый кластер{', ' + row['year'] if row['year'] else ''}", row["cluster"]
    for row in ledger.private.staff:
        if row["municipality"] == place.id:
            yield row["group"], count_persons(row["count"])


_SECTIONS: tuple[tuple[str, Callable[[Municipality, Ledger], Iterator[Row]]], ...] = (
    ("Методическая служба", _service),
    ("Статусы", _statuses),
    ("Соглашения", _agreements),
    ("Сети", _networks),
    ("Сообщества по уровням", _communities),
    ("Практики по стадиям", _practices),
    ("Показатели", _indicators),
    ("События ближайших 90 дней", _events),
    ("Белые пятна", _gaps),
)

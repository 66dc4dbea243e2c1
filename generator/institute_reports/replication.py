"""`replication`: practices that others have adopted, and where (S4:128; S3:40)."""

from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple

from generator.base.russian import count
from generator.institute_reports.ledger import Ledger
from generator.institute_reports.tables import ReportPart, ReportTable, share_of
from generator.model.catalogue import Entry
from generator.model.kinds import PRACTICE
from generator.model.records.practice import Replication


class TakenUp(NamedTuple):
    """A practice with an organisation that has adopted it."""

    practice: Entry[Any]
    replication: Replication


def list_replications(ledger: Ledger) -> list[TakenUp]:
    """Return the adoptions of published practices, from and by any municipality."""
    since = ledger.wish.since
    return [
        TakenUp(one, replication)
        for one in ledger.published_everywhere(PRACTICE)
        for replication in one.record.replications
        if since is None or (replication.year or 0) >= since.year
    ]


def report_replication(ledger: Ledger) -> ReportPart:
    """Return givers and adopters, by municipality and by practice."""
    found = [
        one
        for one in list_replications(ledger)
        if any(map(ledger.is_wished_place, (one.practice.record.municipality, one.replication.municipality)))
    ]
    given = Counter(one.practice.record.municipality for one in found)
    taken = Counter(one.replication.municipality for one in found)
    places = list(ledger.places)
    receiving = sum(place in taken for place in places)
    whole = count(len(places), "муниципалитета", "муниципалитетов", "муниципалитетов")
    note = f"Практики других внедряют в {receiving} из {whole}"
    share = share_of(receiving, len(places))
    return ReportPart(
        notes=[f"{note} ({f'{share:.1f}'.replace('.', ',')} %)." if share is not None else f"{note}."],
        tables=[
            ReportTable(
                title="По муниципалитетам",
                columns=("Муниципалитет", "Передано отсюда", "Внедрено здесь"),
                rows=[
                    (ledger.place(place), given[place], taken[place])
                    for place in places
                    if given[place] or taken[place]
                ],
            ),
            _list(found, ledger),
        ],
    )


def _list(found: Sequence[TakenUp], ledger: Ledger) -> ReportTable:
    return ReportTable(
        title="Внедрения",
        columns=("Практика", "Откуда", "Где внедрена", "Организация", "Год", "Что получилось"),
        rows=[
            (
                ledger.link(one.practice),
                ledger.place(one.practice.record.municipality),
                ledger.place(one.replication.municipality),
                one.replication.organisation,
                one.replication.year,
                one.replication.result,
            )
            for one in found
        ],
    )

"""`curators`: the curators of municipalities, networks and centres; roles only (S3:70-73)."""

from collections.abc import Iterator, Sequence

from generator.base.russian import count
from generator.institute_reports.ledger import Ledger
from generator.institute_reports.networks import networks_of_interest
from generator.institute_reports.tables import Cell, ReportPart, ReportTable
from generator.model.kinds import RESOURCE_CENTRE


def report_curators(ledger: Ledger) -> ReportPart:
    """Return the curators of municipalities, networks and centres. Names are omitted even with consent."""
    places = [one for one in ledger.settings.municipalities if ledger.is_wished_place(one.id)]
    without = sum(one.curator is None for one in places)
    number = count(without, "муниципалитета", "муниципалитетов", "муниципалитетов")
    return ReportPart(
        notes=[f"Куратор не указан у {number} из {len(places)}."],
        tables=[
            ReportTable(
                title="Муниципалитеты",
                columns=("Муниципалитет", "Служба", "Куратор", "Подразделение"),
                rows=[
                    (
                        one.title,
                        one.methodical_service.title if one.methodical_service else None,
                        one.curator.role if one.curator else None,
                        one.curator.unit if one.curator else None,
                    )
                    for one in places
                ],
            ),
            ReportTable(
                title="Сети и центры",
                columns=("Что", "Запись", "Куратор", "Организация"),
                rows=list(_records(ledger)),
            ),
        ],
    )


def _records(ledger: Ledger) -> Iterator[Sequence[Cell]]:
    for one in (*networks_of_interest(ledger), *ledger.open_records(RESOURCE_CENTRE)):
        noun, curator = ledger.settings.atlas.kinds[one.kind.name].forms[0], one.record.curator
        yield (
            noun,
            ledger.link(one),
            curator.role if curator else None,
            curator.organisation if curator else None,
        )

"""`gaps`: municipalities without a published practice for a direction."""

from collections import Counter

from generator.base.russian import count
from generator.institute_reports.ledger import Ledger
from generator.institute_reports.tables import ReportPart, ReportTable, share_of
from generator.model.kinds import PRACTICE


def report_gaps(ledger: Ledger) -> ReportPart:
    """Return the grid of municipalities and directions, and how many of its cells are filled."""
    directions, places = ledger.settings.vocabularies["directions"].terms, list(ledger.places)
    practices = ledger.open_records(PRACTICE)
    cells = Counter((one.record.municipality, term) for one in practices for term in one.record.directions)
    nowhere = sum(not one.record.municipality for one in practices)
    grid = [(place, [cells[place, term.id] for term in directions]) for place in places]
    whole = len(places) * len(directions)
    covered = [sum(map(bool, column)) for column in zip(*(row for _, row in grid), strict=True)]
    filled = sum(covered)
    size = f"{count(whole, 'клетки', 'клеток', 'клеток')} ({len(places)} × {len(directions)})"
    notes = [f"Заполнено {filled} из {size}, пусто {whole - filled}."]
    if nowhere:
        notes.append(f"Практик без муниципалитета, для всего региона: {nowhere}. В клетки они не входят.")
    return ReportPart(
        notes=notes,
        tables=[
            ReportTable(
                title="Направления",
                columns=("Направление", "Муниципалитетов с практиками", "Доля, %", "Без практик"),
                rows=[
                    (term.title, some, share_of(some, len(places)), len(places) - some)
                    for term, some in zip(directions, covered, strict=False)
                ],
            ),
            ReportTable(
                title="Опубликованные практики по муниципалитетам и направлениям",
                columns=(
                    "Муниципалитет",
                    *(term.short or term.title for term in directions),
                    "Пустых клеток",
                ),
                rows=[(ledger.place(place), *row, row.count(0)) for place, row in grid],
                notes=(
                    "Практика стоит в клетке каждого своего направления: сумма клеток — не число практик.",
                ),
            ),
        ],
    )

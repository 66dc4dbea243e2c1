"""`c12`: the instruments that communities are, and the state tasks they serve (Ц-12, S1:16-34)."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from generator.base.russian import count, join_words, quote
from generator.institute_reports.ledger import Ledger
from generator.institute_reports.tables import ReportPart, ReportTable
from generator.model.catalogue import Entry
from generator.model.kinds import COMMUNITY


def report_c12(ledger: Ledger) -> ReportPart:
    """Return the grid of instruments and tasks with numbers of communities, and those communities."""
    instruments = ledger.settings.vocabularies["instruments"].terms
    tasks = ledger.settings.vocabularies["state_tasks"].terms
    found = [
        one for one in ledger.open_records(COMMUNITY) if one.record.instruments and one.record.state_tasks
    ]
    cells = Counter(
        (instrument, task)
        for one in found
        for instrument in one.record.instruments
        for task in one.record.state_tasks
    )
    unused = [term.title for term in instruments if not any(cells[term.id, task.id] for task in tasks)]
    unserved = [term.title for term in tasks if not any(cells[one.id, term.id] for one in instruments)]
    whole = len(instruments) * len(tasks)
    named = count(len(found), "сообщество", "сообщества", "сообществ")
    grid = f"{count(whole, 'клетки', 'клеток', 'клеток')} ({len(instruments)} × {len(tasks)})"
    notes = [f"{named} с инструментами и задачами; заполнено {len(cells)} из {grid}."]
    if unused:
        notes.append(f"Ни одно сообщество не назвало инструмент: {join_words([*map(quote, unused)])}.")
    if unserved:
        notes.append(f"Ни одно сообщество не назвало задачу: {join_words([*map(quote, unserved)])}.")
    return ReportPart(
        notes=notes,
        tables=[
            ReportTable(
                title="Инструменты и государственные задачи",
                columns=("Государственная задача", *(term.title for term in instruments)),
                rows=[(task.title, *(cells[one.id, task.id] for one in instruments)) for task in tasks],
                notes=("Сообщество с несколькими инструментами и задачами стоит во всех их клетках.",),
            ),
            _list(found, ledger),
        ],
    )


def _list(found: Sequence[Entry[Any]], ledger: Ledger) -> ReportTable:
    return ReportTable(
        title="Сообщества",
        columns=("Сообщество", "Муниципалитет", "Инструменты", "Государственные задачи"),
        rows=[
            (
                ledger.link(one),
                ledger.place(one.record.municipality),
                "; ".join(ledger.title_of("instruments", term) for term in one.record.instruments),
                "; ".join(ledger.title_of("state_tasks", term) for term in one.record.state_tasks),
            )
            for one in found
        ],
    )

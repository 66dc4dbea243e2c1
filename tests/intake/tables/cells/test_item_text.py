"""Several items in one cell: their numbers and texts."""

from __future__ import annotations

from support.atlases import REPOSITORY

from generator.intake.tables.cells.item_text import ItemTextParser
from generator.intake.tables.cells.values import CellParser
from generator.intake.tables.layout import tables_by_kind
from generator.model.kinds import KINDS
from generator.source.schema_files import read_schemas


def test_an_item_of_a_document_keeps_the_number_that_the_document_gives_it() -> None:
    tables = tables_by_kind(KINDS, read_schemas(REPOSITORY))
    items = next(one for one in tables["document"] if one.title == "Пункты")
    text = "1. Провести семинар\n2) Собрать отчёты\n3.1. Назначить наставников\nп. 4 Подвести итоги\nИтог"
    found = ItemTextParser(values=CellParser(terms={})).parse_cell(items, text)
    assert found == [
        {"number": "1", "title": "Провести семинар"},
        {"number": "2", "title": "Собрать отчёты"},
        {"number": "3.1", "title": "Назначить наставников"},
        {"number": "4", "title": "Подвести итоги"},
        {"title": "Итог"},
    ]
    steps = next(one for one in tables["practice"] if one.title == "Шаги")
    (step, _) = ItemTextParser(values=CellParser(terms={})).parse_cell(steps, "1. Замочить семена\n2. Ждать")
    assert step == {"title": "Замочить семена", "text": "Замочить семена"}

"""Moves list items without their required numbers into the text of their record."""

from collections.abc import Iterator, Mapping, Sequence
from typing import cast

from generator.intake.tables.layout import Table
from generator.intake.tables.questions.replacements import ReplacementLog
from generator.intake.tables.rows.table_record import RecordNode, RecordRow
from generator.source.yaml.reader import Json


def keep_words(
    node: RecordNode, spot: RecordRow, table: Table, items: Sequence[Json], log: ReplacementLog | None
) -> Sequence[Json]:
    """Move items without their numbers into the text of the record; return the others."""
    texts = (one for one in spot.heads.table.columns if one.text == "markdown")
    column = next((one for one in texts if len(one.way) == 1), None)
    whole, words = part_words(table, items)
    if column is None or log is None or not words:
        return items
    key, title = str(column.way[0]), table.label
    for text in words:
        log.pass_over(text, title, column.label)
    node[key] = "\n\n".join(filter(None, [str(node.get(key, "")), *words]))
    return whole


def keep_unfinished(
    node: RecordNode, spot: RecordRow, lists: Sequence[Table], log: ReplacementLog | None
) -> None:
    """Do the same with items whose parts have columns of their own."""
    numbered = {slot.way[:2] for slot in spot.heads.slots.values() if slot.numbers and slot.column}
    for table in lists:
        key = str(table.way[0])
        items = node.get(key) if table.way in numbered and not spot.heads.keyed else None
        if not isinstance(items, RecordNode):
            continue
        for number, item in list(items.items()):
            if not keep_words(node, spot, table, [cast("Json", item)], log):
                del items[number]
        if not items:
            del node[key]


def part_words(table: Table, items: Sequence[Json]) -> tuple[list[Json], list[str]]:
    """Return the items with their numbers, and the texts of the items without."""
    own = [one for one in table.columns if len(one.way) == len(table.way) + 1]
    figures = [one.field.key for one in own if one.required and one.value.schema.get("x-unit")]
    whole = [item for item in items if isinstance(item, dict) and all(key in item for key in figures)]
    rest = [item for item in items if isinstance(item, dict) and item not in whole]
    names = {one.field.key: one.label.lower() for one in own}
    return [*whole], ["; ".join(_describe_parts(item, names)) for item in rest]


def _describe_parts(item: Mapping[str, Json], names: Mapping[str, str]) -> Iterator[str]:
    """Yield the parts of an item: its first value, then every other one with its title."""
    for index, (key, part) in enumerate(item.items()):
        yield f"{names.get(key, key)}: {part}" if index else str(part)

from __future__ import annotations

import datetime as dt
import types
import typing
from collections.abc import Iterator
from typing import Any

import pytest
from support.records import REPOSITORY, practice

from generator.check.rules.annotations import MARKDOWN, REFERENCE, compile_marks, leaves, narrowed
from generator.check.rules.dates import ORDERS, PAST, ROWS
from generator.check.rules.fields import Way
from generator.model.kinds import KINDS, PRACTICE, Kind
from generator.model.records import Contact, Step
from generator.source.schema_files import read_schemas

SCHEMAS = read_schemas(REPOSITORY)
TERMS_AHEAD = {("valid_to",), ("award", "valid_from"), ("award", "valid_to")}


def test_texts_come_with_their_places_and_kinds() -> None:
    steps = (Step(title="Шаг", text="Как"),)
    entry = practice("some", steps=steps, contact=Contact(email="a@example.org"), description="Слово")
    found = list(leaves(compile_marks(SCHEMAS, PRACTICE.schema_file), entry.record))
    assert {(leaf.pointer, leaf.kind, leaf.value) for leaf in found} >= {
        (("steps", 0, "title"), "line", "Шаг"),
        (("steps", 0, "text"), "plain", "Как"),
        (("contact", "email"), "email", "a@example.org"),
        (("description",), "markdown", "Слово"),
    }


def test_marks_can_be_narrowed() -> None:
    marks = narrowed(compile_marks(SCHEMAS, PRACTICE.schema_file), MARKDOWN)
    assert [name for name, _ in marks.properties] == ["description"]


def test_references_are_those_of_the_schema() -> None:
    entry = practice("some", communities=("one", "two"), replaces="three")
    found = leaves(compile_marks(SCHEMAS, PRACTICE.schema_file, REFERENCE), entry.record)
    assert [(leaf.pointer, leaf.kind) for leaf in found] == [
        (("communities", 0), "community"),
        (("communities", 1), "community"),
        (("replaces",), "practice"),
    ]


def resolved(schema: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in schema:
        target = SCHEMAS["common.schema.json"]["$defs"][schema["$ref"].rpartition("/")[2]]
        schema = {**target, **{key: value for key, value in schema.items() if key != "$ref"}}
    return schema


def schema_ways(schema: dict[str, Any], way: Way = ()) -> Iterator[tuple[Way, dict[str, Any]]]:
    schema = resolved(schema)
    yield way, schema
    if "items" in schema:
        yield from schema_ways(schema["items"], (*way, None))
    for name, part in schema.get("properties", {}).items():
        yield from schema_ways(part, (*way, name))


def type_at(record_type: Any, way: Way) -> Any:  # noqa: ANN401  # types as values
    for step in way:
        record_type = plain(record_type)
        if step is None:
            record_type = typing.get_args(record_type)[0]
        else:
            assert step in set(record_type.__struct_fields__), (record_type, step)
            record_type = typing.get_type_hints(record_type)[step]
    return plain(record_type)


def plain(annotation: Any) -> Any:  # noqa: ANN401  # types as values
    if isinstance(annotation, types.UnionType) and type(None) in typing.get_args(annotation):
        return next(one for one in typing.get_args(annotation) if one is not type(None))
    return annotation


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: str(kind.name))
def test_every_field_of_a_schema_is_a_field_of_its_record(kind: Kind) -> None:
    ways = [way for way, _ in schema_ways(SCHEMAS[kind.schema_file])]
    assert all(type_at(kind.record_type, way) is not None for way in ways)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: str(kind.name))
def test_every_date_is_judged_or_may_lie_ahead(kind: Kind) -> None:
    dates = {way for way, schema in schema_ways(SCHEMAS[kind.schema_file]) if schema.get("x-date")}
    assert dates <= {*PAST, *TERMS_AHEAD}


def test_the_ways_of_the_date_rules_lead_to_dates() -> None:
    wanted = {*PAST, *(order.earlier for order in ORDERS), *(order.later for order in ORDERS)}
    wanted |= {way for way, _ in ROWS}
    known: set[Way] = set()
    for kind in KINDS:
        for way, _ in schema_ways(SCHEMAS[kind.schema_file]):
            if type_at(kind.record_type, way) in {str, int, dt.date}:
                known.add(way)
    assert wanted <= known

from __future__ import annotations

import datetime as dt
import types
import typing
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from support.records import REPOSITORY, own_settings, practice

from generator.check.rules.date_order import ORDERS, ROWS
from generator.model.annotations import MARKDOWN, REFERENCE, annotated_values, compile_annotations
from generator.model.kinds import KINDS, PRACTICE, Kind
from generator.model.record_fields import Path
from generator.model.records.common import Contact
from generator.model.records.practice import Step
from generator.source.schema_files import read_schemas
from generator.source.schema_tree import resolve

SCHEMAS = read_schemas(REPOSITORY)
TERMS_AHEAD = {
    ("valid_from",),
    ("valid_to",),
    ("award", "valid_from"),
    ("award", "valid_to"),
    ("stages", None, "starts"),
    ("stages", None, "ends"),
    ("starts",),
    ("ends",),
    ("registration", "until"),
    ("target", "until"),
}
"""Dates of what is still to come."""


def test_texts_come_with_their_places_and_kinds() -> None:
    steps = (Step(title="Шаг", text="Как"),)
    entry = practice("some", steps=steps, contact=Contact(email="a@example.org"), description="Слово")
    found = list(annotated_values(compile_annotations(resolve(SCHEMAS, PRACTICE.schema_file)), entry.record))
    assert {(leaf.pointer, leaf.kind, leaf.value) for leaf in found} >= {
        (("steps", 0, "title"), "line", "Шаг"),
        (("steps", 0, "text"), "plain", "Как"),
        (("contact", "email"), "email", "a@example.org"),
        (("description",), "markdown", "Слово"),
    }


def test_marks_can_be_narrowed() -> None:
    marks = compile_annotations(resolve(SCHEMAS, PRACTICE.schema_file)).only(MARKDOWN)
    assert [name for name, _ in marks.properties] == ["description"]


def test_references_are_those_of_the_schema() -> None:
    entry = practice("some", communities=("one", "two"), replaces="three")
    found = annotated_values(
        compile_annotations(resolve(SCHEMAS, PRACTICE.schema_file), REFERENCE), entry.record
    )
    assert [(leaf.pointer, leaf.kind) for leaf in found] == [
        (("communities", 0), "community"),
        (("communities", 1), "community"),
        (("replaces",), "practice"),
    ]


def schema_ways(schema: Mapping[str, Any], way: Path = ()) -> Iterator[tuple[Path, Mapping[str, Any]]]:
    yield way, schema
    if "items" in schema:
        yield from schema_ways(schema["items"], (*way, None))
    for name, part in schema.get("properties", {}).items():
        yield from schema_ways(part, (*way, name))


def type_at(record_type: Any, way: Path) -> Any:  # noqa: ANN401  # types as values
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
    ways = [way for way, _ in schema_ways(resolve(SCHEMAS, kind.schema_file))]
    assert all(type_at(kind.record_type, way) is not None for way in ways)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: str(kind.name))
def test_every_date_is_judged_or_may_lie_ahead(kind: Kind) -> None:
    dates = {way for way, schema in schema_ways(resolve(SCHEMAS, kind.schema_file)) if schema.get("x-date")}
    past = own_settings().record_fields[kind.name].past
    assert dates <= {*past, *TERMS_AHEAD}


def test_the_ways_of_the_date_rules_lead_to_dates() -> None:
    wanted: set[Path] = {path for one in own_settings().record_fields.values() for path in one.past}
    wanted |= {*(order.earlier for order in ORDERS), *(order.later for order in ORDERS)}
    wanted |= {way for way, _ in ROWS}
    known: set[Path] = set()
    for kind in KINDS:
        for way, _ in schema_ways(resolve(SCHEMAS, kind.schema_file)):
            if type_at(kind.record_type, way) in {str, int, dt.date}:
                known.add(way)
    assert wanted <= known

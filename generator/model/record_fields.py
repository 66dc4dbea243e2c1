"""What schemas tell of the fields of each kind of record: references, terms, facets, dates, people.

The settings of an atlas hold it, so that no list of fields stands in code: a new kind brings its own with
its schema.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec

from generator.model.annotations import REFERENCE, VOCABULARY, Annotations, compile_annotations
from generator.model.record_paths import Path, marked_paths

MUNICIPALITIES = "municipalities"
"""How schemas name the municipalities, which are a file of their own."""
OWN_PLACE = "municipality"
"""The field of a record that says where it belongs."""
PAST, PERSON, FACET = "x-past", "x-person", "x-facet"


class Facet(msgspec.Struct, frozen=True, kw_only=True):
    """A facet of search: the field that it holds the values of.

    Terms of a `vocabulary` are shown by their titles, dates and years by the year. `steps` part numbers
    into ranges. `order` is its place among the facets, `open` tells that it is unfolded at first.
    """

    key: str
    title: str
    field: str
    order: int = 0
    open: bool = False
    vocabulary: str = ""
    steps: tuple[int, ...] = ()


class RecordFields(msgspec.Struct, frozen=True, kw_only=True):
    """What the schema of a kind marks in its records."""

    references: Annotations
    """References to other records (`x-reference`), by the name of the kind referred to."""
    places: Annotations
    """Municipalities that are named anywhere but in the record's own `municipality`."""
    terms: tuple[tuple[str, str], ...]
    """Vocabularies and the fields whose values are their terms (`x-vocabulary`), without municipalities."""
    facets: tuple[Facet, ...]
    past: tuple[Path, ...]
    """Dates of what has happened (`x-past`): they may not lie ahead."""
    people: tuple[Path, ...]
    """People (`x-person`), who are named only with a consent."""


def record_fields(tree: Mapping[str, Any]) -> RecordFields:
    """Return what a schema marks; `tree` has every reference resolved."""
    own = tree.get("properties", {})
    elsewhere = {"properties": {name: part for name, part in own.items() if name != OWN_PLACE}}
    return RecordFields(
        references=compile_annotations(tree, REFERENCE),
        places=compile_annotations(elsewhere, VOCABULARY).only(frozenset({MUNICIPALITIES})),
        terms=tuple((found, name) for name, found in _vocabularies(own) if found != MUNICIPALITIES),
        facets=tuple(_facets(own)),
        past=tuple(marked_paths(tree, PAST)),
        people=tuple(marked_paths(tree, PERSON)),
    )


def facets_of(kinds: Iterable[RecordFields]) -> tuple[Facet, ...]:
    """Return the facets of some kinds, each once, in the order in which readers see them."""
    facets: dict[str, Facet] = {}
    for facet in (facet for fields in kinds for facet in fields.facets):
        facets.setdefault(facet.key, facet)
    return tuple(sorted(facets.values(), key=lambda facet: facet.order))


def _vocabularies(properties: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, part in properties.items():
        found = part.get(VOCABULARY) or part.get("items", {}).get(VOCABULARY)
        if found:
            yield name, found


def _facets(properties: Mapping[str, Any]) -> Iterator[Facet]:
    vocabularies = dict(_vocabularies(properties))
    for name, part in properties.items():
        if FACET in part:
            vocabulary = vocabularies.get(name, "")
            yield msgspec.convert({**part[FACET], "field": name, "vocabulary": vocabulary}, Facet)

"""What schemas say about the fields of each kind of record: references, terms, facets, dates, people.

The settings of an atlas hold it, so that no list of fields is in code: a new kind brings its own with its
schema.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec

from generator.model.annotations import REFERENCE, VOCABULARY, Annotations, compile_annotations
from generator.model.findings import Pointer
from generator.model.unreadable import read_items, read_part

MUNICIPALITIES = "municipalities"
"""The name that schemas use for the municipalities, which are in a file of their own."""
OWN_PLACE = "municipality"
"""The field of a record that says where it belongs."""
Path = tuple[str | None, ...]
"""A pointer in which None stands for every item of a list."""
Places = list[tuple[Pointer, object]]
PAST, PERSON, FACET, AWARDS = "x-past", "x-person", "x-facet", "x-awards"
DISTINCT = "x-distinct"


class Facet(msgspec.Struct, frozen=True, kw_only=True):
    """A facet of search and the field whose values it shows.

    `field` is a path into the record: «resources.cost». Terms of a `vocabulary` are shown by their titles,
    dates by their year. `steps` divide numbers into ranges; `unit` follows a number. With `given`, these
    words are the only value, for records whose field holds anything. `order` is the position among the
    facets, `open` says that it is unfolded at first.
    """

    key: str
    title: str
    field: str
    order: int = 0
    open: bool = False
    vocabulary: str = ""
    steps: tuple[int, ...] = ()
    unit: str = ""
    given: str = ""


class RecordFields(msgspec.Struct, frozen=True, kw_only=True):
    """The annotations of one kind's schema."""

    references: Annotations
    """References to other records (`x-reference`), by the name of the kind referred to."""
    places: Annotations
    """Municipalities named anywhere but in the record's own `municipality`."""
    terms: tuple[tuple[str, str], ...]
    """Vocabularies and the fields whose values are their terms (`x-vocabulary`), without municipalities."""
    facets: tuple[Facet, ...]
    past: tuple[Path, ...]
    """Dates of past events (`x-past`): they may not be in the future."""
    people: tuple[Path, ...]
    """People (`x-person`), who may be named only with their consent."""
    awarding: tuple[Path, ...] = ()
    """Bodies that give a status (`x-awards`): in a sample they have to be made up too."""
    distinct: tuple[tuple[Path, str], ...] = ()
    """Lists whose items must differ in a field (`x-distinct`): a duplicate would be lost."""
    has_place: bool = False
    """Whether the records can name a municipality of their own."""


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
        awarding=tuple(marked_paths(tree, AWARDS)),
        distinct=tuple(_marks(tree, DISTINCT)),
        has_place=OWN_PLACE in own,
    )


def facets_of(kinds: Iterable[RecordFields]) -> tuple[Facet, ...]:
    """Return the facets of several kinds, without duplicates, in the order in which readers see them."""
    facets: dict[str, Facet] = {}
    for facet in (facet for fields in kinds for facet in fields.facets):
        facets.setdefault(facet.key, facet)
    return tuple(sorted(facets.values(), key=lambda facet: facet.order))


def _vocabularies(properties: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, part in properties.items():
        found = part.get(VOCABULARY) or part.get("items", {}).get(VOCABULARY)
        if found:
            yield name, found


def _facets(properties: Mapping[str, Any], way: str = "") -> Iterator[Facet]:
    vocabularies = dict(_vocabularies(properties))
    for name, part in properties.items():
        if FACET in part:
            found = {"field": way + name, "vocabulary": vocabularies.get(name, "")}
            yield msgspec.convert({**part[FACET], **found}, Facet)
        yield from _facets(part.get("properties", {}), f"{way}{name}.")


def marked_paths(tree: Mapping[str, Any], key: str) -> Iterator[Path]:
    """Yield the paths of values that a schema marks with `key: true`, in the order of the schema."""
    return (place for place, mark in _marks(tree, key) if mark is True)


def _marks(tree: Mapping[str, Any], key: str, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Yield the paths of values that a schema marks with a key, each with the mark."""
    if key in tree:
        yield path, tree[key]
    items = tree.get("items")
    if isinstance(items, Mapping):
        yield from _marks(items, key, (*path, None))
    for name, part in tree.get("properties", {}).items():
        yield from _marks(part, key, (*path, name))


def values_at(record: object, path: Path) -> Places:
    """Return the values of a record at a path, with their pointers.

    Absent and unreadable values are left out.
    """
    found: Places = [((), record)]
    for step in path:
        found = _items(found) if step is None else _parts(found, step)
        if not found:
            break
    return found


def _parts(places: Places, name: str) -> Places:
    return [
        ((*pointer, name), part) for pointer, value in places if (part := read_part(value, name)) is not None
    ]


def _items(places: Places) -> Places:
    return [
        ((*pointer, index), item)
        for pointer, value in places
        if isinstance(value, tuple)
        for index, item in read_items(value)
    ]

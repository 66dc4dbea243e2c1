"""Collects the external addresses in real records, without duplicates, with the places that link there."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from urllib.parse import urldefrag

import msgspec

from generator.base.markdown import WEB_SCHEMES, scheme_of
from generator.changes.fields import place_title
from generator.check.rules.markdown_links import MAY_LINK, targets
from generator.model.annotations import (
    ADDRESS,
    MARKDOWN,
    AnnotatedValue,
    annotated_values,
    compile_annotations,
)
from generator.model.catalogue import Entry
from generator.model.kinds import KINDS
from generator.source.fields import Fields
from generator.source.schema_files import Schemas


class LinkPlace(msgspec.Struct, frozen=True, kw_only=True, order=True):
    """Place of a link: the file of a record, the record's title, the field in words."""

    path: str
    title: str
    field: str


class LinkTarget(msgspec.Struct, frozen=True, kw_only=True):
    """An http(s) address without its fragment, and the places that link there."""

    address: str
    places: Sequence[LinkPlace]


def collect_links(entries: Iterable[Entry[Any]], schemas: Schemas) -> list[LinkTarget]:
    """Return the external addresses in records, sorted; samples are left out."""
    found: defaultdict[str, set[LinkPlace]] = defaultdict(set)
    fields = {kind.name: Fields(schemas=schemas, file=kind.schema_file) for kind in KINDS}
    marks = {name: compile_annotations(one.tree).only(ADDRESS | MARKDOWN) for name, one in fields.items()}
    for entry in entries:
        if entry.record.sample:
            continue
        for leaf in annotated_values(marks[entry.kind.name], entry.record):
            for address in _find_addresses(leaf):
                field = place_title(leaf.pointer, fields[entry.kind.name])
                found[address].add(LinkPlace(path=entry.path, title=entry.title, field=field))
    return [LinkTarget(address=address, places=sorted(found[address])) for address in sorted(found)]


def _find_addresses(leaf: AnnotatedValue) -> Iterator[str]:
    written: Iterable[str] = [leaf.value] if leaf.kind in ADDRESS else ()
    if leaf.kind in MARKDOWN and MAY_LINK.search(leaf.value):
        written = targets(leaf.value, "link_open", "href")
    for address in written:
        if scheme_of(address) in WEB_SCHEMES:
            yield urldefrag(address).url

"""Takes the gist out of a typed record."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from operator import attrgetter
from typing import Any

import msgspec

from generator.check.rules.annotations import MARKDOWN, Leaf, leaves
from generator.check.rules.base import Context
from generator.check.rules.dates import PAST
from generator.check.rules.fields import Way, at, starts
from generator.check.rules.links import links_inside
from generator.check.rules.normalise import folded
from generator.check.rules.summary import Gist, PastDay
from generator.model.catalogue import Entry
from generator.model.records import Record


def gist_of(entry: Entry[Any], context: Context) -> Gist:
    """Return the gist of a record; of the context only the schemas' marks count."""
    record, name = entry.record, entry.kind.name
    past = tuple(_past_days(record))
    return Gist(
        kind_name=name,
        path=entry.path,
        id=record.id,
        title=record.title,
        folded=folded(record.title),
        tags=record.tags,
        redirect_from=record.redirect_from,
        stage=getattr(record, "stage", None) or "",
        level=getattr(record, "level", None) or "",
        parent=getattr(record, "parent", None),
        replaces=getattr(record, "replaces", None),
        replaced_by=getattr(record, "replaced_by", None),
        references=tuple(leaves(context.references[name], record)),
        links=tuple(_links(entry, context)),
        last_day=record.last_day.isoformat() if record.last_day else "",
        latest=max((day for _, day in past), default=""),
        past=msgspec.Raw(msgspec.msgpack.encode(past)),
    )


def _links(entry: Entry[Any], context: Context) -> Iterator[Leaf]:
    marks = context.texts[entry.kind.name].only(MARKDOWN)
    for text in leaves(marks, entry.record):
        for target in links_inside(text.value):
            yield Leaf(pointer=text.pointer, kind=text.kind, value=target)


def _past_days(record: Record) -> Iterator[PastDay]:
    ways, values = _past(type(record))
    for way, first in zip(ways, values(record), strict=True):
        for pointer, value in at(record, way) if first else ():
            yield pointer, value.isoformat() if isinstance(value, dt.date) else str(value)


@cache
def _past(record_type: type[Record]) -> tuple[Sequence[Way], Callable[[Record], tuple[object, ...]]]:
    """Return the ways of a type's records, and what gets the values at which they start, all at once."""
    ways = tuple(way for way in PAST if starts(way, record_type))
    return ways, attrgetter(*(str(way[0]) for way in ways))

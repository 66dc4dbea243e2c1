"""Takes the summary out of a typed record."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from functools import cache
from operator import attrgetter
from typing import Any

import msgspec

from generator.check.rules.base import Context
from generator.check.rules.links import links_inside
from generator.check.rules.normalise import normalise
from generator.check.rules.summary import PastDay, RecordSummary
from generator.model.annotations import MARKDOWN, AnnotatedValue, annotated_values
from generator.model.catalogue import Entry
from generator.model.record_paths import Path, values_at
from generator.model.records import Record


def summarise(entry: Entry[Any], context: Context) -> RecordSummary:
    """Return the summary of a record; of the context only the schemas' marks count."""
    record, name = entry.record, entry.kind.name
    fields = context.record_fields[name]
    past = tuple(_past_days(record, fields.past))
    return RecordSummary(
        kind_name=name,
        path=entry.path,
        id=record.id,
        title=record.title,
        normal_title=normalise(record.title),
        tags=record.tags,
        redirect_from=record.redirect_from,
        stage=getattr(record, "stage", None) or "",
        level=getattr(record, "level", None) or "",
        parent=getattr(record, "parent", None),
        replaces=getattr(record, "replaces", None),
        replaced_by=getattr(record, "replaced_by", None),
        references=tuple(annotated_values(fields.references, record)),
        links=tuple(_links(entry, context)),
        last_day=record.last_day.isoformat() if record.last_day else "",
        latest=max((day for _, day in past), default=""),
        past=msgspec.Raw(msgspec.msgpack.encode(past)),
    )


def _links(entry: Entry[Any], context: Context) -> Iterator[AnnotatedValue]:
    marks = context.texts[entry.kind.name].only(MARKDOWN)
    for text in annotated_values(marks, entry.record):
        for target in links_inside(text.value):
            yield AnnotatedValue(pointer=text.pointer, kind=text.kind, value=target)


def _past_days(record: Record, paths: tuple[Path, ...]) -> Iterator[PastDay]:
    for path, first in zip(paths, _beginnings(paths)(record), strict=True):
        for pointer, value in values_at(record, path) if first else ():
            yield pointer, value.isoformat() if isinstance(value, dt.date) else str(value)


@cache
def _beginnings(paths: tuple[Path, ...]) -> Callable[[Record], tuple[object, ...]]:
    """Return what gets the values at which paths begin, all at once: most records have few of them."""
    names = [str(path[0]) for path in paths]
    if len(names) > 1:  # of one name it would not give a tuple
        return attrgetter(*names)
    return lambda record: tuple(getattr(record, name) for name in names)

"""The summary of a record: the little that rules about days and about all records together ask of each.

It is remembered with the verdict on the record's file, so that a check of ten thousand records unpacks
none that has not changed.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from functools import cache
from operator import attrgetter
from typing import Any

import msgspec

from generator.check.rules.markdown_links import links_inside
from generator.model.annotations import MARKDOWN, AnnotatedValue, Annotations, annotated_values
from generator.model.catalogue import Entry
from generator.model.findings import Pointer
from generator.model.kinds import KIND_BY_NAME, Kind
from generator.model.record_fields import Path, RecordFields, values_at
from generator.model.records.common import Record

_SIGNS = re.compile(r"[«»„“”\"'‘’\-\u2010-\u2015]")
PastDay = tuple[Pointer, str]
"""A date of what has happened, written as in ISO 8601 as far as it is known, and where it stands."""


class RecordSummary(msgspec.Struct, frozen=True, kw_only=True, array_like=True, gc=False):
    """What is known of a record that fits its schema, whatever the day and the other records.

    `kind_name` is the name of its kind, `normal_title` its title without what tells no titles apart (see
    `normalise`), `stage` and `level` are «» where it has none.
    """

    kind_name: str
    path: str
    id: str
    title: str
    normal_title: str
    tags: tuple[str, ...] = ()
    redirect_from: tuple[str, ...] = ()
    stage: str = ""
    level: str = ""
    parent: str | None = None
    replaces: str | None = None
    replaced_by: str | None = None
    references: tuple[AnnotatedValue, ...] = ()
    """What the record names of others; `kind` of a leaf is the name of the other's kind."""
    links: tuple[AnnotatedValue, ...] = ()
    """Addresses inside the atlas to which its texts link."""
    last_day: str = ""
    """The last day on which what it describes is in force, as in ISO 8601; «» where it does not end."""
    latest: str = ""
    """The latest of its past days: they are looked at only when this one may not have come yet."""
    past: msgspec.Raw = msgspec.Raw(b"\x90")
    """MessagePack of its past days: most checks need none."""
    added: str = ""
    """The day on which it came into the atlas, as in ISO 8601; «» where that is not said."""

    @property
    def kind(self) -> Kind:
        """Its kind."""
        return KIND_BY_NAME[self.kind_name]

    @property
    def address(self) -> str:
        """The address of its page inside the site."""
        return self.kind.address(self.id)

    @property
    def past_days(self) -> tuple[PastDay, ...]:
        """The dates of what has happened."""
        return msgspec.msgpack.decode(self.past, type=tuple[PastDay, ...])


def summarise(entry: Entry[Any], fields: RecordFields, texts: Annotations) -> RecordSummary:
    """Return the summary of a record; `fields` and `texts` are what its schema marks."""
    record = entry.record
    past = tuple(_past_days(record, fields.past))
    return RecordSummary(
        kind_name=entry.kind.name,
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
        links=tuple(_links(record, texts.only(MARKDOWN))),
        last_day=record.last_day.isoformat() if record.last_day else "",
        latest=max((day for _, day in past), default=""),
        past=msgspec.Raw(msgspec.msgpack.encode(past)),
        added=record.added.isoformat() if record.added else "",
    )


def _links(record: Record, markdown: Annotations) -> Iterator[AnnotatedValue]:
    for text in annotated_values(markdown, record):
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


def normalise(text: str) -> str:
    """Return a text without what does not tell titles apart: case, ё, spaces, quotes, dashes."""
    plain = _SIGNS.sub(" ", text.casefold().replace("ё", "е"))
    return " ".join(plain.split())

"""The summary of a record: the little that rules about days and about all records together ask of each.

It is remembered with the verdict on the record's file, so that a check of ten thousand records unpacks
none that has not changed.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from operator import attrgetter
from types import MappingProxyType
from typing import Any

import msgspec

from generator.check.rules.date_order import Disorder, date_text, find_disorders
from generator.check.rules.markdown_links import links_inside
from generator.model.annotations import MARKDOWN, AnnotatedValue, annotated_values
from generator.model.catalogue import Entry
from generator.model.findings import Pointer
from generator.model.kinds import KIND_BY_NAME, Kind
from generator.model.record_fields import Path, RecordFields, values_at
from generator.model.records.common import Record
from generator.model.records.document import DocumentItem
from generator.model.unreadable import UnreadableError, read_items
from generator.source.record_names import SUFFIX

_SIGNS = re.compile(r"[«»„“”\"'‘’\-\u2010-\u2015]")
MADE_UP = "(пример)"
"""The end of the name of a body that is made up."""
Span = tuple[str, str]


class PlannedItem(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """The number of an item of a document, its months and its year, 0 where none is named."""

    number: str
    months: tuple[int, ...] = ()
    year: int = 0


PastDay = tuple[Pointer, str]
"""A date of what has happened, written as in ISO 8601 as far as it is known, and where it stands."""


class RecordSummary(msgspec.Struct, frozen=True, kw_only=True, array_like=True, gc=False):
    """What is known of a record, whatever the day and the other records.

    `id` is the name of its file, by which others refer to it, `kind_name` the name of its kind,
    `normal_title` its title without what tells no titles apart (see `normalise`), `stage` and `level` are «»
    where it has none.
    """

    kind_name: str
    path: str
    id: str
    title: str
    normal_title: str
    stated_id: str = ""
    """The id that the record gives itself."""
    added: str = ""
    """The day on which it came into the atlas, as in ISO 8601."""
    unread: tuple[str, ...] = ()
    """Which of these attributes are empty because the fields behind them do not fit the schema."""
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
    sample: bool = False
    unmarked_bodies: tuple[AnnotatedValue, ...] = ()
    """The bodies that give a sample its status and are not marked as made up themselves."""
    last_day: str = ""
    """The last day on which what it describes is in force, as in ISO 8601; «» where it does not end."""
    latest: str = ""
    """The latest of its past days: they are looked at only when this one may not have come yet."""
    disorders: tuple[Disorder, ...] = ()
    """Dates that contradict one another."""
    past: msgspec.Raw = msgspec.Raw(b"\x90")
    """MessagePack of its past days: most checks need none."""
    term: str = ""
    """The term of its kind."""
    municipality: str = ""
    holder: str = ""
    """The kind of its organisation."""
    scope: str = ""
    """How far a network reaches."""
    places: tuple[str, ...] = ()
    """Municipalities that its lists name: of members, of parties."""
    span: Span = ("", "")
    """First and last day, month or year of what it tells; «» where it tells of no time."""
    items: tuple[PlannedItem, ...] = ()
    """The items of a document."""
    fulfils: str = ""
    """The number of the item that an event fulfils."""

    @property
    def lies_in_its_folder(self) -> bool:
        """Whether the file is in the folder of the record's kind."""
        return self.path.startswith(f"content/{self.kind.folder}/")

    @property
    def kind(self) -> Kind:
        """Its kind."""
        return KIND_BY_NAME[self.kind_name]

    @property
    def address(self) -> str:
        """The address of its page inside the site."""
        return self.kind.address(self.id)

    def has_ended(self, today: dt.date, pointer: Pointer) -> bool:
        """Return whether its last day, which stands at a pointer, is over; a doubtful one is not."""
        is_over = bool(self.last_day) and self.last_day < today.isoformat()
        return is_over and not any(pointer in one.pointers for one in self.disorders)

    @property
    def past_days(self) -> tuple[PastDay, ...]:
        """The dates of what has happened."""
        return msgspec.msgpack.decode(self.past, type=tuple[PastDay, ...])


def summarise(entry: Entry[Any], fields: RecordFields, texts: Sequence[AnnotatedValue]) -> RecordSummary:
    """Return the summary of a record; `fields` are what its schema marks, `texts` all that it holds."""
    record = entry.record
    past = tuple(_past_days(record, fields.past))
    values, unread = _readable(record)
    return RecordSummary(
        kind_name=entry.kind.name,
        path=entry.path,
        id=entry.path.rpartition("/")[2].removesuffix(SUFFIX),
        normal_title=normalise(values.setdefault("title", "")),
        unread=unread,
        references=tuple(annotated_values(fields.references, record)),
        links=tuple(_links(texts)),
        unmarked_bodies=tuple(_unmarked_bodies(record, fields.awarding)) if values.get("sample") else (),
        latest=max((day for _, day in past), default=""),
        disorders=tuple(find_disorders(record)),
        past=msgspec.Raw(msgspec.msgpack.encode(past)),
        places=tuple(place.value for place in annotated_values(fields.places, record) if _is_listed(place)),
        **values,
    )


def _is_listed(value: AnnotatedValue) -> bool:
    return any(isinstance(step, int) for step in value.pointer)


_READ: Mapping[str, Callable[[Any], object]] = MappingProxyType(
    {
        "title": attrgetter("title"),
        "stated_id": attrgetter("id"),
        "added": lambda record: record.added.isoformat() if record.added else "",
        "sample": attrgetter("sample"),
        "tags": lambda record: _lines(record.tags),
        "redirect_from": lambda record: _lines(record.redirect_from),
        "stage": lambda record: getattr(record, "stage", None) or "",
        "level": lambda record: getattr(record, "level", None) or "",
        "parent": lambda record: getattr(record, "parent", None),
        "replaces": lambda record: getattr(record, "replaces", None),
        "replaced_by": lambda record: getattr(record, "replaced_by", None),
        "last_day": lambda record: record.last_day.isoformat() if record.last_day else "",
        "term": lambda record: record.kind or "",
        "municipality": lambda record: record.municipality or "",
        "holder": lambda record: (record.organisation and record.organisation.kind) or "",
        "scope": lambda record: getattr(record, "scope", None) or "",
        "span": lambda record: record.span or ("", ""),
        "items": lambda record: tuple(map(_planned_item, getattr(record, "items", ()))),
        "fulfils": lambda record: item.number if (item := getattr(record, "item", None)) else "",
    }
)
"""How attributes of a summary are read of a record."""


def _planned_item(item: DocumentItem) -> PlannedItem:
    months = tuple(item.when.months)  # of a list that is read in part it raises, as all else does
    return PlannedItem(item.number, months, item.when.year or 0)


def _readable(record: Record) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Return the attributes that can be read, and the names of the others."""
    values: dict[str, Any] = {}
    unread: list[str] = []
    for name, read in _READ.items():
        try:
            values[name] = read(record)
        except UnreadableError:
            unread.append(name)
    return values, tuple(unread)


def _lines(items: tuple[str, ...]) -> tuple[str, ...]:
    """Return the lines of a list, «» for those that cannot be read."""
    if type(items) is tuple:
        return items
    known = dict(read_items(items))
    return tuple(known.get(index, "") for index in range(len(items)))


def _unmarked_bodies(record: Record, paths: tuple[Path, ...]) -> Iterator[AnnotatedValue]:
    for path in paths:
        for pointer, value in values_at(record, path):
            if not str(value).endswith(MADE_UP):
                yield AnnotatedValue(pointer=pointer, kind="", value=str(value))


def _links(texts: Sequence[AnnotatedValue]) -> Iterator[AnnotatedValue]:
    for text in texts:
        for target in links_inside(text.value) if text.kind in MARKDOWN else ():
            yield AnnotatedValue(pointer=text.pointer, kind=text.kind, value=target)


def _past_days(record: Record, paths: tuple[Path, ...]) -> Iterator[PastDay]:
    for path, first in zip(paths, _begin(paths, record), strict=True):
        for pointer, value in values_at(record, path) if first else ():
            yield pointer, date_text(value)


def _begin(paths: tuple[Path, ...], record: Record) -> tuple[object, ...]:
    """Return whether there is something where each path begins."""
    try:
        return _beginnings(paths)(record)
    except UnreadableError:
        return (True,) * len(paths)


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

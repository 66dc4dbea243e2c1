"""The summary of a record: the little that dated rules and catalogue rules need of it.

It is cached with the verdict on the record's file, so that a check of ten thousand records decodes none that
has not changed.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import Any

import msgspec

from generator.check.rules.date_order import DateConflict, date_text, find_date_conflicts
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
"""Suffix of the name of a made-up body."""
Span = tuple[str, str]


class PlannedItem(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """An item of a document: its number, months and year, 0 if it names none."""

    number: str
    months: tuple[int, ...] = ()
    year: int = 0


PastDay = tuple[Pointer, str]
"""The pointer and value of a past date, in ISO 8601 as far as it is known."""


class RecordSummary(msgspec.Struct, frozen=True, kw_only=True, array_like=True, gc=False):
    """What is known about a record, regardless of the day and the other records.

    `id` is the name of its file, by which others refer to it, `kind_name` the name of its kind,
    `normal_title` its normalised title (see `normalise`); `stage` and `level` are «» if it has none.
    """

    kind_name: str
    path: str
    id: str
    title: str
    normal_title: str
    stated_id: str = ""
    """The id stated in the record."""
    added: str = ""
    """The day on which it was added to the atlas, in ISO 8601."""
    unread: tuple[str, ...] = ()
    """Names of attributes that are empty because the fields behind them do not fit the schema."""
    tags: tuple[str, ...] = ()
    redirect_from: tuple[str, ...] = ()
    stage: str = ""
    level: str = ""
    parent: str | None = None
    replaces: str | None = None
    replaced_by: str | None = None
    references: tuple[AnnotatedValue, ...] = ()
    """Its references to other records; `kind` of a value is the name of the other's kind."""
    links: tuple[AnnotatedValue, ...] = ()
    """Addresses inside the atlas that its texts link to."""
    sample: bool = False
    unmarked_bodies: tuple[AnnotatedValue, ...] = ()
    """Bodies that awarded a sample its status without being marked as made up."""
    last_day: str = ""
    """The last day on which what it describes is in force, in ISO 8601; «» if it has no end."""
    past_days: tuple[PastDay, ...] = ()
    """The dates of past events."""
    date_conflicts: tuple[DateConflict, ...] = ()
    """Dates that contradict one another."""
    term: str = ""
    """The value of its `kind`."""
    municipality: str = ""
    holder: str = ""
    """The kind of its organisation."""
    scope: str = ""
    """The scope of a network."""
    places: tuple[str, ...] = ()
    """Municipalities in its lists: of members, of parties."""
    span: Span = ("", "")
    """First and last day, month or year of what it describes; «» if it is undated."""
    items: tuple[PlannedItem, ...] = ()
    """The items of a document."""
    fulfils: str = ""
    """The number of the document item that an event fulfils."""

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
        """Return whether its last day, found at a pointer, is past; a contradictory date does not count."""
        is_over = bool(self.last_day) and self.last_day < today.isoformat()
        return is_over and not any(pointer in one.pointers for one in self.date_conflicts)


def summarise(entry: Entry[Any], fields: RecordFields, texts: Sequence[AnnotatedValue]) -> RecordSummary:
    """Return the summary of a record; `fields` are its schema annotations, `texts` all its texts."""
    record = entry.record
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
        past_days=tuple(_past_days(record, fields.past)),
        date_conflicts=tuple(find_date_conflicts(record)),
        places=tuple(
            place.value
            for place in annotated_values(fields.places, record)
            if any(isinstance(step, int) for step in place.pointer)
        ),
        **values,
    )


_READ: Mapping[str, Callable[[Any], object]] = {
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
"""How to read the attributes of a summary from a record."""


def _planned_item(item: DocumentItem) -> PlannedItem:
    months = tuple(item.when.months)  # raises if the list is only partly readable, as everything else does
    return PlannedItem(item.number, months, item.when.year or 0)


def _readable(record: Record) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Return the readable attributes, and the names of the others."""
    values: dict[str, Any] = {}
    unread: list[str] = []
    for name, read in _READ.items():
        try:
            values[name] = read(record)
        except UnreadableError:
            unread.append(name)
    return values, tuple(unread)


def _lines(items: tuple[str, ...]) -> tuple[str, ...]:
    """Return the items of a list, «» for unreadable ones."""
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
    return ((pointer, date_text(value)) for path in paths for pointer, value in values_at(record, path))


def normalise(text: str) -> str:
    """Normalise a title for comparison: case, ё, spaces, quotes and dashes do not matter."""
    plain = _SIGNS.sub(" ", text.casefold().replace("ё", "е"))
    return " ".join(plain.split())

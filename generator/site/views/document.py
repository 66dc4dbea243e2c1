"""The page of a document, with a calendar of its items; the shelves of the catalogue of documents."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence

import msgspec

from generator.base.russian import format_day, format_months, uncapitalise
from generator.model.annotations import reference_target
from generator.model.catalogue import Entry
from generator.model.kinds import DOCUMENT, KIND_BY_NAME
from generator.model.plan_progress import ItemProgress, PlanYear, State, item_progress, shown_year
from generator.model.records.document import Document, DocumentItem
from generator.model.settings import Settings, Term
from generator.model.when import describe_when
from generator.site.pages import Page
from generator.site.views.items import Item, Section, Shelf
from generator.site.views.record import record_page
from generator.site.views.schema_page import schema_body
from generator.site.views.site import AnyEntry, Site, record_item
from generator.site.views.tracked_catalogue import TrackedEntry

ITEMS = "items"
STATES: dict[State, str] = {
    "done": "подтверждено",
    "due": "срок впереди",
    "overdue": "срок прошёл, подтверждения нет",
    "open": "без срока",
    "cancelled": "отменён",
}
"""States of items, as readers see them."""
UNPROVEN = "план закончился, подтверждения нет"
"""An overdue item of a plan that has ended: it need not be done any more."""
MARKS: dict[State, str] = {
    "done": "есть",
    "due": "ждём",
    "overdue": "нет",
    "open": "",
    "cancelled": "снят",
}
"""States of months, in the narrow cells of a calendar."""


class CalendarRow(msgspec.Struct, frozen=True, kw_only=True):
    """An item of a plan: its months with their marks and states, and a description."""

    item: DocumentItem
    when: str
    state: State
    words: str
    evidence: Sequence[Item]
    months: Sequence[tuple[str, str, str]]
    """The name, mark and state of each of twelve months; mark and state are empty if nothing is planned."""


class Calendar(msgspec.Struct, frozen=True, kw_only=True):
    """The items of a plan over a year; `shown` names the year, and says whether the plan has ended."""

    shown: str
    months: Sequence[str]
    rows: Sequence[CalendarRow]


def document_page(site: Site, entry: TrackedEntry[Document]) -> Page:
    """Return the page of a document: the generic one, with its items as a calendar."""
    body, document = schema_body(site, entry), entry.record
    sections = tuple(
        Section(ITEMS, section.title, "calendar", calendar_of(site, document))
        if section.anchor == ITEMS
        else section
        for section in body.sections
    )
    return record_page(site, entry, msgspec.structs.replace(body, sections=sections))


def calendar_of(site: Site, document: Document) -> Calendar:
    """Return the calendar of a document's items, for the year of the plan that is nearest to today."""
    year = shown_year(document, site.as_of)
    names = tuple(format_months([month]) for month in year.months)
    return Calendar(
        shown=_describe_year(year),
        months=names,
        rows=tuple(_row(site, item, year, names) for item in document.items),
    )


def _describe_year(year: PlanYear) -> str:
    if year.ends is None or not year.is_over:
        return f"Показано: {year.words}."
    return f"Срок плана истёк {format_day(year.ends)}, показано последнее его время: {year.words}."


def _row(site: Site, item: DocumentItem, year: PlanYear, names: Sequence[str]) -> CalendarRow:
    evidence = list(_records(site, item.evidence))
    progress = item_progress(item, [one.record.span for one in evidence], year, site.as_of)
    return CalendarRow(
        item=item,
        when=describe_when(item.when, site.settings),
        state=progress.state,
        words=UNPROVEN if year.is_over and progress.state == "overdue" else STATES[progress.state],
        evidence=tuple(map(record_item, evidence)),
        months=tuple(
            (name, *_month(progress, month)) for month, name in zip(year.months, names, strict=True)
        ),
    )


def _month(progress: ItemProgress, month: int) -> tuple[str, str]:
    state = progress.months.get(month)
    return (MARKS[state], state) if state else ("", "")


def _records(site: Site, names: Sequence[str]) -> Iterator[AnyEntry]:
    for name in names:
        kind, record_id = reference_target("any", name)
        if kind in KIND_BY_NAME:
            yield from site.find_records(KIND_BY_NAME[kind], [record_id])


def document_shelves(entries: Sequence[Entry[Document]], settings: Settings, _: dt.date) -> Iterator[Shelf]:
    """Yield the shelves of the catalogue: acts by level, then agreements, plans and the rest by type.

    On each shelf the newest document comes first.
    """
    kinds = settings.vocabularies[DOCUMENT.kind_vocabulary]
    acts: defaultdict[str, list[Entry[Document]]] = defaultdict(list)
    others: defaultdict[str, list[Entry[Document]]] = defaultdict(list)
    for entry in sorted(entries, key=_newest_first):
        record = entry.record
        kind = kinds.by_id.get(record.kind or "")
        is_act = kind is not None and kind.normative
        (acts[record.level or ""] if is_act else others[kind.id if kind else ""]).append(entry)
    levels = {term.id: term.title for term in settings.vocabularies["document_levels"].terms}
    for level, title in {**levels, "": "уровень не указан"}.items():
        if level in acts:
            heading = f"Нормативная база: {uncapitalise(title)}"
            yield Shelf(anchor=f"acts-{level or 'other'}", title=heading, entries=acts[level])
    for term in sorted(kinds.terms, key=_by_marks):
        if term.id in others:
            yield Shelf(anchor=term.id, title=term.plural or term.title, entries=others[term.id])
    if "" in others:
        yield Shelf(anchor="others", title="Другие документы", entries=others[""])


def _newest_first(entry: Entry[Document]) -> int:
    day = entry.record.date
    return -day.toordinal() if day else 0


def _by_marks(kind: Term) -> int:
    """Return the rank of a type: agreements, then plans, then the rest."""
    return 0 if kind.parties else 1 if kind.items else 2

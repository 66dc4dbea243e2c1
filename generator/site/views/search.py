"""A record's entry in the search index: facets, what results show, sort keys; and the search page."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from generator.base.russian import DOT, format_day
from generator.model import addresses
from generator.model.records.common import Record
from generator.site.pages import Link, Page, SearchEntry
from generator.site.search.names import NOT_GIVEN, OWN_TYPE, TYPE
from generator.site.views.facet_pages import FACETS_TITLE
from generator.site.views.facets import STAGE, ListChoice, shown_facets
from generator.site.views.site import AnyEntry, Site

TITLE = "Поиск"
_REAL, _SAMPLE = "b", "c"
_SAMPLE_LAST = "a"
"""Samples come last in both orders, ascending by title and descending by day."""


class SearchView(msgspec.Struct, frozen=True, kw_only=True):
    """What `search.html.j2` shows."""

    choice: ListChoice
    ways: Sequence[Link]


def search_page(site: Site) -> Page:
    """Return the search page, a frame for the scripts in `theme/search`."""
    return Page(
        address=addresses.SEARCH,
        section="about",
        title=TITLE,
        description=f"Поиск по записям: {site.settings.atlas.title}.",
        template="search.html.j2",
        view=SearchView(
            choice=ListChoice(facets=tuple(facet for facet in shown_facets(site) if len(facet.order) != 1)),
            ways=_ways(site),
        ),
        breadcrumbs=(site.home(), Link(TITLE, addresses.SEARCH)),
    )


def _ways(site: Site) -> tuple[Link, ...]:
    catalogues = (site.catalogue_link(kind) for kind in site.kinds)
    help_ = [Link("Кто поможет", addresses.HELP)] if site.settings.needs else []
    return (
        *help_,
        *catalogues,
        Link("Муниципалитеты", addresses.MUNICIPALITIES),
        Link("Предметы", addresses.terms("subjects")),
        Link("Направления", addresses.terms("directions")),
        Link(FACETS_TITLE, addresses.FACETS),
        Link("Уровни образования", addresses.terms("education_levels")),
    )


def search_entry(site: Site, entry: AnyEntry, stage: str) -> SearchEntry:
    """Return a record's entry in the search index; `stage` is its stage or status as readers see it."""
    record: Record = entry.record
    place = site.place(entry.kind, record).title
    filters = list(site.facet_values(entry))
    filters += _types(site, entry)
    filters.append((STAGE, stage or NOT_GIVEN))
    card = site.card(entry)
    meta = {"kind": site.noun(entry.kind), "municipality": place, "summary": record.summary or ""}
    shown = {
        "about": DOT.join(item.short or item.title for item in card.about),
        "gist": card.gist if card.gist != record.summary else "",
        "terms": DOT.join(card.terms),
        "changed": _day_of_change(site, entry),
    }
    meta |= {key: value for key, value in shown.items() if value}
    if short := getattr(record, "short_title", None):
        meta["short"] = short
    if record.tags:
        meta["tags"] = ", ".join(record.tags)
    if record.sample:
        meta["sample"] = "1"
    return SearchEntry(
        filters=tuple(filters),
        meta=(("title", record.title), *meta.items()),
        sort=(
            ("date", f"{_REAL if not record.sample else _SAMPLE_LAST} {changed_on(site, entry)}"),
            ("title", f"{_REAL if not record.sample else _SAMPLE} {sort_title(record.title)}"),
        ),
    )


def _types(site: Site, entry: AnyEntry) -> Iterator[tuple[str, str]]:
    """Yield the type of a record within its kind: a contract, a club."""
    for vocabulary, field in site.settings.record_fields[entry.kind.name].terms:
        if field == OWN_TYPE and (own := getattr(entry.record, field, None)):
            yield TYPE, site.settings.term(vocabulary, own).title


def _day_of_change(site: Site, entry: AnyEntry) -> str:
    day = changed_on(site, entry)
    return format_day(dt.date.fromisoformat(day)) if day else ""


def changed_on(site: Site, entry: AnyEntry) -> str:
    """Return the day of a record's last change, as 2026-09-01; «» if it is unknown."""
    change: Any = site.change(entry)
    known = entry.read()
    day = known.updated or known.added or (change.date if change else None)
    return day.isoformat() if day else ""


def sort_title(title: str) -> str:
    """Return a title as a sort key: lower case, е for ё, without quotes."""
    return title.casefold().replace("ё", "е").translate({ord(character): None for character in "«»„“”\"'"})

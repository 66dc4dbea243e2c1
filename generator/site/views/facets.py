"""What search knows of a record: values of the facets, what results show, what they are sorted by."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from generator.model.records import Record
from generator.site.pages import SearchEntry
from generator.site.views.items import Item
from generator.site.views.site import AnyEntry, Site

NOT_GIVEN = "не указано"
TERM_FACETS: Mapping[str, tuple[str, str]] = {
    "subject": ("subjects", "subjects"),
    "level": ("education_levels", "education_levels"),
    "direction": ("directions", "directions"),
    "audience": ("audiences", "audience"),
}
"""Vocabulary and field of each facet that holds terms."""


def search_entry(site: Site, entry: AnyEntry, stage: str) -> SearchEntry:
    """Return a record's entry in the search index; `stage` is its stage or status as readers see it."""
    record: Record = entry.record
    place = site.municipality(record.municipality).title
    title = site.settings.atlas.kinds[entry.kind.name].title
    filters: list[tuple[str, str]] = [("kind", title), ("municipality", place)]
    for facet, (vocabulary, name) in TERM_FACETS.items():
        filters += _values(facet, site.terms(vocabulary, getattr(record, name)))
    filters.append(("stage", stage or NOT_GIVEN))
    meta = {"kind": site.noun(entry.kind), "municipality": place, "summary": record.summary}
    if short := getattr(record, "short_title", None):
        meta["short"] = short
    if record.tags:
        meta["tags"] = ", ".join(record.tags)
    if record.sample:
        meta["sample"] = "1"
    return SearchEntry(
        filters=tuple(filters),
        meta=(("title", record.title), *meta.items()),
        sort=(("date", changed_on(site, entry)), ("title", folded(record.title))),
    )


def changed_on(site: Site, entry: AnyEntry) -> str:
    """Return the day on which a record last changed, as 2026-09-01; «» if nothing tells it."""
    change: Any = site.change(entry)
    day = entry.updated or entry.added or (change.date if change else None)
    return day.isoformat() if day else ""


def folded(title: str) -> str:
    """Return a title as lists are sorted by it: small letters, ё as е, no quotes."""
    return title.casefold().replace("ё", "е").translate({ord(sign): None for sign in "«»„“”\"'"})


def _values(facet: str, items: Iterable[Item]) -> list[tuple[str, str]]:
    return [(facet, item.title) for item in items] or [(facet, NOT_GIVEN)]

"""What search knows of a record: values of the facets, what results show, what they are sorted by."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Sequence
from typing import Any

from generator.model.record_fields import Facet
from generator.model.records.common import Record
from generator.site.pages import SearchEntry
from generator.site.views.site import AnyEntry, Site

NOT_GIVEN = "не указано"


def search_entry(site: Site, entry: AnyEntry, stage: str) -> SearchEntry:
    """Return a record's entry in the search index; `stage` is its stage or status as readers see it."""
    record: Record = entry.record
    place = site.municipality(record.municipality).title
    title = site.settings.atlas.kinds[entry.kind.name].title
    filters: list[tuple[str, str]] = [("kind", title), ("municipality", place or NOT_GIVEN)]
    for facet in site.facets:
        values = _values(site, facet, getattr(record, facet.field, None))
        filters += [(facet.key, value) for value in values or [NOT_GIVEN]]
    filters.append(("stage", stage or NOT_GIVEN))
    meta = {"kind": site.noun(entry.kind), "municipality": place, "summary": record.summary or ""}
    if short := getattr(record, "short_title", None):
        meta["short"] = short
    if record.tags:
        meta["tags"] = ", ".join(record.tags)
    if record.sample:
        meta["sample"] = "1"
    return SearchEntry(
        filters=tuple(filters),
        meta=(("title", record.title), *meta.items()),
        sort=(("date", changed_on(site, entry)), ("title", sort_title(record.title))),
    )


def changed_on(site: Site, entry: AnyEntry) -> str:
    """Return the day on which a record last changed, as 2026-09-01; «» if nothing tells it."""
    change: Any = site.change(entry)
    day = entry.updated or entry.added or (change.date if change else None)
    return day.isoformat() if day else ""


def sort_title(title: str) -> str:
    """Return a title as lists are sorted by it: small letters, ё as е, no quotes."""
    return title.casefold().replace("ё", "е").translate({ord(sign): None for sign in "«»„“”\"'"})


def _values(site: Site, facet: Facet, value: object) -> list[str]:
    """Return the values of a facet as readers see them: titles of terms, years, ranges of numbers."""
    found = value if isinstance(value, tuple) else () if value is None else (value,)
    if facet.vocabulary:
        return [item.title for item in site.terms(facet.vocabulary, found)]
    return [_in_words(one, facet.steps) for one in found]


def _in_words(value: object, steps: Sequence[int]) -> str:
    if isinstance(value, dt.date):
        return str(value.year)
    if isinstance(value, bool):
        return "да" if value else "нет"
    if steps and isinstance(value, int | float):
        return range_words(bisect_right(steps, value), steps)
    return str(value)


def range_words(number: int, steps: Sequence[int]) -> str:
    """Return the range before, between or after the steps: «до 10», «10–49», «50 и больше»."""
    if number == 0:
        return f"до {steps[0] - 1}"
    if number == len(steps):
        return f"{steps[-1]} и больше"
    return f"{steps[number - 1]}–{steps[number] - 1}"

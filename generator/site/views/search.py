"""What search knows of a record: facets, what results show, what they are sorted by; the search page."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from generator.base.russian import collation_key
from generator.model import addresses
from generator.model.record_fields import Facet
from generator.model.records.common import Record
from generator.site.pages import Link, Page, SearchEntry
from generator.site.search.names import NOT_GIVEN
from generator.site.views.site import AnyEntry, Site

TITLE = "Поиск"
_REAL, _SAMPLE = "b", "c"
_SAMPLE_LAST = "a"
"""Samples come last, whether the order begins with the first title or with the last day."""


class ShownFacet(msgspec.Struct, frozen=True, kw_only=True):
    """A facet of the page. `order` holds values in the order of their list; others follow by alphabet.

    `open` ones are unfolded at first; the others are opened by a click.
    """

    key: str
    title: str
    order: Sequence[str]
    open: bool = False


class SearchView(msgspec.Struct, frozen=True, kw_only=True):
    """What `search.html.j2` shows."""

    facets: Sequence[ShownFacet]
    ways: Sequence[Link]
    last: str


def search_page(site: Site) -> Page:
    """Return the search page. It is a frame for the scripts in `theme/search`."""
    return Page(
        address=addresses.SEARCH,
        section="about",
        title=TITLE,
        description=f"Поиск по записям: {site.settings.atlas.title}.",
        template="search.html.j2",
        view=SearchView(
            facets=tuple(facet for facet in _facets(site) if len(facet.order) != 1),
            ways=_ways(site),
            last=NOT_GIVEN,
        ),
        breadcrumbs=(site.home(), Link(TITLE, addresses.SEARCH)),
    )


def _facets(site: Site) -> Iterator[ShownFacet]:
    settings = site.settings
    kinds = tuple(settings.atlas.kinds[kind.name].title for kind in site.kinds)
    places = sorted((place.title for place in settings.municipalities), key=collation_key)
    if len(places) > 1:  # an atlas of one place has no choice between it and the whole
        places.append(settings.atlas.region.whole_title)
    stages = [settings.vocabularies[kind.stage_vocabulary] for kind in site.kinds if kind.stage_vocabulary]
    titles = tuple(term.title for vocabulary in stages for term in vocabulary.terms)
    yield ShownFacet(key="kind", title="Что искать", order=kinds, open=True)
    yield ShownFacet(key="municipality", title="Муниципалитет", order=places)
    for facet in site.facets:
        yield ShownFacet(key=facet.key, title=facet.title, order=_order(site, facet), open=facet.open)
    yield ShownFacet(key="stage", title="Этап или статус", order=titles)


def _order(site: Site, facet: Facet) -> Sequence[str]:
    if facet.vocabulary:
        return tuple(term.title for term in site.settings.vocabularies[facet.vocabulary].terms)
    return tuple(range_words(number, facet.steps) for number in range(len(facet.steps) + 1) if facet.steps)


def _ways(site: Site) -> tuple[Link, ...]:
    catalogues = (site.catalogue_link(kind) for kind in site.kinds)
    return (
        *catalogues,
        Link("Муниципалитеты", addresses.MUNICIPALITIES),
        Link("Предметы", addresses.terms("subjects")),
        Link("Направления", addresses.terms("directions")),
        Link("Уровни образования", addresses.terms("education_levels")),
    )


def search_entry(site: Site, entry: AnyEntry, stage: str) -> SearchEntry:
    """Return a record's entry in the search index; `stage` is its stage or status as readers see it."""
    record: Record = entry.record
    place = site.place(entry.kind, record).title
    title = site.settings.atlas.kinds[entry.kind.name].title
    filters: list[tuple[str, str]] = [("kind", title), ("municipality", place or NOT_GIVEN)]
    own = {facet.key: facet for facet in site.settings.record_fields[entry.kind.name].facets}
    for key in (facet.key for facet in site.facets):
        values = _values(site, own[key], getattr(record, own[key].field, None)) if key in own else []
        filters += [(key, value) for value in values or [NOT_GIVEN]]
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
        sort=(
            ("date", f"{_REAL if not record.sample else _SAMPLE_LAST} {changed_on(site, entry)}"),
            ("title", f"{_REAL if not record.sample else _SAMPLE} {sort_title(record.title)}"),
        ),
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
    return [f"{_in_words(one, facet.steps)} {facet.unit}".rstrip() for one in found]


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

"""«Кто поможет»: communities and centres by what teachers turn to them for, and how to come to each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from generator.base.markdown import paragraphs
from generator.model import addresses
from generator.model.needs import Need
from generator.site.pages import Heading, Link, Page
from generator.site.views.items import Item
from generator.site.views.record import contact_rows
from generator.site.views.site import AnyEntry, Site, record_item

TITLE = "Кто поможет"
SHOWN = 5
"""Helpers that a need names, at most: those of the whole region come first."""
_LONGEST_WAY = 150


class Helper(msgspec.Struct, frozen=True, kw_only=True):
    """A record that answers a need: what it is and where, how to come to it, its contacts."""

    item: Item
    about: str
    sample: bool
    way: str
    contacts: Sequence[Sequence[Item]]


class HelpersOfNeed(msgspec.Struct, frozen=True, kw_only=True):
    """A need and who answers it; `more` tells how many are not named."""

    need: Need
    helpers: Sequence[Helper]
    more: int
    all: Item


class HelpView(msgspec.Struct, frozen=True, kw_only=True):
    """What `help.html.j2` shows."""

    needs: Sequence[HelpersOfNeed]
    subjects: Item | None


def help_page(site: Site) -> Page:
    """Return the page of who helps in what."""
    needs = tuple(found for need in site.settings.needs if (found := _helpers(site, need)).helpers)
    atlas = site.settings.atlas
    return Page(
        address=addresses.HELP,
        section="help",
        title=TITLE,
        description=f"{TITLE}: сообщества и центры {atlas.region.genitive} — к кому идти и как попасть.",
        template="help.html.j2",
        view=HelpView(
            needs=needs,
            subjects=_subjects(site),
        ),
        breadcrumbs=(site.home(), Link(TITLE, addresses.HELP)),
        contents=tuple(Heading(one.need.title, one.need.id) for one in needs),
    )


def _helpers(site: Site, need: Need) -> HelpersOfNeed:
    entries = site.find_derived("helpers", need.id)
    shown = [_helper(site, entry) for entry in entries[:SHOWN]]
    return HelpersOfNeed(
        need=need, helpers=shown, more=len(entries) - len(shown), all=_way_to_all(site, need)
    )


def _helper(site: Site, entry: AnyEntry) -> Helper:
    record: Any = entry.record
    services = [one.how_to_get for one in getattr(record, "services", ())]
    ways = [*paragraphs(getattr(record, "joining", None)), *services]
    return Helper(
        item=record_item(entry),
        about=f"{site.noun(entry.kind)}, {site.place(entry.kind, record).title}",
        sample=record.sample,
        way=_shorten(ways[0]) if ways else "",
        contacts=contact_rows(record.contact),
    )


def _shorten(text: str) -> str:
    if len(text) <= _LONGEST_WAY:
        return text
    return text[:_LONGEST_WAY].rsplit(" ", 1)[0].rstrip(",;:—- ") + "…"


def _way_to_all(site: Site, need: Need) -> Item:
    """Return the way to search with the first facet that a need names, or to search itself."""
    for facet in site.facets:
        terms = getattr(need, facet.field, ())
        if terms and facet.vocabulary:
            title = site.settings.term(facet.vocabulary, terms[0]).title
            return site.search_item(**{facet.key: title})
    return site.search_item()


def _subjects(site: Site) -> Item | None:
    vocabulary = site.vocabularies.get("subjects")
    return Item(vocabulary.title, addresses.terms("subjects")) if vocabulary else None


def helpers_of_region(site: Site, most: int) -> tuple[tuple[Item, Sequence[Item]], ...]:
    """Return the needs, as ways to the page of helpers, with those of the whole region who answer each."""
    found = (
        (Item(need.title, f"{addresses.HELP}#{need.id}"), site.find_derived("region_helpers", need.id))
        for need in site.settings.needs
    )
    return tuple(
        (item, tuple(record_item(entry) for entry in entries[:most])) for item, entries in found if entries
    )

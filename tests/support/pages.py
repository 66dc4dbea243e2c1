"""Pages of small catalogues, rendered and parsed for tests."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import lxml.html
import msgspec
from support.atlases import REFERENCE
from support.records import own_settings

from generator.base.hyphens import remove_hyphens
from generator.model.catalogue import Catalogue, Entry, entry_with
from generator.model.kinds import Kind
from generator.model.link import link
from generator.model.settings import Settings
from generator.site.pages import Draft, Page
from generator.site.render.renderer import Renderer
from generator.site.views import list_drafts, record_view
from generator.site.views.site import Site, SiteIndex, record_dependencies
from generator.site.views.tracked_catalogue import TrackedEntry
from generator.source.git.history import History, LastChange
from generator.source.schema_files import Schemas, filled_schemas

AS_OF = dt.date(2026, 9, 1)
REQUIRED: Mapping[str, Mapping[str, Any]] = {
    "practice": {
        "problem": "Опыты есть, а измерений нет.",
        "steps": [{"title": "Начать", "text": "Взять линейку."}],
        "contact": {"email": "shkola@example.org"},
        "stage": "placed",
    },
    "community": {"level": "municipal"},
    "resource_centre": {},
    "document": {"kind": "order"},
    "event": {"kind": "seminar", "starts": "2026-10"},
    "network": {"scope": "municipal"},
    "indicator": {},
}


def record(kind: Kind, record_id: str, /, **fields: object) -> Entry[Any]:
    """Return a record with the required fields and the given ones, converted like records from files."""
    value = {
        "title": f"Запись {record_id}",
        "summary": f"О чём запись {record_id}.",
        "municipality": "anapa",
        "organisation": {"name": "Сельская школа"},
        "education_levels": ["ooo"],
        "subjects": ["physics"],
        **REQUIRED[kind.name],
        **fields,
        "id": record_id,
    }
    path = f"content/{kind.folder}/{record_id}.yaml"
    packed = msgspec.Raw(msgspec.msgpack.encode(value))
    return entry_with(kind, msgspec.convert(value, kind.record_type), path, value=packed)


def catalogue(*entries: Entry[Any], settings: Settings | None = None) -> Catalogue:
    """Return the catalogue of some records."""
    return link(entries, settings or own_settings(), AS_OF)


class SitePages(Mapping[str, Page]):
    """All pages of a catalogue by address, each created on first use: most tests look at few."""

    def __init__(self, index: SiteIndex) -> None:
        """Start without pages."""
        self._index, self._made = index, dict[str, Page]()
        self._drafts = {draft.address: draft for draft in all_drafts(index)}

    def __getitem__(self, address: str) -> Page:
        """Return a page."""
        if address not in self._made:
            self._made[address] = make_page(self._index, self._drafts[address])
        return self._made[address]

    def __iter__(self) -> Iterator[str]:
        """Iterate over the addresses."""
        return iter(self._drafts)

    def __len__(self) -> int:
        """Return how many pages there are."""
        return len(self._drafts)


def site_pages(*entries: Entry[Any], settings: Settings | None = None, **commits: str) -> Mapping[str, Page]:
    """Return all pages of an atlas with some records, by address; `commits` are last changes by id."""
    changes = {
        entry.path: LastChange(commit=commits[entry.id], date=dt.date(2026, 8, 5))
        for entry in entries
        if entry.id in commits
    }
    shown = catalogue(*entries, settings=settings)
    return SitePages(site_index(shown, History(changes=changes)))


def site_index(shown: Catalogue, history: History | None = None) -> SiteIndex:
    """Return the index of a catalogue, with the repository's schemas."""
    schemas = filled_schemas(REFERENCE, shown.settings)
    return SiteIndex(catalogue=shown, history=history or History(), schemas=schemas)


def all_drafts(index: SiteIndex) -> list[Draft]:
    """Return the drafts of all pages of a catalogue."""
    return list_drafts(Site(index))


def make_page(index: SiteIndex, draft: Draft) -> Page:
    """Create a page like a build."""
    page, _ = record_dependencies(index, draft)
    return page


def make_pages(index: SiteIndex) -> Iterator[Page]:
    """Create all pages of a catalogue."""
    return (make_page(index, draft) for draft in all_drafts(index))


def record_page(*entries: Entry[Any]) -> Page:
    """Return the page of the first record of an atlas with some records."""
    site = Site(SiteIndex(catalogue=catalogue(*entries), history=History(), schemas=own_schemas()))
    return record_view(entries[0].kind)(site, TrackedEntry(entries[0], site.depend_on))


@cache
def own_schemas() -> Schemas:
    """Return the filled schemas of the reference atlas, read once for all tests."""
    return filled_schemas(REFERENCE, own_settings())


@cache
def renderer() -> Renderer:
    """Return a renderer, whose templates are compiled once for all tests."""
    return Renderer(own_settings())


def html(page: Page) -> str:
    """Return the content of a page as HTML, without the markup that search adds."""
    return renderer().render(msgspec.structs.replace(page, search=None)).content


def tree(page: Page) -> lxml.html.HtmlElement:
    """Return the content of a page as a tree."""
    return lxml.html.fragment_fromstring(html(page), create_parent="div")


def words(element: lxml.html.HtmlElement) -> str:
    """Return the text of an element as written, with normalised spaces."""
    return " ".join(remove_hyphens(element.text_content()).split())

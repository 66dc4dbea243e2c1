"""The end of a record's page: tags, source, last change, the way to mend it, how to cite it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import msgspec

from generator.base.russian import format_day
from generator.model import addresses
from generator.model.records import Record, SourceDocument
from generator.site.views.items import Item
from generator.site.views.site import AnyEntry, Site, outside_link

HASH_LENGTH = 10


class RecordFooter(msgspec.Struct, frozen=True, kw_only=True):
    """What the end of a record's page shows; empty fields are left out."""

    tags: Sequence[Item]
    source: Item | None
    added: str
    updated: str
    verified: str
    changed: str
    commit: Item | None
    edit: Item
    file: Item
    history: Item
    citation: str
    licence: Item


def record_footer(site: Site, entry: AnyEntry) -> RecordFooter:
    """Return the end of a record's page."""
    record: Record = entry.record
    atlas, change = site.settings.atlas, site.change(entry)
    return RecordFooter(
        tags=site.tags(record.tags),
        source=_source(record.source),
        added=_day(record.added),
        updated=_day(record.updated),
        verified=_day(record.verified_on),
        changed=_day(change.date if change else None),
        commit=_commit(site, change.commit) if change else None,
        edit=Item(title="Исправить запись", address=addresses.correction_form(entry.kind, record.id)),
        file=Item(title="Файл записи", address=addresses.edit_file(atlas.repository, entry.path)),
        history=Item(title="Все изменения", address=addresses.file_history(atlas.repository, entry.path)),
        citation=_citation(site, entry),
        licence=outside_link(atlas.licence.title, atlas.licence.address),
    )


def _day(date: dt.date | None) -> str:
    return format_day(date) if date else ""


def _commit(site: Site, commit: str) -> Item:
    address = addresses.commit(site.settings.atlas.repository, commit)
    return Item(title=commit[:HASH_LENGTH], address=address)


def _source(source: SourceDocument | None) -> Item | None:
    return outside_link(source.title, source.address, note=source.place or "") if source else None


def _citation(site: Site, entry: AnyEntry) -> str:
    record: Record = entry.record
    atlas, kind = site.settings.atlas, site.noun(entry.kind).lower()
    said_by = f" / {record.organisation.name}" if record.organisation else ""
    return (
        f"{record.title} : {kind}{said_by}. — Текст : электронный // "
        f"{atlas.title} : сайт. — URL: {site.absolute(entry.address)}"
    )

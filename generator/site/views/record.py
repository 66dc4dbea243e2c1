"""What the pages of records of every kind have in common."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec

from generator.base.russian import capitalise
from generator.model.records import Contact, Organisation, Person, Record
from generator.site.pages import Heading, Link, Page
from generator.site.views.facets import changed_on, search_entry
from generator.site.views.items import Fact, Item, Section, drop_empty_sections
from generator.site.views.neighbours import neighbours
from generator.site.views.record_footer import RecordFooter, record_footer
from generator.site.views.site import AnyEntry, Site, outside_link


class Body(msgspec.Struct, frozen=True, kw_only=True):
    """What a kind's view says of a record; `record_page` adds what all kinds share.

    `status` is the record's stage or status in words, for the facet of search; `notes` are remarks
    that come before everything else.
    """

    facts: Sequence[Fact]
    sections: Sequence[Section]
    json_ld: Mapping[str, Any]
    kicker: Sequence[Item] = ()
    status: str = ""
    notes: Sequence[Note] = ()
    more: Sequence[Section] = ()


class Note(msgspec.Struct, frozen=True, kw_only=True):
    """A remark at the top of a record's page, with a way on."""

    text: str
    link: Item | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class RecordView:
    """What `record.html.j2` shows."""

    summary: str
    kicker: Sequence[Item]
    sample: bool
    notes: Sequence[Note]
    facts: Sequence[Fact]
    sections: Sequence[Section]
    more: Sequence[Section]
    foot: RecordFooter = field(repr=False)


def record_page(site: Site, entry: AnyEntry, body: Body) -> Page:
    """Return the page of a record."""
    more = (*body.more, *neighbours(site, entry))
    crumb = site.catalogue_link(entry.kind)
    return Page(
        address=entry.address,
        section=entry.kind.folder,
        title=entry.title,
        description=entry.record.summary or entry.title,
        template="record.html.j2",
        view=_view(site, entry, body, more),
        breadcrumbs=(site.home(), crumb, Link(title=entry.title, address=entry.address)),
        contents=tuple(Heading(title=part.title, anchor=part.anchor) for part in (*body.sections, *more)),
        updated=changed_on(site, entry),
        json_ld=(_json_ld(site, entry, body.json_ld),),
        search=search_entry(site, entry, body.status),
    )


def _view(site: Site, entry: AnyEntry, body: Body, more: Sequence[Section]) -> RecordView:
    record: Record = entry.record
    return RecordView(
        summary=record.summary or "",
        kicker=body.kicker or site.card(entry).kicker,
        sample=record.sample,
        notes=body.notes,
        facts=body.facts,
        sections=body.sections,
        more=more,
        foot=record_footer(site, entry),
    )


def _json_ld(site: Site, entry: AnyEntry, own: Mapping[str, Any]) -> dict[str, Any]:
    record: Record = entry.record
    address = site.absolute(entry.address)
    data = {
        "@context": "https://schema.org",
        "@id": address,
        "name": record.title,
        "description": record.summary,
        "url": address,
        "keywords": list(record.tags),
        "inLanguage": site.settings.atlas.language,
        **own,
    }
    return {key: value for key, value in data.items() if value not in (None, "", [], {})}


def description_section(entry: AnyEntry) -> tuple[Section, ...]:
    """Return the section with the Markdown description of a record, if it has one."""
    text = entry.record.description or ""
    return drop_empty_sections(
        Section(anchor="description", title="Подробнее", part="prose", body=text if text.strip() else "")
    )


def organisation_item(site: Site, organisation: Organisation) -> Item:
    """Return an organisation, linked to its site if that is known; its kind unless its name says it."""
    kind = "".join(item.title for item in site.terms("organisation_kinds", [organisation.kind]))
    is_named = kind.casefold() in organisation.name.casefold()
    return outside_link(organisation.name, organisation.site, note="" if is_named else kind.lower())


def contact_rows(contact: Contact | None) -> tuple[tuple[Item, ...], ...]:
    """Return the ways to ask an organisation, one a row; nothing for no contact."""
    if contact is None:
        return ()
    phone = contact.phone or ""
    digits = "".join(sign for sign in phone if sign.isdigit() or sign == "+")
    rows = (
        Item(title=contact.unit or ""),
        Item(title=contact.email or "", address=f"mailto:{contact.email}"),
        Item(title=phone, address=f"tel:{digits}"),
        outside_link("Страница для связи", contact.site) if contact.site else Item(title=""),
        Item(title=contact.hours or ""),
    )
    return tuple((row,) for row in rows if row.title)


def person_item(person: Person) -> Item:
    """Return a person as a role; a name only if its consent stands beside it."""
    named = person.name if person.name and person.consent else ""
    role = capitalise(person.role)
    return Item(title=f"{role}: {named}" if named else role, note=person.organisation or "")


def organisation_data(site: Site, entry: AnyEntry) -> dict[str, Any]:
    """Return the organisation of a record as a schema.org object; an empty one for a record without any."""
    record: Record = entry.record
    if record.organisation is None:
        return {}
    place = site.municipality(record.municipality)
    data = {
        "@type": "Organization",
        "name": record.organisation.name,
        "url": organisation_item(site, record.organisation).address,
        "address": {
            "@type": "PostalAddress",
            "addressLocality": place.title,
            "addressRegion": site.settings.atlas.region.name,
        },
    }
    return {key: value for key, value in data.items() if value}

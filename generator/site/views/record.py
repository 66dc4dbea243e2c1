"""What the pages of all kinds of records have in common."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

from generator.base.phone_extensions import canonical_phone, phone_address
from generator.base.russian import capitalise
from generator.model import addresses
from generator.model.catalogue import WHOLE_REGION
from generator.model.records.common import Contact, Organisation, Person, PlanItem, Record
from generator.model.when import describe_when
from generator.site.pages import Heading, Link, Page, Picture
from generator.site.views.handing import Handing, handing_of
from generator.site.views.items import Card, Fact, Item, Section, drop_empty_rows, drop_empty_sections
from generator.site.views.search import changed_on, search_entry
from generator.site.views.site import AnyEntry, Site, outside_link
from generator.source.git.history import LastChange

HASH_LENGTH = 10
NEIGHBOURS = 4
"""Number of records shown from the same municipality, and on the same subject."""
NOT_PRINTED = frozenset({"prose", "expertise", "facts"})
"""Parts that styles/print.css hides."""


class Note(msgspec.Struct, frozen=True, kw_only=True):
    """A notice at the top of a record's page, with a link."""

    text: str
    link: Item | None = None


class Body(msgspec.Struct, frozen=True, kw_only=True):
    """The content of a record's page from its kind's view; `record_page` adds the rest.

    Empty parts are dropped. `status` is the stage or status as text, for the facet of search; `notes` are
    notices above everything else; `more` follows the record, then `alike` or, if that is empty, neighbours;
    `handed` are the facts to share unless they are the first ones; `way_in` is the anchor of the section with
    the next step.
    """

    facts: Sequence[Fact]
    sections: Sequence[Section]
    json_ld: Mapping[str, Any]
    kicker: Sequence[Item] = ()
    status: str = ""
    notes: Sequence[Note] = ()
    more: Sequence[Section] = ()
    alike: Sequence[Section] = ()
    handed: Sequence[Fact] = ()
    way_in: str = ""


class RecordFooter(msgspec.Struct, frozen=True, kw_only=True):
    """The end of a record's page: tags, source, last change, links to edit it, how to cite it."""

    tags: Sequence[Item]
    source: Item | None
    change: LastChange | None
    commit: Item | None
    edit: str
    file: str
    history: str
    citation: str
    licence: Item


class RecordView(msgspec.Struct, frozen=True, kw_only=True):
    """What `record.html.j2` shows."""

    record: Record
    body: Body
    foot: RecordFooter
    handing: Handing
    left_out: Sequence[str]
    """The titles of the sections that are not printed."""


def record_page(site: Site, entry: AnyEntry, body: Body) -> Page:
    """Return the page of a record."""
    record: Record = entry.record
    body = msgspec.structs.replace(
        body,
        kicker=body.kicker or site.card(entry).kicker,
        facts=drop_empty_rows(*body.facts),
        sections=drop_empty_sections(*body.sections),
        more=(
            *drop_empty_sections(*body.more, *_back_links(site, entry)),
            *(drop_empty_sections(*body.alike) or neighbours(site, entry)),
        ),
    )
    handing = handing_of(site, entry, body.handed or body.facts)
    return Page(
        address=entry.address,
        section=entry.kind.folder,
        title=record.title,
        description=record.summary or record.title,
        template="record.html.j2",
        view=RecordView(
            record=record,
            body=body,
            foot=_footer(site, entry),
            handing=handing,
            left_out=tuple(_left_out(body.sections)),
        ),
        breadcrumbs=(site.home(), site.catalogue_link(entry.kind), Link(record.title, entry.address)),
        contents=tuple(Heading(part.title, part.anchor) for part in (*body.sections, *body.more)),
        updated=changed_on(site, entry),
        json_ld=() if record.sample else (_json_ld(site, entry, body.json_ld),),
        search=search_entry(site, entry, body.status),
        listed=not record.sample,
        picture=Picture(
            title=handing.title, note=handing.note, facts=handing.facts, atlas=site.settings.atlas.title
        ),
        article=True,
    )


def _left_out(sections: Sequence[Section]) -> Iterator[str]:
    for section in sections:
        if section.part in NOT_PRINTED:
            yield section.title
        elif section.part in {"sections", "folded"}:
            yield from _left_out(section.body)


def _back_links(site: Site, entry: AnyEntry) -> Iterator[Section]:
    """Yield the records that refer to a record by fields that its view did not ask for, kind by kind."""
    unasked = site.find_unasked_naming(entry)
    for kind in site.kinds:
        names = (name for name in unasked if name[0] == kind.name)
        found = {one.address: one for name in names for one in site.find_linked("back_links", *name)}
        yield Section(
            f"{kind.folder}-naming",
            f"{site.catalogue_link(kind).title}, в которых названа эта запись",
            "links",
            site.cards(found.values()),
        )


def _footer(site: Site, entry: AnyEntry) -> RecordFooter:
    record: Record = entry.record
    atlas, change, source = site.settings.atlas, site.change(entry), record.source
    address = addresses.commit(atlas.repository, change.commit) if change else ""
    said_by = f"\u00a0/ {record.organisation.name}" if record.organisation else ""
    return RecordFooter(
        tags=site.tags(record.tags),
        source=outside_link(source.title, source.address, note=source.place or "") if source else None,
        change=change,
        commit=Item(change.commit[:HASH_LENGTH], address) if change else None,
        edit=addresses.correction_form(entry.kind, record.id),
        file=addresses.edit_file(atlas.repository, entry.read().path),
        history=addresses.file_history(atlas.repository, entry.read().path),
        citation=f"{record.title}\u00a0: {site.noun(entry.kind).lower()}{said_by}.\u00a0— Текст\u00a0: "
        f"электронный\u00a0// {atlas.title}\u00a0: сайт.\u00a0— URL: {site.absolute(entry.address)}",
        licence=outside_link(atlas.licence.title, atlas.licence.address),
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


def description_section(record: Record) -> Section:
    """Return the section with the Markdown description of a record."""
    text = record.description or ""
    return Section("description", "Подробнее", "prose", text if text.strip() else "")


def subjects_fact(site: Site, record: Record) -> Fact:
    """Return what a record is about: school subjects, directions of work."""
    subjects, directions = (
        site.terms("subjects", record.subjects),
        site.terms("directions", record.directions),
    )
    return Fact("Предметы и направления", (subjects, directions))


def plan_rows(site: Site, plan: Sequence[PlanItem]) -> tuple[tuple[str, str, Sequence[Item]], ...]:
    """Return the entries of a year's plan: when, what, their forms of work."""
    return tuple(
        (
            describe_when(item.when, site.settings, of_a_year=True),
            item.title,
            site.terms("forms", [item.form]),
        )
        for item in plan
    )


def organisation_item(site: Site, organisation: Organisation) -> Item:
    """Return an organisation, linked to its site if known, with its kind unless its name contains it."""
    kind = "".join(item.title for item in site.terms("organisation_kinds", [organisation.kind]))
    is_named = kind.casefold() in organisation.name.casefold()
    return outside_link(organisation.name, organisation.site, note="" if is_named else kind.lower())


def contact_rows(contact: Contact | None) -> tuple[tuple[Item, ...], ...]:
    """Return the ways to contact an organisation, one per row; empty if there is no contact."""
    if contact is None:
        return ()
    phone = canonical_phone(contact.phone or "")
    rows = (
        Item(contact.unit or ""),
        Item(contact.email or "", f"mailto:{contact.email}"),
        Item(phone, phone_address(phone)),
        outside_link("Страница для связи" if contact.site else "", contact.site),
        Item(contact.hours or ""),
    )
    return tuple((row,) for row in rows if row.title)


def person_item(person: Person) -> Item:
    """Return a person as a role; with a name only if consent is recorded."""
    named = person.name if person.name and person.consent else ""
    role = capitalise(person.role)
    return Item(f"{role}: {named}" if named else role, note=person.organisation or "")


def organisation_data(site: Site, record: Record) -> dict[str, Any]:
    """Return the organisation of a record as a schema.org object; empty if it has none."""
    if record.organisation is None:
        return {}
    address = organisation_item(site, record.organisation).address
    place = record.municipality
    return {
        "@type": "Organization",
        "name": record.organisation.name,
        **({"url": address} if address else {}),
        "address": {
            "@type": "PostalAddress",
            **({"addressLocality": site.municipality(place).title} if place else {}),
            "addressRegion": site.settings.atlas.region.name,
        },
    }


def neighbours(site: Site, entry: AnyEntry) -> tuple[Section, ...]:
    """Return the records that a page names below its own: of its municipality and on its subject."""
    record: Record = entry.record
    found = []
    if place := site.place(entry.kind, record).title:
        near = site.find_following(
            entry, "by_municipality", record.municipality or WHOLE_REGION, most=NEIGHBOURS
        )
        title = f"Ещё из этого муниципалитета: {place}" if record.municipality else f"Ещё: {place}"
        found.append(Section("from-municipality", title, "local", _real_first(site, near)))
    for subject in record.subjects[:1]:
        others = site.find_following(entry, "by_term", "subjects", subject, most=NEIGHBOURS)
        (item,) = site.terms("subjects", [subject])
        title = f"Ещё по предмету: {item.title}"
        found.append(Section("on-subject", title, "links", _real_first(site, others)))
    return drop_empty_sections(*found)


def _real_first(site: Site, entries: Sequence[AnyEntry]) -> tuple[Card, ...]:
    return site.cards(sorted(entries, key=lambda entry: entry.sample))

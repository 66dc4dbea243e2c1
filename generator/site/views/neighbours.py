"""Further reading under a record: others from its municipality and on its subject."""

from __future__ import annotations

from generator.model.records import Record
from generator.site.views.items import Section, drop_empty_sections
from generator.site.views.site import AnyEntry, Site

SHOWN = 4


def neighbours(site: Site, entry: AnyEntry) -> tuple[Section, ...]:
    """Return the sections «ещё из этого муниципалитета» and «ещё по предмету» of a record's page."""
    record: Record = entry.record
    return (*_from_place(site, entry, record.municipality), *_on_subject(site, entry))


def _from_place(site: Site, entry: AnyEntry, place: str | None) -> tuple[Section, ...]:
    if place is None:
        return ()
    near = site.find_following(entry, "by_municipality", place, most=SHOWN)
    return drop_empty_sections(
        Section(
            anchor="from-municipality",
            title=f"Ещё из этого муниципалитета: {site.municipality(place).title}",
            part="links",
            body=site.cards(near),
        )
    )


def _on_subject(site: Site, entry: AnyEntry) -> tuple[Section, ...]:
    for subject in site.terms("subjects", entry.record.subjects[:1]):
        others = site.find_following(entry, "by_term", "subjects", entry.record.subjects[0], most=SHOWN)
        return drop_empty_sections(
            Section(
                anchor="on-subject",
                title=f"Ещё по предмету: {subject.title}",
                part="links",
                body=site.cards(others),
            )
        )
    return ()

"""Further reading under a record: others from its municipality and on its subject."""

from __future__ import annotations

from generator.model.records.common import Record
from generator.site.views.items import Section, drop_empty_sections
from generator.site.views.site import AnyEntry, Site

SHOWN = 4


def neighbours(site: Site, entry: AnyEntry) -> tuple[Section, ...]:
    """Return the sections «ещё из этого муниципалитета» and «ещё по предмету» of a record's page."""
    record: Record = entry.record
    found = []
    if place := record.municipality:
        near = site.find_following(entry, "by_municipality", place, most=SHOWN)
        title = f"Ещё из этого муниципалитета: {site.municipality(place).title}"
        found.append(Section("from-municipality", title, "links", site.cards(near)))
    for subject in record.subjects[:1]:
        others = site.find_following(entry, "by_term", "subjects", subject, most=SHOWN)
        (item,) = site.terms("subjects", [subject])
        found.append(Section("on-subject", f"Ещё по предмету: {item.title}", "links", site.cards(others)))
    return drop_empty_sections(*found)

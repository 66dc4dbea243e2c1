"""Further reading below a record: others from its municipality and on its subject."""

from __future__ import annotations

from collections.abc import Sequence

from generator.model.catalogue import WHOLE_REGION
from generator.model.records.common import Record
from generator.site.views.items import Card, Section, drop_empty_sections
from generator.site.views.site import AnyEntry, Site

SHOWN = 4


def neighbours(site: Site, entry: AnyEntry) -> tuple[Section, ...]:
    """Return the sections «ещё из этого муниципалитета» and «ещё по предмету» of a record's page."""
    record: Record = entry.record
    found = []
    if place := site.place(entry.kind, record).title:
        near = site.find_following(entry, "by_municipality", record.municipality or WHOLE_REGION, most=SHOWN)
        title = f"Ещё из этого муниципалитета: {place}" if record.municipality else f"Ещё: {place}"
        found.append(Section("from-municipality", title, "links", _real_first(site, near)))
    for subject in record.subjects[:1]:
        others = site.find_following(entry, "by_term", "subjects", subject, most=SHOWN)
        (item,) = site.terms("subjects", [subject])
        title = f"Ещё по предмету: {item.title}"
        found.append(Section("on-subject", title, "links", _real_first(site, others)))
    return drop_empty_sections(*found)


def _real_first(site: Site, entries: Sequence[AnyEntry]) -> tuple[Card, ...]:
    return site.cards(sorted(entries, key=lambda entry: entry.sample))

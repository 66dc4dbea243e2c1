"""Further reading under a record: others from its municipality and on its subject."""

from __future__ import annotations

from collections.abc import Sequence

from generator.records import Record
from generator.views.items import Section, present
from generator.views.site import AnyEntry, Site

SHOWN = 4


def nearby(site: Site, entry: AnyEntry) -> tuple[Section, ...]:
    """Return the sections «ещё из этого муниципалитета» and «ещё по предмету» of a record's page."""
    record: Record = entry.record
    place = site.municipality(record.municipality)
    there = site.linked("by_municipality", record.municipality)
    near = _after(site, ("municipality", record.municipality), there, entry)
    return (
        *present(
            Section(
                anchor="from-municipality",
                title=f"Ещё из этого муниципалитета: {place.title}",
                part="links",
                body=site.cards(near),
            )
        ),
        *_on_subject(site, entry),
    )


def _on_subject(site: Site, entry: AnyEntry) -> tuple[Section, ...]:
    for subject in site.terms("subjects", entry.record.subjects[:1]):
        key = ("subjects", entry.record.subjects[0])
        others = site.linked("by_term", *key)
        return present(
            Section(
                anchor="on-subject",
                title=f"Ещё по предмету: {subject.title}",
                part="links",
                body=site.cards(_after(site, key, others, entry)),
            )
        )
    return ()


def _after(
    site: Site, key: tuple[str, ...], entries: Sequence[AnyEntry], entry: AnyEntry
) -> Sequence[AnyEntry]:
    """Return the next records of a list, round its end: so every record is led to from some other.

    A record that is not in the list, for it is not public, has the first ones.
    """
    place = site.placed(key, entries).get(entry.address, -1)
    after = entries[place + 1 : place + 1 + SHOWN]
    return [*after, *entries[: min(max(place, 0), SHOWN - len(after))]]

"""The page of a municipality as a whole: its passport for the methodical service and the institute."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from generator.base.russian import format_day
from generator.model.kinds import COMMUNITY, DOCUMENT, INDICATOR, NETWORK, PRACTICE, RESOURCE_CENTRE, Kind
from generator.model.municipality import Municipality
from generator.model.tally import MARK, Tally
from generator.site.views.event import coming_sections
from generator.site.views.items import Group, Item, Section, ShownTable, drop_empty_sections
from generator.site.views.site import AnyEntry, Site


def passport_sections(site: Site, place: Municipality) -> tuple[Section, ...]:
    """Return what a municipality has given to others, coming events and indicators, if there are any."""
    practices = site.find_local(PRACTICE, place.id)
    return drop_empty_sections(
        *coming_sections(site, site.find_derived("coming", "by_municipality", place.id), only_teaching=False),
        Section("given", "Практики, внедрённые у других", "table", _replications(site, practices)),
        Section("measured", "Показатели", "items", tuple(_indicators(site, place))),
    )


def paper_sections(site: Site, place: Municipality) -> tuple[Section, ...]:
    """Return what mainly the service and the institute need about a municipality, without empty sections."""
    centres = site.find_local(RESOURCE_CENTRE, place.id)
    return drop_empty_sections(
        Section("statuses", "Статусы и их сроки", "table", _statuses(site, centres)),
        Section("agreements", "Соглашения и договоры", "items", tuple(_agreements(site, place))),
        Section("in-networks", "Сети, в которых участвует", "items", tuple(_networks(site, place))),
        Section("standing", "Сообщества и практики", "groups", tuple(_numbers(site, place))),
    )


def white_spots(site: Site, place: Municipality) -> Mapping[str, Tally]:
    """Return the directions in which a municipality has at most samples, with the number of these.

    A municipality without any practice has no white spots.
    """
    practices = site.find_local(PRACTICE, place.id)
    held: dict[str, list[bool]] = defaultdict(list)
    for entry in practices:
        for direction in entry.record.directions:
            held[direction].append(entry.sample)
    terms = site.settings.vocabularies["directions"].terms if practices else ()
    tallies = {term.id: Tally.of(held[term.id]) for term in terms}
    return {term: tally for term, tally in tallies.items() if not tally.real}


def _statuses(site: Site, centres: Sequence[AnyEntry]) -> ShownTable | None:
    with_award = [entry for entry in centres if entry.record.award]
    if not with_award:
        return None
    return ShownTable(
        title="Статусы организаций",
        columns=("Организация", "Статус", "Документ", "Действует до"),
        rows=tuple(_status(site, entry) for entry in with_award),
    )


def _status(site: Site, entry: AnyEntry) -> Sequence[Sequence[Item]]:
    award = entry.record.award
    until = format_day(award.valid_to) if award.valid_to else "срок не указан"
    over = award.valid_to is not None and award.valid_to < site.as_of
    return (
        (_record_link(entry),),
        site.terms(RESOURCE_CENTRE.kind_vocabulary, [entry.record.kind]),
        (Item(f"{award.document} от {format_day(award.date)}"),),
        (Item(until, note="истёк" if over else ""),),
    )


def _agreements(site: Site, place: Municipality) -> Iterator[Item]:
    """Yield the agreements of a municipality: its own, and those with a party from it."""
    kinds = site.settings.vocabularies.get(DOCUMENT.kind_vocabulary)
    for entry in _own_and_named(site, place, DOCUMENT, "parties.municipality"):
        kind = kinds.by_id.get(entry.record.kind or "") if kinds else None
        if kind is not None and kind.parties:
            end = entry.record.valid_to
            yield _record_link(entry, f"до {format_day(end)}" if end else "")


def _networks(site: Site, place: Municipality) -> Iterator[Item]:
    for entry in _own_and_named(site, place, NETWORK, "members.municipality"):
        (scope,) = site.terms("network_scopes", [entry.record.scope])
        yield _record_link(entry, scope.title.lower())


def _indicators(site: Site, place: Municipality) -> Iterator[Item]:
    for entry in _own_and_named(site, place, INDICATOR, "measurements.municipality"):
        yield _record_link(entry)


def _own_and_named(site: Site, place: Municipality, kind: Kind, field: str) -> Iterator[AnyEntry]:
    """Yield the records of a kind from a municipality, then those of others that refer to it in a field."""
    yield from site.find_local(kind, place.id)
    yield from site.find_linked("back_links", kind.name, field, place.id)


def _numbers(site: Site, place: Municipality) -> Iterator[Group]:
    """Yield the number of communities of each level, and of practices at each stage."""
    for kind, field, vocabulary, title in (
        (COMMUNITY, "level", "community_levels", "Сообщества по уровням"),
        (PRACTICE, "stage", "practice_stages", "Практики по этапам"),
    ):
        held: dict[str, list[bool]] = defaultdict(list)
        for entry in site.find_local(kind, place.id):
            held[getattr(entry.record, field)].append(entry.sample)
        terms = site.settings.vocabularies[vocabulary].terms if held else ()
        items = tuple(
            Item(f"{term.title} — {Tally.of(held[term.id]).brief}") for term in terms if term.id in held
        )
        if items:
            yield Group(title, items)


def _replications(site: Site, practices: Sequence[AnyEntry]) -> ShownTable | None:
    """Return the practices of a municipality that others have adopted, and where."""
    rows = [
        ((_record_link(entry),), tuple(site.municipality(one) for one in dict.fromkeys(places)))
        for entry in practices
        if (places := [one.municipality for one in entry.record.replications if one.municipality])
    ]
    if not rows:
        return None
    return ShownTable(title="Практики и где их внедрили", columns=("Практика", "Где внедрили"), rows=rows)


def _record_link(entry: AnyEntry, note: str = "") -> Item:
    record: Any = entry.record
    notes = filter(None, (note, MARK if record.sample else ""))
    return Item(record.title, entry.address, note=", ".join(notes))

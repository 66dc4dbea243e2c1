"""The pages that a proposal changes: those of its records and those that list or refer to them."""

from collections.abc import Container, Iterator, Mapping, Sequence

import msgspec

from generator.changes.records import RecordChange
from generator.model import addresses
from generator.model.kinds import Kind
from generator.model.settings import Settings
from generator.review.connections import RecordIndex, path_of
from generator.source.record_files import record_at
from generator.source.record_names import SUFFIX
from generator.source.yaml.reader import Json

Value = Mapping[str, Json]
Titled = tuple[str, str]
"""A page's address and title."""
MUNICIPALITIES, TAGS = "Муниципалитеты", "Метки"
_SHARED: Mapping[str, str] = {addresses.HOME: "Главная страница", addresses.SEARCH: "Поиск"}


class AffectedPages(msgspec.Struct, frozen=True, kw_only=True):
    """Addresses of changed pages, inside the site, sorted; the first page of a list stands for all."""

    records: Sequence[str]
    related: Sequence[str]
    """Pages of unchanged records that refer to the changed ones or are referred to."""
    lists: Sequence[str]
    shared: Sequence[str]
    gone: Sequence[str] = ()
    """The records' own pages that will no longer exist."""
    titles: Mapping[str, str] = {}
    """The titles of the pages."""

    def __len__(self) -> int:
        """Return the number of pages."""
        return len(self.records) + len(self.related) + len(self.lists) + len(self.shared)


def is_shown(kind: Kind, value: Value | None, settings: Settings) -> bool:
    """Return whether readers see a record with this value."""
    if value is None or not settings.atlas.kinds[kind.name].enabled:
        return False
    if value.get("sample") is True and not settings.atlas.shows_samples:
        return False
    if not kind.stage_vocabulary:
        return True
    known = settings.vocabularies[kind.stage_vocabulary].by_id.get(str(value.get("stage")))
    return known is not None and known.public


def is_hidden(change: RecordChange, settings: Settings) -> bool:
    """Return whether a record exists but is at a stage that readers do not see."""
    staged = bool(change.kind.stage_vocabulary) and settings.atlas.kinds[change.kind.name].enabled
    return staged and change.after is not None and not is_shown(change.kind, change.after, settings)


def is_withdrawn(change: RecordChange, settings: Settings) -> bool:
    """Return whether an existing record was visible and becomes hidden."""
    return is_hidden(change, settings) and is_shown(change.kind, change.before, settings)


def find_lost_address(change: RecordChange, settings: Settings, kept: Container[str] = ()) -> str:
    """Return the public address of a renamed or removed record that is now dead; «» if there is none.

    `kept` are the former addresses listed in records of the proposal.
    """
    if change.how not in {"renamed", "removed"} or not _is_reached(change, settings):
        return ""
    former = _former_address(change)
    return "" if former in kept or former in _texts((change.after or {}).get("redirect_from")) else former


def find_lost_redirects(change: RecordChange, settings: Settings, kept: Container[str]) -> Sequence[str]:
    """Return the former addresses of a removed record that redirected to it and are now dead."""
    if change.how != "removed" or not _is_reached(change, settings):
        return ()
    return [one for one in _texts((change.before or {}).get("redirect_from")) if one not in kept]


def _is_reached(change: RecordChange, settings: Settings) -> bool:
    """Return whether the former address of a record worked: as its page or as a redirect."""
    replaced = bool(change.before and change.before.get("replaced_by"))
    return is_shown(change.kind, change.before, settings) or (replaced and change.how == "removed")


def find_kept_addresses(changes: Sequence[RecordChange]) -> frozenset[str]:
    """Return the former addresses that records of a proposal redirect from."""
    return frozenset(
        address for one in changes if one.after for address in _texts(one.after.get("redirect_from"))
    )


def _former_address(change: RecordChange) -> str:
    return change.kind.address(change.before_path.rpartition("/")[2].removesuffix(SUFFIX))


def find_affected_pages(
    changes: Sequence[RecordChange], before: RecordIndex, after: RecordIndex, settings: Settings
) -> AffectedPages:
    """Return the pages that change with records; the settings are those of the newer revision."""
    shown = [one for one in changes if any(is_shown(one.kind, value, settings) for value in _values(one))]
    own = {kind.address(name): change.title for change in shown for kind, name in _places(change)}
    told = [one for one in shown if one.before != one.after]  # else only the day of the last change differs
    found = dict(_find_related(told, before, after))
    related = {address: title for address, title in found.items() if address not in own}
    values = [(change.kind, value) for change in told for value in _values(change)]
    lists = {address: title for kind, value in values for address, title in _lists(kind, value, settings)}
    shared = _SHARED if told else {}
    kept = find_kept_addresses(changes)
    gone = {address for change in shown if (address := _find_gone_address(change, settings, kept))}
    records, near, listed, others = (tuple(sorted(part)) for part in (own, related, lists, shared))
    titles = {**lists, **related, **own, **shared}
    return AffectedPages(
        records=records, related=near, lists=listed, shared=others, gone=tuple(sorted(gone)), titles=titles
    )


def _find_gone_address(change: RecordChange, settings: Settings, kept: Container[str]) -> str:
    """Return the address of a record's page that is now dead; «» if there is none."""
    if change.how == "removed" or is_shown(change.kind, change.after, settings):
        return find_lost_address(change, settings, kept)
    unread = change.after is None  # its new value is unknown
    return _former_address(change) if is_shown(change.kind, change.before, settings) and not unread else ""


def _values(change: RecordChange) -> Iterator[Value]:
    yield from (value for value in (change.before, change.after) if value is not None)


def _places(change: RecordChange) -> set[tuple[Kind, str]]:
    """Return the kinds and ids of a record: a renamed one has two."""
    found = (record_at(path) for path in (change.path, change.before_path))
    return {place for place in found if place is not None}


def _find_related(
    changes: Sequence[RecordChange], before: RecordIndex, after: RecordIndex
) -> Iterator[Titled]:
    ends = {(kind.name, record_id) for change in changes for kind, record_id in _places(change)}
    for index in (before, after):
        paths = [path for path, record in index.items() if not ends.isdisjoint(record.references)]
        for change in changes:
            record = index.get(change.path) or index.get(change.before_path)
            paths += map(path_of, record.references if record else ())
        for path in paths:
            if path in index and (place := record_at(path)):
                yield place[0].address(place[1]), index[path].title


def _lists(kind: Kind, value: Value, settings: Settings) -> Iterator[Titled]:
    yield addresses.catalogue_page(kind), settings.atlas.kinds[kind.name].title
    place = value.get("municipality")
    if isinstance(place, str) and place in settings.municipality_by_id:
        yield addresses.MUNICIPALITIES, MUNICIPALITIES
        yield addresses.municipality(place), settings.municipality_by_id[place].title
    elif place is None and settings.record_fields[kind.name].has_place:
        yield addresses.MUNICIPALITIES, MUNICIPALITIES
        yield addresses.WHOLE_REGION, settings.atlas.region.whole_title
    for vocabulary, name in settings.record_fields[kind.name].terms:
        known = settings.vocabularies.get(vocabulary)
        if vocabulary in addresses.TERM_FOLDERS and known is not None:
            for term in (one for one in _texts(value.get(name)) if one in known.by_id):
                yield addresses.terms(vocabulary), known.title
                yield addresses.term(vocabulary, term), known.by_id[term].title
    for tag in _texts(value.get("tags")):
        if name := addresses.slug(tag):
            yield addresses.TAGS, TAGS
            yield f"{addresses.TAGS}{name}/", tag


def _texts(value: Json) -> list[str]:
    found = value if isinstance(value, list) else [value]
    return [one for one in found if isinstance(one, str)]

"""The link stage: valid records become the catalogue, every link between them resolved once."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Any, NamedTuple, TypeVar

import msgspec

from generator.base.russian import collation_key
from generator.model import addresses
from generator.model.annotations import annotated_values
from generator.model.catalogue import WHOLE_REGION, AnyEntry, Catalogue, Links, is_public
from generator.model.kinds import KINDS, PRACTICE, Kind
from generator.model.record_fields import RecordFields
from generator.model.records.common import Record
from generator.model.related import Related
from generator.model.settings import Settings

K = TypeVar("K")
REPLACED_BY = "replaced_by"
"""The field of records that names their successor."""


class _Opened(NamedTuple):
    """An entry as the catalogue keeps it, and what its links are made from; the record itself is let go."""

    entry: AnyEntry
    is_public: bool
    names: Sequence[tuple[str, str, str]]
    places: Sequence[str]
    terms: Sequence[tuple[str, str]]
    tags: Sequence[str]
    replaced_by: str
    former: Sequence[str]


def link(entries: Iterable[AnyEntry], settings: Settings, as_of: dt.date) -> Catalogue:
    """Build the catalogue of the public records among valid ones, with packed entries.

    Left out are the kinds that are switched off, records at a stage that is not public, and those that a
    public record has replaced: their addresses redirect to it. References to records that are not in the
    catalogue stay in the records and give no back-links.
    """
    enabled = _store_together(
        [
            _open(entry, entry.record, settings)
            for entry in entries
            if settings.atlas.kinds[entry.kind.name].enabled
        ]
    )
    successors = _successors(enabled)
    public = sorted(
        (one for one in enabled if one.is_public and one.entry.address not in successors),
        key=_by_title,
    )
    by_kind = _group_entries(public, lambda one: [one.entry.kind.name])
    return Catalogue(
        settings=settings,
        as_of=as_of,
        by_kind=by_kind,
        links=_links(public, practices=by_kind.get(PRACTICE.name, ())),
        by_id={(one.entry.kind.name, one.entry.id): one.entry for one in public},
        redirects=_redirects(enabled, public, successors, settings),
    )


def _by_title(one: _Opened) -> tuple[Any, ...]:
    """Return the sorting key of lists: samples last, then by title; equal titles by kind and id."""
    return (one.entry.sample, collation_key(one.entry.title), one.entry.kind.name, one.entry.id)


def _open(entry: AnyEntry, record: Record, settings: Settings) -> _Opened:
    fields = settings.record_fields[entry.kind.name]
    return _Opened(
        entry=entry.without_record(),
        is_public=is_public(entry.kind, record, settings),
        names=tuple(_names(entry.kind, record, fields)),
        places=_places(record, fields),
        terms=tuple(_terms(record, fields)),
        tags=record.tags,
        replaced_by=getattr(record, REPLACED_BY, None) or "",
        former=record.redirect_from,
    )


def _store_together(opened: Sequence[_Opened]) -> list[_Opened]:
    """Return the same with all packed records in one block.

    A forked process copies every memory page that it writes to: reading a slice of a block writes nothing,
    while reading a bytes object of its own changes the reference count in front of it.
    """
    values = [memoryview(one.entry.value) for one in opened]
    block, ends = memoryview(b"".join(values)), accumulate(map(len, values))
    stored = (msgspec.Raw(block[end - len(value) : end]) for value, end in zip(values, ends, strict=True))
    return [
        one._replace(entry=msgspec.structs.replace(one.entry, value=value) if value else one.entry)
        for one, value in zip(opened, stored, strict=True)
    ]


def _links(public: Sequence[_Opened], practices: Sequence[AnyEntry]) -> Links:
    return Links(
        back_links=_group_entries(public, lambda one: one.names),
        by_municipality=_group_entries(public, lambda one: one.places),
        by_term=_group_entries(public, lambda one: one.terms),
        by_tag=_group_entries(public, lambda one: one.tags),
        related=Related(practices),
    )


def _group_entries(
    opened: Iterable[_Opened], keys: Callable[[_Opened], Iterable[K]]
) -> Mapping[K, Sequence[AnyEntry]]:
    """Group entries by all keys of each, once per key, keeping their order; keys are sorted."""
    groups: defaultdict[K, list[AnyEntry]] = defaultdict(list)
    for one in opened:
        for key in dict.fromkeys(keys(one)):
            groups[key].append(one.entry)
    return {key: tuple(groups[key]) for key in sorted(groups, key=_key_order)}


def _key_order(key: object) -> tuple[Any, ...]:
    return tuple(map(collation_key, key)) if isinstance(key, tuple) else (collation_key(str(key)),)


def _names(kind: Kind, record: Record, fields: RecordFields) -> Iterator[tuple[str, str, str]]:
    """Yield what a record names: the records it refers to, and municipalities other than its own."""
    for named in annotated_values(fields.references, record):
        yield kind.name, named.field, named.value
    for named in annotated_values(fields.places, record):
        if named.value != record.municipality:
            yield kind.name, named.field, named.value


def _places(record: Record, fields: RecordFields) -> tuple[str, ...]:
    """Return the municipality of a record, or the whole region if it could name one and does not."""
    place = record.municipality
    return (place,) if place else (WHOLE_REGION,) if fields.has_place else ()


def _terms(record: Record, fields: RecordFields) -> Iterator[tuple[str, str]]:
    for vocabulary, name in fields.terms:
        value = getattr(record, name, None) or ()
        for term in (value,) if isinstance(value, str) else value:
            yield vocabulary, term


def _successors(enabled: Sequence[_Opened]) -> Mapping[str, str]:
    """Return the address of each replaced record with the address of its final public successor."""
    found: dict[str, str] = {}
    for kind in KINDS:
        if REPLACED_BY in kind.record_type.__struct_fields__:
            own = {one.entry.id: one for one in enabled if one.entry.kind is kind}
            last = _last_ones(own)
            found.update((own[old].entry.address, new.address) for old, new in last.items() if new)
    return found


def _last_ones(own: Mapping[str, _Opened]) -> Mapping[str, AnyEntry | None]:
    """Return the last public record of each record's chain of successors, by the record's id."""
    last: dict[str, AnyEntry | None] = {}
    for record_id in own:
        chain: dict[str, _Opened] = {}
        following = record_id
        while following in own and following not in last and following not in chain:
            chain[following] = own[following]
            following = own[following].replaced_by
        if following in chain:  # a cycle leads nowhere
            last.update(dict.fromkeys(chain))
            continue
        for one in reversed(chain.values()):
            last[one.entry.id] = _last_public(own.get(one.replaced_by), last)
    return last


def _last_public(following: _Opened | None, last: Mapping[str, AnyEntry | None]) -> AnyEntry | None:
    if following is None:
        return None
    own = following.entry if following.is_public else None
    return last[following.entry.id] or own


def _redirects(
    enabled: Sequence[_Opened],
    public: Sequence[_Opened],
    successors: Mapping[str, str],
    settings: Settings,
) -> Mapping[str, str]:
    """Return former → current addresses of records, their predecessors and municipalities."""
    present = {one.entry.address for one in public}
    former = dict(successors)
    for place in settings.municipalities:
        there = addresses.municipality(place.id)
        former.update((addresses.municipality(one.id), there) for one in place.formerly if one.id)
    for one in enabled:
        target = successors.get(one.entry.address, one.entry.address)
        if target in present:
            former.update((address, target) for address in one.former)
    return {address: former[address] for address in sorted(former) if address not in present}


def enabled_kinds(settings: Settings, kinds: Iterable[Kind]) -> tuple[Kind, ...]:
    """Return those of the kinds that the settings enable, in their order."""
    return tuple(kind for kind in kinds if settings.atlas.kinds[kind.name].enabled)

"""The link stage: valid records become the catalogue, every link between them resolved once."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Generic, NamedTuple, TypeVar

from generator.base.russian import collation_key
from generator.model import addresses
from generator.model.annotations import annotated_values
from generator.model.catalogue import WHOLE_REGION, Catalogue, Entry, Links, is_public
from generator.model.kinds import KINDS, Kind
from generator.model.record_fields import RecordFields
from generator.model.records.common import Record
from generator.model.related import Related
from generator.model.settings import Settings

R = TypeVar("R", bound=Record)
K = TypeVar("K")
AnyEntry = Entry[Any]
REPLACED_BY = "replaced_by"
"""The field of records that others may take the place of."""


class _Opened(NamedTuple, Generic[R]):
    """An entry as the catalogue keeps it, and its record for as long as links are looked for."""

    entry: Entry[R]
    record: R


def link(entries: Sequence[AnyEntry], settings: Settings, as_of: dt.date) -> Catalogue:
    """Return the catalogue of the public records among valid ones, its entries packed.

    Left out are the kinds that are switched off, the records at a stage that is not public, and
    those that a public record has replaced: their addresses lead to it. References to records that
    are not in the catalogue stay in the records and give no back-links.
    """
    enabled: list[_Opened[Any]] = [
        _Opened(entry.without_record(), entry.record)
        for entry in entries
        if settings.atlas.kinds[entry.kind.name].enabled
    ]
    successors = _successors(enabled, settings)
    public = sorted(
        (one for one in enabled if _is_public(one, settings) and one.entry.address not in successors),
        key=_by_title,
    )
    return Catalogue(
        settings=settings,
        as_of=as_of,
        by_kind=_group_entries(public, lambda one: [one.entry.kind.name]),
        links=_links(public, settings),
        by_id={(one.entry.kind.name, one.entry.id): one.entry for one in public},
        redirects=_redirects(enabled, public, successors, settings),
    )


def _by_title(one: _Opened[Any]) -> tuple[Any, ...]:
    """Return the sorting key of lists: samples last, then the title, then what tells equal titles apart."""
    return (one.entry.sample, collation_key(one.entry.title), one.entry.kind.name, one.entry.id)


def _is_public(one: _Opened[Any], settings: Settings) -> bool:
    return is_public(one.entry.kind, one.record, settings)


def _links(public: Sequence[_Opened[Any]], settings: Settings) -> Links:
    alike = [one for one in public if one.entry.kind.shows_related]
    fields = settings.record_fields
    return Links(
        back_links=_group_entries(public, lambda one: _names(one, fields[one.entry.kind.name])),
        by_municipality=_group_entries(public, lambda one: _places(one, fields[one.entry.kind.name])),
        by_term=_group_entries(public, lambda one: _terms(one, fields[one.entry.kind.name])),
        by_tag=_group_entries(public, lambda one: one.record.tags),
        related=Related([one.entry for one in alike], [one.record for one in alike]),
    )


def _group_entries(
    opened: Iterable[_Opened[R]], keys: Callable[[_Opened[R]], Iterable[K]]
) -> Mapping[K, Sequence[Entry[R]]]:
    """Group entries by all keys of each, once a key, keeping their order; keys are sorted."""
    groups: defaultdict[K, list[Entry[R]]] = defaultdict(list)
    for one in opened:
        for key in dict.fromkeys(keys(one)):
            groups[key].append(one.entry)
    return {key: tuple(groups[key]) for key in sorted(groups, key=_key_order)}


def _key_order(key: object) -> tuple[Any, ...]:
    return tuple(map(collation_key, key)) if isinstance(key, tuple) else (collation_key(str(key)),)


def _names(one: _Opened[Any], fields: RecordFields) -> Iterator[tuple[str, str, str]]:
    """Yield what a record names: the records that it refers to, the municipalities beside its own."""
    kind = one.entry.kind.name
    for named in annotated_values(fields.references, one.record):
        yield kind, named.field, named.value
    for named in annotated_values(fields.places, one.record):
        if named.value != one.record.municipality:
            yield kind, named.field, named.value


def _places(one: _Opened[Any], fields: RecordFields) -> tuple[str, ...]:
    """Return where a record belongs: one that could name a municipality and does not, to the whole region."""
    place: str | None = one.record.municipality
    return (place,) if place else (WHOLE_REGION,) if fields.has_place else ()


def _terms(one: _Opened[Any], fields: RecordFields) -> Iterator[tuple[str, str]]:
    for vocabulary, name in fields.terms:
        value = getattr(one.record, name, None) or ()
        for term in (value,) if isinstance(value, str) else value:
            yield vocabulary, term


def _successors(enabled: Sequence[_Opened[Any]], settings: Settings) -> Mapping[str, str]:
    """Return addresses of replaced records and of the public record that each led to at last."""
    found: dict[str, str] = {}
    for kind in KINDS:
        if REPLACED_BY in kind.record_type.__struct_fields__:
            own = {one.entry.id: one for one in enabled if one.entry.kind is kind}
            last = _last_ones(own, settings)
            found.update((own[old].entry.address, new.address) for old, new in last.items() if new)
    return found


def _last_ones(own: Mapping[str, _Opened[Any]], settings: Settings) -> Mapping[str, AnyEntry | None]:
    """Return the last public record of the chain that begins with each record of a kind, by its id."""
    last: dict[str, AnyEntry | None] = {}
    for record_id in own:
        chain: dict[str, _Opened[Any]] = {}
        following = record_id
        while following in own and following not in last and following not in chain:
            chain[following] = own[following]
            following = own[following].record.replaced_by or ""
        if following in chain:  # a circle leads nowhere
            last.update(dict.fromkeys(chain))
            continue
        for one in reversed(chain.values()):
            last[one.entry.id] = _last_public(own.get(one.record.replaced_by or ""), last, settings)
    return last


def _last_public(
    following: _Opened[Any] | None, last: Mapping[str, AnyEntry | None], settings: Settings
) -> AnyEntry | None:
    if following is None:
        return None
    own = following.entry if _is_public(following, settings) else None
    return last[following.entry.id] or own


def _redirects(
    enabled: Sequence[_Opened[Any]],
    public: Sequence[_Opened[Any]],
    successors: Mapping[str, str],
    settings: Settings,
) -> Mapping[str, str]:
    """Return former and present addresses: of records, of those that took their place, of municipalities."""
    present = {one.entry.address for one in public}
    former = dict(successors)
    for place in settings.municipalities:
        there = addresses.municipality(place.id)
        former.update((addresses.municipality(one.id), there) for one in place.formerly if one.id)
    for one in enabled:
        target = successors.get(one.entry.address, one.entry.address)
        if target in present:
            former.update((address, target) for address in one.record.redirect_from)
    return {address: former[address] for address in sorted(former) if address not in present}


def enabled_kinds(settings: Settings, kinds: Iterable[Kind]) -> tuple[Kind, ...]:
    """Return those of the kinds that the settings switch on, in their order."""
    return tuple(kind for kind in kinds if settings.atlas.kinds[kind.name].enabled)

"""The link stage: valid records become the catalogue, every link between them resolved once."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Generic, NamedTuple, TypeVar

from generator.base.russian import collation_key
from generator.model.catalogue import TERM_FIELDS, Catalogue, Entry, Links, is_public
from generator.model.kinds import COMMUNITY, PRACTICE, Kind
from generator.model.records import Community, Practice, Record
from generator.model.related import Related
from generator.model.settings import Settings

R = TypeVar("R", bound=Record)
K = TypeVar("K")
AnyEntry = Entry[Any]


class _Opened(NamedTuple, Generic[R]):
    """An entry as the catalogue keeps it, and its record for as long as links are looked for."""

    entry: Entry[R]
    record: R


def link(entries: Sequence[AnyEntry], settings: Settings, as_of: dt.date) -> Catalogue:
    """Return the catalogue of the public records among valid ones, its entries packed.

    Left out are the kinds that are switched off, the practices at a stage that is not public, and
    those that a public practice has replaced: their addresses lead to it. References to records that
    are not in the catalogue stay in the records and give no back-links.
    """
    enabled: list[_Opened[Any]] = [
        _Opened(entry.packed(), entry.record)
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
        by_kind=_grouped(public, lambda one: [one.entry.kind.name]),
        links=_links(public),
        by_id={(one.entry.kind.name, one.entry.id): one.entry for one in public},
        redirects=_redirects(enabled, public, successors),
    )


def _by_title(one: _Opened[Any]) -> tuple[Any, ...]:
    """Return the sorting key of lists of records: the title, then what tells equal titles apart."""
    return (collation_key(one.entry.title), one.entry.kind.name, one.entry.id)


def _is_public(one: _Opened[Any], settings: Settings) -> bool:
    return is_public(one.entry.kind, one.record, settings)


def _links(public: Sequence[_Opened[Any]]) -> Links:
    practices: list[_Opened[Practice]] = [one for one in public if one.entry.kind is PRACTICE]
    communities: list[_Opened[Community]] = [one for one in public if one.entry.kind is COMMUNITY]
    return Links(
        communities_of=_grouped(communities, lambda one: filter(None, [one.record.parent])),
        practices_of_community=_grouped(practices, lambda one: one.record.communities),
        practices_of_centre=_grouped(practices, lambda one: one.record.resource_centres),
        replications_in=_grouped(practices, lambda one: _replicated_in(one.record)),
        by_municipality=_grouped(public, lambda one: [one.record.municipality]),
        by_term=_grouped(public, _terms),
        by_tag=_grouped(public, lambda one: one.record.tags),
        related=Related([one.entry for one in practices], [one.record for one in practices]),
    )


def _grouped(
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


def _replicated_in(practice: Practice) -> Iterator[str]:
    for replication in practice.replications:
        if replication.municipality != practice.municipality:
            yield replication.municipality


def _terms(one: _Opened[Any]) -> Iterator[tuple[str, str]]:
    for vocabulary, name in (*TERM_FIELDS, (one.entry.kind.kind_vocabulary, "kind")):
        value = getattr(one.record, name, None) or ()
        for term in (value,) if isinstance(value, str) else value:
            yield vocabulary, term


def _successors(enabled: Sequence[_Opened[Any]], settings: Settings) -> Mapping[str, str]:
    """Return addresses of replaced practices and of the public practice that each led to at last."""
    practices: dict[str, _Opened[Practice]] = {
        one.entry.id: one for one in enabled if one.entry.kind is PRACTICE
    }
    last: dict[str, Entry[Practice] | None] = {}
    for record_id in practices:
        chain: dict[str, _Opened[Practice]] = {}
        following: str | None = record_id
        while following in practices and following not in last and following not in chain:
            chain[following] = practices[following]
            following = practices[following].record.replaced_by
        if following in chain:  # a circle leads nowhere
            last.update(dict.fromkeys(chain))
            continue
        for one in reversed(chain.values()):
            last[one.entry.id] = _last_public(practices.get(one.record.replaced_by or ""), last, settings)
    return {practices[old].entry.address: new.address for old, new in last.items() if new is not None}


def _last_public(
    following: _Opened[Practice] | None, last: Mapping[str, Entry[Practice] | None], settings: Settings
) -> Entry[Practice] | None:
    if following is None:
        return None
    own = following.entry if _is_public(following, settings) else None
    return last[following.entry.id] or own


def _redirects(
    enabled: Sequence[_Opened[Any]], public: Sequence[_Opened[Any]], successors: Mapping[str, str]
) -> Mapping[str, str]:
    """Return former and present addresses; former addresses of replaced practices lead on too."""
    present = {one.entry.address for one in public}
    former = dict(successors)
    for one in enabled:
        target = successors.get(one.entry.address, one.entry.address)
        if target in present:
            former.update((address, target) for address in one.record.redirect_from)
    return {address: former[address] for address in sorted(former) if address not in present}


def enabled_kinds(settings: Settings, kinds: Iterable[Kind]) -> tuple[Kind, ...]:
    """Return those of the kinds that the settings switch on, in their order."""
    return tuple(kind for kind in kinds if settings.atlas.kinds[kind.name].enabled)

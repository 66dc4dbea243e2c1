"""The link stage: valid records become the catalogue, every link between them resolved once."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from generator.catalogue import TERM_FIELDS, Catalogue, Entry, Links, is_public
from generator.kinds import COMMUNITY, PRACTICE, Kind
from generator.records import Community, Practice, Record
from generator.related import Related
from generator.settings import Settings
from generator.wording import collation_key

R = TypeVar("R", bound=Record)
K = TypeVar("K")
AnyEntry = Entry[Any]


def link(entries: Sequence[AnyEntry], settings: Settings, as_of: dt.date) -> Catalogue:
    """Return the catalogue of the public records among valid ones.

    Left out are the kinds that are switched off, the practices at a stage that is not public, and
    those that a public practice has replaced: their addresses lead to it. References to records that
    are not in the catalogue stay in the records and give no back-links.
    """
    enabled = [entry for entry in entries if settings.atlas.kinds[entry.kind.name].enabled]
    successors = _successors(enabled, settings)
    public = sorted(
        (entry for entry in enabled if is_public(entry, settings) and entry.address not in successors),
        key=by_title,
    )
    of_kind = _grouped(public, lambda entry: [entry.kind.name])
    practices, communities = of_kind.get(PRACTICE.name, ()), of_kind.get(COMMUNITY.name, ())
    return Catalogue(
        settings=settings,
        as_of=as_of,
        by_kind=of_kind,
        links=_links(public, practices, communities),
        by_id={(entry.kind.name, entry.record.id): entry for entry in public},
        redirects=_redirects(enabled, public, successors),
    )


def by_title(entry: AnyEntry) -> tuple[Any, ...]:
    """Return the sorting key of lists of records: the title, then what tells equal titles apart."""
    return (collation_key(entry.record.title), entry.kind.name, entry.record.id)


def _links(
    public: Sequence[AnyEntry],
    practices: Sequence[Entry[Practice]],
    communities: Sequence[Entry[Community]],
) -> Links:
    return Links(
        communities_of=_grouped(communities, lambda entry: filter(None, [entry.record.parent])),
        practices_of_community=_grouped(practices, lambda entry: entry.record.communities),
        practices_of_centre=_grouped(practices, lambda entry: entry.record.resource_centres),
        replications_in=_grouped(practices, _replicated_in),
        by_municipality=_grouped(public, lambda entry: [entry.record.municipality]),
        by_term=_grouped(public, _terms),
        by_tag=_grouped(public, lambda entry: entry.record.tags),
        related=Related(practices),
    )


def _grouped(
    entries: Iterable[Entry[R]], keys: Callable[[Entry[R]], Iterable[K]]
) -> Mapping[K, Sequence[Entry[R]]]:
    """Group entries by all keys of each, once a key, keeping their order; keys are sorted."""
    groups: defaultdict[K, list[Entry[R]]] = defaultdict(list)
    for entry in entries:
        for key in dict.fromkeys(keys(entry)):
            groups[key].append(entry)
    return {key: tuple(groups[key]) for key in sorted(groups, key=_key_order)}


def _key_order(key: object) -> tuple[Any, ...]:
    return tuple(map(collation_key, key)) if isinstance(key, tuple) else (collation_key(str(key)),)


def _replicated_in(entry: Entry[Practice]) -> Iterator[str]:
    for replication in entry.record.replications:
        if replication.municipality != entry.record.municipality:
            yield replication.municipality


def _terms(entry: AnyEntry) -> Iterator[tuple[str, str]]:
    for vocabulary, name in (*TERM_FIELDS, (entry.kind.kind_vocabulary, "kind")):
        value = getattr(entry.record, name, None) or ()
        for term in (value,) if isinstance(value, str) else value:
            yield vocabulary, term


def _successors(entries: Sequence[AnyEntry], settings: Settings) -> Mapping[str, str]:
    """Return addresses of replaced practices and of the public practice that each led to at last."""
    practices: dict[str, Entry[Practice]] = {e.record.id: e for e in entries if e.kind is PRACTICE}
    last: dict[str, Entry[Practice] | None] = {}
    for record_id in practices:
        chain: dict[str, Entry[Practice]] = {}
        following: str | None = record_id
        while following in practices and following not in last and following not in chain:
            chain[following] = practices[following]
            following = practices[following].record.replaced_by
        if following in chain:  # a circle leads nowhere
            last.update(dict.fromkeys(chain))
            continue
        for entry in reversed(chain.values()):
            last[entry.record.id] = _last_public(
                practices.get(entry.record.replaced_by or ""), last, settings
            )
    return {practices[old].address: new.address for old, new in last.items() if new is not None}


def _last_public(
    following: Entry[Practice] | None, last: Mapping[str, Entry[Practice] | None], settings: Settings
) -> Entry[Practice] | None:
    if following is None:
        return None
    own = following if is_public(following, settings) else None
    return last[following.record.id] or own


def _redirects(
    enabled: Sequence[AnyEntry], public: Sequence[AnyEntry], successors: Mapping[str, str]
) -> Mapping[str, str]:
    """Return former and present addresses; former addresses of replaced practices lead on too."""
    present = {entry.address for entry in public}
    former = dict(successors)
    for entry in enabled:
        target = successors.get(entry.address, entry.address)
        if target in present:
            former.update((address, target) for address in entry.record.redirect_from)
    return {address: former[address] for address in sorted(former) if address not in present}


def enabled_kinds(settings: Settings, kinds: Iterable[Kind]) -> tuple[Kind, ...]:
    """Return those of the kinds that the settings switch on, in their order."""
    return tuple(kind for kind in kinds if settings.atlas.kinds[kind.name].enabled)

"""The vertical of communities: which one is part of which, from the region down to a school."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet

from generator.catalogue import Entry
from generator.kinds import COMMUNITY
from generator.records import Community
from generator.views.items import Branch
from generator.views.site import Site, record_item

CommunityEntry = Entry[Community]


def vertical_of(site: Site, entry: CommunityEntry) -> tuple[Branch, ...]:
    """Return the way from the top down to a community and what is below it; nothing if it stands alone."""
    chain = _chain(site, entry)
    below = _branches(site, _children(site, entry), {entry.record.id})
    if len(chain) == 1 and not below:
        return ()
    branch = _branch(site, entry, below, here=True)
    for parent in chain[1:]:
        branch = _branch(site, parent, (branch,))
    return (branch,)


def forest(site: Site, entries: Sequence[CommunityEntry]) -> tuple[Branch, ...]:
    """Return communities as verticals, each under its parent where the parent is among them."""
    ids = {entry.record.id for entry in entries}
    tops = [entry for entry in entries if entry.record.parent not in ids]
    return _branches(site, _by_level(site, tops), frozenset(), only=ids)


def _chain(site: Site, entry: CommunityEntry) -> list[CommunityEntry]:
    chain, seen = [entry], {entry.record.id}
    while parents := site.found(COMMUNITY, [chain[-1].record.parent]):
        if parents[0].record.id in seen:  # a circle is an error of the check, but pages must still end
            break
        chain.append(parents[0])
        seen.add(parents[0].record.id)
    return chain


def _branches(
    site: Site,
    entries: Iterable[CommunityEntry],
    above: AbstractSet[str],
    *,
    only: AbstractSet[str] | None = None,
) -> tuple[Branch, ...]:
    shown = (e for e in entries if e.record.id not in above and (only is None or e.record.id in only))
    return tuple(
        _branch(site, entry, _branches(site, _children(site, entry), above | {entry.record.id}, only=only))
        for entry in shown
    )


def _branch(site: Site, entry: CommunityEntry, branches: Sequence[Branch], *, here: bool = False) -> Branch:
    record = entry.record
    (level,) = site.terms("community_levels", [record.level])
    return Branch(
        item=record_item(entry),
        level=level.title,
        place=site.municipality(record.municipality).title,
        branches=tuple(branches),
        here=here,
    )


def _children(site: Site, entry: CommunityEntry) -> Sequence[CommunityEntry]:
    return _by_level(site, site.catalogue.links.communities_of.get(entry.record.id, ()))


def _by_level(site: Site, entries: Sequence[CommunityEntry]) -> Sequence[CommunityEntry]:
    return sorted(entries, key=lambda entry: site.settings.term("community_levels", entry.record.level).rank)

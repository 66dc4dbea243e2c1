"""The tree of communities: which belongs to which, from the region down to a school.

However many there are, a page shows only the top of the tree: as many whole levels as fit.
"""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

import msgspec

from generator.model.kinds import COMMUNITY
from generator.model.records.community import Community
from generator.site.views.items import Item
from generator.site.views.site import Site, record_item
from generator.site.views.tracked_catalogue import TrackedEntry

SHOWN = 100
"""Maximum number of communities shown below one another."""
DEEPEST = 6
"""Maximum number of levels shown above a community, and below it."""

CommunityEntry = TrackedEntry[Community]


class Branch(msgspec.Struct, frozen=True, kw_only=True):
    """A community in the tree with its children; `hidden` is the number of children that are not shown."""

    item: Item
    level: str
    place: str
    branches: Sequence[Branch] = ()
    hidden: int = 0
    here: bool = False
    sample: bool = False


class CommunityTree(msgspec.Struct, frozen=True, kw_only=True):
    """The top of a tree; `more` links to all its communities if the first level is too long."""

    branches: Sequence[Branch]
    more: Item | None = None


class _Grower(msgspec.Struct, frozen=True, kw_only=True):
    """Builds a tree of communities; `only` contains the ids of those that belong to it, None if all do."""

    site: Site
    only: AbstractSet[str] | None = None

    def below(self, entry: CommunityEntry) -> Sequence[CommunityEntry]:
        """Return the children of a community, the higher levels first."""
        children = self.site.find_linked("back_links", COMMUNITY.name, "parent", entry.id)
        return self.by_level([e for e in children if self.only is None or e.id in self.only])

    def by_level(self, entries: Sequence[CommunityEntry]) -> Sequence[CommunityEntry]:
        term = self.site.settings.term
        return sorted(entries, key=lambda entry: term("community_levels", entry.record.level).rank)

    def depth(self, entries: Sequence[CommunityEntry]) -> int:
        """Return how many levels fit: at least one."""
        depth, number = 1, len(entries)
        while depth < DEEPEST:
            entries = [child for entry in entries for child in self.below(entry)]
            number += len(entries)
            if not entries or number > SHOWN:
                break
            depth += 1
        return depth

    def top(self, entries: Sequence[CommunityEntry], above: AbstractSet[str]) -> tuple[Branch, ...]:
        """Return the branches of the first communities, with as many levels as fit."""
        shown = entries[:SHOWN]
        return self._branches(shown, self.depth(shown), above)

    def _branches(
        self, entries: Sequence[CommunityEntry], depth: int, above: AbstractSet[str]
    ) -> tuple[Branch, ...]:
        """Return branches with a number of levels; the ids in `above` would make a cycle."""
        return tuple(self._grow(e, depth, above) for e in entries if e.id not in above)

    def _grow(self, entry: CommunityEntry, depth: int, above: AbstractSet[str]) -> Branch:
        below = self.below(entry)
        if depth == 1:
            return _branch(self.site, entry, hidden=len(below))
        return _branch(self.site, entry, self._branches(below, depth - 1, above | {entry.id}))


def tree_of(site: Site, entry: CommunityEntry) -> CommunityTree | None:
    """Return the path from the top down to a community with its children; None if it has no relatives."""
    grower, chain = _Grower(site=site), _chain(site, entry)
    above = {one.id for one in chain}
    below = [child for child in grower.below(entry) if child.id not in above]
    if len(chain) == 1 and not below:
        return None
    top = _branch(site, entry, grower.top(below, above), here=True)
    for parent in chain[1:]:
        top = _branch(site, parent, (top,))
    catalogue = site.catalogue_link(COMMUNITY)
    more = Item(f"Все {catalogue.title.lower()}", catalogue.address)
    return CommunityTree(branches=(top,), more=more if len(below) > SHOWN else None)


def forest(site: Site, entries: Sequence[CommunityEntry], all_of_them: Item) -> CommunityTree | None:
    """Return communities as a tree, each below its parent if that is one of them.

    `all_of_them` links to the list of all; None is returned if there are no communities.
    """
    ids = {entry.id for entry in entries}
    grower = _Grower(site=site, only=ids)
    tops = grower.by_level([entry for entry in entries if entry.record.parent not in ids])
    if not tops:
        return None
    more = all_of_them if len(tops) > SHOWN else None
    return CommunityTree(branches=grower.top(tops, frozenset()), more=more)


def _branch(
    site: Site,
    entry: CommunityEntry,
    branches: Sequence[Branch] = (),
    *,
    hidden: int = 0,
    here: bool = False,
) -> Branch:
    record = entry.record
    (level,) = site.terms("community_levels", [record.level])
    return Branch(
        item=record_item(entry),
        level=level.title,
        place=site.place(COMMUNITY, record).title,
        sample=record.sample,
        branches=branches,
        hidden=hidden,
        here=here,
    )


def _chain(site: Site, entry: CommunityEntry) -> list[CommunityEntry]:
    """Return a community and those above it, the nearest first."""
    chain, seen = [entry], {entry.id}
    while len(chain) <= DEEPEST and (parents := site.find_records(COMMUNITY, [chain[-1].record.parent])):
        if parents[0].id in seen:  # the check reports a cycle as an error, but pages still have to end
            break
        chain.append(parents[0])
        seen.add(parents[0].id)
    return chain

"""Verdicts: what to do about the addresses that have been looked at."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from generator.upkeep.links.request import Outcome
from generator.upkeep.links.state_file import LinkMemory, Seen
from generator.upkeep.links.targets import Target

LONG_LOOKS, LONG_DAYS = 3, 14
"""A site is silent for long when so many looks in a row, over so many days, got no answer."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Judged:
    """An address with what is known of it."""

    target: Target
    seen: Seen


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdicts:
    """The addresses by what to do: `dead` and `silent` want a person, `moved` an edit, `unsure` nothing.

    `alive` is the number of those that open, `moved` among them.
    """

    dead: Sequence[Judged]
    silent: Sequence[Judged]
    moved: Sequence[Judged]
    unsure: Sequence[Judged]
    alive: int

    @property
    def wanting(self) -> Sequence[Judged]:
        """The addresses that a person must look at."""
        return (*self.dead, *self.silent)


def verdicts_of(targets: Sequence[Target], memory: LinkMemory, today: dt.date) -> Verdicts:
    """Return the verdicts on addresses, each list in their order; what was never looked at has none."""
    known = [
        Judged(target=target, seen=memory.addresses[target.address])
        for target in targets
        if target.address in memory.addresses
    ]
    failing = [one for one in known if one.seen.outcome in {Outcome.SILENT, Outcome.REFUSED}]
    return Verdicts(
        dead=[one for one in known if one.seen.outcome is Outcome.GONE],
        silent=[one for one in failing if _long(one.seen, today)],
        moved=[one for one in known if one.seen.moved_to],
        unsure=[one for one in failing if not _long(one.seen, today)],
        alive=sum(one.seen.outcome is Outcome.ALIVE for one in known),
    )


def _long(seen: Seen, today: dt.date) -> bool:
    since = seen.failing_since or today
    silent = seen.outcome is Outcome.SILENT
    return silent and seen.fails >= LONG_LOOKS and (today - since).days >= LONG_DAYS

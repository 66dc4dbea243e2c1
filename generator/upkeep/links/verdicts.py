"""Verdicts: what to do about probed addresses."""

import datetime as dt
from collections.abc import Sequence

import msgspec

from generator.upkeep.links.results import Outcome
from generator.upkeep.links.state_file import LinkState, LinkStates
from generator.upkeep.links.targets import LinkTarget

LONG_LOOKS, LONG_DAYS = 3, 14
"""A site counts as silent after this many unanswered probes in a row, over this many days."""


class LinkVerdict(msgspec.Struct, frozen=True, kw_only=True):
    """An address with its state."""

    target: LinkTarget
    seen: LinkState


class LinkVerdicts(msgspec.Struct, frozen=True, kw_only=True):
    """Addresses by what to do.

    `dead` and `silent` need a person, `doubtful` a look, `moved` an edit, `unsure` nothing. `alive` is the
    number of working ones, including `moved`.
    """

    dead: Sequence[LinkVerdict]
    silent: Sequence[LinkVerdict]
    doubtful: Sequence[LinkVerdict]
    moved: Sequence[LinkVerdict]
    unsure: Sequence[LinkVerdict]
    alive: int

    @property
    def urgent(self) -> Sequence[LinkVerdict]:
        """The addresses that need a person."""
        return (*self.dead, *self.silent)


def judge_links(targets: Sequence[LinkTarget], memory: LinkStates, today: dt.date) -> LinkVerdicts:
    """Return the verdicts on addresses, each list in their order; an address without a state is skipped."""
    known = [
        LinkVerdict(target=target, seen=memory.addresses[target.address])
        for target in targets
        if target.address in memory.addresses
    ]
    failing = [one for one in known if one.seen.outcome in {Outcome.SILENT, Outcome.REFUSED}]
    return LinkVerdicts(
        dead=[one for one in known if one.seen.outcome is Outcome.GONE],
        silent=[one for one in failing if _has_failed_long(one.seen, today)],
        doubtful=[one for one in known if one.seen.outcome is Outcome.DOUBTFUL],
        moved=[one for one in known if one.seen.moved_to],
        unsure=[one for one in failing if not _has_failed_long(one.seen, today)],
        alive=sum(one.seen.outcome is Outcome.ALIVE for one in known),
    )


def _has_failed_long(seen: LinkState, today: dt.date) -> bool:
    since = seen.failing_since or today
    silent = seen.outcome is Outcome.SILENT
    return silent and seen.fails >= LONG_LOOKS and (today - since).days >= LONG_DAYS

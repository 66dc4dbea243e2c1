"""Reachability: which addresses that records lead to no longer open.

A site that refuses robots, asks to wait or does not answer in time is not dead: only an answer that
says so, or a name that nobody knows, is — and only when a second look says the same.
"""

from __future__ import annotations

from generator.upkeep.links.crawl import Progress, look_around
from generator.upkeep.links.politeness import Manners
from generator.upkeep.links.request import Look, Looker, Outcome
from generator.upkeep.links.state_file import LinkMemory, Seen, read_memory, write_memory
from generator.upkeep.links.targets import Place, Target, link_targets
from generator.upkeep.links.verdicts import Verdicts, verdicts_of

__all__ = [
    "LinkMemory",
    "Look",
    "Looker",
    "Manners",
    "Outcome",
    "Place",
    "Progress",
    "Seen",
    "Target",
    "Verdicts",
    "link_targets",
    "look_around",
    "read_memory",
    "verdicts_of",
    "write_memory",
]

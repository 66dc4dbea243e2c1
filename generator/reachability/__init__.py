"""Reachability: which addresses that records lead to no longer open.

A site that refuses robots, asks to wait or does not answer in time is not dead: only an answer that
says so, or a name that nobody knows, is — and only when a second look says the same.
"""

from __future__ import annotations

from generator.reachability.looking import Look, Looker, Outcome
from generator.reachability.manners import Manners
from generator.reachability.memory import LinkMemory, Seen, read_memory, write_memory
from generator.reachability.rounds import Progress, look_around
from generator.reachability.targets import Place, Target, link_targets
from generator.reachability.verdicts import Verdicts, verdicts_of

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

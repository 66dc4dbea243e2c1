"""Finds dead links of records.

A site that refuses robots, asks to wait or does not answer in time is not dead. A page is dead when the site
says so or its name is unknown, and only when a second probe says the same.
"""

from __future__ import annotations

from generator.upkeep.links.crawl import Progress, check_links
from generator.upkeep.links.request import Outcome, Politeness, Prober, ProbeResult
from generator.upkeep.links.state_file import LinkState, LinkStates, read_states, write_states
from generator.upkeep.links.targets import LinkPlace, LinkTarget, collect_links
from generator.upkeep.links.verdicts import LinkVerdicts, judge_links

__all__ = [
    "LinkPlace",
    "LinkState",
    "LinkStates",
    "LinkTarget",
    "LinkVerdicts",
    "Outcome",
    "Politeness",
    "ProbeResult",
    "Prober",
    "Progress",
    "check_links",
    "collect_links",
    "judge_links",
    "read_states",
    "write_states",
]

"""What a site lets robots do: its robots.txt, read once."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from generator.upkeep.links.request import Looker

_LIMIT = 500 * 1024
"""Bytes of robots.txt that must be heeded (RFC 9309, 2.5)."""
_OK = 200


@dataclass(frozen=True, kw_only=True)
class Robots:
    """The rules of one site."""

    agent: str
    rules: RobotFileParser

    def may_ask(self, address: str) -> bool:
        """Tell whether the site lets this robot ask for an address."""
        return self.rules.can_fetch(self.agent, address)

    @property
    def pause(self) -> float:
        """How many seconds the site wants between two questions; 0 if it does not say."""
        return float(self.rules.crawl_delay(self.agent) or 0)


def robots_of(address: str, looker: Looker) -> Robots:
    """Return the rules of an address's site. A site without any, or without an answer, forbids nothing."""
    parts = urlsplit(address)
    rules = RobotFileParser()
    status, text = looker.text_of(f"{parts.scheme}://{parts.netloc}/robots.txt", _LIMIT)
    rules.parse(text.splitlines() if status == _OK else [])
    return Robots(agent=looker.manners.agent.partition("/")[0], rules=rules)

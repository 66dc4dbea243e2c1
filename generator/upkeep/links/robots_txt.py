"""The rules of a site's robots.txt (RFC 9309)."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from protego import Protego

from generator.upkeep.links.request import Prober

_LIMIT = 500 * 1024
"""Bytes of robots.txt that must be heeded (RFC 9309, 2.5)."""
_OK = 200


@dataclass(frozen=True, kw_only=True)
class SiteRules:
    """The rules of one site for one robot: the longest match wins, `*` and `$` are wildcards."""

    agent: str
    rules: Protego

    def may_ask(self, address: str) -> bool:
        """Tell whether the site lets this robot ask for an address."""
        return self.rules.can_fetch(address, self.agent)

    @property
    def pause(self) -> float:
        """How many seconds the site wants between two questions; 0 if it does not say."""
        return float(self.rules.crawl_delay(self.agent) or 0)


def fetch_rules(address: str, prober: Prober) -> SiteRules:
    """Return the rules of an address's site. A site without any, or without an answer, forbids nothing."""
    parts = urlsplit(address)
    status, text = prober.fetch_text(f"{parts.scheme}://{parts.netloc}/robots.txt", _LIMIT)
    rules = Protego.parse(text if status == _OK else "")
    return SiteRules(agent=prober.politeness.agent.partition("/")[0], rules=rules)

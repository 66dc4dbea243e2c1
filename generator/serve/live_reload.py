"""News: what the pages in the browser are told after every build."""

from __future__ import annotations

import json
import threading
from collections.abc import Sequence

import msgspec
from msgspec.structs import asdict, replace

from generator.model import addresses
from generator.model.findings import Finding

_SHOWN = frozenset({"path", "line", "column", "code", "what", "allowed", "action", "near"})


class Bulletin(msgspec.Struct, frozen=True, kw_only=True):
    """How the last build ended. `site` grows when the site was replaced, `number` with every build.

    `mount` is the path of the site on its server: there stand the pages that explain the findings.
    """

    mount: str = "/"
    number: int = 0
    site: int = 0
    message: str = ""
    findings: Sequence[Finding] = ()

    def text(self) -> str:
        """Return the bulletin as JSON on one line."""
        findings = [
            {name: value for name, value in asdict(finding).items() if name in _SHOWN}
            | {"help": f"{self.mount}{addresses.finding(finding.code)}"}
            for finding in self.findings
        ]
        told = {"site": self.site, "message": self.message, "findings": findings}
        return json.dumps(told, ensure_ascii=False)


class News:
    """Keeps the last bulletin and wakes those who wait for the next. For several threads."""

    def __init__(self, mount: str = "/") -> None:
        """Begin before the first build of a site that is served under a path."""
        self._changed = threading.Condition()
        self._last = Bulletin(mount=mount)
        self._over = False

    @property
    def last(self) -> Bulletin:
        """The last bulletin."""
        return self._last

    @property
    def over(self) -> bool:
        """Whether the server is closing."""
        return self._over

    def built(self) -> None:
        """Tell that the site was replaced."""
        number, site = self._last.number + 1, self._last.site + 1
        self._tell(replace(self._last, number=number, site=site, message="", findings=()))

    def failed(self, message: str, findings: Sequence[Finding]) -> None:
        """Tell that the old site stayed, and why."""
        number = self._last.number + 1
        self._tell(replace(self._last, number=number, message=message, findings=tuple(findings)))

    def close(self) -> None:
        """Let everyone who waits go."""
        with self._changed:
            self._over = True
            self._changed.notify_all()

    def after(self, number: int, seconds: float) -> Bulletin | None:
        """Wait for a bulletin later than `number`; return None when none came in time."""
        with self._changed:
            self._changed.wait_for(lambda: self._over or self._last.number > number, seconds)
            return self._last if self._last.number > number else None

    def _tell(self, bulletin: Bulletin) -> None:
        with self._changed:
            self._last = bulletin
            self._changed.notify_all()

"""News: what the pages in the browser are told after every build."""

from __future__ import annotations

import json
import threading
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from generator.findings import Finding

_SHOWN = ("path", "line", "column", "what", "allowed", "action", "near")


@dataclass(frozen=True, kw_only=True, slots=True)
class Bulletin:
    """How the last build ended. `site` grows when the site was replaced, `number` with every build."""

    number: int = 0
    site: int = 0
    message: str = ""
    findings: Sequence[Finding] = ()

    def text(self) -> str:
        """Return the bulletin as JSON on one line."""
        found = map(asdict, self.findings)
        findings = [{name: finding[name] for name in _SHOWN} for finding in found]
        told = {"site": self.site, "message": self.message, "findings": findings}
        return json.dumps(told, ensure_ascii=False)


class News:
    """Keeps the last bulletin and wakes those who wait for the next. For several threads."""

    def __init__(self) -> None:
        """Begin before the first build."""
        self._changed = threading.Condition()
        self._last = Bulletin()
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
        self._tell(Bulletin(number=self._last.number + 1, site=self._last.site + 1))

    def failed(self, message: str, findings: Sequence[Finding]) -> None:
        """Tell that the old site stayed, and why."""
        self._tell(
            Bulletin(
                number=self._last.number + 1, site=self._last.site, message=message, findings=tuple(findings)
            )
        )

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

"""The build status that pages in the browser receive after every build."""

import json
import threading
from collections.abc import Sequence

import msgspec
from msgspec.structs import asdict, replace

from generator.model import addresses
from generator.model.findings import Finding

_SHOWN = frozenset({"path", "line", "column", "code", "what", "allowed", "action", "near"})


class BuildStatus(msgspec.Struct, frozen=True, kw_only=True):
    """Status of the last build. `site` is incremented when the site was replaced, `number` with every build.

    `mount` is the path of the site on its server, with the pages about findings.
    """

    mount: str = "/"
    number: int = 0
    site: int = 0
    message: str = ""
    findings: Sequence[Finding] = ()

    def text(self) -> str:
        """Return the status as JSON on one line."""
        findings = [
            {name: value for name, value in asdict(finding).items() if name in _SHOWN}
            | {"help": f"{self.mount}{addresses.finding(finding.code)}"}
            for finding in self.findings
        ]
        status = {"site": self.site, "message": self.message, "findings": findings}
        return json.dumps(status, ensure_ascii=False)


class StatusFeed:
    """Keeps the last status and wakes the threads that wait for the next one.

    `over` says that the server is closing.
    """

    def __init__(self, mount: str = "/") -> None:
        """Start before the first build."""
        self._changed = threading.Condition()
        self.last = BuildStatus(mount=mount)
        self.over = False

    def report_success(self) -> None:
        """Publish that the site was replaced."""
        number, site = self.last.number + 1, self.last.site + 1
        self._publish(replace(self.last, number=number, site=site, message="", findings=()))

    def report_failure(self, message: str, findings: Sequence[Finding]) -> None:
        """Publish that the old site stayed, and why."""
        number = self.last.number + 1
        self._publish(replace(self.last, number=number, message=message, findings=tuple(findings)))

    def close(self) -> None:
        """Wake all waiting threads, for good."""
        with self._changed:
            self.over = True
            self._changed.notify_all()

    def wait_after(self, number: int, seconds: float) -> BuildStatus | None:
        """Wait for a status later than `number`; return None on timeout."""
        with self._changed:
            self._changed.wait_for(lambda: self.over or self.last.number > number, seconds)
            return self.last if self.last.number > number else None

    def _publish(self, status: BuildStatus) -> None:
        with self._changed:
            self.last = status
            self._changed.notify_all()

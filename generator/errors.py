"""The few exceptions of the generator. One boundary, `cli.boundary`, turns them into exit codes."""

from __future__ import annotations

from collections.abc import Sequence

from generator.findings import Finding


class AtlasError(Exception):
    """Something stopped the work; `message` is for the person who ran the command, in Russian."""

    def __init__(self, message: str, action: str = "") -> None:
        """Keep what happened and, where it is known, what to do about it."""
        super().__init__(message)
        self.message = message
        self.action = action


class NotAnAtlasError(AtlasError):
    """The root folder lacks what makes it an atlas: a mistake in how the command was called."""


class BrokenAtlasError(AtlasError):
    """The check found errors, so nothing was built."""

    def __init__(self, message: str, findings: Sequence[Finding] = (), action: str = "") -> None:
        """Carry the findings that stopped the build."""
        super().__init__(message, action)
        self.findings = tuple(findings)

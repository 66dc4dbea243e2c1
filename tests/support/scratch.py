"""Where tests write: into memory if there is space, as they write over a hundred thousand small files."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

MEMORY = Path("/dev/shm")  # noqa: S108 - pytest creates the user's own folder in it
ROOM = 2 << 30
"""Required free bytes: a run needs up to half of that."""


def write_in_memory() -> None:
    """Make this process and its children keep temporary files in memory, unless configured otherwise."""
    if "TMPDIR" not in os.environ and _fits(MEMORY):
        os.environ["TMPDIR"] = str(MEMORY)
        tempfile.tempdir = None  # determined again on next use


def _fits(folder: Path) -> bool:
    """Return whether a folder has the space, and programs may be executed there."""
    if not os.access(folder, os.W_OK | os.X_OK):
        return False
    state = os.statvfs(folder)
    return state.f_bavail * state.f_frsize >= ROOM and not state.f_flag & os.ST_NOEXEC

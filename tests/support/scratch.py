"""Where tests write: in memory if there is room, for they write more than a hundred thousand small files."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

MEMORY = Path("/dev/shm")  # noqa: S108 - pytest makes a folder of the user's own below it
ROOM = 2 << 30
"""As many bytes must be free: a run needs half of that at its height."""


def write_in_memory() -> None:
    """Let this process and those that it starts keep temporary files in memory, unless told where to."""
    if "TMPDIR" not in os.environ and _fits(MEMORY):
        os.environ["TMPDIR"] = str(MEMORY)
        tempfile.tempdir = None  # to be looked up anew


def _fits(folder: Path) -> bool:
    """Whether a folder has the room, and programs of tests may be started there."""
    if not os.access(folder, os.W_OK | os.X_OK):
        return False
    state = os.statvfs(folder)
    return state.f_bavail * state.f_frsize >= ROOM and not state.f_flag & os.ST_NOEXEC

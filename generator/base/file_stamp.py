"""Traces: by what a regular file is known again without being read."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import Self

import msgspec


class Trace(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """By what a regular file is known again. Times are in nanoseconds.

    No ordinary program can set back the time of the last change of a file's description.
    """

    size: int
    inode: int
    modified: int
    changed: int

    @classmethod
    def of(cls, file: str | Path) -> Self | None:
        """Return the trace of a regular file; None where there is none."""
        try:
            found = os.lstat(file)
        except OSError:
            return None
        if not stat.S_ISREG(found.st_mode):
            return None
        return cls(found.st_size, found.st_ino, found.st_mtime_ns, found.st_ctime_ns)

    @classmethod
    def standing(cls, file: str | Path) -> Self:
        """Return the trace of a regular file that was written just now.

        Raises:
            FileNotFoundError: it is gone already.
        """
        trace = cls.of(file)
        if trace is None:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(file))
        return trace

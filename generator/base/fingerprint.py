"""How things are known again: bytes by a hash, the generator by its code, files by their stat signatures."""

from __future__ import annotations

import errno
import functools
import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Self

import msgspec

try:
    from _blake2 import blake2b  # what `hashlib` gives out, without the whole of OpenSSL: a tenth of a check
except ImportError:
    from hashlib import blake2b

_DIGEST = 32
_SINGLE = b"alone"
"""Keeps the hash of one part apart from those of several."""
_PACKAGE = Path(__file__).parents[1]
_INSTALLED = Path(msgspec.__file__).parents[1]


class FileStamp(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """Stat signature of a regular file, as git keeps it in its index. Times are in nanoseconds.

    No ordinary program can set back `changed`, the time at which the inode changed last.
    """

    size: int
    inode: int
    modified: int
    changed: int

    @classmethod
    def of(cls, file: str | Path) -> Self | None:
        """Return the signature of a regular file; None where there is none."""
        try:
            found = os.lstat(file)
        except OSError:
            return None
        if not stat.S_ISREG(found.st_mode):
            return None
        return cls(found.st_size, found.st_ino, found.st_mtime_ns, found.st_ctime_ns)

    @classmethod
    def of_written(cls, file: str | Path) -> Self:
        """Return the signature of a regular file that was written just now.

        Raises:
            FileNotFoundError: it is gone already.
        """
        stamp = cls.of(file)
        if stamp is None:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(file))
        return stamp


def file_clock(folder: Path) -> int | None:
    """Return the time, in nanoseconds, by which the file system of a folder dates changes of files now.

    None where nothing can be written.
    """
    probe = folder / f".clock-{os.urandom(8).hex()}"  # what `tempfile` does, not imported
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe.touch(exist_ok=False)
        found = probe.stat().st_ctime_ns
        probe.unlink()
    except OSError:
        return None
    return found


def fingerprint(*parts: bytes) -> bytes:
    """Return the hash of some bytes, kept apart: («ab», «c») and («a», «bc») differ."""
    if len(parts) == 1:  # of every record in every check: hashed at once, in half the time
        return blake2b(parts[0], digest_size=_DIGEST, person=_SINGLE).digest()
    whole = b"".join(piece for part in parts for piece in (len(part).to_bytes(8, "big"), part))
    return blake2b(whole, digest_size=_DIGEST).digest()


def code_digest() -> bytes:
    """Return the hash of the generator itself, its templates and texts, and the versions of all installed.

    A developer's change must not be hidden by what was remembered before it. Templates are read again
    each time: a command that serves the site outlives their changes, but not those of its modules.
    """
    return fingerprint(modules_digest(), *_contents(".html", ".j2", ".js", ".json"))


@functools.cache
def modules_digest() -> bytes:
    """Return the hash of the generator's modules and tables, and the versions of all that is installed."""
    # the folder of an installed package's description is named after its version
    installed = sorted(one.name for one in _INSTALLED.glob("*-info"))
    return fingerprint("\n".join([sys.version, *installed]).encode(), *_contents(".py", ".yaml"))


def _contents(*suffixes: str) -> Iterator[bytes]:
    for folder, folders, files in os.walk(_PACKAGE):  # half of what `Path.rglob` takes in every command
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        for name in sorted(name for name in files if name.endswith(suffixes)):
            path = f"{folder}/{name}"
            yield path.removeprefix(str(_PACKAGE)).encode()
            with open(path, "rb", buffering=0) as stream:  # noqa: PTH123 - as above
                yield stream.read()

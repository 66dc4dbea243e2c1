"""Fingerprints: hashes of bytes and of the generator's code, stat signatures of files."""

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
    from _blake2 import blake2b  # what `hashlib` exports, without loading OpenSSL (a tenth of a check)
except ImportError:
    from hashlib import blake2b

_DIGEST = 32
_SINGLE = b"alone"
"""Personalises the hash of a single part, so that it never equals a hash of several."""
_PACKAGE = Path(__file__).parents[1]
_INSTALLED = Path(msgspec.__file__).parents[1]


class FileStamp(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """Stat signature of a regular file, as git keeps it in its index. Times are in nanoseconds.

    Ordinary programs cannot set back `changed`, the time of the inode's last change.
    """

    size: int
    inode: int
    modified: int
    changed: int

    @classmethod
    def of(cls, file: str | Path) -> Self | None:
        """Return the signature of a regular file; None if there is none."""
        try:
            found = os.lstat(file)
        except OSError:
            return None
        if not stat.S_ISREG(found.st_mode):
            return None
        return cls(found.st_size, found.st_ino, found.st_mtime_ns, found.st_ctime_ns)

    @classmethod
    def of_written(cls, file: str | Path) -> Self:
        """Return the signature of a regular file that was just written.

        Raises:
            FileNotFoundError: the file is already gone.
        """
        stamp = cls.of(file)
        if stamp is None:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(file))
        return stamp


def file_clock(folder: Path) -> int | None:
    """Return the current time, in nanoseconds, as the file system of a folder stamps changes.

    Returns None if nothing can be written there.
    """
    probe = folder / f".clock-{os.urandom(8).hex()}"  # as `tempfile` does, without importing it
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe.touch(exist_ok=False)
        found = probe.stat().st_ctime_ns
        probe.unlink()
    except OSError:
        return None
    return found


def fingerprint(*parts: bytes) -> bytes:
    """Return the hash of several byte strings, kept apart: («ab», «c») and («a», «bc») differ."""
    if len(parts) == 1:  # each record of every check: a single call takes half the time
        return blake2b(parts[0], digest_size=_DIGEST, person=_SINGLE).digest()
    whole = b"".join(piece for part in parts for piece in (len(part).to_bytes(8, "big"), part))
    return blake2b(whole, digest_size=_DIGEST).digest()


def code_digest() -> bytes:
    """Return the hash of the generator's code, templates and texts, and of all installed versions.

    A developer's change must not be hidden by earlier cached results. Templates are read again each time: a
    command that serves the site outlives changes to them, but not to its modules.
    """
    return fingerprint(modules_digest(), *_contents(".html", ".j2", ".js", ".json"))


@functools.cache
def modules_digest() -> bytes:
    """Return the hash of the generator's modules and tables, and of all installed versions."""
    # the metadata folder of an installed package is named after its version
    installed = sorted(one.name for one in _INSTALLED.glob("*-info"))
    return fingerprint("\n".join([sys.version, *installed]).encode(), *_contents(".py", ".yaml"))


def _contents(*suffixes: str) -> Iterator[bytes]:
    for folder, folders, files in os.walk(_PACKAGE):  # takes half as long as `Path.rglob`, in every command
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        for name in sorted(name for name in files if name.endswith(suffixes)):
            path = f"{folder}/{name}"
            yield path.removeprefix(str(_PACKAGE)).encode()
            with open(path, "rb", buffering=0) as stream:  # noqa: PTH123 - as above
                yield stream.read()

"""Memory: what the last build of a site wrote, and from what, so that the next one writes what changed.

What is not known for certain is made anew: see `files.Trace`.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import msgspec

from generator.base import cache
from generator.base.file_stamp import Trace
from generator.base.files import index_file, read_file, remove, write_file
from generator.site.search.document_store import StoredDocument

_FORMAT = b"site-3"
_SITES, _MEMORY, _OWNER = "sites", "memory", "folder"


class KnownPage(msgspec.Struct, frozen=True, array_like=True):
    """A page of a site: the hash of all that it was made from, its file, and what search reads of it.

    See `writing.Made`; `reads` are places in `Memory.keys`, `searched` tells whether search has it.
    """

    basis: bytes
    reads: Sequence[int]
    trace: Trace
    updated: str
    listed: bool
    searched: bool
    document: StoredDocument | None = None


class KnownFrames(msgspec.Struct, frozen=True, array_like=True):
    """Drawn frames: the hash of all that they were drawn from, and the files that were written with them."""

    inputs: bytes
    frames: bytes
    files: Mapping[str, Trace]


class KnownPart(msgspec.Struct, frozen=True, array_like=True):
    """A file of data: the hash of what it was made from, and by what it is known again."""

    inputs: bytes
    trace: Trace


class Memory(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of the site in a folder: pages by address, and the frames.

    `listing` is the hash of the names of all its files, `spare` that of the site before it, whose folder
    is kept to be used again (see `publish`).
    """

    folder: str = ""
    pages: Mapping[str, KnownPage] = {}
    keys: Sequence[str] = ()
    """What the numbers in `reads` of pages stand for."""
    frames: KnownFrames | None = None
    parts: Mapping[str, KnownPart] = {}
    """Files of data by path (see `data`)."""
    listing: bytes = b""
    spare: bytes = b""

    def page(self, address: str, known: KnownPage) -> str | None:
        """Return the file of a page if it is still the one that was written."""
        file = index_file(self.folder, address)
        return file if Trace.of(file) == known.trace else None

    def file(self, path: str, trace: Trace) -> str | None:
        """Return the whole path of a file of the site if it is still the one that was written."""
        whole = f"{self.folder}/{path}"
        return whole if Trace.of(whole) == trace else None


NOTHING = Memory()


def recalled(root: Path, site_dir: Path) -> Memory:
    """Return what is known of a site; nothing if another version of the generator built it."""
    body = cache.recall(root, f"{_name(site_dir)}/{_MEMORY}", _key())
    try:
        known = NOTHING if body is None else msgspec.msgpack.decode(body, type=Memory)
    except msgspec.MsgspecError:
        return NOTHING
    return msgspec.structs.replace(known, folder=str(site_dir.absolute()))


def remembered(root: Path, site_dir: Path, memory: Memory) -> None:
    """Remember a site that has been published; forget the sites that are gone."""
    try:
        # the folder's name may be no text; it is known without
        body = msgspec.msgpack.encode(msgspec.structs.replace(memory, folder=""))
    except UnicodeEncodeError:  # nor are names of files in it: they are not worth more than a slow build
        return
    cache.remember(root, f"{_name(site_dir)}/{_MEMORY}", _key(), body)
    owner = home(root, site_dir) / _OWNER
    with contextlib.suppress(OSError):
        remove(owner)  # it may be a folder, whoever made it
        write_file(owner, os.fsencode(site_dir.absolute()))
    _tidy(root)


def names_digest(paths: Iterable[str]) -> bytes:
    """Return the hash of the names of a folder's files."""
    return cache.fingerprint(*map(os.fsencode, sorted(paths)))


def home(root: Path, site_dir: Path) -> Path:
    """Return the folder for what is kept from one build of a site to the next."""
    return root / cache.FOLDER / _name(site_dir)


def _tidy(root: Path) -> None:
    # Remove what is kept for sites that are gone: neither their folder is there nor its lock.
    for owner in (root / cache.FOLDER / _SITES).glob(f"*/{_OWNER}"):
        with contextlib.suppress(OSError):
            site_dir = Path(os.fsdecode(read_file(owner)))
            if not site_dir.exists() and not lock_of(site_dir).exists():
                shutil.rmtree(owner.parent)


def lock_of(site_dir: Path) -> Path:
    """Return the file whose lock a build of a site holds."""
    return site_dir.with_name(f".{site_dir.name}.lock")


def _name(site_dir: Path) -> str:
    return f"{_SITES}/{cache.fingerprint(os.fsencode(site_dir.absolute())).hex()[:16]}"


def _key() -> bytes:
    return cache.fingerprint(_FORMAT, cache.code_digest())

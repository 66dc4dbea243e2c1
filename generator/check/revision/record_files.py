"""Finds the record files of a revision in its tree, as they are found on the disk."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator, Mapping, Sequence

from generator.check.revision.blob_cache import BlobCache
from generator.source.git import Blob, Revision
from generator.source.record_files import (
    CONTENT,
    EntryType,
    FolderEntry,
    Source,
    Unloaded,
    record_at,
    sources_in,
    symlink,
    unreadable,
)
from generator.source.snapshot import Snapshot


class StoredRecord(Source, frozen=True, kw_only=True):
    """A record file of a revision; `file` is its path in the tree, whose name may be no text."""

    blobs: BlobCache

    def read(self) -> bytes | Unloaded:
        """Return what the file held, at most one byte more than the reader accepts."""
        return self.blobs.read(self.file)


def snapshot_of(revision: Revision, blobs: BlobCache) -> Snapshot:
    """Return what lies in the `content/` of a revision."""
    records: list[StoredRecord] = []
    others: dict[str, Blob] = {}
    for path, blob in revision.below(CONTENT).items():
        place = record_at(path) if blob.is_file else None
        if place is None:
            others[path] = blob
        else:
            records.append(StoredRecord(kind=place[0], path=path, file=path, blobs=blobs))
    found = sources_in(_Listings(revision.files.get(CONTENT), others))
    strays = tuple(one for one in found if isinstance(one, Unloaded))
    return Snapshot(records=tuple(records), strays=strays)


class _Listings:
    """Gives what stands in a folder of a revision, records aside."""

    def __init__(self, top: Blob | None, others: Mapping[str, Blob]) -> None:
        self._top = top
        self._folders: dict[str, dict[str, FolderEntry]] = {}
        for path, blob in others.items():
            self._place(path, blob)

    def __call__(self, folder: str) -> Sequence[FolderEntry | Unloaded]:
        if folder == CONTENT and self._top is not None:
            no_folder = unreadable(OSError(errno.ENOTDIR, os.strerror(errno.ENOTDIR)))
            return [Unloaded(path=CONTENT, problem=symlink() if self._top.is_link else no_folder)]
        children = self._folders.get(folder, {})
        return [children[name] for name in sorted(children) if not name.startswith(".")]

    def _place(self, path: str, blob: Blob) -> None:
        for folder, name, whole in _steps(path):
            children = self._folders.setdefault(folder, {})
            if whole == path:
                # a submodule is a folder
                what: EntryType = "link" if blob.is_link else "file" if blob.is_file else "folder"
                children[name] = FolderEntry(name, path, what)
            elif name not in children:
                children[name] = FolderEntry(name, whole, "folder")


def _steps(path: str) -> Iterator[tuple[str, str, str]]:
    """Yield folder, name and path of what leads to a file: content, content/practices, the file itself.

    Below the folders of kinds nothing is looked at: that there is a folder says enough.
    """
    parts = path.split("/", 3)[:3]
    for size in range(1, len(parts)):
        whole = path if size == len(path.split("/")) - 1 else "/".join(parts[: size + 1])
        yield "/".join(parts[:size]), parts[size], whole

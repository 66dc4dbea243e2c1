"""Finds the record files of a revision in its tree, by the same rules as on disk."""

import errno
import os
from collections import defaultdict
from collections.abc import Mapping, Sequence

from generator.check.revision.blob_cache import BlobCache
from generator.source.git.revision import Blob, Revision
from generator.source.record_files import (
    CONTENT,
    EntryType,
    FolderEntry,
    Listing,
    Source,
    Unloaded,
    record_at,
    sources_in,
    symlink,
    unreadable,
)
from generator.source.snapshot import Snapshot


class StoredRecord(Source, frozen=True, kw_only=True):
    """A record file of a revision; `file` is its path in the tree, which need not be valid text."""

    blobs: BlobCache

    def read(self) -> bytes | Unloaded:
        """Return the content of the file, at most one byte more than the reader accepts."""
        return self.blobs.read(self.file)


def snapshot_of(revision: Revision, blobs: BlobCache) -> Snapshot:
    """Return the contents of `content/` of a revision."""
    records: list[StoredRecord] = []
    others: dict[str, Blob] = {}
    for path, blob in revision.below(CONTENT).items():
        place = record_at(path) if blob.is_file else None
        if place is None:
            others[path] = blob
        else:
            records.append(StoredRecord(kind=place[0], path=path, file=path, blobs=blobs))
    found = sources_in(_list_folders(revision.files.get(CONTENT), others))
    strays = tuple(one for one in found if isinstance(one, Unloaded))
    return Snapshot(records=tuple(records), strays=strays)


def _list_folders(top: Blob | None, others: Mapping[str, Blob]) -> Listing:
    """Return a function that lists a folder of a revision, without valid records.

    Of folders below those of kinds only the files are known. `top` is the blob in place of `content/`, if
    that is not a folder.
    """
    folders: defaultdict[str, dict[str, FolderEntry]] = defaultdict(dict)
    for path, blob in others.items():
        parts = path.split("/")
        for size in range(1, min(len(parts), 4)):
            what: EntryType = "folder"  # submodules count as folders
            if size == len(parts) - 1:
                what = "link" if blob.is_link else "file" if blob.is_file else "folder"
            folders["/".join(parts[:size])].setdefault(parts[size], FolderEntry(parts[size], path, what))

    def list_folder(folder: str) -> Sequence[FolderEntry | Unloaded]:
        if folder == CONTENT and top is not None:
            no_folder = unreadable(OSError(errno.ENOTDIR, os.strerror(errno.ENOTDIR)))
            return [Unloaded(path=CONTENT, problem=symlink() if top.is_link else no_folder)]
        return [child for name, child in sorted(folders[folder].items()) if not name.startswith(".")]

    return list_folder

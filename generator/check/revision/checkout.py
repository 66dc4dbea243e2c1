"""Writes the schemas and settings of a revision to a folder, for code that reads them from files."""

import os
from collections.abc import Iterable
from pathlib import Path

from generator.base.limits import MAX_BYTES
from generator.source.git.revision import Revision

_NOWHERE = "atlas-symbolic-link"
"""Target of every symbolic link, which does not exist: a link is a finding wherever it leads."""
_UNSAFE = frozenset({"", ".", ".."})
WHOLE = 1 << 30
"""Limit for files that pages are made from: larger than what a check reads."""
_BATCH = 200


def lay_out(revision: Revision, folders: Iterable[str], target: Path, limit: int = MAX_BYTES + 1) -> None:
    """Write some files and folders of a revision to a folder, truncating each file to `limit` bytes.

    Nothing is written outside of it, whatever the names are, and no link leads anywhere.

    Raises:
        AtlasError: git refused, or the clone lacks the contents.
        OSError: a file cannot be written.
    """
    names = frozenset(folders)
    wanted = tuple(f"{folder}/" for folder in names)
    files = [path for path in revision.files if (path in names or path.startswith(wanted)) and _is_safe(path)]
    for start in range(0, len(files), _BATCH):
        for path, data in revision.read(files[start : start + _BATCH], limit).items():
            file = target / path
            file.parent.mkdir(parents=True, exist_ok=True)
            with file.open("xb") as stream:
                stream.write(data)
    for path in files:  # after all files: none of them may be written through a link
        if revision.files[path].is_link:
            link = target / path
            link.parent.mkdir(parents=True, exist_ok=True)
            link.symlink_to(_NOWHERE)
        elif not revision.files[path].is_file:
            (target / path).mkdir(parents=True, exist_ok=True)


def _is_safe(path: str) -> bool:
    """Return whether a name is one that git itself would check out."""
    return not _UNSAFE.intersection(path.split("/")) and os.sep not in path.replace("/", "")

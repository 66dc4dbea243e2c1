"""The repository as data: revisions of the atlas, read through git's plumbing and never checked out.

Nothing that is read runs: no hook, no filter, no external program. Names given by people reach git only as
arguments that cannot be options; names from trees may hold anything.
"""

from __future__ import annotations

from generator.source.git.difference import PathChange, changed_paths
from generator.source.git.git import GitRepository, open_repository
from generator.source.git.revision import (
    FOLDERS,
    Blob,
    Revision,
    merge_base,
    read_range,
    revision_before,
    revision_of,
)

__all__ = [
    "FOLDERS",
    "Blob",
    "GitRepository",
    "PathChange",
    "Revision",
    "changed_paths",
    "merge_base",
    "open_repository",
    "read_range",
    "revision_before",
    "revision_of",
]

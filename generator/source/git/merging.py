"""Merges revisions without a working tree, which git can do from version 2.38."""

import re

from generator.source.git.git import GitRepository

_OLDEST = (2, 38)
_VERSION = re.compile(r"(\d+)\.(\d+)")


def read_git_version(repository: GitRepository) -> str:
    """Return the version of git as it names itself: «2.39»; «» if it does not.

    Raises:
        GitError: git refused.
    """
    found = _VERSION.search(repository.run("version").decode(errors="replace"))
    return found[0] if found else ""


def can_merge(version: str) -> bool:
    """Return whether a version of git merges without a working tree; unknown ones are assumed to."""
    found = _VERSION.match(version)
    return found is None or tuple(map(int, found.groups())) >= _OLDEST


def merge_tree(repository: GitRepository, base: str, commit: str) -> str | None:
    """Return the tree of a merge of two commits; None if they conflict."""
    tree = repository.try_run("merge-tree", "--write-tree", base, commit)
    return None if tree is None else tree.decode().strip()


def is_related(repository: GitRepository, base: str, commit: str) -> bool:
    """Return whether two commits have a common ancestor."""
    return repository.try_run("merge-base", base, commit) is not None

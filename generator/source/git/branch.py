"""Writes a branch that adds or replaces one file, without touching the working tree."""

import datetime as dt
import os

from generator.source.git.git import GitRepository
from generator.source.git.revision import Revision

_AUTHOR = "Atlas <atlas@localhost>"
"""The sender of the text stays out of git."""


def has_branch(repository: GitRepository, branch: str) -> bool:
    """Return whether a branch exists."""
    return repository.try_run("rev-parse", "--verify", "--quiet", f"refs/heads/{branch}") is not None


def read_messages(repository: GitRepository, branch: str, base: Revision) -> str:
    """Return the messages of the commits of a branch that are not in a revision.

    Raises:
        AtlasError: git refused.
    """
    names = (f"^{base.commit}", f"refs/heads/{branch}")
    return repository.run("log", "--format=%B", "--max-count=100", *names, "--").decode(errors="replace")


def write_branch(  # noqa: PLR0913 - what goes where, and its commit message
    base: Revision, branch: str, *, path: str, data: bytes, message: str, day: dt.date
) -> None:
    """Create a branch of one commit that puts a file into the atlas of a revision, dated `day`.

    `path` is relative to the atlas's root. The same arguments give the same commit.

    Raises:
        AtlasError: git refused, or the branch exists.
    """
    repository = base.repository
    blob = repository.run("hash-object", "-w", "--stdin", data=data).decode().strip()
    tree = _put(repository, base.top, f"{repository.prefix}{path}", blob)
    time = int(dt.datetime.combine(day, dt.time(), dt.UTC).timestamp())
    who = f"{_AUTHOR} {time} +0000"
    head = f"tree {tree}\nparent {base.commit}\nauthor {who}\ncommitter {who}\n"
    commit = repository.run(
        "hash-object", "-t", "commit", "-w", "--stdin", data=f"{head}\n{message}".encode()
    )
    none = "0" * len(tree)
    repository.run("update-ref", f"refs/heads/{branch}", commit.decode().strip(), none)


def _put(repository: GitRepository, tree: str, path: str, blob: str) -> str:
    """Return the id of a tree with a file added; the trees on the path to it are rewritten."""
    name, _, rest = path.partition("/")
    lines = (
        [line for line in repository.run("ls-tree", "-z", "--full-tree", tree).split(b"\0") if line]
        if tree
        else []
    )
    held = {line.partition(b"\t")[2]: line for line in lines}
    key = os.fsencode(name)
    if rest:
        before = held.get(key, b"")
        inner = before.split(b"\t")[0].split()[2].decode() if b" tree " in before else ""
        held[key] = f"040000 tree {_put(repository, inner, rest, blob)}\t".encode() + key
    else:
        held[key] = f"100644 blob {blob}\t".encode() + key
    return (
        repository.run("mktree", "-z", data=b"".join(line + b"\0" for line in held.values())).decode().strip()
    )

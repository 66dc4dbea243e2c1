"""Proposals to a synthetic atlas: its folder becomes a repository, and each proposal is a commit."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from benchmarks.changes import Change, change

RECORDS = 10
"""Number of records that a proposal changes."""
BASE, HEAD = "base", "head"
_ALONE = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
_NAMES = {f"GIT_{who}_{what}": "bench" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}


def commit(root: Path, name: str) -> None:
    """Commit everything in an atlas and give the commit a name."""
    if not (root / ".git").exists():
        _git(root, "init", "-q")
        (root / ".gitignore").write_text(".atlas/\nsite/\n", encoding="utf-8")
    _git(root, "add", "-A")
    _git(root, "commit", "-q", "--allow-empty", "-m", name)
    _git(root, "tag", "-f", name)


def change_some(root: Path, numbers: list[int], make: Change) -> None:
    """Change several practices of an atlas."""
    for number in numbers:
        change(root, number, make)


def _git(root: Path, *words: str) -> None:
    environment = {**os.environ, **_ALONE, **_NAMES}
    command = ["git", "-c", "gc.auto=0", *words]
    subprocess.run(command, cwd=root, env=environment, check=True, capture_output=True)

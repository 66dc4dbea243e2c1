"""Repositories made in tests: their own names, dates and configuration, whatever the machine has."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from support.atlases import lay_out, read_tree

DAY = "2026-03-05"
_QUICK = ("-c", "init.defaultBranch=main", "-c", "core.looseCompression=0", "-c", "maintenance.auto=false")
"""Repositories of tests are small and live for a second: nothing is packed or tidied in them."""
_NAMES = {f"GIT_{who}_{what}": "test" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}


def git(folder: Path, *words: str, day: str = DAY) -> str:
    """Run git in a folder and return what it writes."""
    stamp = f"{day}T12:00:00+03:00"
    dates = {"GIT_AUTHOR_DATE": stamp, "GIT_COMMITTER_DATE": stamp}
    environment = {**os.environ, **_NAMES, **dates, "GIT_CONFIG_GLOBAL": os.devnull}
    command = ["git", *_QUICK, *words]
    done = subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True)
    return os.fsdecode(done.stdout).strip()


def start_repository(folder: Path) -> Path:
    """Make an empty repository in a folder, which is made too."""
    folder.mkdir(parents=True, exist_ok=True)
    lay_out(folder, *_empty_repository())
    return folder


@cache
def _empty_repository() -> tuple[Sequence[str], Mapping[str, bytes]]:
    """Return folders and files of an empty repository, without hooks: git takes twenty times as long."""
    with TemporaryDirectory() as name:
        git(Path(name), "init", "-q", "--template=")
        return read_tree(Path(name))


def commit_all(folder: Path, message: str = "change", day: str = DAY) -> str:
    """Commit everything that stands in a repository; return the commit."""
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "--allow-empty", "-m", message, day=day)
    head = (folder / ".git/HEAD").read_text(encoding="utf-8").strip()
    branch = head.removeprefix("ref: ")  # what was committed to just now is a file of its own
    return head if branch == head else (folder / ".git" / branch).read_text(encoding="utf-8").strip()


def lay_files(source: Path, folder: Path) -> None:
    """Let a repository's files be those of a folder, and no others."""
    for one in folder.iterdir():
        if one.name != ".git":
            shutil.rmtree(one) if one.is_dir() and not one.is_symlink() else one.unlink()
    shutil.copytree(source, folder, dirs_exist_ok=True, symlinks=True)

"""Repositories made in tests: with their own names, dates and configuration, independent of the machine."""

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
"""Repositories of tests are small and short-lived: nothing is packed or cleaned up in them."""
_NAMES = {f"GIT_{who}_{what}": "test" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}


def git(folder: Path, *words: str, day: str = DAY) -> str:
    """Run git in a folder and return its output."""
    stamp = f"{day}T12:00:00+03:00"
    dates = {"GIT_AUTHOR_DATE": stamp, "GIT_COMMITTER_DATE": stamp}
    environment = {**os.environ, **_NAMES, **dates, "GIT_CONFIG_GLOBAL": os.devnull}
    command = ["git", *_QUICK, *words]
    done = subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True)
    return os.fsdecode(done.stdout).strip()


def start_repository(folder: Path) -> Path:
    """Create an empty repository in a folder, which is created too."""
    folder.mkdir(parents=True, exist_ok=True)
    lay_out(folder, *_empty_repository())
    return folder


@cache
def _empty_repository() -> tuple[Sequence[str], Mapping[str, bytes]]:
    """Return the folders and files of an empty repository without hooks: git takes twenty times as long."""
    with TemporaryDirectory() as name:
        git(Path(name), "init", "-q", "--template=")
        return read_tree(Path(name))


def commit_all(folder: Path, message: str = "change", day: str = DAY) -> str:
    """Commit everything in a repository; return the commit."""
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "--allow-empty", "-m", message, day=day)
    head = (folder / ".git/HEAD").read_text(encoding="utf-8").strip()
    branch = head.removeprefix("ref: ")  # a ref that was just committed to is a loose file
    return head if branch == head else (folder / ".git" / branch).read_text(encoding="utf-8").strip()


def lay_files(source: Path, folder: Path) -> None:
    """Replace all files of a repository by those of a folder."""
    for one in folder.iterdir():
        if one.name != ".git":
            shutil.rmtree(one) if one.is_dir() and not one.is_symlink() else one.unlink()
    shutil.copytree(source, folder, dirs_exist_ok=True, symlinks=True)

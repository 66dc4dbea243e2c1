"""Runs git safely: nothing in the repository can run, nothing that a person typed becomes an option."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import msgspec

from generator.base.errors import AtlasError

_QUIET = (
    "core.hooksPath=/dev/null",
    "core.fsmonitor=false",
    "core.quotePath=false",
    "core.attributesFile=/dev/null",
    "diff.external=",
    "log.showSignature=false",
    "protocol.allow=never",  # a clone without its blobs would fetch them one by one
)
_COMMAND = ("git", "--no-pager", "--no-optional-locks", *(word for one in _QUIET for word in ("-c", one)))
_OWN = {"GIT_CONFIG_NOSYSTEM": "1", "GIT_NO_REPLACE_OBJECTS": "1", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}
_FOREIGN = (
    # set in hooks of another repository
    *("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_PREFIX", "GIT_NAMESPACE"),
    *("GIT_CONFIG", "GIT_CONFIG_PARAMETERS", "GIT_CONFIG_COUNT", "GIT_GRAFT_FILE", "GIT_SHALLOW_FILE"),
    *("GIT_EXTERNAL_DIFF", "GIT_TRACE", "GIT_ICASE_PATHSPECS", "GIT_GLOB_PATHSPECS"),
)


class GitError(AtlasError):
    """Git is missing or failed; `said` is the first line of its error message, in English, or «»."""

    def __init__(self, message: str, action: str, said: str = "") -> None:
        """Keep what git said beside the words."""
        super().__init__(message, action)
        self.said = said


class GitRepository(msgspec.Struct, frozen=True, kw_only=True):
    """A git repository that holds an atlas.

    `folder` is the atlas's root, where git runs; `prefix` is its path inside the repository: «», or with a
    slash at its end.
    """

    folder: Path
    prefix: str = ""

    def run(self, *words: str, data: bytes = b"") -> bytes:
        """Return the output of a git command.

        What people typed must follow `--end-of-options`; `data` is the standard input.

        Raises:
            AtlasError: git is missing or failed.
        """
        with start_git(self.folder, *words, stdin=subprocess.PIPE, stderr=subprocess.PIPE) as git:
            written, said = git.communicate(data)
        if git.returncode == 0:
            return written
        line = said.decode(errors="replace").strip().partition("\n")[0]
        for words_, message, action in _KNOWN:
            if words_ in line:
                raise GitError(message.format(folder=self.folder), action, line)
        refused = f"программа git отказала: {line}"
        raise GitError(refused, "Проверьте хранилище: git fsck", line)

    def try_run(self, *words: str) -> bytes | None:
        """Return the output of a git command, None if it fails."""
        with start_git(self.folder, *words) as git:
            written, _ = git.communicate()
        return written if git.returncode == 0 else None

    def find_shallow_file(self) -> Path | None:
        """Return the file that lists the oldest commits of a shallow clone; None in a whole one."""
        where = self.try_run("rev-parse", "--git-path", "shallow") or b""
        file = self.folder / os.fsdecode(where.removesuffix(b"\n"))
        return file if file.is_file() else None


def open_repository(root: Path) -> GitRepository:
    """Return the repository that holds the atlas at `root`.

    Raises:
        AtlasError: git is not installed, or the atlas lies in no repository.
    """
    prefix = GitRepository(folder=root).run("rev-parse", "--show-prefix").removesuffix(b"\n")
    return GitRepository(folder=root, prefix=os.fsdecode(prefix))


def start_git(
    folder: Path, *words: str, stdin: int = subprocess.DEVNULL, stderr: int = subprocess.DEVNULL
) -> subprocess.Popen[bytes]:
    """Start git in a folder, its output in a pipe.

    What people typed must follow `--end-of-options`.

    Raises:
        AtlasError: git is missing.
    """
    try:
        return subprocess.Popen(  # noqa: S603 - no shell
            [*_COMMAND, *words],
            cwd=folder,
            # without what would lead git to another repository
            env={name: value for name, value in os.environ.items() if name not in _FOREIGN} | _OWN,
            stdin=stdin,
            stdout=subprocess.PIPE,
            stderr=stderr,
        )
    except (FileNotFoundError, PermissionError) as error:
        message = "программа git не найдена"
        raise GitError(message, "Установите git и повторите команду") from error


_INCOMPLETE = ("в хранилище git не хватает части правок", "Скачайте всё: git fetch --unshallow")
_KNOWN = (
    (
        "not a git repository",
        "атлас в папке «{folder}» лежит не в хранилище git",
        "Склонируйте хранилище (git clone) или перейдите в его папку",
    ),
    (
        "dubious ownership",
        "хранилище git в папке «{folder}» принадлежит другому пользователю",
        "Если вы ему доверяете: git config --global --add safe.directory ПОЛНЫЙ-ПУТЬ-К-ХРАНИЛИЩУ",
    ),
    ("bad object", *_INCOMPLETE),
    ("unable to read tree", *_INCOMPLETE),
)

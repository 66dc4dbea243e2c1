"""Runs git safely: nothing in the repository is executed, nothing that a person typed becomes an option."""

import os
import re
import shlex
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from threading import Thread
from typing import IO

import msgspec

from generator.base.errors import AtlasError
from generator.base.limits import MAX_BYTES

_QUIET = (
    "core.hooksPath=/dev/null",
    "core.fsmonitor=false",
    "core.quotePath=false",
    "core.attributesFile=/dev/null",
    "diff.external=",
    "log.showSignature=false",
    "protocol.allow=never",  # a partial clone would fetch missing blobs one by one
)
_COMMAND = ("git", "--no-pager", "--no-optional-locks", *(word for one in _QUIET for word in ("-c", one)))
_REMOTE = ("https", "http", "ssh", "file")
"""Protocols by which git may reach another repository when told to."""
_OWN = {"GIT_CONFIG_NOSYSTEM": "1", "GIT_NO_REPLACE_OBJECTS": "1", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}
_FOREIGN = (
    # set in hooks of another repository
    *("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_PREFIX", "GIT_NAMESPACE"),
    *("GIT_CONFIG", "GIT_CONFIG_PARAMETERS", "GIT_CONFIG_COUNT", "GIT_GRAFT_FILE", "GIT_SHALLOW_FILE"),
    *("GIT_EXTERNAL_DIFF", "GIT_TRACE", "GIT_ICASE_PATHSPECS", "GIT_GLOB_PATHSPECS"),
)


_PIECE = 1 << 20
_ENDING = 1
"""`cat-file` writes a line end after each object."""


class GitError(AtlasError):
    """Git is missing or failed; `said` is the first line of its error message, in English, or «»."""

    def __init__(self, message: str, action: str, said: str = "") -> None:
        """Store git's own message beside the words."""
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
        with _start_git(self.folder, *words, stdin=subprocess.PIPE, stderr=subprocess.PIPE) as git:
            written, said = git.communicate(data)
        if git.returncode == 0:
            return written
        line = said.decode(errors="replace").strip().partition("\n")[0]
        for words_, message, action in _KNOWN:
            if words_ in line:
                where = _OWNED.search(line)
                path = shlex.quote(where[1] if where else str(self.folder))
                raise GitError(message.format(folder=self.folder), action.format(path=path), line)
        raise GitError(_REFUSED, _CHECK_IT, line)

    def run_remote(self, *words: str) -> bytes:
        """Return the output of a git command that contacts another repository; a silent one times out.

        Raises:
            AtlasError: as `run`.
        """
        allowed = (word for one in _REMOTE for word in ("-c", f"protocol.{one}.allow=always"))
        return self.run(*allowed, "-c", "http.lowSpeedLimit=1000", "-c", "http.lowSpeedTime=60", *words)

    def try_run(self, *words: str) -> bytes | None:
        """Return the output of a git command, None if it fails."""
        with _start_git(self.folder, *words) as git:
            written, _ = git.communicate()
        return written if git.returncode == 0 else None

    def find_shallow_file(self) -> Path | None:
        """Return the file that lists the oldest commits of a shallow clone; None in a whole one."""
        where = self.try_run("rev-parse", "--git-path", "shallow") or b""
        file = self.folder / os.fsdecode(where.removesuffix(b"\n"))
        return file if file.is_file() else None


def open_repository(root: Path) -> GitRepository:
    """Return the repository that contains the atlas at `root`.

    Raises:
        AtlasError: git is not installed, or the atlas is not in a repository.
    """
    prefix = GitRepository(folder=root).run("rev-parse", "--show-prefix").removesuffix(b"\n")
    return GitRepository(folder=root, prefix=os.fsdecode(prefix))


def _start_git(
    folder: Path, *words: str, stdin: int = subprocess.DEVNULL, stderr: int = subprocess.DEVNULL
) -> subprocess.Popen[bytes]:
    """Start git in a folder with a pipe for its output; what people typed must follow `--end-of-options`."""
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


def read_blobs(
    repository: GitRepository, ids: Iterable[str], limit: int = MAX_BYTES + 1
) -> Mapping[str, bytes]:
    """Return the contents of blobs by their ids.

    Blobs larger than `limit` are truncated to it.

    Raises:
        AtlasError: git is missing, or an object is missing or not a blob.
    """
    wanted = list(dict.fromkeys(ids))
    if not wanted:
        return {}
    with _start_git(repository.folder, "cat-file", "--batch", stdin=subprocess.PIPE) as git:
        assert git.stdin and git.stdout  # noqa: S101, PT018 - both are pipes
        asking = Thread(target=_write_ids, args=(git.stdin, wanted))
        asking.start()
        try:
            return dict(_read_objects(git.stdout, wanted, limit))
        except BaseException:
            git.kill()
            raise
        finally:
            asking.join()


def _write_ids(stream: IO[bytes], ids: list[str]) -> None:
    """Write the ids while the answers are read: both pipes are small."""
    try:
        stream.write("".join(f"{one}\n" for one in ids).encode())
        stream.close()
    except BrokenPipeError:  # git has ended: the reader of its output reports that
        return


def _read_objects(stream: IO[bytes], ids: list[str], limit: int) -> Iterator[tuple[str, bytes]]:
    for one in ids:
        head = stream.readline().split()
        if len(head) != 3 or head[1] != b"blob":  # noqa: PLR2004 - id, type, size
            raise _missing_object(one)
        size = int(head[2])
        data = stream.read(min(size, limit))
        if len(data) < min(size, limit):
            raise _missing_object(one)
        _skip(stream, size - len(data) + _ENDING)
        yield one, data


def _skip(stream: IO[bytes], size: int) -> None:
    while size > 0 and (piece := stream.read(min(size, _PIECE))):
        size -= len(piece)


def _missing_object(one: str) -> AtlasError:
    message = f"в хранилище git не хватает содержимого файла ({one[:12]})"
    return AtlasError(message, "Скачайте хранилище целиком: git clone без --filter и --depth")


_REFUSED = "программа git не прочитала хранилище"
_OWNED = re.compile(r"repository at '(.+)'")
"""How git names the folder that it does not trust: the repository, which may be above the atlas."""
_CHECK_IT = "Что с ним не так, скажет git fsck; чего не хватает, скачает git fetch"
NO_COMMITS = "в хранилище git ещё нет ни одной правки"
COMMIT_FIRST = "Сохраните в нём файлы: git add -A и git commit -m Начало"
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
        "Если вы ему доверяете: git config --global --add safe.directory {path}",
    ),
    ("bad object", *_INCOMPLETE),
    ("does not have any commits yet", NO_COMMITS, COMMIT_FIRST),
    (
        "must be run in a work tree",
        "в папке «{folder}» лежит хранилище git без файлов (bare)",
        "Склонируйте его в другую папку (git clone) и перейдите в неё",
    ),
    (
        "bad config",
        "настройки хранилища git в папке «{folder}» не читаются",
        "Исправьте файл .git/config или склонируйте хранилище заново",
    ),
    ("unable to read tree", *_INCOMPLETE),
)

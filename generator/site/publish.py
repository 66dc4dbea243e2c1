"""Publish: a site is made in a staging folder and takes the old one's place in one step.

A failure or a kill at any moment leaves the old site whole: what it left behind is cleared away by
the next build.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import fcntl
import itertools
import os
import shutil
import stat
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from pathlib import Path

from generator.base.errors import AtlasError, blame, short_path
from generator.base.files import list_files
from generator.site.manifest import lock_of, names_digest

MARKER = ".atlas-site"
MARKER_TEXT = "Эту папку пишет команда atlas build: при каждой сборке она заменяется целиком.\n"
SOURCES = ("content", "generator", "schemas", "site_config", "tests", ".git")

_TRIES, _PAUSE = 20, 0.05
_SPARE = "spare"
_RENAME_EXCHANGE = 2
_AT_FDCWD = -100


@dataclass(frozen=True, kw_only=True)
class Staging:
    """Where a site is made. `leftover` are the files that stand there already, from the site before last."""

    folder: Path
    leftover: Sequence[str] = field(default=(), repr=False)
    published: list[Callable[[], None]] = field(default_factory=list, repr=False)
    """What is to be done when the site has been published, before another build can begin."""

    def keep_only(self, paths: AbstractSet[str]) -> None:
        """Remove the leftover files that are not among the new site's.

        Raises:
            OSError: a file cannot be removed.
        """
        for path in self.leftover:
            if path not in paths:
                with contextlib.suppress(FileNotFoundError):
                    os.unlink(f"{self.folder}/{path}")  # noqa: PTH108
                with contextlib.suppress(OSError):  # it ends at the first folder that is not empty
                    os.removedirs(os.path.dirname(f"{self.folder}/{path}"))  # noqa: PTH120


@contextlib.contextmanager
def open_staging(root: Path, site_dir: Path, spare: bytes = b"") -> Iterator[Staging]:
    """Give a folder beside the site's; when the work in it ends well, it becomes the site.

    The old site's folder is kept as a spare one, and the next build makes its site there: most files are
    the same, and making and removing ten thousand folders takes longer than all the rest. A spare folder
    whose files have not the names that they should have is not used.

    Only one build of a site runs at a time. When the work ends with an exception, the folder goes
    and the old site stays as it was.

    `spare` is the hash of the names of the files of the spare folder (see `manifest.names_digest`).

    Raises:
        AtlasError: the site's folder is not ours to replace, or another build is at work on it.
    """
    site_dir = site_dir.absolute()
    _refuse_unsafe(root.resolve(), site_dir)
    site_dir.parent.mkdir(parents=True, exist_ok=True)
    with _lock(site_dir):
        _clear_leftovers(site_dir)
        folder = _free_name(site_dir)
        try:
            with blame(site_dir):
                leftover = _reuse_spare(folder, _beside(site_dir, _SPARE), spare)
            made = Staging(folder=folder, leftover=leftover)
            yield made
            mark(folder)
            _put_in_place(folder, site_dir)
            with contextlib.suppress(OSError):  # there was no old site, or a spare folder would not go
                folder.rename(_beside(site_dir, _SPARE))
            for do in made.published:
                do()
        finally:
            _discard(folder)


def _reuse_spare(folder: Path, spare: Path, names: bytes) -> Sequence[str]:
    """Make the folder of the new site: the spare one with its files, or an empty one."""
    try:
        found = list(list_files(spare)) if names else []
    except OSError:
        found = []
    if found and names_digest(found) == names:
        spare.rename(folder)
        (folder / MARKER).unlink()
        return found
    _discard(spare)
    folder.mkdir()
    return ()


def mark(site_dir: Path) -> None:
    """Write the file by which a later build knows that the folder may be replaced."""
    (site_dir / MARKER).write_text(MARKER_TEXT, encoding="utf-8")


def _refuse_unsafe(root: Path, site_dir: Path) -> None:
    resolved = site_dir.resolve()
    own = {root / name for name in SOURCES}
    if root.is_relative_to(resolved) or any(
        resolved == folder or folder in resolved.parents for folder in own
    ):
        message = f"папка сайта не может быть самим атласом или его частью: «{short_path(site_dir)}»"
        raise AtlasError(message, "Укажите отдельную папку: --site-dir site")
    if site_dir.is_symlink() or (site_dir.exists() and not site_dir.is_dir()):
        message = f"На месте папки сайта — файл или ссылка: «{short_path(site_dir)}»"
        raise AtlasError(message, "Укажите другую папку в --site-dir или уберите этот файл.")
    if site_dir.is_dir() and not (site_dir / MARKER).is_file() and any(site_dir.iterdir()):
        message = f"Папка сайта не пуста и собрана не атласом: «{short_path(site_dir)}»"
        action = "Сборка заменяет папку целиком. Укажите другую в --site-dir или удалите её содержимое сами."
        raise AtlasError(message, action)


@contextlib.contextmanager
def _lock(site_dir: Path) -> Iterator[None]:
    """Hold the site's lock. The system lets it go when the process ends, however it ends."""
    with blame(site_dir):
        held = lock_of(site_dir).open("w")
    with held as file:
        for _ in range(_TRIES):
            with contextlib.suppress(BlockingIOError):
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            time.sleep(_PAUSE)  # the helpers of a build that was killed hold it a moment longer
        else:
            message = f"Этот сайт сейчас собирает другая команда atlas: «{short_path(site_dir)}»"
            raise AtlasError(message, "Дождитесь её конца и повторите.")
        yield


def _clear_leftovers(site_dir: Path) -> None:
    """Remove what killed builds left; bring the old site back if it was caught between two renames."""
    for previous in sorted(site_dir.parent.glob(f".{site_dir.name}.previous.*")):
        if site_dir.exists():
            _discard(previous)
        else:
            previous.rename(site_dir)
    for leftover in site_dir.parent.glob(f".{site_dir.name}.staging.*"):
        _discard(leftover)


def _free_name(site_dir: Path) -> Path:
    names = (_beside(site_dir, f"staging.{os.getpid()}.{number}") for number in itertools.count())
    return next(name for name in names if not os.path.lexists(name))


def _discard(folder: Path) -> None:
    """Remove a folder with all that is in it, even folders that may not be written to.

    What stays all the same, because a program of a killed build still writes there, is left to the
    next build.
    """
    try:
        shutil.rmtree(folder)
    except OSError:
        if folder.exists():
            _open_up(folder)
            shutil.rmtree(folder, ignore_errors=True)


def _open_up(folder: Path) -> None:
    inside = (Path(place, name) for place, names, _ in os.walk(folder) for name in names)
    for one in itertools.chain([folder], inside):
        if not one.is_symlink():
            with contextlib.suppress(OSError):  # it is somebody else's, or gone meanwhile
                one.chmod(stat.S_IRWXU)


def _put_in_place(folder: Path, site_dir: Path) -> None:
    """Let the new site take the old one's place; the old one, if there was one, is then in `folder`."""
    if not site_dir.exists():
        folder.rename(site_dir)
    elif not exchange(folder, site_dir):
        previous = _beside(site_dir, f"previous.{os.getpid()}")
        site_dir.rename(previous)
        try:
            folder.rename(site_dir)
        except OSError:
            previous.rename(site_dir)
            raise
        previous.rename(folder)


def exchange(one: Path, other: Path) -> bool:
    """Swap two folders in one step of the system; return False where the system cannot.

    Raises:
        OSError: the system can, but not these two.
    """
    if not sys.platform.startswith("linux"):
        return False
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    names = os.fsencode(one), os.fsencode(other)
    if rename(_AT_FDCWD, names[0], _AT_FDCWD, names[1], _RENAME_EXCHANGE) == 0:
        return True
    code = ctypes.get_errno()
    if code in {errno.ENOSYS, errno.EINVAL}:
        return False
    raise OSError(code, os.strerror(code), str(one), None, str(other))


def _beside(site_dir: Path, ending: str) -> Path:
    return site_dir.with_name(f".{site_dir.name}.{ending}")

"""Publishing: a site is built in a staging folder and replaces the old one in one step.

If a build fails or is killed, the old site stays complete; the next build removes what the killed one left.
"""

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
from pathlib import Path

import msgspec

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


class Staging(msgspec.Struct, frozen=True, kw_only=True):
    """The folder for the new site. `leftover` are files already in it, from the site before the last."""

    folder: Path
    leftover: Sequence[str] = ()
    published: list[Callable[[], None]] = msgspec.field(default_factory=list)
    """Called after the site has been published, before another build can start."""

    def keep_only(self, paths: AbstractSet[str]) -> None:
        """Remove the leftover files that do not belong to the new site.

        Raises:
            OSError: a file cannot be removed.
        """
        for path in self.leftover:
            if path not in paths:
                with contextlib.suppress(FileNotFoundError):
                    os.unlink(f"{self.folder}/{path}")  # noqa: PTH108
                with contextlib.suppress(OSError):  # it stops at the first folder that is not empty
                    os.removedirs(os.path.dirname(f"{self.folder}/{path}"))  # noqa: PTH120


@contextlib.contextmanager
def open_staging(root: Path, site_dir: Path, spare: bytes = b"") -> Iterator[Staging]:
    """Yield a folder beside the site's; if the work in it succeeds, it becomes the site.

    The old site's folder is kept as a spare one, in which the next build creates its site: most files are the
    same, and creating and removing ten thousand folders takes longer than everything else. A spare folder is
    not used if its file names are not as expected.

    Only one build of a site runs at a time. If the work ends with an exception, the folder is removed and the
    old site stays as it was.

    `spare` is the hash of the file names of the spare folder (see `manifest.names_digest`).

    Raises:
        AtlasError: the site's folder may not be replaced, or another build of it is running.
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
            with contextlib.suppress(OSError):  # there was no old site, or the spare folder is still there
                folder.rename(_beside(site_dir, _SPARE))
            for do in made.published:
                do()
        finally:
            _discard(folder)


def _reuse_spare(folder: Path, spare: Path, names: bytes) -> Sequence[str]:
    """Create the folder of the new site: the spare one with its files, or an empty one."""
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
    """Write the file that allows a later build to replace the folder."""
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
    """Hold the site's lock. The system releases it when the process ends, however it ends."""
    with blame(site_dir):
        held = lock_of(site_dir).open("w")
    with held as file:
        for _ in range(_TRIES):
            with contextlib.suppress(BlockingIOError):
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            time.sleep(_PAUSE)  # the worker processes of a killed build hold it a moment longer
        else:
            message = f"Этот сайт сейчас собирает другая команда atlas: «{short_path(site_dir)}»"
            raise AtlasError(message, "Дождитесь её конца и повторите.")
        yield


def _clear_leftovers(site_dir: Path) -> None:
    """Remove what killed builds left; restore the old site if one was killed between two renames."""
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
    """Remove a folder with its contents, even if folders in it are write-protected.

    What cannot be removed, because a process of a killed build is still writing there, is left to the next
    build.
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
            with contextlib.suppress(OSError):  # it belongs to somebody else, or no longer exists
                one.chmod(stat.S_IRWXU)


def _put_in_place(folder: Path, site_dir: Path) -> None:
    """Put the new site in place of the old one, which ends up in `folder` if there was one."""
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
    """Swap two folders in one system call; return False where the system cannot.

    Raises:
        OSError: the system can swap folders, but not these two.
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

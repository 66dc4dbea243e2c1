"""Publish: a site is made in a staging folder and takes the old one's place in one step.

A failure or a kill at any moment leaves the old site whole: what it left behind is cleared away by
the next build.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import fcntl
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from generator.errors import AtlasError

MARKER = ".atlas-site"
MARKER_TEXT = "Эту папку пишет команда atlas build: при каждой сборке она заменяется целиком.\n"
SOURCES = ("content", "generator", "schemas", "site_config", "tests", ".git")

_RENAME_EXCHANGE = 2
_AT_FDCWD = -100


@contextlib.contextmanager
def staging(root: Path, site_dir: Path) -> Iterator[Path]:
    """Give an empty folder beside the site's; when the work in it ends well, it becomes the site.

    Only one build of a site runs at a time. When the work ends with an exception, the folder goes
    and the old site stays as it was.

    Raises:
        AtlasError: the site's folder is not ours to replace, or another build is at work on it.
    """
    site_dir = site_dir.absolute()
    _refuse_unsafe(root.resolve(), site_dir)
    site_dir.parent.mkdir(parents=True, exist_ok=True)
    with _lock(site_dir):
        _clear_leftovers(site_dir)
        folder = _beside(site_dir, f"staging.{os.getpid()}")
        folder.mkdir()
        try:
            yield folder
            mark(folder)
            _put_in_place(folder, site_dir)
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def mark(site_dir: Path) -> None:
    """Write the file by which a later build knows that the folder may be replaced."""
    (site_dir / MARKER).write_text(MARKER_TEXT, encoding="utf-8")


def _refuse_unsafe(root: Path, site_dir: Path) -> None:
    resolved = site_dir.resolve()
    own = {root / name for name in SOURCES}
    if root.is_relative_to(resolved) or any(
        resolved == folder or folder in resolved.parents for folder in own
    ):
        message = f"Папка сайта не может быть самим атласом или его частью: {site_dir}"
        raise AtlasError(message, "Укажите отдельную папку: --site-dir site")
    if site_dir.is_symlink() or (site_dir.exists() and not site_dir.is_dir()):
        message = f"На месте папки сайта — файл или ссылка: {site_dir}"
        raise AtlasError(message, "Укажите другую папку в --site-dir или уберите этот файл.")
    if site_dir.is_dir() and not (site_dir / MARKER).is_file() and any(site_dir.iterdir()):
        message = f"Папка сайта не пуста и собрана не атласом: {site_dir}"
        action = "Сборка заменяет папку целиком. Укажите другую в --site-dir или удалите её содержимое сами."
        raise AtlasError(message, action)


@contextlib.contextmanager
def _lock(site_dir: Path) -> Iterator[None]:
    """Hold the site's lock. The system lets it go when the process ends, however it ends."""
    with _beside(site_dir, "lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            message = f"Этот сайт сейчас собирает другая команда atlas: {site_dir}"
            raise AtlasError(message, "Дождитесь её конца и повторите.") from error
        yield


def _clear_leftovers(site_dir: Path) -> None:
    """Remove what killed builds left; bring the old site back if it was caught between two renames."""
    for previous in sorted(site_dir.parent.glob(f".{site_dir.name}.previous.*")):
        if site_dir.exists():
            shutil.rmtree(previous)
        else:
            previous.rename(site_dir)
    for leftover in site_dir.parent.glob(f".{site_dir.name}.staging.*"):
        shutil.rmtree(leftover)


def _put_in_place(folder: Path, site_dir: Path) -> None:
    """Let the new site take the old one's place; the old one is then in `folder` or gone."""
    if not site_dir.exists():
        folder.rename(site_dir)
    elif not exchange(folder, site_dir):
        previous = _beside(site_dir, f"previous.{os.getpid()}")
        site_dir.rename(previous)
        folder.rename(site_dir)
        shutil.rmtree(previous)


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
    raise OSError(code, os.strerror(code), str(one))


def _beside(site_dir: Path, ending: str) -> Path:
    return site_dir.with_name(f".{site_dir.name}.{ending}")

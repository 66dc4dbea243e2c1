"""The generator's exceptions. One boundary, `cli.boundary`, turns them into exit codes."""

import errno
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import NamedTuple


class AtlasError(Exception):
    """Stops the command; `message` is for the person who ran it, in Russian."""

    def __init__(self, message: str, action: str = "") -> None:
        """Store what happened and, where known, what to do about it."""
        super().__init__(message)
        self.message = message
        self.action = action


class NotAnAtlasError(AtlasError):
    """The root folder is not an atlas: the command was called in the wrong place."""


class SystemFault(NamedTuple):
    """What went wrong in the operating system, and what to do about it, in Russian."""

    what: str
    action: str


def explain_os_error(error: OSError) -> SystemFault:
    """Return the meaning of an `OSError` in words for the person who ran the command."""
    unknown = (f"система отказала (ошибка {error.errno})", _UNKNOWN)
    return SystemFault(*_REASONS.get(error.errno or 0, unknown))


def from_os_error(error: OSError) -> AtlasError:
    """Convert an `OSError` to an `AtlasError`: what happened, where, what to do."""
    what, action = explain_os_error(error)
    place = error.filename2 or error.filename  # of two files the second is the one being written
    where = f": «{short_path(os.fsdecode(place))}»" if place and isinstance(place, str | bytes) else ""
    return AtlasError(f"{what}{where}", action)


@contextmanager
def blame(place: str | os.PathLike[str]) -> Iterator[None]:
    """Re-raise operating system errors with the path that the user named, which the work was for.

    Raises:
        OSError: about `place`, where the system named another path, such as a temporary file beside it.
    """
    try:
        yield
    except OSError as error:
        raise OSError(error.errno, error.strerror, os.fspath(place)) from error


def short_path(path: str | os.PathLike[str]) -> str:
    """Return a path as messages show it: relative to the current folder if that is shorter.

    If the current folder no longer exists, the path stays as it is.
    """
    given = os.fspath(path)
    try:
        return min(os.path.relpath(given), given, key=len)
    except (OSError, ValueError):
        return given


_UNKNOWN = "Проверьте права доступа и свободное место на диске"
_FREE, _AGAIN = "Освободите место и повторите команду", "Закройте лишние программы и повторите команду"
_RIGHTS = "не хватает прав доступа", "Проверьте права на файл и на папку, в которой он лежит"
_MANY_FILES = "открыто слишком много файлов", "Поднимите предел (ulimit -n) и повторите команду"
_DAMAGED = "диск не читается или не пишется", "Проверьте, исправен ли диск и подключён ли он"
_REASONS: Mapping[int, tuple[str, str]] = {
    errno.ENOSPC: ("на диске кончилось место", _FREE),
    errno.EDQUOT: ("кончилось место, отведённое вам на диске", _FREE),
    errno.EFBIG: (
        "файл больше, чем разрешает система",
        "Поднимите предел размера файла (ulimit -f) и повторите команду",
    ),
    errno.EROFS: (
        "диск доступен только для чтения",
        "Разрешите запись на этот диск или укажите папку на другом",
    ),
    errno.ENOENT: ("файл или папка не найдены", "Если их убрали, пока команда работала, повторите её"),
    errno.ENOTDIR: ("на месте папки лежит файл", "Уберите этот файл или укажите другую папку"),
    errno.EISDIR: ("на месте файла лежит папка", "Уберите эту папку или укажите другое имя"),
    errno.ENOTEMPTY: ("папка не пуста", "Если с ней работает другая программа, повторите команду"),
    errno.EEXIST: ("это имя уже занято", "Если рядом работает другая программа, повторите команду"),
    errno.ELOOP: ("символические ссылки ведут по кругу", "Удалите лишнюю ссылку"),
    errno.ENAMETOOLONG: ("слишком длинное имя или путь", "Перенесите атлас ближе к корню диска"),
    errno.EBUSY: (
        "система не отдаёт файл или папку",
        "Если это подключённый диск, укажите папку внутри него",
    ),
    errno.EXDEV: (
        "папку не заменить одним шагом: она на другом диске или в слое контейнера",
        "Удалите её или укажите другую папку",
    ),
    **dict.fromkeys((errno.EACCES, errno.EPERM), _RIGHTS),
    **dict.fromkeys((errno.EMFILE, errno.ENFILE), _MANY_FILES),
    **dict.fromkeys((errno.ENOMEM, errno.EAGAIN), ("не хватает памяти или процессов", _AGAIN)),
    **dict.fromkeys((errno.EIO, errno.ENXIO, errno.ENODEV, errno.ESTALE, errno.ETIMEDOUT), _DAMAGED),
}

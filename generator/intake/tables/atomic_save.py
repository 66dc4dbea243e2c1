"""Writes a file so that it appears whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from generator.base.errors import AtlasError


def save(file: Path, write: Callable[[Path], object], *, replace: bool) -> None:
    """Write a file under another name and let it appear under its own when it is whole.

    Args:
        file: where the file is to stand.
        write: writes it, at the path that it is given.
        replace: whether a file that stands there may be replaced.

    Raises:
        AtlasError: there is such a file, and it may not be replaced.
        OSError: the file cannot be written.
    """
    if not replace and os.path.lexists(file):
        raise _taken(file)
    with tempfile.TemporaryDirectory(dir=file.parent, prefix=".atlas-", ignore_cleanup_errors=True) as folder:
        made = Path(folder) / file.name
        write(made)
        if replace:
            made.replace(file)
        else:
            _appear(made, file)


def _appear(made: Path, file: Path) -> None:
    """Give a file its name, if nothing has that name."""
    try:
        os.link(made, file)
    except FileExistsError as error:
        raise _taken(file) from error
    except OSError:  # a disk that knows no links
        if os.path.lexists(file):
            raise _taken(file) from None
        made.rename(file)


def _taken(file: Path) -> AtlasError:
    return AtlasError(
        f"файл «{file}» уже есть, он не изменён",
        "Укажите другое имя; заменить файл таблицы можно с параметром --force",
    )

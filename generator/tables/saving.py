"""Saving: a file appears whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from generator.errors import AtlasError


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
        raise taken(file)
    with tempfile.TemporaryDirectory(dir=file.parent, prefix=".atlas-", ignore_cleanup_errors=True) as folder:
        made = Path(folder) / file.name
        write(made)
        if replace:
            made.replace(file)
        else:
            appear(made, file)


def appear(made: Path, file: Path) -> None:
    """Give a file its name, if nothing has that name.

    Raises:
        AtlasError: the name is taken.
        OSError: the system refused.
    """
    try:
        os.link(made, file)
    except FileExistsError as error:
        raise taken(file) from error
    except OSError:  # a disk that knows no links
        if os.path.lexists(file):
            raise taken(file) from None
        made.rename(file)


def taken(file: Path) -> AtlasError:
    """Return what stops the work where a name is taken."""
    return AtlasError(
        f"файл «{file}» уже есть, он не изменён",
        "Укажите другое имя или добавьте --force, чтобы заменить файл",
    )

"""Writes a file that must not exist yet, readable only by its owner."""

import os
from pathlib import Path

from generator.base.errors import AtlasError

_OWNER_ONLY = 0o600


def write_once(file: Path, data: bytes) -> None:
    """Write a new file.

    Raises:
        AtlasError: the file exists: a log is never overwritten.
        OSError: it cannot be written.
    """
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, _OWNER_ONLY)
    except FileExistsError as error:
        message = f"файл «{file}» уже есть, он не изменён"
        raise AtlasError(message, "Назовите другой файл") from error
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(data)

"""Private files: stored anywhere outside the repository, written once, readable only by their owner."""

import os
from pathlib import Path

from generator.base.errors import AtlasError
from generator.source.git.git import GitError, open_repository

_OWNER_ONLY = 0o600


def refuse_inside(root: Path, path: Path, what: str) -> None:
    """Refuse a path inside the atlas's repository; `what` names the file in the accusative.

    Raises:
        AtlasError: it is inside, directly or through a link.
    """
    top = repository_top(root)
    places = {path.absolute(), path.resolve(), path.parent.resolve() / path.name}
    if (
        any(place == top or top in place.parents for place in places)
        or root.absolute() in path.absolute().parents
    ):
        message = f"«{path}» лежит внутри хранилища: {what} в нём не держат, git помнит и показывает всем всё"
        raise AtlasError(message, "Положите файл в папку вне хранилища")


def repository_top(root: Path) -> Path:
    """Return the root folder of an atlas's repository, or of the atlas if there is none."""
    try:
        repository = open_repository(root)
    except GitError:
        return root.resolve()
    top = root.resolve()
    for _ in Path(repository.prefix).parts:
        top = top.parent
    return top


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

"""Where private files may lie: anywhere but in the repository."""

from __future__ import annotations

from pathlib import Path

from generator.base.errors import AtlasError
from generator.source.git.git import GitError, open_repository


def refuse_inside(root: Path, path: Path, what: str) -> None:
    """Refuse a path inside the repository that holds an atlas; `what` names the file in the accusative.

    Raises:
        AtlasError: it lies there, under its own name or where a link leads.
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
    """Return the folder of the repository that holds an atlas, or of the atlas where there is none."""
    try:
        repository = open_repository(root)
    except GitError:
        return root.resolve()
    top = root.resolve()
    for _ in Path(repository.prefix).parts:
        top = top.parent
    return top

"""Where private files may be stored: anywhere outside the repository."""

from pathlib import Path

from generator.base.errors import AtlasError
from generator.source.git.git import GitError, open_repository


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

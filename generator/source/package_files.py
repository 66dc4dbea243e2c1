"""Locates the package's own files: schemas and what a new atlas begins with.

A wheel has them in `generator/defaults`, a checkout at the top level, where its own atlas uses them.
"""

import os
from pathlib import Path

SCHEMAS = "schemas"
SCHEMA_ENDING = ".schema.json"
PACKAGE = Path(__file__).parents[1]


def package_file(path: str) -> Path:
    """Return the path of a file or folder of the package, given its path in the project's repository."""
    built = PACKAGE / "defaults" / path
    return built if built.exists() else PACKAGE.parent / path


def package_text(path: str) -> str:
    """Return the text of a file of the package."""
    return package_file(path).read_text(encoding="utf-8")


def schemas_folder(root: Path) -> Path:
    """Return the folder of the schemas that an atlas is checked by: its own, or else the package's.

    The atlas's own folder counts as a whole: schemas refer to one another, and those of two versions need not
    fit together. An unreadable folder is returned too: whoever reads it reports why.
    """
    own = root / SCHEMAS
    try:
        names = os.listdir(own)  # noqa: PTH208 - an unreadable folder is not an empty one
    except (FileNotFoundError, NotADirectoryError):
        names = []
    except OSError:
        return own
    return own if any(name.endswith(SCHEMA_ENDING) for name in names) else package_file(SCHEMAS)

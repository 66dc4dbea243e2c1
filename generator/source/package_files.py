"""Where the files of the package are: schemas and what a new atlas begins with.

A wheel holds them in `generator/defaults`, a checkout at the top, where its own atlas uses them.
"""

from __future__ import annotations

import os
from pathlib import Path

SCHEMAS = "schemas"
SCHEMA_ENDING = ".schema.json"
_PACKAGE = Path(__file__).parents[1]


def package_file(path: str) -> Path:
    """Return where a file or folder of the package is.

    The path is that in the project's repository.
    """
    built = _PACKAGE / "defaults" / path
    return built if built.exists() else _PACKAGE.parent / path


def schemas_folder(root: Path) -> Path:
    """Return the folder of the schemas by which an atlas is judged: its own, or else the package's.

    The own folder counts as a whole, for schemas refer to one another: those of two versions need not fit.

    A folder that cannot be read is given too: whoever reads it says why.
    """
    own = root / SCHEMAS
    try:
        names = os.listdir(own)  # noqa: PTH208 - a folder that may not be read is not an empty one
    except (FileNotFoundError, NotADirectoryError):
        names = []
    except OSError:
        return own
    return own if any(name.endswith(SCHEMA_ENDING) for name in names) else package_file(SCHEMAS)

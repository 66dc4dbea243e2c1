"""Stands in for the package of pymorphy3's dictionary: it lies packed until it is first needed."""

import zipfile
from functools import cache

PACKED = "/table/dictionary.zip"
"""Where the worker puts it."""


@cache
def get_path() -> str:
    """Return the folder of the dictionary."""
    folder = "/dictionary"
    with zipfile.ZipFile(PACKED) as archive:
        archive.extractall(folder)
    return folder

"""The morphological dictionary of Russian, shared by all callers: it takes 0.4 s and 30 MB."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pymorphy3 import MorphAnalyzer


@cache
def open_dictionary() -> MorphAnalyzer:
    """Return the dictionary, loaded on first use: few records and titles need it."""
    import pymorphy3_dicts_ru  # noqa: PLC0415 - see above
    from pymorphy3 import MorphAnalyzer  # noqa: PLC0415

    # by its path: searching all installed packages for it takes as long again
    return MorphAnalyzer(path=pymorphy3_dicts_ru.get_path())

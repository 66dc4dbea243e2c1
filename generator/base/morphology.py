"""The morphological dictionary of Russian, one for all who ask: it takes 0.4 s and 30 MB."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pymorphy3 import MorphAnalyzer


@cache
def open_dictionary() -> MorphAnalyzer:
    """Return the dictionary, loaded when it is first asked for: few records and titles need it."""
    import pymorphy3_dicts_ru  # noqa: PLC0415 - see above
    from pymorphy3 import MorphAnalyzer  # noqa: PLC0415

    # by its path: to look for it among all that is installed takes as long again
    return MorphAnalyzer(path=pymorphy3_dicts_ru.get_path())

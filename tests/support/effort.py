"""How hard property tests try: little in every run, ATLAS_EXAMPLES times as hard for `make torture`.

A usual run tries the same examples each time, so that no change is refused for what an earlier one left
behind; torture draws new ones.
"""

from __future__ import annotations

import os

from hypothesis import settings

USUAL = 60
"""Examples of a property that says no number of its own."""
_TIMES = int(os.environ.get("ATLAS_EXAMPLES", "1"))


def examples(number: int) -> int:
    """Return how many examples to try of a property that asks for some number in every run."""
    return number * _TIMES


def try_as_hard_as_told() -> None:
    """Let this hold for all properties."""
    settings.register_profile("atlas", max_examples=examples(USUAL), derandomize=_TIMES == 1)
    settings.load_profile("atlas")

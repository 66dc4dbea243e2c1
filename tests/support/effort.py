"""How hard tests try: little in every run, hard for `make torture`, which sets ATLAS_EXAMPLES.

A usual run tries the same examples of properties each time, so that no change is refused for what an earlier
one left behind; torture draws new ones. Of long rows of like cases, which are marked `sampled`, a usual run
tries some, torture all.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TypeVar

from hypothesis import HealthCheck, settings

T = TypeVar("T")
USUAL = 60
"""Examples of a property that says no number of its own."""
_FEW = 10
_TIMES = int(os.environ.get("ATLAS_EXAMPLES", "0"))
"""How many times the number that a property asks for is tried; 0 in a usual run."""


def examples(number: int) -> int:
    """Return how many examples to try of a property that asks for some number: usually a tenth of many."""
    return number * _TIMES or min(number, max(_FEW, number // 10))


def sample(cases: Sequence[T], number: int) -> Sequence[T]:
    """Return so many of like cases, from all over their row and always the same; torture gets them all."""
    if _TIMES or len(cases) <= number:
        return cases
    return [cases[place * len(cases) // number] for place in range(number)]


def share(cases: Sequence[T], number: int, parts: int) -> Sequence[T]:
    """Return one of so many parts of like cases, where others take the others; torture gets them all."""
    return cases if _TIMES else cases[number % parts :: parts]


def load_profile() -> None:
    """Let this hold for all properties; none may fail because the machine is busy."""
    settings.register_profile(
        "atlas",
        max_examples=examples(USUAL),
        derandomize=not _TIMES,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow],
    )
    settings.load_profile("atlas")

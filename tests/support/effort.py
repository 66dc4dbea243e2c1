"""How much tests try: little in every run, much in `make torture`, which sets ATLAS_EXAMPLES.

A usual run tries the same examples of properties each time, so that no change fails because of an earlier
one; torture draws new ones. Of long lists of similar cases, marked `sampled`, a usual run tries some, torture
all.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TypeVar

from hypothesis import HealthCheck, settings

T = TypeVar("T")
USUAL = 60
"""Number of examples of a property that does not set its own."""
_FEW = 10
_TIMES = int(os.environ.get("ATLAS_EXAMPLES", "0"))
"""Factor for the number of examples that a property asks for; 0 in a usual run."""


def examples(number: int) -> int:
    """Return how many examples to try of a property that asks for a number: usually a tenth."""
    return number * _TIMES or min(number, max(_FEW, number // 10))


def sample(cases: Sequence[T], number: int) -> Sequence[T]:
    """Return this many of similar cases, spread over the list and always the same; in torture all of them."""
    if _TIMES or len(cases) <= number:
        return cases
    return [cases[place * len(cases) // number] for place in range(number)]


def share(cases: Sequence[T], number: int, parts: int) -> Sequence[T]:
    """Return one of several parts of similar cases, where other tests take the rest; torture gets all."""
    return cases if _TIMES else cases[number % parts :: parts]


def load_profile() -> None:
    """Apply this to all properties; none may fail because the machine is busy."""
    settings.register_profile(
        "atlas",
        max_examples=examples(USUAL),
        derandomize=not _TIMES,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow],
    )
    settings.load_profile("atlas")

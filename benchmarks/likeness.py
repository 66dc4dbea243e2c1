"""The growth of the search for similar practices with their number."""

from __future__ import annotations

import time
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from benchmarks.bench import Bench
from benchmarks.report import Figure, Row
from benchmarks.synthetic import AS_OF
from generator.check.check import check
from generator.check.load_catalogue import load_catalogue
from generator.model.catalogue import Entry
from generator.model.kinds import PRACTICE
from generator.model.related import Related

PARTS = (10, 5, 2.5, 1.25)
"""Divisors of the number of records, each part twice the one before: 1,000, 2,000, 4,000, 8,000 of 10,000."""
MOST = 2.4
"""Maximum growth of the time when the practices double; quadratic code takes four times as long."""


def likeness_rows(bench: Bench) -> list[Row]:
    """Return a row for each doubling."""
    catalogue = load_catalogue(bench.root, check(bench.root, as_of=AS_OF))
    practices = catalogue.entries(PRACTICE)
    sizes = [int(bench.size / part) for part in PARTS]
    times = [_time(practices[:: max(1, len(practices) // size)][:size]) for size in sizes]
    return [
        Row(
            what="related practices",
            size=larger,
            ours=Figure(value=ours, unit="s"),
            against=f"itself at {smaller:,}",
            theirs=Figure(value=theirs, unit="s"),
            target=MOST,
        )
        for (smaller, theirs), (larger, ours) in pairwise(zip(sizes, times, strict=True))
    ]


def _time(practices: Sequence[Entry[Any]]) -> float:
    """Return the CPU seconds, so that other work on the machine does not count."""
    begun = time.process_time()
    dict(Related(practices))
    return time.process_time() - begun

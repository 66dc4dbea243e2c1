"""Which records have which runs of words: sorted once, so that a few are found among all at once."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from typing import Final

import msgspec

CODE: Final = "I"
"""How hashes of runs are written, as `array` has it."""
_BITS = 32
_LOW = (1 << _BITS) - 1


class Holders(msgspec.Struct, frozen=True, array_like=True):
    """Hashes of runs, sorted, and the place of the record that has each: both as bytes of an array."""

    runs: bytes
    places: bytes

    def of(self, wanted: Iterable[int]) -> Iterator[tuple[int, list[int]]]:
        """Yield each of some runs with the places of the records that have it."""
        runs, places = _numbers(self.runs), _numbers(self.places)
        for run in wanted:
            start = bisect_left(runs, run)
            yield run, places[start : bisect_right(runs, run, start)].tolist()

    def samples(self, count: int) -> list[bytes]:
        """Return the samples of so many records, of which this was made."""
        found = [array(CODE) for _ in range(count)]
        for run, place in zip(_numbers(self.runs), _numbers(self.places), strict=True):
            found[place].append(run)
        return [sample.tobytes() for sample in found]


def holders_of(samples: Iterable[bytes]) -> Holders:
    """Return who has which runs; each sample holds the runs of one record, as bytes of an array."""
    pairs = sorted(run << _BITS | place for place, sample in enumerate(samples) for run in _numbers(sample))
    return Holders(
        runs=array(CODE, (pair >> _BITS for pair in pairs)).tobytes(),
        places=array(CODE, (pair & _LOW for pair in pairs)).tobytes(),
    )


def _numbers(data: bytes) -> memoryview[int]:
    return memoryview(data).cast(CODE)

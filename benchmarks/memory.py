"""Peak memory of our commands, measured in separate runs, because measuring takes time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from benchmarks.bench import BUILD, PLAIN, Bench, atlas
from benchmarks.comparisons import LINEAR
from benchmarks.cost import Peak, peak
from benchmarks.report import Figure, Row

MOST = 400
"""Maximum memory of the generator in megabytes."""
MOST_AT = 10_000
"""The size to which this limit applies."""
MEGABYTE = 1 << 20
PAGEFIND = ("pagefind", "pagefind_extended")
"""Names of Pagefind's processes, whose memory is not the generator's."""
WITH_PAGEFIND = "build with search"
COMMANDS: Mapping[str, Sequence[str]] = {
    "check": atlas("check"),
    "build without search": PLAIN,
    WITH_PAGEFIND: BUILD,
}
NOTE = (
    "Memory is the peak of the proportional set sizes (PSS) of the command and all its processes, looked at "
    "every 50 ms in a run of its own; “the generator” is the same without the processes of Pagefind."
)


def peaks(bench: Bench) -> Mapping[str, Peak]:
    """Return the peak of each command, cold."""
    found: dict[str, Peak] = {}
    for name, command in COMMANDS.items():
        bench.clear()
        found[name] = peak(command, bench.root, without=PAGEFIND)
    return found


def memory_rows(found: Mapping[int, Mapping[str, Peak]]) -> list[Row]:
    """Return the rows of the peaks by size, and of their growth between sizes."""
    sizes = sorted(found)
    rows = [row for size in sizes for name in COMMANDS for row in _rows(name, size, found[size][name])]
    for smaller, larger in pairwise(sizes):
        for name in COMMANDS:
            ours, theirs = found[larger][name], found[smaller][name]
            rows.append(
                Row(
                    what=f"{name}, memory of the generator",
                    size=larger,
                    ours=_figure(ours.own),
                    against=f"itself at {smaller:,}",
                    theirs=_figure(theirs.own),
                    target=LINEAR * larger / smaller,
                )
            )
    return rows


def _rows(name: str, size: int, found: Peak) -> list[Row]:
    bound = MOST if size <= MOST_AT else None
    rows = [Row(what=f"{name}, memory of the generator", size=size, ours=_figure(found.own), target=bound)]
    if name == WITH_PAGEFIND:
        rows.append(Row(what=f"{name}, memory with Pagefind", size=size, ours=_figure(found.whole)))
    return rows


def _figure(size: int) -> Figure:
    return Figure(value=size / MEGABYTE, unit="MB")

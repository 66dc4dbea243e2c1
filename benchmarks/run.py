"""Compares the atlas with others, alternating, several times, in one run.

    python -m benchmarks.run [--sizes 1000,10000] [--rounds 3] [--only NAME,…]

Prints a table of medians and ratios; a run of all comparisons is written to benchmarks/RESULTS.md.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks import memory, reading
from benchmarks.answering import answer_rows
from benchmarks.bench import Bench, count_pages
from benchmarks.comparisons import (
    COMPARISONS,
    GROWTH,
    SMALL,
    Costs,
    choose_comparisons,
    commands_needed,
    growth_rows,
    measure_commands,
)
from benchmarks.cost import Peak
from benchmarks.lighthouse import lighthouse_rows
from benchmarks.likeness import likeness_rows
from benchmarks.memory import memory_rows, peaks
from benchmarks.opening import opening_rows
from benchmarks.reading import page_rows, search_rows
from benchmarks.report import Row, report
from benchmarks.saving import saving_rows

RESULTS = Path(__file__).with_name("RESULTS.md")
MEMORY, PAGE, SEARCH, SERVE, RELATED, REPORTS, LIGHTHOUSE, OPENING = (
    "memory", "page", "first-search", "serve", "related", "reports", "lighthouse", "opening",
)  # fmt: skip
NAMES = (*COMPARISONS, GROWTH, MEMORY, PAGE, SEARCH, SERVE, RELATED, REPORTS, LIGHTHOUSE, OPENING)
"""All comparisons that can be requested."""
Probe = Callable[[Bench], list[Row]]


@dataclass(frozen=True, kw_only=True)
class Results:
    """The results so far."""

    rows: list[Row] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    costs: dict[int, Costs] = field(default_factory=dict)
    peaks: dict[int, Mapping[str, Peak]] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What has been requested."""

    sizes: Sequence[int]
    rounds: int
    names: Collection[str]

    def probes(self, size: int) -> list[Probe]:
        """Return what is measured in addition to the commands, at a size."""
        probes: dict[str, Probe] = {
            PAGE: page_rows,
            SEARCH: lambda bench: search_rows(bench, self.rounds),
            RELATED: likeness_rows,
            REPORTS: answer_rows,
            LIGHTHOUSE: lighthouse_rows,
            OPENING: lambda bench: opening_rows(bench, self.rounds),
            SERVE: lambda bench: saving_rows(bench, self.rounds),
        }
        is_last = size == max(self.sizes)
        fitting = {SERVE: size <= SMALL, RELATED: is_last, LIGHTHOUSE: is_last, OPENING: is_last}
        return [probe for name, probe in probes.items() if name in self.names and fitting.get(name, True)]


def measure(bench: Bench, wish: Wish, results: Results) -> None:
    """Measure everything requested at one size."""
    comparisons = choose_comparisons(wish.names, bench.size)
    costs = measure_commands(bench, commands_needed(comparisons, wish.names), wish.rounds)
    results.costs[bench.size] = costs
    results.rows.extend(comparison.row(bench.size, costs) for comparison in comparisons)
    results.notes.extend(_count_output(bench))
    for probe in wish.probes(bench.size):
        results.rows.extend(probe(bench))
    if MEMORY in wish.names:
        results.peaks[bench.size] = peaks(bench)


def parse_arguments(arguments: Sequence[str]) -> Wish:
    """Return what the command line requests; wrong names end the program."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.run")
    parser.add_argument("--sizes", default="1000,10000", help="numbers of records")
    parser.add_argument("--rounds", type=int, default=3, help="how often each command is run")
    parser.add_argument("--only", default=",".join(NAMES), help=f"some of: {', '.join(NAMES)}")
    options = parser.parse_args(arguments)
    names = options.only.split(",")
    if unknown := set(names) - set(NAMES):
        parser.error(f"no such comparison: {', '.join(sorted(unknown))}")
    return Wish(sizes=sorted(map(int, options.sizes.split(","))), rounds=options.rounds, names=names)


def main() -> None:
    """Measure all requested sizes."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # users do not set it, containers do
    wish, results = parse_arguments(sys.argv[1:]), Results()
    for size in wish.sizes:
        with tempfile.TemporaryDirectory() as folder:
            measure(Bench(folder=Path(folder), size=size), wish, results)
    rows = [*results.rows, *growth_rows(results.costs), *memory_rows(results.peaks)]
    notes = [*results.notes, *([reading.NOTE] if {PAGE, SEARCH} & set(wish.names) else [])]
    notes += [memory.NOTE] if MEMORY in wish.names else []
    text = report(rows, notes, wish.rounds)
    if set(wish.names) == set(NAMES):  # a partial run would overwrite the other results
        RESULTS.write_text(text, encoding="utf-8")
    print(text)


def _count_output(bench: Bench) -> list[str]:
    """Return how much the generator and Hugo wrote, if both were measured."""
    sites = {"the atlas": bench.site, "Hugo": bench.folder / "hugo-tags/public"}
    made = {name: count_pages(site) for name, site in sites.items() if site.exists()}
    shown = (f"{name} {pages:,} pages, {size / 1e6:,.1f} MB" for name, (pages, size) in made.items())
    return [f"Pages written at {bench.size:,} records: {'; '.join(shown)}."] if made else []


if __name__ == "__main__":
    main()

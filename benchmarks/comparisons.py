"""The comparisons and their limits."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from benchmarks.bench import NEEDS, Bench, runs
from benchmarks.cost import Cost, median
from benchmarks.report import Figure, Row

Costs = Mapping[str, Cost]
"""The median cost of each command, by its name on the bench."""

SMALL = 1_000
"""Comparisons with slow programs are made up to this size."""
LARGE = 10_000
"""Limits for large atlases apply from this size on."""
LINEAR = 1.1
"""Ten times the records may take eleven times the time and memory."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Comparison:
    """A command of ours, alone or against another command; names are those of the bench.

    The target of one that is compared with nothing limits the seconds of all processors.
    """

    what: str
    ours: str
    against: str = ""
    theirs: str = ""
    target: float | None = None
    least: int = 0
    most: int | None = None
    """The smallest and the largest size of the comparison."""

    def at(self, size: int) -> bool:
        """Return whether the comparison is made at a size."""
        return self.least <= size and (self.most is None or size <= self.most)

    def row(self, size: int, costs: Costs) -> Row:
        """Return the row of the comparison."""
        ours = costs[self.ours]
        return Row(
            what=self.what,
            size=size,
            ours=seconds(ours) if self.theirs else Figure(value=ours.cpu, unit="s of processors"),
            against=self.against,
            theirs=seconds(costs[self.theirs]) if self.theirs else None,
            target=self.target,
        )


def _change(command: str, shown: str, target: float) -> tuple[Comparison, ...]:
    return tuple(
        Comparison(
            what=f"{shown}, after the {what} of one record changed",
            ours=f"{command}, {what} changed",
            against="the same build, cold",
            theirs=f"{command} cold",
            target=target,
        )
        for what in ("text", "subject")
    )


PLAIN, WHOLE = "build without search", "build with search"
UNDRAWN = ", cold but for the pictures of links, which are remembered"
HUGO = "Hugo, the same records and frame, related pages by"
ALONE = "Pagefind alone over the finished pages, one index"

COMPARISONS: Mapping[str, tuple[Comparison, ...]] = {
    "hugo": (
        Comparison(
            what=f"{PLAIN}{UNDRAWN}", ours="plain, undrawn", against=f"{HUGO} tags", theirs="hugo", target=0.6
        ),
        Comparison(what=f"{PLAIN}, cold", ours="plain cold", against=f"{HUGO} tags", theirs="hugo"),
        Comparison(
            what=f"{PLAIN}, cold",
            ours="plain cold",
            against="Hugo without related pages: less than ours",
            theirs="hugo, none related",
        ),
        Comparison(
            what=f"{PLAIN}, cold",
            ours="plain cold",
            against=f"{HUGO} subjects, tags, directions, levels",
            theirs="hugo, facets",
            most=SMALL,
        ),
    ),
    "changed": _change("plain", PLAIN, 0.3),
    "search": (
        Comparison(
            what=f"{WHOLE}{UNDRAWN}", ours="build, undrawn", against=ALONE, theirs="pagefind", target=1.1
        ),
        Comparison(what=f"{WHOLE}, cold", ours="build cold", against=ALONE, theirs="pagefind"),
    ),
    "changed-search": _change("build", WHOLE, 0.25),
    "check": (
        Comparison(
            what="check, cold",
            ours="check cold",
            against="PyYAML's CSafeLoader on the same files",
            theirs="libyaml",
            target=0.75,
        ),
    ),
    "warm": (
        Comparison(
            what="check, nothing changed",
            ours="check warm",
            against="check, cold",
            theirs="check cold",
            target=0.15,
        ),
        Comparison(what="check, one record changed", ours="check, one changed", target=0.5),
    ),
    "review": (
        Comparison(
            what="check, ten records changed",
            ours="check, ten changed",
            against="check, cold",
            theirs="check cold",
        ),
        Comparison(
            what="review of ten changed records, nothing remembered",
            ours="review",
            against="check, cold",
            theirs="check cold",
            target=1.3,
            least=LARGE,
        ),
    ),
    "schema": (
        Comparison(
            what="check, cold",
            ours="check cold",
            against="check-jsonschema on the same files",
            theirs="check-jsonschema",
            target=0.1,
            most=SMALL,
        ),
    ),
}
GROWTH = "growth"
GROWING: Mapping[str, str] = {"check cold": "check, cold", "plain cold": PLAIN, "build cold": WHOLE}
"""Commands whose growth is shown, and their labels."""


def choose_comparisons(names: Collection[str], size: int) -> tuple[Comparison, ...]:
    """Return the comparisons with these names that are made at a size."""
    return tuple(one for name, of in COMPARISONS.items() if name in names for one in of if one.at(size))


def commands_needed(comparisons: Sequence[Comparison], names: Collection[str]) -> set[str]:
    """Return the commands that comparisons need, and those from which they continue."""
    commands = {name for one in comparisons for name in (one.ours, one.theirs) if name}
    commands |= set(GROWING) if GROWTH in names else set()
    while more := {NEEDS[name] for name in commands if name in NEEDS} - commands:
        commands |= more
    return commands


def measure_commands(bench: Bench, commands: Collection[str], rounds: int) -> Costs:
    """Return the median cost of each command: every round runs all of them in turn."""
    costs: dict[str, list[Cost]] = {}
    for _ in range(rounds):
        for name, action in runs(bench).items():
            if name in commands:
                costs.setdefault(name, []).append(action())
    return {name: median(found) for name, found in costs.items()}


def growth_rows(costs: Mapping[int, Costs]) -> Iterator[Row]:
    """Yield the growth of our commands' times from each size to the next larger one."""
    sizes = sorted(costs)
    for smaller, larger in pairwise(sizes):
        for command, shown in GROWING.items():
            if command in costs[smaller]:
                yield Row(
                    what=f"{shown}, time",
                    size=larger,
                    ours=seconds(costs[larger][command]),
                    against=f"itself at {smaller:,}",
                    theirs=seconds(costs[smaller][command]),
                    target=LINEAR * larger / smaller,
                )


def seconds(cost: Cost) -> Figure:
    """Return a cost as a figure."""
    return Figure(value=cost.seconds, unit="s", cpu=cost.cpu)

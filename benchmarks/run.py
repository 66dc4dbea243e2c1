"""Measure the atlas against something outside it, in turn, several times, in one run.

    python -m benchmarks.run [--sizes 1000,5000] [--rounds 3]

Prints a table of medians and ratios and writes it to benchmarks/RESULTS.md.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import pagefind_bin

from benchmarks.synthetic import make_atlas

RESULTS = Path(__file__).with_name("RESULTS.md")
MEGABYTE = 1 << 20
LIBYAML = """
import pathlib, sys, yaml
for path in sorted(pathlib.Path(sys.argv[1]).rglob("*.yaml")):
    yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)
"""


@dataclass(frozen=True, kw_only=True)
class Cost:
    """What a command took: seconds of wall time and the peak of resident memory in bytes."""

    seconds: float
    memory: int


@dataclass(frozen=True, kw_only=True)
class Row:
    """One comparison: ours against theirs."""

    what: str
    size: int
    ours: Cost
    against: str
    theirs: Cost

    def line(self) -> str:
        """Return the row of the table."""
        ratio = self.ours.seconds / self.theirs.seconds
        return (
            f"| {self.what} | {self.size} | {self.ours.seconds:.2f} s | {self.against} "
            f"| {self.theirs.seconds:.2f} s | **{ratio:.2f}** | {self.ours.memory / MEGABYTE:.0f} MB |"
        )


def run(command: Sequence[str | Path], folder: Path) -> Cost:
    """Run a command and return its cost.

    Raises:
        subprocess.CalledProcessError: the command failed.
    """
    begun = time.perf_counter()
    process = subprocess.Popen([str(part) for part in command], cwd=folder, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, [str(part) for part in command])
    return Cost(seconds=seconds, memory=usage.ru_maxrss * 1024)


def median(costs: Sequence[Cost]) -> Cost:
    """Return the median time and the median memory."""
    return Cost(
        seconds=statistics.median(cost.seconds for cost in costs),
        memory=int(statistics.median(cost.memory for cost in costs)),
    )


def atlas(*arguments: str) -> list[str]:
    """Return the command line of the atlas's own command."""
    return [sys.executable, "-m", "generator", *arguments]


def measure(root: Path, size: int, rounds: int) -> list[Row]:
    """Run every comparison `rounds` times in turn and return the medians."""
    pagefind = [pagefind_bin.get_executable(), "--site", "site", "--force-language", "ru"]
    build = atlas("build", "--site-dir", "site")

    def cold(command: list[str]) -> Callable[[], Cost]:
        def fresh() -> Cost:
            shutil.rmtree(root / ".atlas", ignore_errors=True)
            return run(command, root)

        return fresh

    runs: dict[str, Callable[[], Cost]] = {
        "libyaml": lambda: run([sys.executable, "-c", LIBYAML, "content"], root),
        "check cold": cold(atlas("check")),
        "check warm": lambda: run(atlas("check"), root),
        "build without search": cold([*build, "--no-search"]),
        "build": cold(build),
        "pagefind": lambda: run([*pagefind, "--output-subdir", "pagefind-alone"], root),
    }
    costs: dict[str, list[Cost]] = {name: [] for name in runs}
    for _ in range(rounds):
        for name, action in runs.items():
            costs[name].append(action())
    cost = {name: median(found) for name, found in costs.items()}
    pairs = (
        ("check cold", "PyYAML's CSafeLoader on the same files", "libyaml"),
        ("check warm", "check cold", "check cold"),
        ("build without search", "Pagefind alone over the finished pages", "pagefind"),
        ("build", "Pagefind alone over the finished pages", "pagefind"),
    )
    return [
        Row(what=ours, size=size, ours=cost[ours], against=against, theirs=cost[theirs])
        for ours, against, theirs in pairs
    ]


def report(rows: Sequence[Row], rounds: int) -> str:
    """Return the table with what it was measured on."""
    packages = ("pagefind-bin", "mkdocs-material", "pyyaml", "jsonschema-rs")
    versions = ", ".join(f"{package} {version(package)}" for package in packages)
    head = (
        "# Measurements\n\n"
        f"Medians of {rounds} rounds, each command in turn in one run, on {platform.machine()} with "
        f"{os.cpu_count()} cores, Python {platform.python_version()}, {versions}. "
        "Made by `python -m benchmarks.run`.\n\n"
        "| ours | records | time | against | time | ratio | our peak memory |\n"
        "|---|---|---|---|---|---|---|\n"
    )
    return head + "\n".join(row.line() for row in rows) + "\n"


def main() -> None:
    """Measure every size that was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="1000")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    rows: list[Row] = []
    for size in map(int, options.sizes.split(",")):
        with tempfile.TemporaryDirectory() as folder:
            root = make_atlas(Path(folder) / "atlas", size)
            rows += measure(root, size, options.rounds)
    table = report(rows, options.rounds)
    RESULTS.write_text(table, encoding="utf-8")
    print(table)


if __name__ == "__main__":
    main()

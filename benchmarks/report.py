"""The report: comparisons as a table, with the machine and the versions they were measured on."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

PACKAGES = (
    "hugo", "pagefind-bin", "mkdocs-material", "pyyaml", "jsonschema-rs", "check-jsonschema", "playwright",
)  # fmt: skip
_CPU_INFO = Path("/proc/cpuinfo")
_MEMORY_INFO = Path("/proc/meminfo")
_DIGITS = 3


@dataclass(frozen=True, kw_only=True, slots=True)
class Figure:
    """A measured value; `cpu` are CPU seconds in addition to seconds of wall time."""

    value: float
    unit: str
    cpu: float | None = None

    def __str__(self) -> str:
        """Return the value for a cell of the table."""
        cpu = "" if self.cpu is None else f" (CPU {number(self.cpu)})"
        return f"{number(self.value)} {self.unit}{cpu}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One comparison. `target` limits the ratio if there is something to compare with, else our value."""

    what: str
    size: int
    ours: Figure
    against: str = ""
    theirs: Figure | None = None
    target: float | None = None

    @property
    def ratio(self) -> float | None:
        """Our value divided by theirs, None if there is no other."""
        return self.ours.value / self.theirs.value if self.theirs else None

    @property
    def reached(self) -> bool | None:
        """Whether the target is met, None if there is none."""
        judged = self.ours.value if self.ratio is None else self.ratio
        return None if self.target is None else judged <= self.target

    def cells(self) -> tuple[str, ...]:
        """Return the cells of the row."""
        return (
            self.what,
            f"{self.size:,}",
            str(self.ours),
            self.against or "–",
            str(self.theirs or "–"),
            "–" if self.ratio is None else f"**{self.ratio:.2f}**",
            self._target(),
            {True: "yes", False: "**no**", None: "–"}[self.reached],
        )

    def _target(self) -> str:
        if self.target is None:
            return "–"
        return f"≤ {number(self.target)}{f' {self.ours.unit}' if self.ratio is None else ' ×'}"


HEAD = ("what", "records", "ours", "against", "theirs", "ratio", "target", "reached")


def report(rows: Sequence[Row], notes: Iterable[str], rounds: int) -> str:
    """Return the whole text of the results."""
    return (
        "# Measurements\n\n"
        f"Made by `python -m benchmarks.run`; medians of {rounds} rounds, each round running every command "
        f"in turn. Seconds are wall time, in brackets the time of all processors.\n\n"
        f"{machine()}\n\n{versions()}\n\n"
        f"{table(HEAD, [row.cells() for row in rows])}\n" + "".join(f"\n{note}\n" for note in notes)
    )


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table."""
    lines = (head, ["---"] * len(head), *rows)
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def machine() -> str:
    """Return the machine on which the values were measured."""
    processor = _read_value(_CPU_INFO, "model name") or platform.machine()
    memory = int((_read_value(_MEMORY_INFO, "MemTotal") or "0").split()[0]) >> 20
    system = f"{platform.system()} {platform.release()}"
    return f"Machine: {processor}, {os.cpu_count()} cores, {memory} GB, {system}."


def versions() -> str:
    """Return the versions of the measured programs."""
    found = [f"{package} {_version(package)}" for package in PACKAGES]
    return f"Versions: Python {platform.python_version()}, {', '.join(found)}."


def number(value: float) -> str:
    """Return a number with three significant digits."""
    if value >= 10 ** (_DIGITS - 1):
        return f"{value:,.0f}"
    return f"{value:.{_DIGITS}g}"


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"


def _read_value(file: Path, key: str) -> str:
    """Return the first value of a key in a file of `key: value` lines, «» if there is none."""
    lines = file.read_text(encoding="utf-8").splitlines() if file.is_file() else []
    named: Mapping[str, str] = {
        name.strip(): value.strip() for name, _, value in (line.partition(":") for line in reversed(lines))
    }
    return named.get(key, "")

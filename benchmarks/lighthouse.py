"""Lighthouse's verdict on every kind of page: the three scores that do not depend on the machine's speed.

`make bench` installs Lighthouse.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.bench import Bench
from benchmarks.browser import CHROMIUM
from benchmarks.facts import NOT_FOUND, FactSite
from benchmarks.report import Figure, Row

WEB = Path(__file__).with_name("web")
PERSONAL = frozenset({"saved", "compare", NOT_FOUND})
"""Kinds of pages that search engines may never index, whatever the records are."""
CATEGORIES = {"accessibility": "accessibility", "best-practices": "best practices", "seo": "search engines"}
WHOLE = 1.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """The verdict on a kind of page: its scores by category, from 0 to 1, and the failed audits."""

    kind: str
    scores: Mapping[str, float]
    faults: Sequence[str]


def lighthouse_rows(bench: Bench) -> list[Row]:
    """Return a row per category: the number of kinds of pages with less than 100, which should be zero."""
    site = FactSite(folder=bench.folder / "facts")
    verdicts = _judge(site)
    return [_row(category, verdicts, site.records) for category in CATEGORIES]


def _row(category: str, verdicts: Sequence[Verdict], records: int) -> Row:
    below = [one for one in verdicts if one.scores[category] < WHOLE]
    named = "".join(f"; {one.kind}: {', '.join(one.faults)}" for one in below)
    return Row(
        what=f"Lighthouse, {CATEGORIES[category]}: kinds of pages below 100, of {len(verdicts)}{named}",
        size=records,
        ours=Figure(value=len(below), unit="kinds"),
        target=0,
    )


def _judge(site: FactSite) -> Sequence[Verdict]:
    with site.host() as (address, _):
        asked = [
            f"{'hidden:' if kind in PERSONAL else ''}{address}{path}" for kind, path in site.pages.items()
        ]
        return list(_read_verdicts(site.pages, asked))


def _read_verdicts(kinds: Iterable[str], asked: Sequence[str]) -> Iterable[Verdict]:
    node = Path(sys.executable).with_name("node")
    command: list[str | Path] = [node, WEB / "measure.mjs", CHROMIUM, *asked]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    for kind, line in zip(kinds, done.stdout.splitlines(), strict=True):
        yield Verdict(kind=kind, **json.loads(line))

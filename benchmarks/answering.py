"""The cost of an institute's reports compared with a build, and its growth with the number of records."""

from __future__ import annotations

import time
from pathlib import Path

from benchmarks.bench import PLAIN, Bench
from benchmarks.cost import run
from benchmarks.report import Figure, Row
from benchmarks.synthetic import AS_OF, make_atlas
from generator.check.check import check
from generator.check.load_catalogue import load_catalogue
from generator.institute_reports import REPORTS
from generator.institute_reports.formats import FORMATS
from generator.institute_reports.ledger import ReportWish, open_ledger
from generator.institute_reports.whole import make_report
from generator.model.catalogue import Catalogue

PLANS = 5
"""One event and one plan per this many records."""
SHARE = 0.1
"""Maximum cost of all public reports, as a share of a build."""
DOUBLE = 2.4
"""Maximum growth of the time when the records double; quadratic code takes four times as long."""


def answer_rows(bench: Bench) -> list[Row]:
    """Return the cost of all public reports, compared with a build of the same atlas and with half of it."""
    whole, half = (_make(bench, bench.size // part) for part in (1, 2))
    built = run(PLAIN, whole)
    ours, smaller = _time(_load(whole)), _time(_load(half))
    what = f"all public reports; {bench.size // PLANS:,} events and as many plans"
    return [
        Row(
            what=what,
            size=bench.size,
            ours=Figure(value=ours, unit="s"),
            against="build without search of the same, cold, on all processors",
            theirs=Figure(value=built.cpu, unit="s"),
            target=SHARE,
        ),
        Row(
            what=what,
            size=bench.size,
            ours=Figure(value=ours, unit="s"),
            against=f"itself at {bench.size // 2:,}",
            theirs=Figure(value=smaller, unit="s"),
            target=DOUBLE,
        ),
    ]


def _make(bench: Bench, size: int) -> Path:
    return make_atlas(bench.folder / f"system-{size}", size, plans=size // PLANS)


def _load(root: Path) -> Catalogue:
    return load_catalogue(root, check(root, as_of=AS_OF))


def _time(catalogue: Catalogue) -> float:
    """Return the CPU seconds of all reports, each written once; a site writes both a page and a file."""
    begun = time.process_time()
    ledger = open_ledger(catalogue, ReportWish(as_of=AS_OF, samples=True))
    for name, kind in REPORTS.items():
        if not kind.private:
            FORMATS["csv"](make_report(name, ledger))
    return time.process_time() - begun

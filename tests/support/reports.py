"""Reports of whole fixtures: the town of S2, the road map of S3 with the reference atlas's samples."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Mapping
from pathlib import Path

from support.atlases import FIXTURES, REFERENCE, assemble

from generator.check.check import check
from generator.check.load_catalogue import load_records, require_settings
from generator.institute_reports.formats import FORMATS
from generator.institute_reports.ledger import Ledger, ReportWish, open_ledger
from generator.institute_reports.whole import make_report
from generator.model.link import link

REPORTS_FOLDER = FIXTURES / "reports"
EXPECTED = REPORTS_FOLDER / "expected"
DAY = dt.date(2026, 11, 30)
GOLDEN: Mapping[str, tuple[tuple[str, str], ...]] = {
    "novotroitsk": (("communities", "markdown"), ("communities", "csv"), ("indicators", "markdown")),
    "dvizhenie": (("indicators", "markdown"), ("roadmap", "markdown"), ("roadmap", "html")),
}
"""The reports of each atlas whose text is stored, and their formats."""


def report_atlas(root: Path, name: str) -> Path:
    """Create one of the atlases: settings of the reference atlas, its records only with the road map."""
    if name == "dvizhenie":
        return assemble(root / "atlas", REFERENCE, REPORTS_FOLDER / name)
    shutil.copytree(REFERENCE / "site_config", root / "settings" / "site_config")
    return assemble(root / "atlas", root / "settings", REPORTS_FOLDER / name)


def ledger_of(root: Path, wish: ReportWish) -> Ledger:
    """Return the ledger of an atlas."""
    checked = check(root, as_of=wish.as_of)
    settings, entries = require_settings(checked), load_records(root, checked)
    return open_ledger(link(entries, settings, wish.as_of), wish, entries=entries)


def golden_reports(root: Path, name: str) -> Mapping[str, bytes]:
    """Return the stored reports of an atlas by file name."""
    ledger = ledger_of(report_atlas(root, name), ReportWish(as_of=DAY, samples=name == "dvizhenie"))
    return {
        f"{name}-{report}.{form}": FORMATS[form](make_report(report, ledger)) for report, form in GOLDEN[name]
    }

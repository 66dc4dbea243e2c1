"""The failing fixtures of reader, schemas and settings, and the findings about them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from support.atlases import AS_OF, FIXTURES

from generator.check.check import CheckResult, check
from generator.report import CheckReport
from generator.report.text import text_report

READING = FIXTURES / "reading"
EXPECTED = "expected.txt"


def fixtures() -> list[Path]:
    """Return the folders of failing fixtures, each named after its expected code."""
    return sorted(folder for folder in READING.iterdir() if folder.is_dir())


def check_fixture(root: Path) -> CheckResult:
    """Return the check of an atlas on the day of the fixtures."""
    return check(root, as_of=dt.date.fromisoformat(AS_OF))


def report(root: Path) -> str:
    """Return the text report of an atlas on the day of the fixtures."""
    return report_of(check_fixture(root))


def report_of(result: CheckResult) -> str:
    """Return the text report of a check."""
    return text_report(CheckReport(findings=result.findings, paths=result.paths, site=result.site))

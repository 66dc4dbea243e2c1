"""Writes what the fixtures of rules and the golden atlas are expected to give, as they give it now.

Run `python tests/bless.py`, then read every changed line of the difference: of a finding as the
contributor who caused it, of a page as its reader.
"""

from __future__ import annotations

import datetime as dt
import tempfile
from pathlib import Path

from support.atlases import AS_OF, assemble, rule_fixtures
from support.golden import bless

from generator.check import check
from generator.report.text import text_report


def bless_rules() -> None:
    """Write `expected.txt` of every rule's fixture."""
    for fixture in rule_fixtures():
        with tempfile.TemporaryDirectory() as folder:
            result = check(assemble(Path(folder), fixture), as_of=dt.date.fromisoformat(AS_OF))
        said = text_report(result.findings, sum(result.files.values()))
        (fixture / "expected.txt").write_text(said, encoding="utf-8")


def bless_golden() -> None:
    """Write the expected files of the golden atlas."""
    with tempfile.TemporaryDirectory() as folder:
        bless(Path(folder))


if __name__ == "__main__":
    bless_rules()
    bless_golden()

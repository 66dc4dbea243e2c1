"""Writes the current output of the fixtures as the expected one.

Run `python tests/bless.py`, then read every changed line of the diff: of a finding as the contributor who
caused it, of a page as its reader.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from support import examples, golden, hostile_text
from support.additions import addition_fixtures, report_of_additions
from support.atlases import FIXTURES, assemble, rule_fixtures
from support.hostile_files import EXPECTED as HOSTILE_EXPECTED
from support.hostile_files import HOSTILE, hostile_atlas
from support.reading import EXPECTED, check_fixture, fixtures, report
from support.reports import EXPECTED as EXPECTED_REPORTS
from support.reports import GOLDEN, golden_reports
from support.reviews import EXPECTED as EXPECTED_REPORT
from support.reviews import of_fixture, proposal_fixtures, proposed_by, report_of
from support.tables import FAULTS, faulty, load

from generator.report import guide


def bless_findings() -> None:
    """Write `expected.txt` of every failing fixture."""
    for fixture in [*fixtures(), *rule_fixtures()]:
        with tempfile.TemporaryDirectory() as folder:
            text = report(assemble(Path(folder), fixture))
        (fixture / EXPECTED).write_text(text, encoding="utf-8")
    for fixture in addition_fixtures():
        with tempfile.TemporaryDirectory() as folder:
            text = report_of_additions(assemble(Path(folder), fixture))
        (fixture / EXPECTED).write_text(text, encoding="utf-8")


def bless_hostile_files() -> None:
    """Write the findings about files that tests create themselves."""
    HOSTILE_EXPECTED.mkdir(exist_ok=True)
    for name in HOSTILE:
        with tempfile.TemporaryDirectory() as folder:
            text = report(hostile_atlas(Path(folder) / "atlas", name))
        (HOSTILE_EXPECTED / f"{name}.txt").write_text(text, encoding="utf-8")


def bless_hostile_text() -> None:
    """Write the findings about attacks in texts."""
    with tempfile.TemporaryDirectory() as folder:
        findings = check_fixture(hostile_text.attacked_atlas(Path(folder))).findings
    hostile_text.EXPECTED.write_text(hostile_text.verdicts(findings), encoding="utf-8")


def bless_examples() -> None:
    """Write the examples of the guide to findings."""
    guide.EXAMPLES.write_text(
        examples.as_json(examples.examples(examples.example_fixtures())), encoding="utf-8"
    )


def bless_reports() -> None:
    """Write the expected reports about proposals."""
    for fixture in proposal_fixtures():
        with tempfile.TemporaryDirectory() as folder:
            text = report_of(proposed_by(Path(folder) / "atlas", of_fixture(fixture)))
        (fixture / EXPECTED_REPORT).write_text(text, encoding="utf-8")


def bless_reports_of_records() -> None:
    """Write the expected reports of the atlases with the figures of the sources."""
    EXPECTED_REPORTS.mkdir(exist_ok=True)
    for name in GOLDEN:
        with tempfile.TemporaryDirectory() as folder:
            for file, data in golden_reports(Path(folder), name).items():
                (EXPECTED_REPORTS / file).write_bytes(data)


def bless_tables() -> None:
    """Write the result of importing a workbook full of mistakes."""
    with tempfile.TemporaryDirectory() as folder:
        root = assemble(Path(folder) / "atlas", FIXTURES / "golden")
        FAULTS.write_text(load(root, faulty(Path(folder) / "a.xlsx")).out, encoding="utf-8")


def bless_pages() -> None:
    """Write the expected files of the golden atlas."""
    with tempfile.TemporaryDirectory() as folder:
        golden.bless(Path(folder))


if __name__ == "__main__":
    bless_findings()
    bless_hostile_files()
    bless_hostile_text()
    bless_examples()
    bless_reports()
    bless_reports_of_records()
    bless_tables()
    bless_pages()

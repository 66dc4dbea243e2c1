"""The failing fixtures of the rules for new records, and the findings of these rules."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from support.atlases import AS_OF, FIXTURES

from generator.check.ruleset import Ruleset
from generator.check.settings_check import load_ruleset
from generator.model.findings import Finding
from generator.report.text import findings_text
from generator.source.record_files import Source, sources
from generator.source.schema_files import read_schemas

ADDITIONS = FIXTURES / "additions"


def addition_fixtures() -> list[Path]:
    """Return the folders of the rules' fixtures, sorted by code; `right/` in each violates no rule."""
    return sorted(folder for folder in ADDITIONS.iterdir() if folder.is_dir())


def found_in(root: Path, ruleset: Ruleset | None = None) -> tuple[Finding, ...]:
    """Return the findings of the rules about all records of an atlas, as if they were new."""
    records = [one for one in sources(root) if isinstance(one, Source)]
    ruleset = ruleset or load_ruleset(root, read_schemas(root))
    return tuple(ruleset.addition_findings(records, dt.date.fromisoformat(AS_OF)))


def report_of_additions(root: Path) -> str:
    """Return the text report of these findings."""
    return findings_text(found_in(root))

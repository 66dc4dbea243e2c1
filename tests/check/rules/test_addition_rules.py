"""Every rule for new records has a fixture that violates it, and a correct version of the same record."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.additions import addition_fixtures, found_in, report_of_additions
from support.atlases import assemble
from support.reading import EXPECTED, check_fixture

from generator.check.rules.base import NEW_RECORD_RULES

FIXTURES = addition_fixtures()


def test_every_rule_has_a_fixture() -> None:
    assert [fixture.name for fixture in FIXTURES] == sorted(rule.code for rule in NEW_RECORD_RULES)


@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda fixture: fixture.name)
def test_a_new_record_that_breaks_a_rule(fixture: Path, tmp_path: Path) -> None:
    root = assemble(tmp_path, fixture)
    assert check_fixture(root).findings == (), "an old record like this is in order"
    assert [finding.code for finding in found_in(root)] == [fixture.name]
    assert report_of_additions(root) == (fixture / EXPECTED).read_text(encoding="utf-8")


@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda fixture: fixture.name)
def test_a_new_record_in_order(fixture: Path, tmp_path: Path) -> None:
    root = assemble(tmp_path, fixture / "right")
    assert check_fixture(root).findings == ()
    assert found_in(root) == ()


def test_what_does_not_fit_its_schema_and_broken_settings_are_told_elsewhere(tmp_path: Path) -> None:
    root = assemble(tmp_path, FIXTURES[0])
    record = next((root / "content/practices").iterdir())
    record.write_text("title: [", encoding="utf-8")
    assert found_in(root) == ()
    (root / "site_config/atlas.yaml").unlink()
    assert found_in(root) == ()

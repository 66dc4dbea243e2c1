"""Every rule has records that violate it, and the expected messages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from support.atlases import AS_OF, assemble, rule_fixtures
from support.reading import check_fixture, report_of

from generator.check.check import CheckResult
from generator.check.rules.base import CATALOGUE_RULES, DATED_RULES, RECORD_RULES, TEXT_RULES
from generator.cli import atlas
from generator.model.findings import Severity

ALL_RULES = (*TEXT_RULES, *RECORD_RULES, *DATED_RULES, *CATALOGUE_RULES)
FIXTURES = rule_fixtures()


@pytest.fixture(scope="module", params=FIXTURES, ids=lambda folder: folder.name)
def fixture(request: pytest.FixtureRequest) -> Path:
    folder: Path = request.param
    return folder


def test_function_and_command_say_what_is_expected(
    fixture: Path, checked_fixture: CheckResult, fixture_atlas: Path
) -> None:
    expected = (fixture / "expected.txt").read_text(encoding="utf-8")
    assert report_of(checked_fixture) == expected
    rule = next(rule for rule in ALL_RULES if rule.code == fixture.name)
    own = [finding for finding in checked_fixture.findings if finding.code == rule.code]
    assert {finding.severity for finding in own} == {rule.severity}
    assert all(finding.what for finding in own)
    assert all(finding.action or rule.severity is Severity.WARNING for finding in own)
    done = CliRunner().invoke(atlas, ["--root", str(fixture_atlas), "check", "--as-of", AS_OF])
    assert (done.exit_code, done.output) == (1, expected)


def test_every_rule_has_a_failing_fixture_and_every_fixture_a_rule() -> None:
    assert {rule.code for rule in ALL_RULES} == {folder.name for folder in FIXTURES}


def test_codes_are_distinct_and_every_rule_says_what_breaks_it() -> None:
    codes = [rule.code for rule in ALL_RULES]
    checks: list[Callable[..., object]] = [
        *(rule.check for rule in TEXT_RULES),
        *(rule.check for rule in RECORD_RULES),
        *(rule.check for rule in DATED_RULES),
        *(rule.check for rule in CATALOGUE_RULES),
    ]
    assert len(set(codes)) == len(codes)
    assert all(check.__doc__ for check in checks)


def test_settings_of_the_fixtures_are_in_order(tmp_path: Path) -> None:
    result = check_fixture(assemble(tmp_path))
    assert result.findings == ()
    assert result.settings is not None

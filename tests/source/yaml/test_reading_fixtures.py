"""Every code of reader, schemas, files and settings has a failing fixture with its expected report."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from itertools import cycle
from pathlib import Path

import pytest
from click.testing import CliRunner
from support.atlases import AS_OF, REFERENCE, REPOSITORY, assemble
from support.effort import sample
from support.hostile_files import EXPECTED as HOSTILE_EXPECTED
from support.reading import EXPECTED, fixtures, report_of

from generator.check.check import CheckResult
from generator.check.schema import schema_validators
from generator.check.settings_check import load_ruleset
from generator.cli import atlas
from generator.model.findings import Severity
from generator.model.kinds import KINDS
from generator.source.schema_files import read_schemas
from generator.source.yaml.problems import file_problem_texts
from generator.source.yaml.reader import Parsed, read_yaml

FIXTURES = fixtures()
PACKAGE = REPOSITORY / "generator"
MODULES = (
    *sorted((PACKAGE / "check/explain").glob("*.py")),
    PACKAGE / "check/forge_templates.py",
    PACKAGE / "check/settings_problems.py",
    PACKAGE / "check/settings_check.py",
    PACKAGE / "check/settings_problems.py",
    PACKAGE / "check/site_files_check.py",
    PACKAGE / "source/record_files.py",
    PACKAGE / "source/record_names.py",
)
TESTED_ELSEWHERE = {"missing-file", "not-valid", "placeholder", "unreadable-file"}
"""Codes whose failing files cannot lie in a folder of a repository, or lie among those of the rules."""
MANY = 50
"""So many files of fixtures both validators read in a usual run."""
_CODE = r'(?:code=|: \()"([a-z0-9-]+)",'


@pytest.fixture(scope="module", params=FIXTURES, ids=lambda folder: folder.name)
def fixture(request: pytest.FixtureRequest) -> Path:
    folder: Path = request.param
    return folder


def test_function_and_command_give_the_expected_report(
    fixture: Path, checked_fixture: CheckResult, fixture_atlas: Path
) -> None:
    expected = (fixture / EXPECTED).read_text(encoding="utf-8")
    assert report_of(checked_fixture) == expected
    findings = checked_fixture.findings
    assert any(fixture.name.startswith(finding.code) or finding.code in _SHARED for finding in findings)
    worst = Severity.WARNING if fixture.name in _WARNINGS else Severity.ERROR
    assert all(finding.severity is worst for finding in findings)
    assert all(finding.what and finding.allowed and finding.action for finding in findings)
    text = CliRunner().invoke(atlas, ["--root", str(fixture_atlas), "check", "--as-of", AS_OF])
    assert (text.exit_code, text.stdout) == (1, expected)
    machine = CliRunner().invoke(
        atlas, ["--root", str(fixture_atlas), "check", "--as-of", AS_OF, "--format", "json"]
    )
    codes = re.findall(r"(?:ошибка|предупреждение) \[([a-z0-9-]+)\]", text.stdout)
    assert [finding["code"] for finding in json.loads(machine.stdout)["findings"]] == codes
    assert machine.exit_code == 1


_SHARED = {"bad-file-name", "stray-file"}
_WARNINGS = {"missing-page", "misplaced-centre", "unread-file"}


def test_a_real_process_gives_the_expected_report(tmp_path: Path) -> None:
    fixture = next(fixture for fixture in FIXTURES if fixture.name == "not-in-vocabulary-title")
    root = assemble(tmp_path, fixture)
    command = [sys.executable, "-m", "generator", "--root", str(root), "check", "--as-of", AS_OF]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout == (fixture / EXPECTED).read_text(encoding="utf-8")


def test_every_code_has_a_fixture() -> None:
    sources = [module.read_text(encoding="utf-8") for module in MODULES]
    codes = {code for source in sources for code in re.findall(_CODE, source)}
    codes |= {case.partition(":")[0] for case in file_problem_texts()}
    texts = [_expected(fixture) for fixture in FIXTURES]
    texts += [file.read_text(encoding="utf-8") for file in HOSTILE_EXPECTED.iterdir()]
    shown = {code for text in texts for code in re.findall(r"\[([a-z0-9-]+)\]", text)}
    assert codes - shown == TESTED_ELSEWHERE


def _expected(fixture: Path) -> str:
    return (fixture / EXPECTED).read_text(encoding="utf-8")


@pytest.mark.sampled
def test_both_validators_give_the_same_verdict_over_every_fixture() -> None:
    schemas = read_schemas(REPOSITORY)
    by_file = schema_validators(schemas, load_ruleset(REFERENCE, schemas).vocabularies)
    files = [*REPOSITORY.glob("tests/fixtures/**/*.yaml"), *REFERENCE.glob("content/*/*.yaml")]
    own = {kind.folder: by_file[kind.schema_file] for kind in KINDS}
    others = cycle(by_file.values())
    valid = invalid = 0
    every = sorted({(file.read_bytes(), file.parent.name) for file in files})
    assert len(every) > MANY
    for data, folder in sample(every, MANY):
        read = read_yaml(data)
        if isinstance(read, Parsed):
            # By its own schema and by one of the others in turn, for which it is wrong.
            for judge in [next(others), *([own[folder]] if folder in own else [])]:
                problems = judge.explainer.problems(read.value)
                assert judge.is_valid(read.value) == (not problems), (
                    folder,
                    judge.file,
                    read.value,
                    problems,
                )
                valid, invalid = valid + (not problems), invalid + bool(problems)
    assert valid > MANY / 25
    assert invalid > MANY / 2

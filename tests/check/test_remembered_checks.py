"""Cached results of a check save work and can never change the next one."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import msgspec
import pytest
from support.atlases import FIXTURES, assemble
from support.reading import check_fixture

from generator.check import record_check, settings_check
from generator.check.check import CheckResult, check
from generator.check.schema import SchemaValidator


def test_a_second_check_parses_only_what_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = assemble(tmp_path, FIXTURES / "valid")
    parsed: list[str] = []
    validate = record_check.validate_file

    def spy(path: str, data: bytes, validator: SchemaValidator) -> record_check.FileResult:
        parsed.append(path)
        return validate(path, data, validator)

    monkeypatch.setattr(record_check, "validate_file", spy)
    first = check_fixture(root)
    count = len(parsed)
    assert count == 1
    second = check_fixture(root)
    assert len(parsed) == count
    _same(first, second)
    file = next((root / "content/practices").iterdir())
    file.write_text(file.read_text(encoding="utf-8") + "# changed\n", encoding="utf-8")
    _same(first, check_fixture(root))
    assert len(parsed) == count + 1


def test_the_same_bytes_are_judged_anew_as_another_kind(tmp_path: Path) -> None:
    root = assemble(tmp_path, FIXTURES / "valid")
    assert check_fixture(root).broken == ()
    folder = root / "content/communities"
    folder.mkdir()
    (folder / "obrazets.yaml").write_bytes((root / "content/practices/obrazets.yaml").read_bytes())
    assert check_fixture(root).broken == ("content/communities/obrazets.yaml",)


def test_a_changed_vocabulary_is_not_hidden_by_the_cache(tmp_path: Path) -> None:
    root = assemble(tmp_path, FIXTURES / "valid")
    assert check_fixture(root).broken == ()
    file = root / "site_config/vocabularies/subjects.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("id: physics", "id: physic"), encoding="utf-8")
    assert {finding.code for finding in check_fixture(root).findings} == {"not-in-vocabulary"}


def test_a_changed_schema_is_not_hidden_by_the_cache(tmp_path: Path) -> None:
    root = assemble(tmp_path, FIXTURES / "valid")
    assert check_fixture(root).broken == ()
    file = root / "schemas/common.schema.json"
    file.write_text(
        file.read_text(encoding="utf-8").replace('"maxLength": 140', '"maxLength": 6'), encoding="utf-8"
    )
    assert {finding.code for finding in check_fixture(root).findings} == {"too-long"}


def test_a_new_name_is_not_hidden_by_the_cache(tmp_path: Path) -> None:
    root = assemble(tmp_path, FIXTURES / "valid")
    check_fixture(root)
    file = next((root / "content/practices").iterdir())
    file.rename(file.with_name("another.yaml"))
    assert {finding.code for finding in check_fixture(root).findings} == {"id-not-file-name"}


def test_another_day_is_not_hidden_by_the_cache(tmp_path: Path) -> None:
    root = assemble(tmp_path, FIXTURES / "rules" / "date-in-future")
    codes = {finding.code for finding in check_fixture(root).findings}
    later = {finding.code for finding in check(root, as_of=dt.date(2126, 9, 1)).findings}
    assert codes - later == {"date-in-future"}
    assert {finding.code for finding in check_fixture(root).findings} == codes


@pytest.mark.parametrize(
    ("path", "text", "code"),
    [
        ("site_config/pages/phone.md", "# Помощь\n\nЗвоните 8 918 123-45-67.\n", "personal-phone"),
        ("site_config/pages/new/deep.md", "---\nplugin: x\n---\n", "bad-page"),
        ("site_config/pages/Ещё.md", "\x00", "bad-page"),
        ("site_config/theme/foot.html", "{% if %}", "bad-theme"),
        ("site_config/intake/школа.yaml", "sheets: 5\n", "wrong-type"),
        ("site_config/search.yaml", "synonyms: 5\n", "wrong-type"),
        ("site_config/vocabularies/Новый.yaml", "title: Слова\n", "bad-file-name"),
        ("mkdocs.yml", "site_name: 5\n", "bad-host-setting"),
    ],
)
def test_settings_are_read_once_and_again_when_a_file_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str, text: str, code: str
) -> None:
    root = assemble(tmp_path, FIXTURES / "valid")
    _forget()
    first = check_fixture(root)
    _forget()
    with monkeypatch.context() as patched:
        patched.setattr(settings_check, "_read_settings", None)
        _same(first, check_fixture(root))
    _forget()
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text, encoding="utf-8")
    found = check_fixture(root)
    assert code in {finding.code for finding in found.findings}
    _forget()
    _same(found, check_fixture(root))
    shutil.rmtree(root / ".atlas")
    _forget()
    _same(found, check_fixture(root))


def _forget() -> None:
    """Clear the caches of this process, like in a new process."""
    settings_check.read_files.cache_clear()


def test_several_processes_give_what_one_gives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = assemble(tmp_path, FIXTURES / "valid", FIXTURES / "reading" / "yaml-colon")
    text = (root / "content/practices/obrazets.yaml").read_text(encoding="utf-8")
    for number in range(6):
        (root / f"content/practices/copy-{number}.yaml").write_text(text, encoding="utf-8")
    one = check_fixture(root)
    shutil.rmtree(root / ".atlas")
    monkeypatch.setattr(record_check, "POOL_FROM", 2)
    monkeypatch.setattr(record_check, "CHUNK", 2)
    here: list[str] = []
    validate = record_check.validate_file

    def spy(path: str, data: bytes, validator: SchemaValidator) -> record_check.FileResult:
        here.append(path)
        return validate(path, data, validator)

    monkeypatch.setattr(record_check, "validate_file", spy)
    _same(one, check(root, as_of=dt.date(2026, 9, 1), jobs=2))
    assert len(here) < 7  # the others were judged by a copy of this process


def _same(first: CheckResult, second: CheckResult) -> None:
    assert first.findings == second.findings
    assert first.broken == second.broken
    assert _gists(first) == _gists(second)


def _gists(result: CheckResult) -> list[bytes]:
    return [msgspec.msgpack.encode(verdict.summary) for verdict in result.verdicts.values()]

"""The cache saves work and can never change a result."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest
from support.atlases import FIXTURES, assemble
from support.reading import check_fixture

from generator.base.cache import FOLDER, fingerprint, recall, remember
from generator.check import file_check, verdict_cache
from generator.check.check import CheckResult, check
from generator.check.schema import Judge

KEY = fingerprint(b"inputs")
NAME = "things"
FILE = FOLDER / f"{NAME}.msgpack"


def test_what_is_remembered_is_recalled(tmp_path: Path) -> None:
    remember(tmp_path, NAME, KEY, b"content")
    assert recall(tmp_path, NAME, KEY) == b"content"
    assert [file.name for file in (tmp_path / FOLDER).iterdir()] == [FILE.name]


def test_nothing_is_content_too(tmp_path: Path) -> None:
    remember(tmp_path, NAME, KEY, b"")
    assert recall(tmp_path, NAME, KEY) == b""


def test_what_was_never_remembered_is_not_recalled(tmp_path: Path) -> None:
    assert recall(tmp_path, NAME, KEY) is None


def test_names_are_apart(tmp_path: Path) -> None:
    remember(tmp_path, NAME, KEY, b"1")
    remember(tmp_path, "others", KEY, b"2")
    assert (recall(tmp_path, NAME, KEY), recall(tmp_path, "others", KEY)) == (b"1", b"2")


def test_the_latest_is_recalled(tmp_path: Path) -> None:
    remember(tmp_path, NAME, KEY, b"longer content")
    remember(tmp_path, NAME, KEY, b"2")
    assert recall(tmp_path, NAME, KEY) == b"2"


def test_other_inputs_mean_that_nothing_is_recalled(tmp_path: Path) -> None:
    remember(tmp_path, NAME, KEY, b"content")
    assert recall(tmp_path, NAME, fingerprint(b"others")) is None


def test_parts_of_a_fingerprint_are_told_apart() -> None:
    assert len({fingerprint(b"ab", b"c"), fingerprint(b"a", b"bc"), fingerprint(b"abc")}) == 3


@pytest.mark.parametrize("size", [0, 1, 20, 60, 80, -1])
def test_a_truncated_file_is_not_recalled(tmp_path: Path, size: int) -> None:
    remember(tmp_path, NAME, KEY, b"1" * 100)
    file = tmp_path / FILE
    file.write_bytes(file.read_bytes()[:size])
    assert recall(tmp_path, NAME, KEY) is None


def test_a_file_with_a_changed_byte_is_not_recalled(tmp_path: Path) -> None:
    remember(tmp_path, NAME, KEY, b"1" * 10)
    file = tmp_path / FILE
    whole = file.read_bytes()
    for place in range(len(whole)):
        file.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        assert recall(tmp_path, NAME, KEY) is None


@pytest.mark.parametrize("foreign", [b"", b"\x80", b"\x00" * 200, b"atlas-cache-1\n" + KEY * 3])
def test_a_foreign_file_is_not_recalled(tmp_path: Path, foreign: bytes) -> None:
    (tmp_path / FOLDER).mkdir(parents=True)
    (tmp_path / FILE).write_bytes(foreign)
    assert recall(tmp_path, NAME, KEY) is None


def test_a_folder_in_place_of_the_file_gives_way(tmp_path: Path) -> None:
    (tmp_path / FILE / "inner").mkdir(parents=True)
    assert recall(tmp_path, NAME, KEY) is None
    remember(tmp_path, NAME, KEY, b"content")
    assert recall(tmp_path, NAME, KEY) == b"content"
    assert [file.name for file in (tmp_path / FOLDER).iterdir()] == [FILE.name]


def test_a_file_in_place_of_the_cache_folder_is_borne(tmp_path: Path) -> None:
    (tmp_path / ".atlas").touch()
    remember(tmp_path, NAME, KEY, b"content")
    assert recall(tmp_path, NAME, KEY) is None


def test_a_second_check_parses_only_what_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = assemble(tmp_path, *_practices())
    parsed: list[str] = []
    judge = file_check.judged

    def spy(path: str, data: bytes, judge_of: Judge) -> file_check.Judged:
        parsed.append(path)
        return judge(path, data, judge_of)

    monkeypatch.setattr(file_check, "judged", spy)
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
    root = assemble(tmp_path, *_practices())
    assert check_fixture(root).broken == ()
    folder = root / "content/communities"
    folder.mkdir()
    (folder / "obrazets.yaml").write_bytes((root / "content/practices/obrazets.yaml").read_bytes())
    assert check_fixture(root).broken == ("content/communities/obrazets.yaml",)


def test_a_changed_vocabulary_is_not_hidden_by_the_cache(tmp_path: Path) -> None:
    root = assemble(tmp_path, *_practices())
    assert check_fixture(root).broken == ()
    file = root / "site_config/vocabularies/subjects.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("id: physics", "id: physic"), encoding="utf-8")
    assert {finding.code for finding in check_fixture(root).findings} == {"not-in-vocabulary"}


def test_a_changed_schema_is_not_hidden_by_the_cache(tmp_path: Path) -> None:
    root = assemble(tmp_path, *_practices())
    assert check_fixture(root).broken == ()
    file = root / "schemas/common.schema.json"
    file.write_text(
        file.read_text(encoding="utf-8").replace('"maxLength": 140', '"maxLength": 6'), encoding="utf-8"
    )
    assert {finding.code for finding in check_fixture(root).findings} == {"too-long"}


def test_a_new_name_is_not_hidden_by_the_cache(tmp_path: Path) -> None:
    root = assemble(tmp_path, *_practices())
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


def test_several_processes_give_what_one_gives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = assemble(tmp_path, *_practices(), FIXTURES / "reading" / "yaml-colon")
    text = (root / "content/practices/obrazets.yaml").read_text(encoding="utf-8")
    for number in range(6):
        (root / f"content/practices/copy-{number}.yaml").write_text(text, encoding="utf-8")
    one = check_fixture(root)
    shutil.rmtree(root / ".atlas")
    monkeypatch.setattr(verdict_cache, "POOL_FROM", 2)
    monkeypatch.setattr(verdict_cache, "CHUNK", 2)
    here: list[str] = []
    judge = file_check.judged

    def spy(path: str, data: bytes, judge_of: Judge) -> file_check.Judged:
        here.append(path)
        return judge(path, data, judge_of)

    monkeypatch.setattr(file_check, "judged", spy)
    _same(one, check(root, as_of=dt.date(2026, 9, 1), jobs=2))
    assert len(here) < 7  # the others were judged by a copy of this process


def _practices() -> list[Path]:
    return [FIXTURES / "valid"]


def _same(first: CheckResult, second: CheckResult) -> None:
    assert first.findings == second.findings
    assert first.broken == second.broken
    assert first.catalogue is not None
    assert second.catalogue is not None
    assert first.catalogue.by_id == second.catalogue.by_id

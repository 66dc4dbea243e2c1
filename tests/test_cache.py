"""The cache saves work and can never change a result."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from support.atlases import FIXTURES, assemble
from support.reading import checked

from generator import judged, reading
from generator.cache import FILE, Cache, fingerprint, read_cache, write_cache
from generator.check import CheckResult, check

KEY = fingerprint(b"judges")


def test_what_is_written_is_read(tmp_path: Path) -> None:
    write_cache(tmp_path, Cache(values={b"a": b"1"}, key=KEY))
    assert read_cache(tmp_path, KEY).values == {b"a": b"1"}
    assert [file.name for file in (tmp_path / FILE).parent.iterdir()] == [FILE.name]


def test_other_judges_mean_an_empty_cache(tmp_path: Path) -> None:
    write_cache(tmp_path, Cache(values={b"a": b"1"}, key=KEY))
    assert read_cache(tmp_path, fingerprint(b"others")).values == {}


@pytest.mark.parametrize("size", [0, 1, 20, 60, 80, -1])
def test_a_truncated_cache_is_an_empty_one(tmp_path: Path, size: int) -> None:
    write_cache(tmp_path, Cache(values={b"a": b"1" * 100}, key=KEY))
    file = tmp_path / FILE
    file.write_bytes(file.read_bytes()[:size])
    assert read_cache(tmp_path, KEY).values == {}


def test_a_changed_byte_empties_the_cache(tmp_path: Path) -> None:
    write_cache(tmp_path, Cache(values={b"a": b"1"}, key=KEY))
    file = tmp_path / FILE
    whole = file.read_bytes()
    for place in range(len(whole)):
        file.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        assert read_cache(tmp_path, KEY).values == {}


def test_a_folder_in_place_of_the_cache_is_borne(tmp_path: Path) -> None:
    (tmp_path / FILE).mkdir(parents=True)
    write_cache(tmp_path, Cache(values={b"a": b"1"}, key=KEY))
    assert read_cache(tmp_path, KEY).values == {}
    assert [file.name for file in (tmp_path / FILE).parent.iterdir()] == [FILE.name]


def test_a_file_in_place_of_the_folder_is_borne(tmp_path: Path) -> None:
    (tmp_path / ".atlas").touch()
    write_cache(tmp_path, Cache(values={b"a": b"1"}, key=KEY))
    assert read_cache(tmp_path, KEY).values == {}


def test_a_second_check_parses_only_what_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = assemble(tmp_path, *_practices())
    parsed: list[str] = []
    judge = judged.judged

    def spy(path: str, data: bytes, judge_of: object) -> judged.Judged:
        parsed.append(path)
        return judge(path, data, judge_of)  # type: ignore[arg-type]

    monkeypatch.setattr(judged, "judged", spy)
    first = checked(root)
    count = len(parsed)
    assert count == 1
    second = checked(root)
    assert len(parsed) == count
    _same(first, second)
    file = next((root / "content/practices").iterdir())
    file.write_text(file.read_text(encoding="utf-8") + "# changed\n", encoding="utf-8")
    _same(first, checked(root))
    assert len(parsed) == count + 1


def test_the_same_bytes_are_judged_anew_as_another_kind(tmp_path: Path) -> None:
    root = assemble(tmp_path, *_practices())
    assert checked(root).broken == ()
    folder = root / "content/communities"
    folder.mkdir()
    (folder / "obrazets.yaml").write_bytes((root / "content/practices/obrazets.yaml").read_bytes())
    assert checked(root).broken == ("content/communities/obrazets.yaml",)


def test_a_changed_vocabulary_is_not_hidden_by_the_cache(tmp_path: Path) -> None:
    root = assemble(tmp_path, *_practices())
    assert checked(root).broken == ()
    file = root / "site_config/vocabularies/subjects.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("id: physics", "id: physic"), encoding="utf-8")
    assert {finding.code for finding in checked(root).findings} == {"not-in-vocabulary"}


def test_several_processes_give_what_one_gives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = assemble(tmp_path, *_practices(), FIXTURES / "reading" / "yaml-colon")
    text = (root / "content/practices/obrazets.yaml").read_text(encoding="utf-8")
    for number in range(6):
        (root / f"content/practices/copy-{number}.yaml").write_text(text, encoding="utf-8")
    one = checked(root)
    (root / FILE).unlink(missing_ok=True)
    monkeypatch.setattr(reading, "POOL_FROM", 2)
    _same(one, check(root, as_of=dt.date(2026, 9, 1), jobs=2))


def _practices() -> list[Path]:
    return [FIXTURES / "valid"]


def _same(first: CheckResult, second: CheckResult) -> None:
    assert first.findings == second.findings
    assert first.broken == second.broken
    assert first.catalogue is not None
    assert second.catalogue is not None
    assert first.catalogue.by_id == second.catalogue.by_id

"""Only regular files with names of records are read; everything else is a finding."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from generator.base.limits import MAX_BYTES
from generator.source.record_files import Source, Unloaded, read_file, sources


def found(root: Path) -> list[tuple[str, str]]:
    return [(one.path, one.problem.code if isinstance(one, Unloaded) else "") for one in sources(root)]


@pytest.fixture
def practices(tmp_path: Path) -> Path:
    folder = tmp_path / "content" / "practices"
    folder.mkdir(parents=True)
    return folder


def test_an_atlas_without_content_has_no_records(tmp_path: Path) -> None:
    assert found(tmp_path) == []


def test_records_are_sorted_and_carry_their_kind(practices: Path) -> None:
    for name in ("b.yaml", "a.yaml", "a-1.yaml", ".hidden", ".b.yaml.swp"):
        (practices / name).write_text("id: x", encoding="utf-8")
    records = [one for one in sources(practices.parents[1]) if isinstance(one, Source)]
    assert [source.path for source in records] == [
        f"content/practices/{name}.yaml" for name in ("a-1", "a", "b")
    ]
    assert {source.kind.name for source in records} == {"practice"}
    assert read_file(records[0].file, records[0].path) == b"id: x"


@pytest.mark.parametrize(
    "name",
    [
        "A.yaml",
        "а.yaml",
        "a_b.yaml",
        "-a.yaml",
        "a-.yaml",
        "a.yml",
        "a b.yaml",
        "a.yaml\n",
        "a.yaml.bak",
    ],
)
def test_names_that_are_no_ids_are_findings(practices: Path, name: str) -> None:
    (practices / name).write_text("", encoding="utf-8")
    ((path, code),) = found(practices.parents[1])
    assert (path, code) == (f"content/practices/{name}", "bad-file-name")


def test_a_name_that_is_no_text_is_a_finding(practices: Path) -> None:
    Path(os.fsdecode(os.fsencode(practices) + b"/\xff.yaml")).touch()
    ((path, code),) = found(practices.parents[1])
    assert code == "bad-file-name"
    assert path.encode() == b"content/practices/?.yaml"


def test_symbolic_links_are_never_followed(practices: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("id: secret", encoding="utf-8")
    (practices / "a.yaml").symlink_to(secret)
    (practices / "b.yaml").symlink_to(tmp_path / "nowhere")
    (tmp_path / "content" / "communities").symlink_to(tmp_path)
    assert found(tmp_path) == [
        ("content/communities", "symlink"),
        ("content/practices/a.yaml", "symlink"),
        ("content/practices/b.yaml", "symlink"),
    ]
    answer = read_file(practices / "a.yaml", "a.yaml")
    assert isinstance(answer, Unloaded)
    assert answer.problem.code == "symlink"


def test_a_linked_content_folder_is_a_finding(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "content").symlink_to(tmp_path / "elsewhere")
    assert found(tmp_path) == [("content", "symlink")]


def test_pipes_and_folders_are_findings_and_are_not_waited_for(practices: Path) -> None:
    os.mkfifo(practices / "pipe.yaml")
    (practices / "folder.yaml").mkdir()
    assert found(practices.parents[1]) == [
        ("content/practices/folder.yaml", "stray-file"),
        ("content/practices/pipe.yaml", "not-a-regular-file"),
    ]


def test_files_out_of_place_are_findings(practices: Path) -> None:
    content = practices.parent
    (content / "note.yaml").touch()
    (content / "practise").mkdir()
    assert found(content.parent) == [
        ("content/note.yaml", "stray-file"),
        ("content/practise", "unknown-folder"),
    ]


@pytest.mark.parametrize(
    "path",
    [
        "content/opyt.yaml",
        "content/practise/opyt.yaml",
        "content/practices/2026/opyt.yaml",
        "content/practices/opyt.yml",
        "content/practices/Opyt.YAML",
        "content/practices/opyt.yaml.txt",
        "content/practices/опыт.yaml",
    ],
)
def test_a_record_in_a_wrong_place_or_under_a_wrong_name_is_still_known(tmp_path: Path, path: str) -> None:
    (tmp_path / path).parent.mkdir(parents=True)
    (tmp_path / path).touch()
    assert [one.ids for one in sources(tmp_path) if isinstance(one, Unloaded)] == [("opyt",)]


def test_large_files_are_read_up_to_the_limit(practices: Path) -> None:
    (practices / "big.yaml").write_bytes(b"x" * MAX_BYTES * 3)
    data = read_file(practices / "big.yaml", "big.yaml")
    assert isinstance(data, bytes)
    assert len(data) == MAX_BYTES + 1


def test_a_file_that_cannot_be_opened_is_a_finding(practices: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (practices / "a.yaml").touch()

    def refuse(*_arguments: object) -> int:
        raise PermissionError(errno.EACCES, "denied")

    monkeypatch.setattr(os, "open", refuse)
    answer = read_file(practices / "a.yaml", "a.yaml")
    assert isinstance(answer, Unloaded)
    assert answer.problem.code == "unreadable-file"

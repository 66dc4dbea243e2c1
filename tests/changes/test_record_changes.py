from __future__ import annotations

from pathlib import Path

import pytest
from support.git import commit_all, start_repository
from support.sites import REPOSITORY

from generator.changes.records import RecordChange, record_changes
from generator.source.git.git import open_repository
from generator.source.git.revision import revision_of
from generator.source.schema_files import read_schemas

SCHEMAS = read_schemas(REPOSITORY)
TEXT = "id: {id}\ntitle: {title}\nsummary: >-\n  Одно и то же длинное описание, которого не меняют.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return start_repository(tmp_path / "repository")


def write(folder: Path, path: str, title: str = "Название") -> None:
    file = folder / "content" / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(TEXT.format(id=file.stem, title=title))


def changes(folder: Path, base: str) -> list[RecordChange]:
    repository = open_repository(folder)
    return list(record_changes(revision_of(repository, base), revision_of(repository, "HEAD"), SCHEMAS))


def test_added_changed_removed_and_renamed_records(folder: Path) -> None:
    write(folder, "practices/changed.yaml")
    write(folder, "practices/old-name.yaml", "Старое имя")
    write(folder, "communities/removed.yaml", "Лишнее")
    base = commit_all(folder)
    write(folder, "practices/changed.yaml", "Другое название")
    (folder / "content/practices/old-name.yaml").unlink()
    write(folder, "practices/new-name.yaml", "Старое имя")
    (folder / "content/communities/removed.yaml").unlink()
    write(folder, "resource_centres/added.yaml", "Новое")
    (folder / "content/practices/notes.txt").write_text("no record")
    (folder / "content/practices/Bad Name.yaml").write_text("no record")
    commit_all(folder)
    found = changes(folder, base)
    assert [(one.how, one.kind.name, one.id, one.title) for one in found] == [
        ("removed", "community", "removed", "Лишнее"),
        ("changed", "practice", "changed", "Другое название"),
        ("renamed", "practice", "new-name", "Старое имя"),
        ("added", "resource_centre", "added", "Новое"),
    ]
    assert [change.title for change in found[1].fields] == ["Название"]
    assert [change.title for change in found[2].fields] == ["Идентификатор"]
    assert found[2].before_path == "content/practices/old-name.yaml"


def test_a_record_that_moves_to_another_kind_is_removed_and_added(folder: Path) -> None:
    write(folder, "practices/one.yaml")
    base = commit_all(folder)
    (folder / "content/communities").mkdir()
    (folder / "content/practices/one.yaml").rename(folder / "content/communities/one.yaml")
    commit_all(folder)
    assert [(one.how, one.kind.name) for one in changes(folder, base)] == [
        ("added", "community"),
        ("removed", "practice"),
    ]


def test_what_cannot_be_read_has_no_value(folder: Path) -> None:
    write(folder, "practices/one.yaml", "Было")
    write(folder, "practices/two.yaml", "Было")
    base = commit_all(folder)
    (folder / "content/practices/one.yaml").write_text("title: [")
    (folder / "content/practices/two.yaml").unlink()
    (folder / "content/practices/two.yaml").symlink_to("/etc/passwd")
    commit_all(folder)
    found = changes(folder, base)
    assert [(one.how, one.title, one.after, list(one.fields)) for one in found] == [
        ("changed", "Было", None, []),
        ("changed", "Было", None, []),
    ]

"""`atlas review`: where the report is written, in which format, and what is said without one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from support.atlases import AS_OF, REFERENCE, assemble
from support.commands import Told, assert_refused, call
from support.git import start_repository
from support.reviews import PROPOSALS, of_fixture, proposed_by


def review(root: Path, *words: str) -> Told:
    return call(root, "review", "--as-of", AS_OF, *words)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return proposed_by(tmp_path_factory.mktemp("review") / "atlas", of_fixture(PROPOSALS / "bad-record"))


def test_the_report_is_printed_or_written(root: Path, tmp_path: Path) -> None:
    told = review(root, "main..proposal")
    assert (told.code, told.err) == (0, "")
    assert told.out.startswith("## Предложение: 2 новые записи\n\n**Итог: нужен автор.**\n")
    file = tmp_path / "review.md"
    assert review(root, "main...proposal", "--output", str(file), "--full").out == ""
    assert "**Итог: нужен автор.**" in file.read_text(encoding="utf-8")


def test_a_report_for_programs(root: Path) -> None:
    told = json.loads(review(root, "main..", "--format", "json").out)
    assert told["verdict"]["decision"] == "author"


def test_whose_schemas_judge(root: Path) -> None:
    assert "нужен автор" in review(root, "main..proposal", "--schemas", "head").out
    assert review(root, "main..proposal", "--schemas", "mine").code == 2


def test_what_is_no_range_and_what_is_not_there(root: Path, tmp_path: Path) -> None:
    assert_refused(review(root, "main..propsal"), "«propsal»", "Возможно, вы имели в виду «proposal»")
    for words, told in (
        ((), "не указан обязательный параметр «БЫЛО..СТАЛО»"),
        (("main",), "«main» — одно состояние, а нужны два через две точки: main..моя-ветка"),
        (("main..proposal", "--output", str(tmp_path / "no/where.md")), "Создайте её или укажите другую"),
        (("main..proposal", "--preview", str(tmp_path)), "папка, а нужно имя файла"),
    ):
        assert_refused(review(root, *words), told, code=2)


@pytest.mark.parametrize(
    "words",
    [("review", "HEAD..HEAD"), ("digest", "--since", "2026-01-01"), ("check", "--changed-since", "HEAD")],
)
def test_a_repository_without_a_commit(tmp_path: Path, words: tuple[str, ...]) -> None:
    root = assemble(tmp_path, REFERENCE)
    start_repository(root)
    told = call(root, *words)
    assert told.code == 1
    assert told.err.startswith(
        "Ошибка: в хранилище git ещё нет ни одной правки.\nСохраните в нём файлы: git add"
    )

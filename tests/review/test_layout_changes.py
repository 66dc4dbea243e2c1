"""What a report says about a file whose values have not changed, and about its comments."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from support.git import git
from support.reviews import of_fixture, proposal_fixtures, proposed_by, report_of, review_of

from generator.changes.records import RecordChange
from generator.model.kinds import PRACTICE
from generator.report.plain_text import plain_text
from generator.review import render_json
from generator.review.layout_changes import LayoutChange, compare_layout

PRACTICE_FILE = "content/practices/opyty-na-podokonnike.yaml"
GOOD = next(one for one in proposal_fixtures() if one.name == "good-record")
ONLY = "Значения полей те же. Изменено только оформление файла: "
PERSON = "# Вопросы: Петрова Анна Ивановна, 8 918 123-45-67\n"


def rewrite(change: Callable[[bytes], bytes], *paths: str) -> Callable[[Path], None]:
    def apply(root: Path) -> None:
        git(root, "config", "core.autocrlf", "false")
        for path in paths:
            (root / path).write_bytes(change((root / path).read_bytes()))

    return apply


def reorder(data: bytes) -> bytes:
    kind = next(line for line in data.splitlines(keepends=True) if line.startswith(b"kind: "))
    return data.replace(kind, b"") + kind


@pytest.mark.parametrize(
    ("change", "parts"),
    [
        (lambda data: data.replace(b"\n", b"\r\n"), "переносы строк"),
        (reorder, "порядок полей"),
        (lambda data: data.rstrip(b"\n"), "кавычки, отступы или деление на строки"),
        (lambda data: data + b"# later\n", "комментарии (они ниже)"),
        (lambda data: reorder(data) + b"# later\n", "порядок полей, комментарии (они ниже)"),
    ],
)
def test_a_report_says_that_values_stay(change: Callable[[bytes], bytes], parts: str, tmp_path: Path) -> None:
    root = proposed_by(tmp_path / "atlas", rewrite(change, PRACTICE_FILE))
    report = report_of(root)
    assert f"{ONLY}{parts}." in report.partition("<details>")[0]
    assert not re.search("Что изменилось|Вся запись", report)
    review = review_of(root)
    assert review.verdict.decision == "accept"
    assert (len(review.pages.records), len(review.pages.lists)) == (1, 0)


def test_only_the_rights_of_a_file_change(tmp_path: Path) -> None:
    root = proposed_by(tmp_path / "atlas", lambda root: (root / PRACTICE_FILE).chmod(0o700))
    assert f"{ONLY}права файла." in report_of(root)


def test_files_rewritten_alike_are_told_once(tmp_path: Path) -> None:
    paths = [f"content/communities/{name}.yaml" for name in ("assotsiatsiya-fizikov", "gruppa-po-vpr")]
    paths.append("content/communities/mmo-fizikov.yaml")
    change = rewrite(lambda data: data.replace(b"\n", b"\r\n"), *paths)
    report = report_of(proposed_by(tmp_path / "atlas", change))
    assert "<summary>Одинаково изменены 3 записи</summary>" in report
    assert report.count(f"{ONLY}переносы строк.") == 1


def name_someone(root: Path) -> None:
    of_fixture(GOOD)(root)
    for path in ("content/practices/izmereniya-na-shkolnom-dvore.yaml", PRACTICE_FILE):
        file = root / path
        file.write_text(f"{file.read_text(encoding='utf-8')}{PERSON}", encoding="utf-8")


def test_people_in_comments_are_for_the_author_and_masked(tmp_path: Path) -> None:
    root = proposed_by(tmp_path / "atlas", name_someone)
    review = review_of(root)
    assert review.verdict.decision == "author"
    assert review.verdict.reasons[0] == "4\xa0ошибки в записях предложения"
    told = [plain_text(report_of(root)), report_of(root), render_json(review)]
    for text in told:
        assert not re.search("Петров|123.*45.*67", text)
    assert " ".join(told[0].split()).count("«Вопросы: П… А… И…, 8 9•• •••-••-••»") == 2
    layouts = [one["layout"]["added_comments"] for one in json.loads(told[2])["records"]]
    assert layouts == [["Вопросы: П… А… И…, 8 9•• •••-••-••"]] * 2


def test_comments_that_leave_are_told_too() -> None:
    change = RecordChange(
        kind=PRACTICE,
        id="x",
        path="content/practices/x.yaml",
        before_path="content/practices/x.yaml",
        how="changed",
        before={"id": "x"},
        after={"id": "y"},
        fields=(),
    )
    found = compare_layout(change, b"# old\nid: x # stays\n", b"id: y # stays\n# new\n")
    assert found == LayoutChange(added_comments=("new",), removed_comments=("old",))
    assert compare_layout(change, b"id: x\n", b"\xff") == LayoutChange()

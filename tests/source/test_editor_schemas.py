"""What VS Code reports and suggests while a record is written, by its own language service."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from support.atlases import REFERENCE, REPOSITORY
from support.commands import call

from generator.source.schema_files import FILLED

WEB = REPOSITORY / "tests/web"
WRONG = """\
id: Задача
title: Кор
kind: новая
education_levels: noo
municipality: eisk
contakt: x
steps:
  - title: Один
    tekst: Текст
results:
  - indicator: Доля
    before: много
replaces: 5
"""
_LATIN_WORDS = re.compile(r"\b(?:is|not|the|of|expected|value|property|string|array)\b", re.IGNORECASE)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The root of an atlas after `atlas schema`."""
    root = tmp_path_factory.mktemp("editor")
    for part in ("site_config", "content"):
        shutil.copytree(REFERENCE / part, root / part)
    shutil.copy(REFERENCE / "mkdocs.yml", root)
    assert call(root, "schema").code == 0
    return root


def ask(root: Path, *texts: tuple[str, tuple[int, int] | None]) -> list[Any]:
    """Return the reports about each text, by line, and the suggestions at a place in it."""
    asked = {
        "schema": str(root / FILLED / "practice.schema.json"),
        "texts": [{"text": text, "at": at} for text, at in texts],
    }
    command = ["node", "editor.mjs"]
    said = subprocess.run(
        command, cwd=WEB, input=json.dumps(asked), capture_output=True, text=True, check=True
    )
    return [json.loads(line) for line in said.stdout.splitlines()]


def test_mistakes_are_told_in_russian_and_titles_are_suggested(filled: Path) -> None:
    good = min((filled / "content/practices").glob("*.yaml")).read_text(encoding="utf-8")
    (wrong, _), (right, _), (_, subjects), (_, communities) = ask(
        filled,
        (WRONG, None),
        (good, None),
        ("subjects:\n  - м\n", (1, 5)),
        ("communities:\n  - \n", (1, 4)),
    )

    assert right == []
    assert {0, 1, 2, 3, 4, 5, 8, 11, 12} <= {line for line, _ in wrong}
    assert not [message for _, message in wrong if _LATIN_WORDS.search(message)]
    assert ["Математика", "mathematics"] in subjects
    assert {inserted for _, inserted in communities} == {
        file.stem for file in (filled / "content/communities").glob("*.yaml")
    }


def test_the_page_explains_what_the_editor_says_in_english(filled: Path) -> None:
    mistakes = (
        *("title: Чтение: три вопроса\n", "steps:\n\t- title: а\n", "title Чтение\nsummary: а\n"),
        *("title: >-\nтекст\nsummary: а\n", "contact:\n  unit: а\n email: б\n", "title: а\ntitle: б\n"),
        *('title: "Чтение\nsummary: а\n', 'title: "Чтение" вслух\n'),
    )
    page = (REPOSITORY / "site_config/pages/contributing.md").read_text(encoding="utf-8")
    explained = set(re.findall(r"(?m)^\| ([A-Z][a-z]+ [^|]*[^| ]) \|", page))
    said = [
        {message for _, message in told}
        for told, _ in ask(filled, *((f"id: x\n{one}", None) for one in mistakes))
    ]
    assert [one & explained for one in said if not one & explained] == []
    assert explained <= set().union(*said)


def test_a_new_record_makes_no_schema_old(filled: Path) -> None:
    (filled / "content/communities/novoe.yaml").write_text("title: Новое\n", encoding="utf-8")

    assert call(filled, "schema", "--check").code == 0
    assert call(filled, "schema").code == 0
    suggested = json.loads((filled / FILLED / "references.schema.json").read_text(encoding="utf-8"))
    labels = {one["label"]: one["body"] for one in suggested["$defs"]["community"]["defaultSnippets"]}
    assert labels["Новое"] == "novoe"


def test_a_problem_matcher_reads_every_line_of_a_check() -> None:
    tasks = json.loads((REPOSITORY / ".vscode/tasks.json").read_text(encoding="utf-8"))["tasks"]
    matchers = {one["severity"]: one["pattern"]["regexp"] for one in tasks[0]["problemMatcher"]}
    expected = REPOSITORY / "tests/fixtures/reading"
    places = [
        line
        for report in expected.glob("*/expected.txt")
        for line in report.read_text(encoding="utf-8").splitlines()
        if re.match(r"\S+: (?:ошибка|предупреждение) \[", line)
    ]

    assert len(places) > 50
    for line in places:
        severity = "error" if ": ошибка [" in line else "warning"
        assert [name for name, pattern in matchers.items() if re.match(pattern, line)] == [severity], line

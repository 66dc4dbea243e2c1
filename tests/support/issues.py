"""Issues as GitHub makes them from the answers in an issue form."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

Answer = str | Sequence[str]


def form(root: Path, kind: str) -> dict[str, Any]:
    text = (root / f".github/ISSUE_TEMPLATE/{kind}.yml").read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.load(text, yaml.CSafeLoader)
    return loaded


def body(root: Path, kind: str, answers: Mapping[str, Answer]) -> str:
    """Return the text of an issue: answers by the ids of the form's elements, empty if missing."""
    parts = []
    left = dict(answers)
    for element in form(root, kind)["body"]:
        if element["type"] == "markdown":
            continue
        attributes = element["attributes"]
        given = left.pop(element["id"], "")
        if element["type"] == "dropdown":
            chosen = [given] if isinstance(given, str) else list(given)
            assert {*chosen} - {""} <= {*attributes["options"]}, element["id"]
            default = attributes["options"][attributes["default"]] if "default" in attributes else ""
            given = ", ".join(filter(None, chosen)) or default
        assert isinstance(given, str)
        parts.append(f"### {attributes['label']}\n\n{given or '_No response_'}")
    assert not left, left
    return "\n\n".join(parts).replace("\n", "\r\n")


def event(text: str, number: int = 12, **changed: object) -> bytes:
    """Return GitHub's event for an issue that was opened or edited."""
    issue = {"number": number, "title": "`$(touch canary)` ${{ github.token }} @everyone", "state": "open"}
    issue |= {"body": text, "created_at": "2026-08-30T12:00:00Z", "user": {"login": "stranger"}, **changed}
    return json.dumps({"action": "opened", "issue": issue, "repository": {"default_branch": "main"}}).encode()


PRACTICE: Mapping[str, Answer] = {
    "title": "Урок физики под открытым небом",
    "summary": (
        "Семиклассники измеряют длину тени, скорость ветра и освещённость на школьном дворе, сводят данные в "
        "одну таблицу и сами выбирают, какую закономерность проверить."
    ),
    "education-levels": ["Основное общее образование"],
    "subjects": ["Физика"],
    "municipality": "",
    "organisation-name": "Сельская средняя школа",
    "contact-email": "shkola@example.org",
    "problem": "Ученики решают задачи по формулам, но не видят физики вокруг себя.",
    "source-title": "Отчёт школы за 2025 год",
    "steps": (
        "1. Выбрать явление\nДоговоритесь, что измеряет каждая группа и чем.\nСколько времени: 20 минут\n\n"
        "2. Измерить\nКаждая группа измеряет трижды.\nИ записывает."
    ),
    "results": "Доля верных объяснений\nСтало: 62,5 %\nБыло: 40\nЕдиница: %",
    "grades": ["7", "8"],
    "tags": "- физика\n- двор",
    "started": "01.09.2025",
}

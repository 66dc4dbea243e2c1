"""The limit of open proposals per author, and who starts the check of a robot's request."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from msgspec.structs import replace
from support.forge import GitHub, github
from support.records import own_settings

from generator.intake.issue_forms.making import IssueRecord
from generator.model.kinds import PRACTICE
from generator.robots.github import connect_github
from generator.robots.proposal import propose

NUMBER, BRANCH = 12, "proposal/issue-12"
MADE = IssueRecord(
    kind=PRACTICE,
    kind_title="Практика",
    path="content/practices/opyty.yaml",
    title="Опыты",
    text="id: opyty\n",
)


@pytest.fixture
def server() -> Iterator[GitHub]:
    with github() as running:
        yield running


def work(server: GitHub, made: IssueRecord = MADE, *, limit: int = 5, **changed: object) -> tuple[str, str]:
    """Let the robot process an issue; return its messages to the log and to the author."""
    issue = {"number": NUMBER, "state": "open", "user": {"login": "stranger"}, **changed}
    event = json.dumps({"issue": issue, "repository": {"default_branch": "main"}}).encode()
    atlas = own_settings().atlas
    atlas = replace(atlas, intake=replace(atlas.intake, open_per_author=limit))
    told = propose(connect_github(server.environment), event, made, base="0" * 40, atlas=atlas)
    (said,) = server.comments_on(NUMBER)
    return told, said


def wait(server: GitHub, number: int, login: str = "stranger") -> None:
    """Create an open request made from an issue."""
    server.issues[number] = {"id": number, "number": number, "state": "open", "user": {"login": login}}
    head = {"ref": f"proposal/issue-{number}", "sha": "a" * 40}
    server.pulls[number + 100] = {"number": number + 100, "state": "open", "head": head}


def test_the_check_is_started_once_for_each_change(server: GitHub) -> None:
    work(server)
    work(server)
    assert server.checks == [(BRANCH, server.branches[BRANCH])]
    work(server, replace(MADE, text="id: opyty\ntitle: Опыты\n"))
    assert server.checks[1:] == [(BRANCH, server.branches[BRANCH])]


def test_a_check_that_may_not_be_started_is_told_and_stops_nothing(server: GitHub) -> None:
    path = "actions/workflows/check.yml/dispatches"
    server.refused = {("POST", path): (403, "Resource not accessible by integration")}
    told, said = work(server)
    assert told.endswith("проверку его запустить не разрешено: дайте заданию право actions: write.")
    assert "Спасибо! Запись передана редактору" in said


def test_an_author_waits_for_a_decision_after_so_many_proposals(server: GitHub) -> None:
    for number in range(30, 35):
        wait(server, number)
    wait(server, 35, "another")
    told, said = work(server)
    assert told == "Задача 12: у автора уже 5\u00a0предложений в работе, ему сказано подождать."
    assert "в работе уже 5 ваших предложений** (#130, #131, #132, #133, #134)" in said
    assert BRANCH not in server.branches
    server.pulls[130]["state"] = "closed"
    assert "Спасибо! Запись передана редактору" in work(server)[1]
    server.pulls[130]["state"] = "open"
    changed = replace(MADE, text="id: opyty\ntitle: Опыты\n")
    assert "Спасибо! Запись передана редактору" in work(server, changed)[1], "what waits may be edited"


def test_the_limit_is_a_setting_and_does_not_count_the_people_of_the_repository(server: GitHub) -> None:
    wait(server, 30)
    assert "в работе уже 1 ваше предложение** (#130)" in work(server, limit=1)[1]
    assert "Спасибо!" in work(server, limit=1, author_association="MEMBER")[1]


def test_answers_with_mistakes_are_told_first(server: GitHub) -> None:
    wait(server, 30)
    told, said = work(server, replace(MADE, obstacle="Из названия не получается имя записи."), limit=1)
    assert told == "Задача 12: в ответах есть ошибки, автору сказано какие."
    assert "Записи пока нет" in said

"""An issue form becomes a pull request: the commands of `proposal.yml`, and their requests to GitHub."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from support.forge import GitHub, github
from support.git import git
from support.issues import PRACTICE, Answer, body, event
from support.proposals import Atlas, forge_atlas
from support.workflows import Ended, Runner

from generator.robots import review

NUMBER = 12
BRANCH = f"proposal/issue-{NUMBER}"
PATH = "content/practices/urok-fiziki-pod-otkrytym-nebom.yaml"
GOOD: Mapping[str, Answer] = {**PRACTICE, "municipality": "Озёрск"}


@pytest.fixture(scope="module")
def atlas(tmp_path_factory: pytest.TempPathFactory) -> Atlas:
    """A repository with forms generated from its own vocabularies."""
    return forge_atlas(tmp_path_factory.mktemp("forge"), forms=True)


@pytest.fixture
def server() -> Iterator[GitHub]:
    with github() as running:
        yield running


@dataclass(kw_only=True)
class Issue:
    """An issue on the server, filled in and edited by a stranger."""

    atlas: Atlas
    server: GitHub
    folder: Path
    runs: int = 0
    artifacts: dict[str, Path] = field(default_factory=dict)

    def say(self, text: str, **changed: object) -> Ended:
        """Run the workflow with the current issue."""
        self.runs += 1
        folder = self.folder / str(self.runs)
        folder.mkdir()
        (folder / "event.json").write_bytes(event(text, NUMBER, **changed))
        sha = git(self.atlas.work, "rev-parse", "HEAD")
        self.server.objects[sha] = {"tree": {"sha": "a" * 40}, "parents": []}
        told = json.loads((folder / "event.json").read_bytes())
        token = self.server.environment["GITHUB_TOKEN"]
        environment = {**self.server.environment, "GITHUB_SHA": sha, "CANARY": str(folder)}
        environment["GITHUB_EVENT_PATH"] = str(folder / "event.json")
        environment.pop("GITHUB_TOKEN")
        contexts = {"github": {"sha": sha, "token": token, "event": told}}
        environment["GITHUB_RUN_ID"] = "77"
        machine = Runner(
            origin=self.atlas.origin,
            folder=folder,
            contexts=contexts,
            environment=environment,
        )
        ended = machine.run("proposal.yml", "read")
        assert not ended.failed, ended.out
        if ended.codes:
            self.artifacts = ended.artifacts
            ended = machine.run("proposal.yml", "answer")
        assert not ended.failed, ended.out
        assert "Traceback" not in ended.out
        assert not list(folder.rglob("canary"))
        return ended

    def fill(self, **changed: Answer) -> Ended:
        return self.say(body(self.atlas.work, "practice", {**GOOD, **changed}))

    @property
    def answer(self) -> str:
        (said,) = self.server.comments_on(NUMBER)
        return said

    @property
    def request(self) -> int:
        (number,) = self.server.pulls
        return number


@pytest.fixture
def issue(atlas: Atlas, server: GitHub, tmp_path: Path) -> Issue:
    return Issue(atlas=atlas, server=server, folder=tmp_path)


def entries(server: GitHub) -> list[dict[str, str]]:
    """Return the changes between the base and the branch."""
    commit = server.objects[server.branches[BRANCH]]
    tree = server.objects[commit["tree"]["sha"]]
    assert tree["base_tree"] == "a" * 40
    return [{**entry, "text": server.objects[entry["sha"]]["content"]} for entry in tree["tree"]]


def test_good_answers_become_a_request(issue: Issue, server: GitHub) -> None:
    issue.fill()
    (entry,) = entries(server)
    assert (entry["path"], entry["mode"], entry["type"]) == (PATH, "100644", "blob")
    assert "title: Урок физики под открытым небом\n" in entry["text"]
    pull = server.pulls[issue.request]
    assert pull["title"] == "Практика: Урок физики под открытым небом"
    assert (pull["head"]["ref"], pull["base"]) == (BRANCH, "main")
    assert f"Closes #{NUMBER}" in pull["body"]
    assert f"запрос #{issue.request}" in issue.answer
    (report,) = server.comments_on(issue.request)
    assert report.startswith(review.MARK)
    assert "Урок физики под открытым небом" in report
    for told in (report, issue.answer):
        assert "[вложениях проверки](https://github.com/example/educational-atlas/actions/runs/77)" in told
    with zipfile.ZipFile(issue.artifacts["preview.zip"]) as preview:
        assert "practices/urok-fiziki-pod-otkrytym-nebom/index.html" in preview.namelist()
    assert set(issue.artifacts) == {"made", "preview.zip"}
    assert server.checks == [(BRANCH, server.branches[BRANCH])], (
        "nobody has to close and open the request again"
    )


def test_a_correction_becomes_a_request(issue: Issue, server: GitHub) -> None:
    page = "https://example.org/atlas/practices/opyty-na-podokonnike/"
    answers = {"record": page, "field": "Контакт: Телефон", "value": "+7 861 000-00-00"}
    issue.say(body(issue.atlas.work, "correction", answers))
    (entry,) = entries(server)
    assert entry["path"] == "content/practices/opyty-na-podokonnike.yaml"
    assert "phone: +7 861 000-00-00\n" in entry["text"]
    assert server.pulls[issue.request]["title"].startswith("Исправление: Опыты на подоконнике")
    (report,) = server.comments_on(issue.request)
    assert "Контакт, Телефон: добавлено" in report


def test_an_edited_issue_renews_the_same_request(issue: Issue, server: GitHub) -> None:
    issue.fill()
    first = server.branches[BRANCH]
    issue.fill()
    assert server.branches[BRANCH] == first, "the same answers make no new commit"
    assert server.checks == [(BRANCH, first)]
    issue.fill(title="Урок физики в поле")
    assert server.branches[BRANCH] != first
    (entry,) = entries(server)
    assert entry["path"] == "content/practices/urok-fiziki-v-pole.yaml"
    assert list(server.pulls) == [issue.request]
    assert server.pulls[issue.request]["title"] == "Практика: Урок физики в поле"
    assert len(server.comments_on(NUMBER)) == len(server.comments_on(issue.request)) == 1
    commit = {"tree": {"sha": "e" * 40}, "parents": [{"sha": server.branches[BRANCH]}], "message": "Правка"}
    server.objects["f" * 40] = commit
    server.branches[BRANCH] = "f" * 40
    issue.fill()
    assert server.branches[BRANCH] == "f" * 40, "what people changed is left alone"
    assert len(server.checks) == 2
    assert server.pulls[issue.request]["title"] == "Практика: Урок физики в поле"
    assert "В нём уже есть правки людей" in issue.answer


def test_mistakes_get_an_answer_and_no_request(issue: Issue, server: GitHub) -> None:
    issue.fill(summary="Коротко.", municipality="")
    assert "Запись пока не принять" in issue.answer
    assert "«Кратко»" in issue.answer
    assert "«Муниципалитет»" in issue.answer
    assert (server.pulls, set(server.branches)) == ({}, {"main"})
    assert "вложениях" not in issue.answer
    assert set(issue.artifacts) == {"made"}
    issue.fill()
    assert "Спасибо! Запись передана редактору" in issue.answer
    issue.fill(summary="Коротко.")
    assert "Запись пока не принять" in issue.answer
    (entry,) = entries(server)
    assert "Семиклассники" in entry["text"], "what was good stays in the request"


def test_a_record_that_is_there_already(issue: Issue, server: GitHub) -> None:
    issue.fill(title="Опыты на доске")
    assert "Записи пока нет" in issue.answer
    assert server.pulls == {}


def test_where_robots_may_not_open_requests_the_editor_can(issue: Issue, server: GitHub) -> None:
    message = "GitHub Actions is not permitted to create or approve pull requests."
    server.refused = {("POST", "pulls"): (403, message)}
    issue.fill()
    assert BRANCH in server.branches
    assert "/compare/main...proposal/issue-12?expand=1" in issue.answer


@pytest.mark.parametrize("text", ["", "Не работает поиск", "### Вид записи\n\nМузей", "### Вид записи"])
def test_other_issues_are_not_touched(issue: Issue, server: GitHub, text: str) -> None:
    issue.say(text)
    assert server.writes() == []


def test_closed_issues_are_not_touched(issue: Issue, server: GitHub) -> None:
    assert issue.say(body(issue.atlas.work, "practice", GOOD), state="closed").codes == {}
    assert server.asked == []


HOSTILE = (
    "`touch canary` $(touch canary) ${{ github.token }} @everyone --> <img src=x onerror=alert(1)> "
    "![x](https://evil.example/x.png) ::error::x %0A::set-output name=x::y"
)


def test_hostile_answers_are_only_words(issue: Issue, server: GitHub) -> None:
    issue.fill(title=f"Опыты {HOSTILE}"[:130], problem=HOSTILE, steps=f"{HOSTILE}\n{HOSTILE}\n\n../../x: y")
    said = [
        *server.comments_on(NUMBER),
        *(one for number in server.pulls for one in server.comments_on(number)),
    ]
    for text in said:
        for sign in ("@everyone", "<img", "![", "https://evil", "`touch", "${{"):
            assert sign not in text
    for branch in server.branches:
        assert branch in {"main", BRANCH}
    if BRANCH in server.branches:
        (entry,) = entries(server)
        assert entry["path"].startswith("content/practices/opyty-touch-canary")

"""The robot on GitFlic: its requests, what it writes and does not touch, and odd responses."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from support.forge import TOKEN
from support.git import commit_all, git
from support.gitflic import STRANGER, GitFlic, gitflic
from support.proposals import GOOD, forge_atlas, good_record

from generator.base.errors import AtlasError
from generator.cli import atlas as command
from generator.robots.answer_places import ForgePlace
from generator.robots.api import ForgeError
from generator.robots.check_requests import check_requests
from generator.robots.forge import IssueKeeper, Request, Thread
from generator.robots.gitflic import GitFlic as Forge
from generator.robots.gitflic import connect_gitflic
from generator.robots.proposal_checker import ProposalChecker, open_checker
from generator.robots.review import MARK, RequestReport, post_report
from generator.robots.sticky_comment import find_own_comment
from generator.source.git.git import open_repository

SITE, SHA = "https://example.org/atlas/", "a" * 40
ADDRESS = "https://git.example.org/project/region/atlas"
THREAD = Thread(kind="request", number=7)
DISCUSSIONS = "project/region/atlas/merge-request/7/discussions"
REQUESTS = "project/region/atlas/merge-request/list"


@pytest.fixture
def server() -> Iterator[GitFlic]:
    with gitflic() as running:
        yield running


@pytest.fixture
def forge(server: GitFlic) -> Forge:
    return connect_gitflic(server.web, server.environment)


def report(text: str) -> RequestReport:
    return RequestReport(number=7, commit=SHA, text=text, names=["content/practices/x.yaml"])


def test_one_answer_stands_under_a_request_and_it_is_the_latest(server: GitFlic, forge: Forge) -> None:
    theirs = server.discuss(7, f"{MARK}\nМожно принимать!", STRANGER)
    for number in range(120):
        server.discuss(7, f"Спасибо {number}", STRANGER)
    assert post_report(forge, report("# Отчёт\n\nПервая правка. @all"), SITE) == "Ответ на запрос 7 написан."
    assert post_report(forge, report("# Отчёт\n\nВторая правка."), SITE) == "Ответ на запрос 7 обновлён."
    assert post_report(forge, report("# Отчёт\n\nВторая правка."), SITE).endswith("не изменился.")
    assert server.list_answers(7) == [f"{MARK}\n# Отчёт\n\nВторая правка.\n\n\n---\n\nПравка aaaaaaaaaa."]
    assert server.discussions[theirs]["rootNote"]["rawMessage"].endswith("Можно принимать!")
    assert [method for method, _ in server.writes()] == ["POST", "POST", "DELETE"]


def test_words_of_others_stay_and_a_settled_answer_is_not_repeated(server: GitFlic, forge: Forge) -> None:
    post_report(forge, report("Первая правка."), SITE)
    (first,) = server.discussions
    server.discussions[first]["replies"].append({"uuid": "x", "author": STRANGER, "rawMessage": "Исправлю"})
    post_report(forge, report("Вторая правка."), SITE)
    assert server.discussions[first]["rootNote"]["resolved"]
    second = max(server.discussions)
    server.discussions[second]["rootNote"]["resolved"] = True  # an editor has settled it
    before = server.writes()
    assert post_report(forge, report("Вторая правка."), SITE).endswith("не изменился.")
    assert server.writes() == before
    post_report(forge, report("Третья правка."), SITE)
    assert [first in server.discussions, second in server.discussions, len(server.list_answers(7))] == [
        True,
        False,
        2,
    ]


def test_a_former_answer_that_did_not_go_is_not_taken_for_the_latest(server: GitFlic, forge: Forge) -> None:
    post_report(forge, report("Первая правка."), SITE)
    (first,) = server.discussions
    server.refused = {("DELETE", f"{DISCUSSIONS}/delete/{first}"): (403, "Forbidden")}
    with pytest.raises(ForgeError, match=r"GitFlic отказал \(403\) в запросе DELETE"):
        post_report(forge, report("Вторая правка."), SITE)
    found = find_own_comment(forge, THREAD, MARK)
    assert found is not None
    assert "Вторая" in found.text
    server.refused = {}
    post_report(forge, report("Третья правка."), SITE)
    (said,) = server.list_answers(7)
    assert "Третья" in said


def test_open_requests_into_the_main_branch_are_found_page_by_page(server: GitFlic, forge: Forge) -> None:
    assert list(forge.list_requests("main")) == []
    copy = {"id": "p-2", "alias": "atlas", "owner": {"alias": "teacher", "type": "USER"}}
    for number in range(1, 251):
        server.propose(number, SHA)
    server.propose(1, SHA, source={**copy, "httpTransportUrl": "https://git.example.org/project/t/atlas.git"})
    server.propose(2, SHA, source=copy)
    server.propose(3, SHA, source=None)
    for number, status in ((4, "MERGED"), (5, "CANCELED"), (6, "CLOSED")):
        server.requests[number]["status"]["id"] = status
    server.propose(8, SHA, base="draft")
    found = {one.name: one for one in forge.list_requests("main")}
    assert list(found) == [str(one) for one in range(1, 251) if one not in {4, 5, 6, 8}]
    assert [found[name].place for name in "123"] == [
        "https://git.example.org/project/t/atlas.git",
        f"{server.address}/project/teacher/atlas.git",
        "origin",
    ]
    assert found["7"] == Request(name="7", commit=SHA, place="origin", ref="refs/heads/proposal-7")
    assert server.writes() == []


def test_branches_of_the_project_and_of_a_copy_are_fetched_checked_and_answered_once(
    server: GitFlic, forge: Forge, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    atlas, clone, copy = forge_atlas(tmp_path / "forge"), tmp_path / "clone", tmp_path / "copy"
    git(tmp_path, "clone", "-q", str(atlas.origin), str(clone))
    git(tmp_path, "clone", "-q", "--bare", str(atlas.origin), str(copy))
    (atlas.work / GOOD).write_text(good_record(), encoding="utf-8")
    commit = commit_all(atlas.work, "Новая практика")
    git(atlas.work, "push", "-q", "origin", f"{commit}:refs/heads/proposal-7")
    git(atlas.work, "push", "-q", str(copy), f"{commit}:refs/heads/proposal-8")
    server.propose(7, commit)
    server.propose(8, commit, source={"id": "p-2", "httpTransportUrl": str(copy)})
    server.propose(9, commit, source={"id": "p-3", "httpTransportUrl": str(tmp_path / "gone")})
    monkeypatch.setattr(ProposalChecker, "review", lambda *_: "# Отчёт")
    checker = open_checker(clone, open_repository(clone))
    place = ForgePlace(forge=forge, branch="main", site=SITE, folder=clone / ".atlas/robot")
    done = check_requests(place, checker)
    assert done.lines[:2] == ("Ответ на запрос 7 написан.", "Ответ на запрос 8 написан.")
    assert (done.failed, done.lines[2].startswith("9: ")) == (True, True)
    again = check_requests(place, checker)
    assert again.lines[:2] == tuple(f"{number}: нынешняя правка уже проверена." for number in (7, 8))
    assert len(server.list_answers(7)) == len(server.list_answers(8)) == 1


def test_another_main_branch_disturbs_nobody_when_the_report_is_the_same(
    server: GitFlic, forge: Forge, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    atlas, asked, found = forge_atlas(tmp_path), [], ["# Отчёт"]
    (atlas.work / GOOD).write_text(good_record(), encoding="utf-8")
    commit = commit_all(atlas.work, "Новая практика")
    git(atlas.work, "push", "-q", "origin", f"{commit}:refs/heads/proposal-7")
    git(atlas.work, "reset", "-q", "--hard", "HEAD^")
    server.propose(7, commit)
    place = ForgePlace(forge=forge, branch="main", site=SITE, folder=tmp_path / "robot")

    def review(*_: object) -> str:
        asked.append(commit)
        return found[0]

    def come() -> str:
        (line,) = check_requests(place, open_checker(atlas.work, open_repository(atlas.work))).lines
        return line

    def go_on(text: str) -> None:
        (atlas.work / "README.md").write_text(text, encoding="utf-8")
        commit_all(atlas.work, "Принято")

    monkeypatch.setattr(ProposalChecker, "review", review)
    assert come() == "Ответ на запрос 7 написан."
    go_on("Дальше")
    assert come() == "7: отчёт тот же, ответ не тронут."
    assert come() == "7: нынешняя правка уже проверена."
    assert (len(asked), len(server.writes())) == (2, 1)
    go_on("Ещё дальше")
    found[0] = "# Другой отчёт"
    assert come() == "Ответ на запрос 7 обновлён."
    (said,) = server.list_answers(7)
    assert "Другой" in said
    server.discussions.clear()
    assert come() == "Ответ на запрос 7 написан."


def test_settings_say_that_it_is_gitflic_and_links_are_left_to_people(
    server: GitFlic, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    atlas = forge_atlas(tmp_path)
    settings = atlas.work / "site_config/atlas.yaml"
    text = settings.read_text(encoding="utf-8").replace(": github\n", ": gitflic\n")
    text = text.replace("https://github.com/example/educational-atlas", ADDRESS)
    settings.write_text(text, encoding="utf-8")
    (atlas.work / "links.md").write_text("## Ссылки\n", encoding="utf-8")
    monkeypatch.setattr(ProposalChecker, "review", lambda *_: "# Отчёт")
    git(atlas.work, "push", "-q", "origin", "main:refs/heads/proposal-7")
    server.propose(7, git(atlas.work, "rev-parse", "HEAD"))
    words = ["--root", str(atlas.work), "robot"]
    given = {**server.environment, "ATLAS_API": f"{server.address}/rest-api", "LINKS_FOUND": "1"}
    ran = CliRunner().invoke(command, [*words, "check"], env=given)
    assert (ran.output, ran.exit_code) == ("7: всё это уже есть в основной ветке.\n", 0)
    ran = CliRunner().invoke(command, [*words, "links"], env=given)
    assert ran.exit_code == 1
    assert "робот не ведёт задачу о ссылках" in ran.output
    assert server.writes() == []


@pytest.mark.parametrize(
    "answer",
    [
        b"<!doctype html><title>GitFlic</title>",
        b"[]",
        b'"' + b"a" * (9 << 20) + b'"',
        b"[" * 100_000,
        b'{"_embedded": {"restDiscussionModelList": [{"rootNote": {"uuid": "../../user/me"}}]}}',
        b'{"_embedded": null, "page": {"totalPages": 1}}',
        b'{"page": {"totalPages": "many"}}',
        b"\xff\xfe",
    ],
)
def test_an_odd_answer_is_told_and_nothing_is_written(server: GitFlic, forge: Forge, answer: bytes) -> None:
    server.odd = {DISCUSSIONS: answer}
    with pytest.raises(ForgeError, match="GitFlic ответил не так, как ожидалось"):
        post_report(forge, report("Отчёт"), SITE)
    assert server.writes() == []


def test_a_redirect_to_another_host_is_not_given_the_key(server: GitFlic, forge: Forge) -> None:
    server.artifacts = {1: b"<!doctype html><title>Login</title>"}
    server.moved = {DISCUSSIONS: 1}
    with pytest.raises(ForgeError, match="GitFlic ответил не так, как ожидалось"):
        list(forge.list_comments(THREAD))
    assert server.strangers == [""]


def test_a_list_without_an_end_is_given_up(server: GitFlic, forge: Forge) -> None:
    server.odd = {REQUESTS: b'{"page": {"totalPages": 1000000000}}'}
    with pytest.raises(ForgeError, match="больше чем на 50 страницах"):
        list(forge.list_requests("main"))
    assert len(server.asked) == 50


def test_a_refusal_tells_what_the_forge_said_but_no_key(server: GitFlic, forge: Forge) -> None:
    said = f"denied for token {TOKEN}. " + "x" * 10_000
    server.refused = {("POST", f"{DISCUSSIONS}/create"): (403, said)}
    with pytest.raises(ForgeError, match=r"отказал \(403\) .*: denied for token \*\*\*") as caught:
        forge.add_comment(THREAD, "x")
    assert len(caught.value.message) < 500
    assert TOKEN not in f"{caught.value} {forge!r}"


def test_an_issue_tells_not_who_opened_it_so_none_is_kept(forge: Forge) -> None:
    assert not isinstance(forge, IssueKeeper)


@pytest.mark.parametrize(
    ("address", "root"),
    [
        ("https://gitflic.ru/project/region/atlas", "https://api.gitflic.ru"),
        ("https://git.example.org/project/region/atlas/", "https://git.example.org/rest-api"),
        ("http://localhost:8080/git/project/region/atlas", "http://localhost:8080/git/rest-api"),
    ],
)
def test_the_api_lies_beside_the_projects(address: str, root: str) -> None:
    forge = connect_gitflic(address, {"ATLAS_TOKEN": "x"})
    assert (forge.api.root, forge.repository) == (root, "region/atlas")
    elsewhere = {"ATLAS_TOKEN": "x", "ATLAS_API": "http://10.0.0.1/rest-api/"}
    assert connect_gitflic(address, elsewhere).api.root == "http://10.0.0.1/rest-api"


@pytest.mark.parametrize("address", ["https://gitflic.ru/region/atlas", "https://gitflic.ru/project/atlas"])
def test_an_address_of_no_project_is_refused(address: str) -> None:
    with pytest.raises(AtlasError, match="адрес хранилища не годится") as caught:
        connect_gitflic(address, {"ATLAS_TOKEN": "x"})
    assert "https://gitflic.ru/project/region/atlas" in caught.value.action


def test_without_a_key_it_says_which_variable_is_missing() -> None:
    with pytest.raises(AtlasError, match=r"работает только с ключом .*: не заданы ATLAS_TOKEN"):
        connect_gitflic("https://gitflic.ru/project/region/atlas", {})

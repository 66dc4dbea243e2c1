"""The robot on Gitea, Forgejo and GitVerse: its requests, and that it changes nobody else's comments."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from support.gitea import ME, STRANGER, Gitea, GitVerse, gitea

from generator.base.errors import AtlasError
from generator.robots.api import ForgeError
from generator.robots.forge import Request, Thread
from generator.robots.gitea import Gitea as Forge
from generator.robots.gitea import connect_gitea, part_address
from generator.robots.gitverse import connect_gitverse
from generator.robots.links import update_links_issue
from generator.robots.review import MARK, RequestReport, post_report

SITE, SHA = "https://example.org/atlas/", "a" * 40


@pytest.fixture(params=[Gitea, GitVerse])
def server(request: pytest.FixtureRequest) -> Iterator[Gitea]:
    with gitea(request.param) as running:
        yield running


@pytest.fixture
def forge(server: Gitea) -> Forge:
    connect = connect_gitverse if isinstance(server, GitVerse) else connect_gitea
    return connect(server.web, server.environment)


def report(text: str, number: int = 7) -> RequestReport:
    return RequestReport(number=number, commit=SHA, text=text, names=["content/practices/x.yaml"])


def test_an_answer_is_written_once_and_then_renewed(server: Gitea, forge: Forge) -> None:
    theirs = server.comment(7, f"{MARK}\nМожно принимать!", STRANGER)
    for number in range(120):
        server.comment(7, f"Спасибо {number}", STRANGER)
    assert post_report(forge, report("# Отчёт\n\nПервая правка. @all"), SITE) == "Ответ на запрос 7 написан."
    assert post_report(forge, report("# Отчёт\n\nВторая правка."), SITE) == "Ответ на запрос 7 обновлён."
    assert post_report(forge, report("# Отчёт\n\nВторая правка."), SITE).endswith("не изменился.")
    (said,) = [one["body"] for one in server.comments.values() if one["user"] == ME]
    assert said == f"{MARK}\n# Отчёт\n\nВторая правка.\n\n\n---\n\nПравка aaaaaaaaaa."
    assert server.comments[theirs]["body"].endswith("Можно принимать!")
    assert len(server.writes()) == 2


def test_open_requests_into_the_main_branch_are_found_page_by_page(server: Gitea, forge: Forge) -> None:
    for number in range(1, 121):
        server.propose(number, SHA, place="https://forge.example/stranger/atlas.git")
    server.pulls[5]["state"] = "closed"
    server.propose(6, SHA, base="draft")
    found = list(forge.list_requests("main"))
    assert [one.name for one in found] == [str(one) for one in range(1, 121) if one not in {5, 6}]
    if isinstance(server, GitVerse):
        place, ref = "https://forge.example/stranger/atlas.git", "refs/heads/proposal"
    else:
        place, ref = "origin", "refs/pull/1/head"
    assert found[0] == Request(name="1", commit=SHA, place=place, ref=ref)


def test_one_issue_is_opened_renewed_and_closed(server: Gitea, forge: Forge) -> None:
    server.issues[1] = {"id": 1, "number": 1, "state": "open", "user": STRANGER}
    server.issues[1]["body"] = "<!-- atlas-robot: links -->"
    assert update_links_issue(forge, "dead", dead=True, known=()).startswith("Открыта задача")
    assert update_links_issue(forge, "gone", dead=True, known=()).endswith("обновлена.")
    ours = server.issues[max(server.issues)]
    assert (ours["title"], "gone" in ours["body"]) == ("Ссылки, которые не открываются", True)
    assert update_links_issue(forge, "Все открываются", dead=False, known=()).endswith("закрыта.")
    assert (ours["state"], server.issues[1]["state"]) == ("closed", "open")


def test_a_refusal_tells_what_the_forge_said(server: Gitea, forge: Forge) -> None:
    path = "repos/region/atlas/issues/7/comments"
    server.refused = {("POST", path): (403, "token does not have required scope")}
    with pytest.raises(ForgeError, match="token does not have required scope") as caught:
        forge.add_comment(Thread(kind="request", number=7), "x")
    assert caught.value.status == 403
    assert "token-of-this-job" not in repr(forge)


def test_without_a_key_it_says_which_variable_is_missing() -> None:
    with pytest.raises(AtlasError, match=r"работает только с ключом .*: не заданы ATLAS_TOKEN"):
        connect_gitea("https://git.example.org/region/atlas", {})


@pytest.mark.parametrize(
    ("address", "parts"),
    [
        ("https://git.example.org/region/atlas", ("https://git.example.org", "region/atlas")),
        ("https://example.org/git/region/atlas/", ("https://example.org/git", "region/atlas")),
        ("http://localhost:3000/a/b", ("http://localhost:3000", "a/b")),
    ],
)
def test_a_forge_may_lie_under_a_path(address: str, parts: tuple[str, str]) -> None:
    assert part_address(address) == parts


@pytest.mark.parametrize("address", ["https://git.example.org", "https://git.example.org/atlas"])
def test_an_address_without_owner_and_name_is_refused(address: str) -> None:
    with pytest.raises(AtlasError, match="адрес хранилища не годится"):
        part_address(address)

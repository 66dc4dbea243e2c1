"""The robot that keeps one issue about dead links."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.forge import GitHub, github
from support.git import git
from support.proposals import forge_atlas
from support.workflows import Ended, Runner

from generator.robots.github import connect_github
from generator.robots.links import update_links_issue

OURS = "https://github.com/example/educational-atlas/"
KNOWN = (OURS,)
REPORT = (
    f"## Ссылки атласа\n\n- https&#58;//dead.example — @all страницы нет\n  - [Запись]({OURS}edit/main/x)\n"
)


def test_one_issue_is_opened_renewed_and_closed() -> None:
    with github() as server:
        forge = connect_github(server.environment)
        theirs = {"id": 1, "number": 1, "state": "open", "title": "x", "user": {"login": "stranger"}}
        server.issues[1] = {**theirs, "body": "<!-- atlas-robot: links -->"}
        assert (
            update_links_issue(forge, REPORT, dead=False, known=KNOWN)
            == "Мёртвых ссылок нет, задачи о них тоже."
        )
        assert update_links_issue(forge, REPORT, dead=True, known=KNOWN).startswith("Открыта задача")
        again = update_links_issue(forge, REPORT.replace("dead", "gone"), dead=True, known=KNOWN)
        assert again.endswith("обновлена.")
        ours = server.issues.pop(max(server.issues))
        assert ours["title"] == "Ссылки, которые не открываются"
        assert "gone" in ours["body"]
        assert "dead" not in ours["body"]
        assert "@all" not in ours["body"]
        assert f"[Запись]({OURS}edit/main/x)" in ours["body"]
        server.issues[ours["number"]] = ours
        assert update_links_issue(forge, "Все открываются", dead=False, known=KNOWN).endswith("закрыта.")
        assert (ours["state"], ours["state_reason"]) == ("closed", "completed")
        assert server.comments_on(ours["number"]) == [
            "Теперь все ссылки, которые удалось проверить, открываются."
        ]
        assert update_links_issue(forge, REPORT, dead=True, known=KNOWN).startswith("Открыта задача")
        assert server.issues[1] == {**theirs, "body": "<!-- atlas-robot: links -->"}


@pytest.fixture
def machine(tmp_path: Path) -> Runner:
    atlas = forge_atlas(tmp_path / "forge")
    record = atlas.work / "content/practices/opyty-na-podokonnike.yaml"
    assert "127.0.0.1" not in record.read_text(encoding="utf-8")
    sha = git(atlas.work, "rev-parse", "HEAD")
    return Runner(origin=atlas.origin, folder=tmp_path, contexts={"github": {"sha": sha, "token": "x"}})


def test_the_workflow_tells_the_robot_what_the_check_found(
    machine: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`atlas links` is simulated: the effect of its exit codes is tested."""
    for code, report, expected in ((1, "dead", 1), (0, "fine", 0)):
        with github() as server:
            ended = _looked(machine, monkeypatch, server, code, report)
            assert not ended.failed, ended.out
            assert len(server.issues) == expected
    with github() as server:
        failed = _looked(machine, monkeypatch, server, 1, "")
        assert list(failed.codes.values()) == [0, 1], "a check that broke off is no list of dead links"
        assert server.asked == []


def _looked(
    machine: Runner, monkeypatch: pytest.MonkeyPatch, server: GitHub, code: int, report: str
) -> Ended:
    folder = machine.folder / f"{code}{report}"
    folder.mkdir()
    real = Runner._checkout  # noqa: SLF001 - the emulated action

    def checkout(runner: Runner, given: dict[str, str], ended: Ended) -> None:
        real(runner, given, ended)
        command = ended.workspace / ".venv/bin/atlas"
        actual = command.readlink()
        command.unlink()
        played = f'[ "$1" != links ] || {{ printf "%s" "{report}" > links.md; exit {code}; }}'
        command.write_text(f'#!/bin/sh\n{played}\nexec {actual} "$@"\n')
        command.chmod(0o755)

    monkeypatch.setattr(Runner, "_checkout", checkout)
    contexts = {"github": {**machine.contexts["github"], "token": server.environment["GITHUB_TOKEN"]}}
    runner = Runner(origin=machine.origin, folder=folder, contexts=contexts, environment=server.environment)
    ended = runner.run("links.yml", "links")
    monkeypatch.setattr(Runner, "_checkout", real)
    return ended

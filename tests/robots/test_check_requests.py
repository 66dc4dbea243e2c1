"""A timer instead of jobs: two git repositories, the API of a forge, one command."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from support.git import commit_all, git
from support.gitea import NAME, OWNER, Gitea, gitea
from support.proposals import GOOD, Atlas, forge_atlas, good_record

from generator.cli import atlas as command
from generator.robots.answer_places import FolderPlace, ForgePlace
from generator.robots.check_requests import CheckOutcome, check_request, check_requests
from generator.robots.forge import Request
from generator.robots.gitea import connect_gitea
from generator.robots.proposal_checker import ProposalChecker, open_checker
from generator.source.git.git import GitError, GitRepository, open_repository

SITE, PREVIEWS = "https://example.org/atlas/", "https://previews.example/atlas"
RECORD = "content/practices/opyty-na-podokonnike.yaml"


@dataclass(frozen=True, kw_only=True)
class Machine:
    """A machine with a timer: `clone` is its clone of the atlas, `server` the forge with the requests."""

    atlas: Atlas
    clone: Path
    server: Gitea

    def propose(self, number: int, change: Callable[[Path], object], *, name: str = "") -> str:
        """Propose a change as a contributor; return the commit."""
        work = self.atlas.work
        git(work, "checkout", "-q", "-B", "proposal", "main")
        change(work)
        commit = commit_all(work, f"Предложение {number}")
        git(work, "push", "-q", "--force", "origin", f"{commit}:{name or f'refs/pull/{number}/head'}")
        git(work, "checkout", "-q", "-f", "main")
        self.server.propose(number, commit)
        return commit

    def accept(self, change: Callable[[Path], object]) -> None:
        """Commit to the main branch and update the clone."""
        change(self.atlas.work)
        commit_all(self.atlas.work, "Принято")
        git(self.atlas.work, "push", "-q", "origin", "main")
        git(self.clone, "pull", "-q", "--ff-only")

    @property
    def checker(self) -> ProposalChecker:
        return open_checker(self.clone, open_repository(self.clone))

    @property
    def place(self) -> ForgePlace:
        forge = connect_gitea(self.server.web, self.server.environment)
        folder = self.clone / ".atlas/robot"
        return ForgePlace(forge=forge, branch="main", site=SITE, folder=folder, previews=PREVIEWS)

    def come(self) -> CheckOutcome:
        return check_requests(self.place, self.checker)


@pytest.fixture
def machine(tmp_path: Path) -> Iterator[Machine]:
    atlas = forge_atlas(tmp_path / "forge")
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "-q", str(atlas.origin), str(clone))
    with gitea() as server:
        yield Machine(atlas=atlas, clone=clone, server=server)


def write(path: str, text: str) -> Callable[[Path], object]:
    return lambda root: (root / path).write_text(text, encoding="utf-8")


def replace(old: str, new: str) -> Callable[[Path], object]:
    def change(root: Path) -> None:
        text = (root / RECORD).read_text(encoding="utf-8")
        assert old in text
        write(RECORD, text.replace(old, new, 1))(root)

    return change


def test_each_proposal_is_answered_once_and_an_odd_one_blocks_nobody(machine: Machine) -> None:
    server = machine.server
    good = machine.propose(7, write(GOOD, good_record()))
    machine.propose(8, replace("title: ", "title: Очень "))
    server.propose(9, "b" * 40)  # there is no such ref
    machine.propose(10, write(GOOD, good_record()))
    server.propose(10, "c" * 40)  # somebody pushes while the robot is at work
    machine.accept(replace("title: ", "title: Совсем "))
    done = machine.come()
    assert done.failed
    written, apart, odd, moved = done.lines
    assert (written, apart) == ("Ответ на запрос 7 написан.", "Ответ на запрос 8 написан.")
    assert odd.startswith("9: ")
    assert moved == "10: правка за это время изменилась, проверим в следующий раз."
    (said,) = server.comments_on(7)
    assert "Новая практика" in said or "novaya-praktika" in said
    assert said.endswith(f"Правка {good[:10]}.")
    assert "расходится с основной веткой" in server.comments_on(8)[0]
    assert (machine.clone / ".atlas/robot/7/preview.zip").is_file()
    assert not (machine.clone / GOOD).exists(), "the proposal became files"
    before = server.writes()
    assert machine.come().lines[:2] == tuple(f"{n}: нынешняя правка уже проверена." for n in (7, 8))
    assert server.writes() == before


@pytest.fixture
def reviews(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Replace the making of reports; return a list to which their names are added."""
    asked: list[str] = []

    def review(_checker: ProposalChecker, request: Request, folder: Path) -> str:
        asked.append(request.name)
        (folder / "preview.zip").write_bytes(b"zip")
        return "# Отчёт"

    monkeypatch.setattr(ProposalChecker, "review", review)
    return asked


def test_another_main_branch_is_another_check(machine: Machine, reviews: list[str]) -> None:
    machine.propose(7, write(GOOD, good_record()))
    machine.come()
    machine.come()
    machine.accept(replace("title: ", "title: Совсем "))
    assert machine.come().lines == ("Ответ на запрос 7 обновлён.",)
    assert reviews == ["7", "7"]
    assert "](https://previews.example/atlas/7/preview.zip)" in machine.server.comments_on(7)[0]
    assert len(machine.server.comments_on(7)) == 1
    git(machine.atlas.origin, "update-ref", "refs/pull/7/head", git(machine.clone, "rev-parse", "HEAD"))
    machine.server.propose(7, git(machine.clone, "rev-parse", "HEAD"))
    assert machine.come().lines == ("7: всё это уже есть в основной ветке.",)


def test_one_proposal_that_is_named_tells_by_the_exit_code_whether_it_may_be_merged(
    machine: Machine, reviews: list[str]
) -> None:
    machine.propose(7, write(GOOD, good_record().replace("\ntitle:", "\ntitel:", 1)))
    done = check_request(machine.place, machine.checker, "7")
    assert (done.failed, done.passed) == (False, False)
    for name in ("70", "pull/70/head"):
        assert check_request(machine.place, machine.checker, name).lines == (
            "Открытого предложения 70 в основную ветку нет: проверять нечего.",
        )
    assert reviews == ["7"]


def test_what_reads_the_proposal_knows_no_key_and_ends(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit = machine.propose(7, write(GOOD, good_record()))
    request = Request(name="7", commit=commit, place="origin", ref="refs/pull/7/head")
    checker = machine.checker
    assert checker.fetch(request)
    seen: dict[str, Any] = {}

    def run(words: list[str], **given: Any) -> None:  # noqa: ANN401 - as subprocess.run
        seen.update(given, words=words)
        raise subprocess.TimeoutExpired(words, given["timeout"])

    monkeypatch.setenv("ATLAS_TOKEN", "secret")
    monkeypatch.setenv("RSYNC_KEY", "secret")
    monkeypatch.setattr("generator.robots.proposal_checker.subprocess.run", run)
    said = checker.review(request, machine.clone)
    assert "Проверка не закончилась за 10\u00a0минут." in said
    assert "secret" not in str(seen["env"])


def test_without_a_forge_the_answers_are_files_and_letters(
    machine: Machine, reviews: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    machine.propose(1, write(GOOD, good_record()), name="refs/heads/proposal/2026-11-30-abc")
    machine.propose(2, write(GOOD, good_record()), name="refs/heads/draft")
    monkeypatch.chdir(machine.clone.parent)
    words = ["--root", machine.clone.name, "robot", "check"]
    ran = CliRunner().invoke(command, words, env={"ATLAS_TOKEN": ""})
    assert ran.exit_code == 0, ran.output
    assert "proposal/2026-11-30-abc: отчёт, просмотр и письмо автору лежат в" in ran.output
    (folder,) = (machine.clone / ".atlas/robot").iterdir()
    assert sorted(one.name for one in folder.iterdir()) == ["answer.eml", "preview.zip", "review.md"]
    letter = (folder / "answer.eml").read_text(encoding="utf-8")
    assert "X-Unsent: 1" in letter
    assert folder.name.startswith("proposal-2026-11-30-abc-")
    again = CliRunner().invoke(command, words, env={"ATLAS_TOKEN": ""})
    assert again.output.endswith("proposal/2026-11-30-abc: нынешняя правка уже проверена.\n")
    assert reviews == ["proposal/2026-11-30-abc"]


def test_a_branch_of_another_history_is_told_what_to_do(machine: Machine) -> None:
    work = machine.atlas.work
    git(work, "checkout", "-q", "--orphan", "alone")
    commit = commit_all(work, "Сам по себе")
    git(work, "push", "-q", "origin", f"{commit}:refs/pull/7/head")
    git(work, "checkout", "-q", "-f", "main")
    machine.server.propose(7, commit)
    assert machine.come().lines == ("Ответ на запрос 7 написан.",)
    assert "нет общего начала" in machine.server.comments_on(7)[0]


def test_an_old_git_is_refused_before_it_blames_a_proposal(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(GitRepository, "run", lambda *_: b"git version 2.34.1\n")
    with pytest.raises(GitError, match=r"git 2\.34 слишком старый"):
        open_checker(machine.clone, GitRepository(folder=machine.clone))


@pytest.mark.parametrize("name", ["../../x", ".git", "Ветка", "a" * 300, "pull/7/head", "x\n"])
def test_a_name_leads_out_of_no_folder(tmp_path: Path, name: str) -> None:
    place = FolderPlace(site="", folder=tmp_path, repository=None, patterns=())  # type: ignore[arg-type]
    request = Request(name=name, commit="a" * 40, place="origin", ref="refs/heads/x")
    assert place.folder_of(request).parent == tmp_path
    assert re.fullmatch(r"([a-z0-9-]{1,60}-)?[0-9a-f]{8}", place.folder_of(request).name)


def test_settings_say_which_forge_is_answered(machine: Machine, reviews: list[str]) -> None:
    settings = machine.clone / "site_config/atlas.yaml"
    words = ["--root", str(machine.clone), "robot"]
    ran = CliRunner().invoke(command, [*words, "check"], env={"ATLAS_TOKEN": "x"})
    assert "робот отвечает только на Gitea, Forgejo, GitVerse и GitFlic" in ran.output
    text = settings.read_text(encoding="utf-8").replace(": github\n", ": forgejo\n")
    text = text.replace(
        "https://github.com/example/educational-atlas", f"https://git.example.org/{OWNER}/{NAME}"
    )
    settings.write_text(text, encoding="utf-8")
    machine.propose(7, write(GOOD, good_record()))
    ran = CliRunner().invoke(command, [*words, "check"], env=machine.server.environment)
    assert ran.output == "Ответ на запрос 7 написан.\n"
    (machine.clone / "links.md").write_text("## Ссылки\n", encoding="utf-8")
    environment = {**machine.server.environment, "LINKS_FOUND": "1"}
    ran = CliRunner().invoke(command, [*words, "links"], env=environment)
    assert ran.output.startswith("Открыта задача")
    assert len(machine.server.issues) == len(reviews) == 1


def test_options_of_check_are_refused_elsewhere(machine: Machine) -> None:
    ran = CliRunner().invoke(command, ["--root", str(machine.clone), "robot", "links", "--request", "7"])
    assert ran.exit_code == 2
    assert "бывает только у check" in ran.output

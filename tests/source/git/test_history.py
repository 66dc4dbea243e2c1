from __future__ import annotations

import datetime as dt
import errno
import os
import subprocess
from pathlib import Path

import pytest

from generator.source.git.history import read_history

NAMES = [
    "content/practices/plain.yaml",
    "content/practices/имя с пробелом.yaml",
    'content/a "quoted"\nname.yaml',
]


def git(folder: Path, *words: str, day: str = "2026-03-05") -> str:
    stamp = f"{day}T12:00:00+03:00"
    names = {f"GIT_{who}_{what}": "x" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    dates = {"GIT_AUTHOR_DATE": stamp, "GIT_COMMITTER_DATE": stamp}
    environment = {**os.environ, **names, **dates, "GIT_CONFIG_GLOBAL": os.devnull}
    command = ["git", "-c", "init.defaultBranch=main", *words]
    done = subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True, text=True)
    return done.stdout.strip()


def commit(folder: Path, name: str, text: str, day: str) -> str:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)
    git(folder, "add", "-A")
    git(folder, "commit", "-m", "change\n\ncontent/practices/plain.yaml", day=day)
    return git(folder, "rev-parse", "HEAD")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    folder = tmp_path / "repository"
    folder.mkdir()
    git(folder, "init")
    return folder


def test_each_file_has_its_last_change_whatever_its_name(repository: Path) -> None:
    commits = {name: commit(repository, name, "1", "2026-03-05") for name in NAMES}
    latest = commit(repository, NAMES[0], "2", "2026-04-01")
    history = read_history(repository)
    first = history.of(NAMES[0])
    assert first is not None
    assert (first.commit, first.date) == (latest, dt.date(2026, 4, 1))
    for name in NAMES[1:]:
        change = history.of(name)
        assert change is not None
        assert (change.commit, change.date) == (commits[name], dt.date(2026, 3, 5))


def test_an_atlas_inside_a_bigger_repository(repository: Path) -> None:
    commit(repository, "regions/north/content/x.yaml", "1", "2026-03-05")
    assert read_history(repository / "regions" / "north").of("content/x.yaml") is not None


def test_a_file_that_was_never_committed_has_no_change(repository: Path) -> None:
    commit(repository, NAMES[0], "1", "2026-03-05")
    assert read_history(repository).of("content/practices/new.yaml") is None


def test_a_shallow_clone_claims_nothing_of_what_it_cannot_know(repository: Path, tmp_path: Path) -> None:
    commit(repository, "content/old.yaml", "1", "2020-01-01")
    commit(repository, "content/middle.yaml", "1", "2026-03-05")
    commit(repository, "content/new.yaml", "1", "2026-04-01")
    git(tmp_path, "clone", "--depth", "2", repository.as_uri(), "clone")
    history = read_history(tmp_path / "clone")
    assert history.of("content/old.yaml") is None
    assert history.of("content/new.yaml") is not None
    assert "git fetch --unshallow" in history.note
    assert read_history(repository).note == ""


def test_no_repository_no_commits_no_git(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def told(folder: Path, words: str) -> None:
        history = read_history(folder)
        assert history.changes == {}
        assert words in history.note

    told(tmp_path, "Атлас лежит не в хранилище git")
    told(repository, "ещё нет ни одной правки")
    monkeypatch.setenv("PATH", "")
    told(repository, "Программа git не найдена")
    monkeypatch.undo()
    (repository / ".git" / "HEAD").write_text("ref: refs/heads/main")
    (repository / ".git" / "config").write_text("[core\n")
    told(repository, "Программа git не прочитала историю: дат изменений")


def test_a_system_that_refuses_to_start_git_is_no_missing_git(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EMFILE, "too many open files")

    monkeypatch.setattr(subprocess, "Popen", refuse)
    with pytest.raises(OSError, match="too many"):
        read_history(repository)

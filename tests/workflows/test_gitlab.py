"""The commands of `.gitlab/atlas.yml`, for a merge request from a fork and after a merge."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from support.atlases import REPOSITORY
from support.forge import TOKEN
from support.git import commit_all, git, start_repository
from support.gitlab import gitlab
from support.proposals import GOOD, Atlas, forge_atlas, good_record
from support.workflows import pretend_installed

_PATH = "/usr/local/bin:/usr/bin:/bin"


@pytest.fixture(scope="module")
def atlas(tmp_path_factory: pytest.TempPathFactory) -> Atlas:
    return forge_atlas(tmp_path_factory.mktemp("gitlab"))


@cache
def jobs() -> dict[str, Any]:
    text = (REPOSITORY / ".gitlab/atlas.yml").read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.load(text, yaml.CBaseLoader)  # noqa: S506 - words stay words
    return loaded


def run(name: str, folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run the commands of a job in one shell, as GitLab's runner does."""
    job = jobs()[name]
    environment = {
        "PATH": _PATH,
        "HOME": str(folder.parent),
        "LANG": "C.UTF-8",
        "GIT_CONFIG_GLOBAL": os.devnull,
        **job.get("variables", {}),
        **variables,
    }
    return subprocess.run(
        ["/usr/bin/bash", "-c", "\n".join(["set -eo pipefail", *job["script"]])],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


def fork(atlas: Atlas, folder: Path, change: Mapping[str, str | None], base: str = "main") -> Path:
    """Return a clone of a fork as made by a runner: with commits, but without files."""
    git(atlas.work, "checkout", "-q", "-B", "proposal", base)
    for path, text in change.items():
        file = atlas.work / path
        file.unlink() if text is None else file.write_text(text, encoding="utf-8")
    head = commit_all(atlas.work)
    workspace = start_repository(folder / "clone")
    git(workspace, "fetch", "-q", str(atlas.work), head)
    git(atlas.work, "checkout", "-q", "-f", "main")
    (workspace / "left-over.py").write_text("")
    pretend_installed(workspace)
    return workspace


def merge_request(atlas: Atlas, workspace: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    sha = (workspace / ".git/FETCH_HEAD").read_text().split()[0]
    address = str(atlas.origin).removesuffix(".git")
    return run(
        "check",
        workspace,
        CI_MERGE_REQUEST_PROJECT_URL=address,
        CI_MERGE_REQUEST_TARGET_BRANCH_NAME="main",
        **{"CI_COMMIT_SHA": sha, **variables},
        PATH=f"{_without_clean(workspace)}:{_PATH}",
    )


def _without_clean(workspace: Path) -> Path:
    """Return a folder with a `git` that cleans everything but the environment: it replaces `make install`."""
    tools = workspace.parent / "tools"
    tools.mkdir(exist_ok=True)
    (tools / "git").write_text(
        '#!/bin/sh\n[ "$1" != clean ] || { shift; exec /usr/bin/git clean "$@" --exclude=.venv; }\n'
        'exec /usr/bin/git "$@"\n'
    )
    (tools / "git").chmod(0o755)
    return tools


def test_a_good_record_passes(atlas: Atlas, tmp_path: Path) -> None:
    canary = tmp_path / "canary"
    poison = {
        "Makefile": f"install:\n\ttouch {canary}\n",
        ".gitlab-ci.yml": f"x: {{script: touch {canary}}}\n",
    }
    workspace = fork(atlas, tmp_path, {GOOD: good_record(), **poison})
    done = merge_request(atlas, workspace)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Проверено: 1\u00a0запись. Замечаний нет." in done.stdout
    assert json.loads((workspace / "codequality.json").read_bytes()) == []
    assert "<testsuites" in (workspace / "junit.xml").read_text(encoding="utf-8")
    assert "Урок физики на школьном дворе" in (workspace / "review.md").read_text(encoding="utf-8")
    assert not (workspace / GOOD).exists()
    assert not (workspace / "left-over.py").exists()
    assert not canary.exists()


def test_of_a_merged_result_only_the_proposal_is_checked(atlas: Atlas, tmp_path: Path) -> None:
    """GitLab has merged the request with others before it (a merge train), which are not part of it."""
    workspace = fork(atlas, tmp_path, {GOOD: good_record()})
    source = (workspace / ".git/FETCH_HEAD").read_text().split()[0]
    other = fork(atlas, tmp_path / "other", {"content/practices/chuzhaya.yaml": "чужая: ошибка\n"})
    train = (other / ".git/FETCH_HEAD").read_text().split()[0]
    git(workspace, "fetch", "-q", str(other), train)
    tree = git(workspace, "merge-tree", "--write-tree", train, source)
    merged = git(workspace, "commit-tree", "-p", train, "-p", source, "-m", "merged", tree)
    done = merge_request(atlas, workspace, CI_COMMIT_SHA=merged, CI_MERGE_REQUEST_SOURCE_BRANCH_SHA=source)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "chuzhaya" not in (workspace / "review.md").read_text(encoding="utf-8")
    assert "Урок физики на школьном дворе" in (workspace / "review.md").read_text(encoding="utf-8")


def test_a_bad_record_fails_and_leaves_all_reports(atlas: Atlas, tmp_path: Path) -> None:
    workspace = fork(atlas, tmp_path, {GOOD: good_record().replace("- physics", "- fizika")})
    done = merge_request(atlas, workspace)
    assert done.returncode == 1
    (issue,) = json.loads((workspace / "codequality.json").read_bytes())
    assert (issue["check_name"], issue["location"]["path"]) == ("not-in-vocabulary", GOOD)
    assert "fizika" in (workspace / "junit.xml").read_text(encoding="utf-8")
    assert "fizika" in (workspace / "review.md").read_text(encoding="utf-8")


def test_what_does_not_merge_is_told_so(atlas: Atlas, tmp_path: Path) -> None:
    path = "content/practices/opyty-na-doske.yaml"
    text = (atlas.work / path).read_text(encoding="utf-8")
    base = git(atlas.work, "rev-parse", "main")
    (atlas.work / path).write_text(text.replace("title: ", "title: Новые "), encoding="utf-8")
    commit_all(atlas.work)
    git(atlas.work, "push", "-q", "origin", "main")
    workspace = fork(atlas, tmp_path, {path: text.replace("title: ", "title: Старые ")}, base)
    done = merge_request(atlas, workspace)
    git(atlas.work, "reset", "-q", "--hard", base)
    git(atlas.work, "push", "-q", "--force", "origin", "main")
    assert done.returncode == 1
    assert "Предложение расходится с основной веткой" in done.stdout


def test_what_was_accepted_is_published(atlas: Atlas, tmp_path: Path) -> None:
    workspace = cloned(atlas, tmp_path)
    built = run("site", workspace)
    assert built.returncode == 0, built.stdout + built.stderr
    target = tmp_path / "www"
    copied = run("rsync", workspace, RSYNC_TARGET=str(target))
    assert copied.returncode == 0, copied.stdout + copied.stderr
    assert (target / "practices/opyty-na-podokonnike/index.html").is_file()
    assert run("pages", workspace).returncode == 0
    assert (workspace / "public/index.html").is_file()


def test_an_open_request_is_answered_by_code_of_the_default_branch(atlas: Atlas, tmp_path: Path) -> None:
    workspace = cloned(atlas, tmp_path)
    with gitlab() as server:
        server.propose(7, "a" * 40, "# Отчёт\n\n`touch canary` $(touch canary) @all\n\n/merge")
        done = run("answers", workspace, **server.environment)
        again = run("answers", workspace, **server.environment)
        (said,) = server.comments_on(7)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Ответ на запрос 7 написан." in done.stdout
    assert "Ответ на запрос 7 не изменился." in again.stdout
    assert "@all" not in said
    assert "\n/merge" not in said
    assert not (workspace / "canary").exists()


@pytest.mark.parametrize(("code", "report", "opened"), [(1, "dead", 1), (0, "fine", 0)])
def test_dead_links_get_one_issue(atlas: Atlas, tmp_path: Path, code: int, report: str, opened: int) -> None:
    """`atlas links` is simulated: the effect of its exit codes is tested."""
    workspace = cloned(atlas, tmp_path)
    played(workspace, f'printf "%s" "{report}" > links.md; exit {code}')
    looked = run("links", workspace)
    assert looked.returncode == 0, looked.stdout + looked.stderr
    name, _, value = (workspace / "links.env").read_text().strip().partition("=")
    with gitlab() as server:
        for _ in range(2):
            told = run("dead-links", workspace, **server.environment, **{name: value})
            assert told.returncode == 0, told.stdout + told.stderr
        assert len(server.issues) == opened


def test_a_look_at_links_that_broke_off_is_no_list_of_dead_ones(atlas: Atlas, tmp_path: Path) -> None:
    workspace = cloned(atlas, tmp_path)
    played(workspace, "exit 1")
    assert run("links", workspace).returncode == 1
    assert not (workspace / "links.env").exists()


def test_records_are_not_made_of_issues_here(atlas: Atlas, tmp_path: Path) -> None:
    workspace = cloned(atlas, tmp_path)
    done = subprocess.run(
        [".venv/bin/atlas", "robot", "proposal"],
        cwd=workspace,
        env={"GITLAB_CI": "true", "PATH": _PATH, "LANG": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "на GitLab нет" in done.stderr


def cloned(atlas: Atlas, folder: Path) -> Path:
    """Return a clone of the default branch as made by a runner."""
    git(folder, "clone", "-q", str(atlas.origin), "clone")
    pretend_installed(folder / "clone")
    return folder / "clone"


def played(workspace: Path, script: str) -> None:
    """Replace `atlas links` by a script; other commands are real."""
    command = workspace / ".venv/bin/atlas"
    actual = command.readlink()
    command.unlink()
    command.write_text(f'#!/bin/sh\n[ "$1" != links ] || {{ {script}; }}\nexec {actual} "$@"\n')
    command.chmod(0o755)


def test_only_the_jobs_that_tell_see_the_token() -> None:
    """It is a variable of an environment that no other job uses, and those jobs only run our own command."""
    running = {name: job for name, job in jobs().items() if "script" in job}
    telling = {name: job for name, job in running.items() if "robot" in str(job.get("environment"))}
    assert {name: job["script"][-1] for name, job in telling.items()} == {
        "dead-links": ".venv/bin/atlas robot links",
        "answers": ".venv/bin/atlas robot comment",
    }
    for job in telling.values():
        assert job["environment"] == {"name": "robot", "action": "access"}
        (rule,) = job["rules"]
        assert rule["if"].startswith('$CI_PIPELINE_SOURCE == "schedule"')
        assert len(job["script"]) == 2
        assert job["resource_group"]
    assert "ATLAS_GITLAB_TOKEN" not in str(jobs())
    assert TOKEN not in str(jobs())
    schedule = next(rule["if"] for rule in jobs()["workflow"]["rules"] if "schedule" in rule["if"])
    assert "$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH" in schedule


def test_jobs_run_when_they_should() -> None:
    rules = {name: str(job["rules"]) for name, job in jobs().items() if "script" in job}
    assert "merge_request_event" in rules["check"]
    for name in ("site", "pages", "rsync"):
        assert '!= "merge_request_event"' in rules[name]
        assert '!= "schedule"' in rules[name]
    for name in ("links", "dead-links"):
        assert '== "schedule" && $ATLAS_TASK != "answers"' in rules[name]
    assert '== "schedule" && $ATLAS_TASK == "answers"' in rules["answers"]
    publishing = [name for name, job in jobs().items() if "publish_rsync" in str(job)]
    assert publishing == ["rsync"]

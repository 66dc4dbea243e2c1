"""The commands of `.gitlab-ci.yml`, on a merge request from a fork and on what was accepted."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from support.atlases import REPOSITORY
from support.git import committed, git, started
from support.proposals import GOOD, Atlas, forge_atlas, good_record
from support.workflows import installed

_PATH = "/usr/local/bin:/usr/bin:/bin"


@pytest.fixture(scope="module")
def atlas(tmp_path_factory: pytest.TempPathFactory) -> Atlas:
    return forge_atlas(tmp_path_factory.mktemp("gitlab"))


def jobs() -> dict[str, Any]:
    text = (REPOSITORY / ".gitlab-ci.yml").read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.load(text, yaml.BaseLoader)  # noqa: S506 - words stay words
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
    """Return a clone of a fork as a runner makes it: the commits are there, no file is."""
    git(atlas.work, "checkout", "-q", "-B", "proposal", base)
    for path, text in change.items():
        file = atlas.work / path
        file.unlink() if text is None else file.write_text(text, encoding="utf-8")
    head = committed(atlas.work)
    workspace = started(folder / "clone")
    git(workspace, "fetch", "-q", str(atlas.work), head)
    git(atlas.work, "checkout", "-q", "-f", "main")
    (workspace / "left-over.py").write_text("")
    installed(workspace)
    return workspace


def merge_request(atlas: Atlas, workspace: Path) -> subprocess.CompletedProcess[str]:
    sha = (workspace / ".git/FETCH_HEAD").read_text().split()[0]
    address = str(atlas.origin).removesuffix(".git")
    return run(
        "check",
        workspace,
        CI_MERGE_REQUEST_PROJECT_URL=address,
        CI_MERGE_REQUEST_TARGET_BRANCH_NAME="main",
        CI_COMMIT_SHA=sha,
        PATH=f"{_without_clean(workspace)}:{_PATH}",
    )


def _without_clean(workspace: Path) -> Path:
    """Return a folder with a `git` that cleans all but the environment, which stands for `make install`."""
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
    committed(atlas.work)
    git(atlas.work, "push", "-q", "origin", "main")
    workspace = fork(atlas, tmp_path, {path: text.replace("title: ", "title: Старые ")}, base)
    done = merge_request(atlas, workspace)
    git(atlas.work, "reset", "-q", "--hard", base)
    git(atlas.work, "push", "-q", "--force", "origin", "main")
    assert done.returncode == 1
    assert "Предложение расходится с основной веткой" in done.stdout


def test_what_was_accepted_is_published(atlas: Atlas, tmp_path: Path) -> None:
    workspace = tmp_path / "clone"
    git(tmp_path, "clone", "-q", str(atlas.origin), "clone")
    installed(workspace)
    built = run("site", workspace)
    assert built.returncode == 0, built.stdout + built.stderr
    target = tmp_path / "www"
    copied = run("rsync", workspace, RSYNC_TARGET=str(target))
    assert copied.returncode == 0, copied.stdout + copied.stderr
    assert (target / "practices/opyty-na-podokonnike/index.html").is_file()
    assert run("pages", workspace).returncode == 0
    assert (workspace / "public/index.html").is_file()


def test_jobs_run_when_they_should() -> None:
    rules = {name: str(job["rules"]) for name, job in jobs().items() if "script" in job}
    assert "merge_request_event" in rules["check"]
    for name in ("site", "pages", "rsync"):
        assert '!= "merge_request_event"' in rules[name]
        assert '!= "schedule"' in rules[name]
    assert '== "schedule"' in rules["links"]
    publishing = [name for name, job in jobs().items() if "publish_rsync" in str(job)]
    assert publishing == ["rsync"]

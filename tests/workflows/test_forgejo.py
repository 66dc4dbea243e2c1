"""The workflows of Forgejo and Gitea: code of the main branch, a proposal as data, one step with a token."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from support.atlases import REPOSITORY
from support.git import commit_all, git
from support.gitea import NAME, OWNER, Gitea, gitea
from support.proposals import GOOD, Atlas, forge_atlas, good_record
from support.workflows import Ended, Runner, steps, workflow

FLOWS = REPOSITORY / ".forgejo/workflows"
NAMES = sorted(path.name for path in FLOWS.glob("*.yml"))
KEYS = {"check.yml": "ATLAS_TOKEN", "publish.yml": "RSYNC_KEY"}


def flow(name: str) -> dict[str, Any]:
    return workflow(name, FLOWS)


def test_each_workflow_is_known_here() -> None:
    assert sorted(KEYS) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_rights_are_few_and_nothing_of_others_is_used(name: str) -> None:
    (job,) = flow(name)["jobs"].values()
    assert (flow(name)["permissions"], job["permissions"]) == ({}, {"contents": "read"})
    assert not [step for step in job["steps"] if "uses" in step]
    assert job["container"] == {"image": "python:3.11-bookworm"}
    assert 0 < int(job["timeout-minutes"]) <= 60
    assert set(flow(name)["concurrency"]) == {"group", "cancel-in-progress"}


@pytest.mark.parametrize("name", NAMES)
def test_only_the_last_step_sees_a_key(name: str) -> None:
    *before, last = steps(flow(name))
    text = (FLOWS / name).read_text(encoding="utf-8")
    assert re.findall(r"secrets\.\w+", text) == [f"secrets.{KEYS[name]}"]
    assert "secrets." in str(last["env"])
    assert "token" not in str(before).lower()


@pytest.mark.parametrize("name", NAMES)
def test_commands_hold_no_expression_and_variables_nothing_that_strangers_word(name: str) -> None:
    worded = re.compile(r"\.(title|body|ref|label|login|message|head|name|email)\b")
    for step in steps(flow(name)):
        assert "${{" not in step["run"]
        assert "eval" not in step["run"]
        assert not [value for value in step.get("env", {}).values() if worded.search(value)]


def test_a_proposal_is_never_checked_out_and_its_workflow_not_taken() -> None:
    on = flow("check.yml")["on"]
    assert "pull_request" not in on  # its workflow would be the proposal's own
    first, install, last = steps(flow("check.yml"))
    assert first["run"].splitlines()[-2:] == [
        "git fetch --quiet --no-tags origin HEAD",
        "git checkout --quiet --detach FETCH_HEAD",
    ]
    assert (install["run"], list(last["env"])) == ("make install", ["ATLAS_TOKEN", "NUMBER"])


@pytest.fixture
def atlas(tmp_path: Path) -> Atlas:
    return forge_atlas(tmp_path / OWNER)


@pytest.fixture
def server() -> Iterator[Gitea]:
    with gitea() as running:
        yield running


@pytest.mark.parametrize("with_key", [True, False])
def test_a_proposal_is_checked_answered_and_judged(
    atlas: Atlas, server: Gitea, tmp_path: Path, *, with_key: bool
) -> None:
    """A proposal's code runs nowhere; an error in a record makes the job fail."""
    canary = tmp_path / "canary"
    settings = atlas.work / "site_config/atlas.yaml"
    text = settings.read_text(encoding="utf-8")
    text = text.replace("kind: github\n", "kind: forgejo\n").replace("id: github\n", "id: forgejo\n")
    text = text.replace(
        "https://github.com/example/educational-atlas", f"https://git.example.org/{OWNER}/{NAME}"
    )

    def change(root: Path) -> None:
        (root / "Makefile").write_text(f"install:\n\ttouch {canary}\n")
        (root / "sitecustomize.py").write_text(f"open({str(canary)!r}, 'a').close()")
        (root / GOOD).write_text(good_record().replace("\ntitle:", "\ntitel:", 1), encoding="utf-8")

    settings.write_text(text, encoding="utf-8")
    _push(atlas)
    proposal = atlas.propose(change)
    server.propose(7, proposal.head)
    environment = server.environment
    ended = _run(atlas, tmp_path, environment.pop("ATLAS_TOKEN") if with_key else "", environment)
    assert (ended.codes["Установить атлас"], ended.codes["Проверить и ответить"]) == (0, 1)
    assert not canary.exists()
    assert not (ended.workspace / GOOD).exists()
    said = server.comments_on(7)
    assert len(said) == with_key
    assert "titel" in ended.out
    assert all("titel" in one and "меняет не только записи" in one for one in said)
    assert (ended.workspace / ".atlas/robot").is_dir()


def _push(atlas: Atlas) -> None:
    commit_all(atlas.work, "Площадка")
    git(atlas.work, "push", "-q", "origin", "main")


def _run(atlas: Atlas, folder: Path, key: str, environment: dict[str, str]) -> Ended:
    address = atlas.origin.with_name(NAME)
    atlas.origin.rename(address)
    github = {"server_url": str(address.parent.parent), "repository": f"{OWNER}/{NAME}"}
    github["event"] = {"pull_request": {"number": "7"}}  # type: ignore[assignment]
    contexts = {"github": github, "secrets": {"ATLAS_TOKEN": key}}
    runner = Runner(
        origin=address, folder=folder, contexts=contexts, environment=environment, flows=FLOWS, real=bool(key)
    )
    return runner.run("check.yml", "check")

"""The permissions of workflows: as few as necessary, and no stranger's text in a command."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from support.atlases import REPOSITORY
from support.git import git
from support.service_schemas import assert_fit
from support.workflows import WORKFLOWS, steps, workflow, workflow_names

RIGHTS = {
    ("check.yml", "check"): {"contents": "read"},
    ("comment.yml", "comment"): {"contents": "read", "actions": "read", "pull-requests": "write"},
    ("links.yml", "links"): {"contents": "read", "issues": "write"},
    ("pagefind.yml", "newest"): {"contents": "read"},
    ("proposal.yml", "read"): {"contents": "read"},
    ("proposal.yml", "answer"): {
        "actions": "write",
        "contents": "write",
        "pull-requests": "write",
        "issues": "write",
    },
    ("publish.yml", "build"): {"contents": "read"},
    ("publish.yml", "pages"): {"pages": "write", "id-token": "write"},
    ("publish.yml", "rsync"): {"contents": "read"},
    ("tests.yml", "tests"): {"contents": "read"},
    ("torture.yml", "torture"): {"contents": "read"},
}
"""What the token of each job may do: nobody adds a right without saying so here."""
DATA = {"content", "site_config", ".gitattributes", ".gitignore", ".vscode"}
DATA |= {"LICENSE"}
"""What changes without a change of the code."""
OWN = {"checkout", "setup-python", "cache", "upload-artifact", "download-artifact", "upload-pages-artifact"}
OWN |= {"deploy-pages"}
_PINNED = re.compile(r"uses: actions/([a-z-]+)@([0-9a-f]{40}) # v(\d+\.\d+\.\d+)$")
FLOWS = workflow_names()


@pytest.mark.parametrize("name", FLOWS)
def test_rights_are_as_few_as_the_work_needs(name: str) -> None:
    flow = workflow(name)
    assert flow["permissions"] == {}
    found = {(name, job_name): job["permissions"] for job_name, job in flow["jobs"].items()}
    assert found == {key: rights for key, rights in RIGHTS.items() if key[0] == name}


@pytest.mark.parametrize("name", FLOWS)
def test_only_what_github_ships_is_used_and_by_commit(name: str) -> None:
    lines = [
        line.strip()
        for line in (WORKFLOWS / name).read_text(encoding="utf-8").splitlines()
        if "uses:" in line
    ]
    pins = [_PINNED.search(line) for line in lines]
    assert all(pins), lines
    assert {pin[1] for pin in pins if pin} <= OWN


def test_an_action_has_one_version() -> None:
    texts = "".join((WORKFLOWS / name).read_text(encoding="utf-8") for name in FLOWS)
    pinned = set(re.findall(r"(actions/[a-z-]+)@([0-9a-f]{40}) # (\S+)", texts))
    assert len(pinned) == len({action for action, *_ in pinned})


@pytest.mark.parametrize("name", FLOWS)
def test_commands_hold_no_expression(name: str) -> None:
    """A stranger's text reaches a command through a variable, never as a part of it."""
    for step in steps(workflow(name)):
        assert "${{" not in step.get("run", "")
        assert "eval" not in step.get("run", "")


@pytest.mark.parametrize("name", FLOWS)
def test_variables_hold_nothing_that_strangers_word(name: str) -> None:
    """Numbers and hashes may be passed on; titles, texts, names and branches may not."""
    worded = re.compile(r"\.(title|body|ref|label|login|message|head_branch|name|email)\b")
    flow = workflow(name)
    for part in [*flow["jobs"].values(), *steps(flow)]:
        for value in part.get("env", {}).values():
            assert not worded.search(value), value


@pytest.mark.parametrize("name", FLOWS)
def test_jobs_end_and_do_not_overtake_each_other(name: str) -> None:
    flow = workflow(name)
    assert set(flow["concurrency"]) == {"group", "cancel-in-progress"}
    for job in flow["jobs"].values():
        assert 0 < int(job["timeout-minutes"]) <= 180
        assert job["runs-on"] == "ubuntu-24.04"
    for step in steps(flow):
        if "/checkout@" in step.get("uses", ""):
            assert step["with"]["persist-credentials"] == "false"


def test_strangers_start_nothing_that_has_rights() -> None:
    on = {name: workflow(name)["on"] for name in FLOWS}
    assert not [name for name, events in on.items() if "pull_request_target" in events]
    assert [name for name, events in on.items() if "pull_request" in events] == ["check.yml", "tests.yml"]
    assert [name for name, events in on.items() if "workflow_run" in events] == ["comment.yml"]
    assert on["comment.yml"]["workflow_run"]["workflows"] == [workflow("check.yml")["name"]]


def test_secrets_are_seen_by_one_step_of_publication() -> None:
    seen = []
    for name in FLOWS:
        text = (WORKFLOWS / name).read_text(encoding="utf-8")
        seen += [(name, secret) for secret in re.findall(r"secrets\.\w+", text)]
    assert seen == [("publish.yml", "secrets.RSYNC_KEY")]
    job = workflow("publish.yml")["jobs"]["rsync"]
    assert job["environment"] == "site"
    assert "secrets" not in str([step for step in job["steps"] if "publish_rsync" not in step.get("run", "")])


def test_only_the_last_step_of_a_proposal_holds_the_token() -> None:
    jobs = workflow("proposal.yml")["jobs"]
    *before, last = jobs["answer"]["steps"]
    assert last["run"] == ".venv/bin/atlas robot proposal"
    assert "token" not in str([*before, jobs["read"]])
    assert [step["run"] for step in before if "run" in step] == ["make install"]
    (taken,) = [step["with"] for step in before if "/download-artifact@" in step.get("uses", "")]
    assert taken == {"name": "made", "path": "made"}, "what was read replaces no code"
    assert workflow("proposal.yml")["on"] == {
        "issues": {"types": ["opened", "edited"]},
        "workflow_call": "",
    }


def test_tests_run_on_every_change_of_code_and_of_nothing_else() -> None:
    on = workflow("tests.yml")["on"]
    data = {"paths-ignore": ["content/**", "site_config/**"]}
    assert (on["pull_request"], on["push"]) == (data, {"branches": ["main"], **data})
    *_, last = steps(workflow("tests.yml"))
    assert last["run"] == ".ci/run"
    job = gitlab()["tests"]
    assert job["script"] == [".ci/run"]
    (rule,) = job["rules"]
    watched = {path.partition("/")[0] for path in rule["changes"]}
    tracked = git(REPOSITORY, "ls-tree", "--name-only", "HEAD").split("\n")
    assert set(tracked) - DATA <= watched


def test_what_is_proposed_is_never_checked_out() -> None:
    (checkout,) = [step for step in steps(workflow("check.yml")) if "/checkout@" in step.get("uses", "")]
    assert checkout["with"]["ref"] == "${{ github.event.repository.default_branch }}"
    job = workflow("check.yml")["jobs"]["check"]
    assert job["env"] == {"PROPOSAL": "${{ github.sha }}"}
    fetch, _install, check, review = [step["run"] for step in job["steps"] if "run" in step]
    assert fetch.splitlines()[-1] == 'git checkout --quiet --detach "$PROPOSAL^1"'
    assert all('"$PROPOSAL^1..$PROPOSAL"' in one for one in (check, review)), (
        "code and range are of one commit"
    )
    assert gitlab()["check"]["variables"]["GIT_CHECKOUT"] == "false"
    cached = [name for name in FLOWS for step in steps(workflow(name)) if "/cache@" in step.get("uses", "")]
    assert cached == ["links.yml"]  # none of the others takes what another run has left


def test_only_jobs_without_rights_take_packages_that_another_run_has_left() -> None:
    cached = {
        (name, job_name)
        for name in FLOWS
        for job_name, job in workflow(name)["jobs"].items()
        for step in job["steps"]
        if "cache" in step.get("with", {})
    }
    assert cached == {("check.yml", "check"), ("publish.yml", "build")}
    assert {right for key in cached for right in RIGHTS[key].items()} == {("contents", "read")}
    assert [name for name, job in gitlab().items() if "packages" not in name and "cache" in job] == [
        "check",
        "site",
        "links",
    ]


def gitlab() -> Any:  # noqa: ANN401 - whatever a file says
    """Return the pipeline of this repository: what it includes, and its own."""
    own, atlas = (
        yaml.load((REPOSITORY / path).read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506
        for path in (".gitlab-ci.yml", ".gitlab/atlas.yml")
    )
    assert own.pop("include") == [{"local": "/.gitlab/atlas.yml"}]
    return atlas | own


@pytest.mark.parametrize(
    ("schema", "files"),
    [
        (
            "github-workflows",
            sorted([*WORKFLOWS.glob("*.yml"), *(REPOSITORY / ".forgejo/workflows").glob("*.yml")]),
        ),
        ("gitlab-ci", [REPOSITORY / ".gitlab-ci.yml", REPOSITORY / ".gitlab/atlas.yml"]),
        ("dependabot", [REPOSITORY / ".github/dependabot.yml"]),
    ],
)
def test_files_fit_the_schemas_of_their_services(schema: str, files: list[Path]) -> None:
    assert_fit(schema, files)

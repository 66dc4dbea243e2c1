"""What happens to a proposal from a fork: the commands of `check.yml`, then those of `comment.yml`.

No code of the proposal may run: every proposal also contains code that would leave a file behind.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from support.forge import GitHub, github, pack_files
from support.git import commit_all, git
from support.proposals import GOOD, NUMBER, Atlas, Proposal, forge_atlas, good_record
from support.workflows import Ended, Runner, workflow

Change = Callable[[Path], object]
CHECK, REVIEW = "Проверить записи", "Составить отчёт и просмотр"
FORK = {"id": 77}


@pytest.fixture(scope="module")
def atlas(tmp_path_factory: pytest.TempPathFactory) -> Atlas:
    return forge_atlas(tmp_path_factory.mktemp("forge"))


@pytest.fixture
def server() -> Iterator[GitHub]:
    with github() as running:
        yield running


@dataclass(frozen=True, kw_only=True)
class Checked:
    """A proposal and the result of its check."""

    proposal: Proposal
    ended: Ended

    @property
    def report(self) -> str:
        return (self.ended.artifacts["review"] / "review.md").read_text(encoding="utf-8")


def poisoned(canary: Path, *, inside: bool) -> Change:
    """Return a change with code wherever some tool might run it; `inside`: in pages too."""
    touch = f"open({str(canary)!r}, 'a').close()"
    jinja = f"{{{{ cycler.__init__.__globals__.os.system('touch {canary}') }}}}"

    def change(root: Path) -> None:
        for name in ("setup.py", "conftest.py", "sitecustomize.py", "generator/__init__.py", "click.py"):
            (root / name).parent.mkdir(exist_ok=True)
            (root / name).write_text(f"{touch}\n")
        (root / "Makefile").write_text(f"install build:\n\ttouch {canary}\n")
        (root / "hook.py").write_text(f"{touch}\ndef on_config(config): {touch}\n")
        (root / "pyproject.toml").write_text("[build-system]\nrequires=[]\nbuild-backend='setup'\n")
        (root / ".gitattributes").write_text("* filter=evil diff=evil merge=evil export-subst\n")
        (root / ".ci/publish_rsync").write_text(f"#!/bin/sh\ntouch {canary}\n")
        (root / ".github/workflows/check.yml").write_text(f"jobs: {{x: {{steps: [run: touch {canary}]}}}}\n")
        if inside:  # of these the check has findings
            (root / "mkdocs.yml").write_text("site_name: x\nhooks: [hook.py]\n")
            (root / "site_config/theme/main.html").write_text(jinja)
            (root / "site_config/pages/index.md").write_text(f"---\ntemplate: main.html\n---\n{jinja}\n")

    return change


def checked(atlas: Atlas, folder: Path, *changes: Change, inside: bool = True, real: bool = False) -> Checked:
    """Propose changes and run the check of the proposal; with `real` in separate processes."""
    canary = folder / "canary"
    proposal = atlas.propose(
        lambda root: [change(root) for change in (*changes, poisoned(canary, inside=inside))]
    )
    event = {"pull_request": {"number": NUMBER}, "repository": {"default_branch": "main"}}
    contexts = {"github": {"sha": proposal.merge, "event": event}}
    ended = Runner(origin=atlas.origin, folder=folder, contexts=contexts, real=real).run("check.yml", "check")
    assert not canary.exists(), "code of the proposal has run"
    assert "Traceback" not in ended.out
    assert ended.codes[REVIEW] == 0, ended.out
    assert git(ended.workspace, "rev-parse", "HEAD") == proposal.base, (
        "the code is not what it is compared with"
    )
    assert (ended.artifacts["review"] / "number").read_text() == f"{NUMBER}\n"
    assert not (ended.workspace / GOOD).exists(), "the proposal became files"
    return Checked(proposal=proposal, ended=ended)


def commented(server: GitHub, atlas: Atlas, folder: Path, check: Checked, report: str = "") -> str:
    """Run the second workflow after the check; return the comment. `report` is a forged one."""
    server.artifacts[1] = pack_files({"review.md": report or check.report, "number": f"{NUMBER}\n"})
    head = check.proposal.head
    server.pulls[NUMBER] = {"number": NUMBER, "state": "open", "head": {"sha": head, "repo": FORK}}
    run = {"id": 5, "event": "pull_request", "conclusion": "failure", "head_sha": head}
    run |= {"head_repository": FORK, "path": ".github/workflows/check.yml"}
    folder.mkdir(exist_ok=True)
    event = {"workflow_run": run, "repository": {"default_branch": "main"}}
    (folder / "event.json").write_text(json.dumps(event))
    contexts = {"github": {"sha": "main", "token": server.environment["GITHUB_TOKEN"], "event": event}}
    environment = {**server.environment, "GITHUB_EVENT_PATH": str(folder / "event.json")}
    environment.pop("GITHUB_TOKEN")
    machine = Runner(origin=atlas.origin, folder=folder, contexts=contexts, environment=environment)
    ended = machine.run("comment.yml", "comment")
    assert not ended.failed, ended.out
    (said,) = server.comments_on(NUMBER)
    return said


def write(path: str, text: str) -> Change:
    def change(root: Path) -> None:
        (root / path).write_text(text, encoding="utf-8")

    return change


@pytest.fixture(scope="module")
def good(atlas: Atlas, tmp_path_factory: pytest.TempPathFactory) -> Checked:
    return checked(atlas, tmp_path_factory.mktemp("good"), write(GOOD, good_record()), inside=False)


BAD = good_record().replace("subjects:\n  - physics", "subjects:\n  - fizika")
GONE = "content/communities/mmo-fizikov.yaml"
OLD, NEW = "content/practices/opyty-na-doske.yaml", "content/practices/opyty-u-doski.yaml"
LINK = "content/practices/ssylka.yaml"
HIDDEN = "ТАЙНА"


@pytest.fixture(scope="module")
def bad(atlas: Atlas, tmp_path_factory: pytest.TempPathFactory) -> Checked:
    """A bad record, a deletion that breaks others, a renamed record and external links."""
    folder = tmp_path_factory.mktemp("bad")
    (folder / "secret.yaml").write_text(f"title: {HIDDEN}\n")

    def change(root: Path) -> None:
        (root / GOOD).write_text(BAD, encoding="utf-8")
        (root / GONE).unlink()
        (root / OLD).rename(root / NEW)
        (root / LINK).symlink_to(folder / "secret.yaml")

    return checked(atlas, folder, change, real=True)


def test_a_good_record_passes(good: Checked) -> None:
    assert good.ended.codes[CHECK] == 0, good.ended.out
    assert "Проверено: 1" in good.ended.out
    assert "## Проверка атласа" in good.ended.summary
    assert "Урок физики на школьном дворе" in good.report
    with zipfile.ZipFile(good.ended.artifacts["preview.zip"]) as preview:
        assert any(name.endswith("novaya-praktika/index.html") for name in preview.namelist())
        assert "atlas" in preview.read("index.html").decode()


def test_a_bad_record_gets_findings_at_its_lines(bad: Checked) -> None:
    assert bad.ended.codes[CHECK] == 1
    line = BAD.splitlines().index("  - fizika") + 1
    assert f"::error file={GOOD},line={line},col=5" in bad.ended.out
    assert "not-in-vocabulary" in bad.ended.summary
    assert "fizika" in bad.report


def test_a_deletion_is_seen_where_it_is_missed(bad: Checked) -> None:
    missed = [line for line in bad.ended.out.splitlines() if "mmo-fizikov" in line.partition("::")[2]]
    assert missed, bad.ended.out
    assert not [line for line in missed if line.startswith(f"::error file={GONE}")]


def test_a_renamed_record_keeps_its_old_id(bad: Checked) -> None:
    assert f"::error file={NEW}" in bad.ended.out
    assert "id-not-file-name" in bad.ended.out


def test_a_symbolic_link_is_not_followed(bad: Checked) -> None:
    assert f"::error file={LINK}" in bad.ended.out
    assert "symlink" in bad.ended.out
    assert HIDDEN not in bad.ended.out + bad.report


def test_a_new_check_renews_the_comment(
    atlas: Atlas, server: GitHub, tmp_path: Path, good: Checked, bad: Checked
) -> None:
    first = commented(server, atlas, tmp_path / "bad", bad)
    assert first.startswith("<!-- atlas-robot: review -->")
    assert "fizika" in first
    second = commented(server, atlas, tmp_path / "good", good)
    assert "fizika" not in second
    assert "Урок физики на школьном дворе" in second
    assert good.proposal.head[:10] in second


def test_the_branch_of_a_robot_is_checked_with_the_code_it_was_made_on(atlas: Atlas, tmp_path: Path) -> None:
    """The robot starts the check on its branch: one commit ahead of main, and no pull request event."""
    base = git(atlas.work, "rev-parse", "main")
    git(atlas.work, "checkout", "-q", "--detach", "main")
    write(GOOD, BAD)(atlas.work)
    tip = commit_all(atlas.work, "Propose")
    git(atlas.work, "push", "-q", "origin", f"{tip}:refs/heads/proposal/issue-12")
    git(atlas.work, "checkout", "-q", "-f", "main")
    contexts = {"github": {"sha": tip, "event": {"repository": {"default_branch": "main"}}}}
    ended = Runner(origin=atlas.origin, folder=tmp_path, contexts=contexts).run("check.yml", "check")
    assert f"::error file={GOOD},line={BAD.splitlines().index('  - fizika') + 1},col=5" in ended.out
    assert git(ended.workspace, "rev-parse", "HEAD") == base
    assert not (ended.workspace / GOOD).exists()


def test_a_changed_schema_is_data(atlas: Atlas, tmp_path: Path) -> None:
    def change(root: Path) -> None:
        file = root / "schemas/practice.schema.json"
        schema = json.loads(file.read_text(encoding="utf-8"))
        schema["required"].append("goal")
        file.write_text(json.dumps(schema, ensure_ascii=False), encoding="utf-8")

    check = checked(atlas, tmp_path, change)
    assert check.ended.codes[CHECK] == 1
    assert "missing-key" in check.ended.out


def test_settings_that_lead_out_are_not_followed(atlas: Atlas, tmp_path: Path) -> None:
    (tmp_path / "secret.yaml").write_text(f"title: {HIDDEN}\n")

    def change(root: Path) -> None:
        (root / "site_config/search.yaml").unlink()
        (root / "site_config/search.yaml").symlink_to(tmp_path / "secret.yaml")
        (root / "schemas/practice.schema.json").write_text('{"$ref": "file:///etc/passwd"}')

    check = checked(atlas, tmp_path, change)
    assert check.ended.codes[CHECK] == 1
    assert "root:" not in check.ended.out + check.report
    assert HIDDEN not in check.ended.out + check.report


def test_two_hundred_records_at_once(atlas: Atlas, server: GitHub, tmp_path: Path) -> None:
    def fill(root: Path) -> None:
        for number in range(1, 201):
            text = good_record(number)
            if number % 2:
                text = text.replace("municipality: ozersk", "municipality: nigde")
            (root / GOOD.replace(".yaml", f"-{number}.yaml")).write_text(text, encoding="utf-8")

    check = checked(atlas, tmp_path, fill)
    assert check.ended.codes[CHECK] == 1
    assert check.ended.out.count("::error file=content/practices/novaya-praktika-") >= 100
    assert check.ended.summary.count("nigde") >= 100
    assert len(commented(server, atlas, tmp_path / "comment", check)) < 65_536


HOSTILE = (
    "Опыты `touch canary` $(touch canary) ${{ github.token }} @everyone --> <img src=x onerror=alert(1)>"
    " ![x](https://evil.example/x.png) #1 other/repo#2 ::error::x"
)


def test_a_hostile_title_is_only_words(atlas: Atlas, server: GitHub, tmp_path: Path) -> None:
    record = good_record().replace("title: Урок физики на школьном дворе", f"title: '{HOSTILE}'", 1)
    name = "content/practices/$(touch canary)@all `id`\n::error::x.yaml"

    def change(root: Path) -> None:
        (root / GOOD).write_text(record, encoding="utf-8")
        (root / name).write_text(record, encoding="utf-8")

    check = checked(atlas, tmp_path, change)
    assert check.ended.codes[CHECK] == 1
    for line in check.ended.out.splitlines():
        assert not line.startswith("::error::")
    said = commented(server, atlas, tmp_path / "comment", check)
    assert "Опыты" in said
    for sign in ("@everyone", "@all", "<img", "![", "https://evil", "`touch", "${{", " #1", "repo#2"):
        assert sign not in said
    assert said.count("-->") == said.count("<!--") == 1
    assert not list(tmp_path.rglob("canary"))


def test_a_proposal_that_forges_the_report_gains_nothing(
    atlas: Atlas, server: GitHub, tmp_path: Path, good: Checked
) -> None:
    """A fork may change `check.yml` and leave any report: it is only text, and the change is reported."""
    forged = f"{HOSTILE}\n\n<!-- atlas-robot: links -->\n\n@org/team\n\n<script>x</script>"
    server.files[NUMBER] = [GOOD, ".github/workflows/check.yml"]
    said = commented(server, atlas, tmp_path / "comment", good, forged)
    assert "Предложение меняет не только записи" in said
    for sign in ("@everyone", "@org", "<script", "![", "atlas-robot: links"):
        assert sign not in said


def test_the_second_workflow_waits_for_proposals_alone() -> None:
    condition = workflow("comment.yml")["jobs"]["comment"]["if"]
    assert "workflow_run.event == 'pull_request'" in condition

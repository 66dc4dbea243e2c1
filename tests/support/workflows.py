"""Runs the jobs of `.github/workflows` here: their real commands, in the environment of GitHub.

GitHub's actions are simulated with git and by copying files; expressions are evaluated as far as needed.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tarfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from support.atlases import REPOSITORY
from support.ready_command import ready_command

WORKFLOWS = REPOSITORY / ".github/workflows"
_EXPRESSION = re.compile(r"\$\{\{\s*(.*?)\s*\}\}")
_TERM = re.compile(r"(\S+)\s*(==|!=)\s*'([^']*)'\Z")
_CONTAINS = re.compile(r"contains\((\S+), '([^']*)'\)\Z")
_PATH = "/usr/local/bin:/usr/bin:/bin"
_NEVER_OLD = 4_000_000_000
"""A modification time later than that of any file in a checkout."""
Json = Any


@cache
def workflow(name: str, folder: Path = WORKFLOWS) -> dict[str, Json]:
    """Return a workflow from its file; the key `on` is a string, not a boolean."""
    loaded: dict[str, Json] = yaml.load((folder / name).read_text(encoding="utf-8"), yaml.CBaseLoader)  # noqa: S506
    return loaded


def workflow_names() -> list[str]:
    return sorted(path.name for path in WORKFLOWS.glob("*.yml"))


def steps(flow: Mapping[str, Json]) -> Iterator[dict[str, Json]]:
    for job in flow["jobs"].values():
        yield from job["steps"]


@dataclass(kw_only=True)
class Ended:
    """How a job ended. `codes` are the exit codes of the steps that ran commands, by their names."""

    workspace: Path
    codes: dict[str, int] = field(default_factory=dict)
    out: str = ""
    summary: str = ""
    artifacts: dict[str, Path] = field(default_factory=dict)
    outputs: dict[str, dict[str, str]] = field(default_factory=dict)
    deployed: bool = False

    @property
    def failed(self) -> bool:
        return any(self.codes.values())


@dataclass(kw_only=True)
class Runner:
    """A machine of GitHub's: `origin` is the repository, `contexts` are those of expressions."""

    origin: Path
    folder: Path
    contexts: dict[str, Json]
    environment: Mapping[str, str] = field(default_factory=dict)
    artifacts: dict[str, Path] = field(default_factory=dict)
    flows: Path = WORKFLOWS
    real: bool = False
    """Whether commands are separate processes, not forks of one that is already running."""

    def run(self, name: str, job_name: str) -> Ended:
        """Run a job of a workflow, as far as its condition allows."""
        job = workflow(name, self.flows)["jobs"][job_name]
        ended = Ended(workspace=self.folder / f"{job_name}-work", artifacts=self.artifacts)
        ended.workspace.mkdir(parents=True)
        if not self._holds(job.get("if", ""), ended):
            return ended
        for step in job["steps"]:
            if self._holds(step.get("if", ""), ended):
                self._step(step, job, ended)
        return ended

    def _step(self, step: Mapping[str, Json], job: Mapping[str, Json], ended: Ended) -> None:
        if "run" not in step:
            action = step["uses"].partition("@")[0].removeprefix("actions/").replace("-", "_")
            given = {key: self._fill(value, ended) for key, value in step.get("with", {}).items()}
            getattr(self, f"_{action}")(given, ended)
            return
        named = {**job.get("env", {}), **step.get("env", {})}
        extra = {key: self._fill(value, ended) for key, value in named.items()}
        files = {key: self.folder / key.lower() for key in ("GITHUB_STEP_SUMMARY", "GITHUB_OUTPUT")}
        for file in files.values():
            file.write_text("")
        if (ended.workspace / "Makefile").exists():
            pretend_installed(ended.workspace, real=self.real)
        script = self.folder / "step.sh"
        script.write_text(step["run"], encoding="utf-8")
        done = subprocess.run(
            ["/usr/bin/bash", "-e", str(script)],
            cwd=ended.workspace,
            env={
                "PATH": _PATH,
                "HOME": str(self.folder),
                "LANG": "C.UTF-8",
                "CI": "true",
                "GIT_CONFIG_GLOBAL": os.devnull,
                **{key: str(file) for key, file in files.items()},
                **self.environment,
                **extra,
            },
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        ended.codes[step["name"]] = done.returncode
        ended.out += done.stdout + done.stderr
        ended.summary += files["GITHUB_STEP_SUMMARY"].read_text(encoding="utf-8")
        lines = files["GITHUB_OUTPUT"].read_text(encoding="utf-8").splitlines()
        ended.outputs[step.get("id", "")] = dict(line.split("=", 1) for line in lines)

    def _value(self, path: str, ended: Ended) -> str:
        found: Json = {
            **self.contexts,
            "steps": {key: {"outputs": one} for key, one in ended.outputs.items()},
        }
        for word in path.split("."):
            found = found.get(word, "") if isinstance(found, Mapping) else ""
        return str(found)

    def _fill(self, text: str, ended: Ended) -> str:
        return _EXPRESSION.sub(lambda found: self._value(found[1], ended), text)

    def _holds(self, condition: str, ended: Ended) -> bool:
        terms = _EXPRESSION.sub(r"\1", condition).split(" && ")
        if "cancelled()" not in condition and ended.failed:
            return False
        return all(self._term(term.strip(), ended) for term in terms if term)

    def _term(self, term: str, ended: Ended) -> bool:
        if term == "!cancelled()":
            return True
        if term.startswith("(") and term.endswith(")"):
            return any(self._term(one.strip(), ended) for one in term[1:-1].split(" || "))
        if found := _CONTAINS.match(term):
            return found[2] in self._value(found[1], ended)
        compared = _TERM.match(term)
        assert compared, f"a condition that this runner does not know: {term}"
        return (self._value(compared[1], ended) == compared[3]) == (compared[2] == "==")

    def _checkout(self, given: Mapping[str, str], ended: Ended) -> None:
        assert given["persist-credentials"] == "false"
        command = ["git", "-c", "advice.detachedHead=false"]
        subprocess.run(
            [*command, "clone", "-q", "--no-checkout", str(self.origin), "."],
            cwd=ended.workspace,
            check=True,
        )
        subprocess.run(
            [*command, "checkout", "-q", "--detach", given.get("ref") or self.contexts["github"]["sha"]],
            cwd=ended.workspace,
            check=True,
        )
        pretend_installed(ended.workspace, real=self.real)

    def _setup_python(self, given: dict[str, str], ended: Ended) -> None:
        assert given.pop("python-version") == "3.11"
        if given:
            assert given.pop("cache") == "pip"
            files = given.pop("cache-dependency-path").split()
            assert [name for name in files if (ended.workspace / name).is_file()], "setup-python would fail"
        assert not given

    def _cache(self, given: Mapping[str, str], ended: Ended) -> None:
        assert given["path"] == "links.json"
        assert not (ended.workspace / "links.json").exists()

    def _upload_artifact(self, given: Mapping[str, str], ended: Ended) -> None:
        path = ended.workspace / given["path"]
        assert path.exists() or given.get("if-no-files-found") == "ignore"
        if path.exists():
            kept = self.folder / "artifacts" / (given.get("name") or path.name)
            shutil.copytree(path, kept) if path.is_dir() else _copy(path, kept)
            ended.artifacts[kept.name] = kept

    def _upload_pages_artifact(self, given: Mapping[str, str], ended: Ended) -> None:
        kept = self.folder / "pages.tar"
        with tarfile.open(kept, "w") as archive:
            archive.add(ended.workspace / given["path"], arcname=".")
        ended.artifacts["github-pages"] = kept

    def _download_artifact(self, given: Mapping[str, str], ended: Ended) -> None:
        kept = self.artifacts[given["name"]]
        if kept.is_dir():
            shutil.copytree(kept, ended.workspace / given["path"])
        else:
            _copy(kept, ended.workspace / "site.tar")

    def _deploy_pages(self, _given: Mapping[str, str], ended: Ended) -> None:
        ended.deployed = "github-pages" in self.artifacts


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def pretend_installed(workspace: Path, *, real: bool = False) -> None:
    """Make `make install` find everything installed: the commands of this repository's own environment.

    pip is not among them, so that nothing can be installed. Unless `real`, `atlas` is already running.
    """
    own = REPOSITORY / ".venv/bin"
    commands = workspace / ".venv/bin"
    commands.mkdir(parents=True, exist_ok=True)
    for name, command in (("atlas", own / "atlas" if real else ready_command()), ("python", own / "python")):
        if not (commands / name).exists():
            (commands / name).symlink_to(command)
    for name in ("pyvenv.cfg", "lib"):  # these mark a complete environment
        if not (workspace / ".venv" / name).exists():
            (workspace / ".venv" / name).symlink_to(REPOSITORY / ".venv" / name)
    for name in ("run.stamp", "dev.stamp"):
        (workspace / ".venv" / name).touch()
        os.utime(workspace / ".venv" / name, (_NEVER_OLD, _NEVER_OLD))

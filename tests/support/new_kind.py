"""A copy of the package with an additional kind of record: six files, and a line in the table of kinds."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from support.atlases import FIXTURES, REPOSITORY
from support.building import buildable
from support.commands import BUILD

EXCURSION = FIXTURES / "kind_excursion"
LINE = '    Kind(name="excursion", folder="excursions", noun="выезд", kind_vocabulary="excursion_kinds"),\n'
"""The line of the kind in `KINDS`."""
_PYTHON = (sys.executable, "-W", "error")
_RUNNER = """
import json, sys
from click.testing import CliRunner
from msgspec.structs import replace
from generator.cli import atlas
from generator.report.guide import code_groups
from generator.site.views import findings
groups = tuple(replace(group, findings=group.findings[:1]) for group in code_groups())
findings.code_groups = lambda: groups
for line in sys.stdin:
    done = CliRunner().invoke(atlas, json.loads(line))
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    print(json.dumps([done.exit_code, done.output]), flush=True)
"""
"""Runs commands one after the other: starting a process for each would take longer.

Its sites contain the page of one finding per group, as with `only_some_findings`.
"""
RECORD = "content/excursions/poezdka-po-izmereniyam.yaml"


@dataclass(frozen=True, kw_only=True)
class Enlarged:
    """The package at `package` and an atlas of it at `root`."""

    package: Path
    root: Path
    runner: subprocess.Popen[str] | None = None

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run a command of the extended package on the atlas, in a separate process."""
        return subprocess.run(
            [*_PYTHON, "-m", "generator", "--root", str(self.root), *words],
            cwd=self.package,
            env=self._environment,
            capture_output=True,
            text=True,
            check=False,
        )

    def say(self, *words: str, code: int = 0) -> str:
        """Return the output of a command, which has to end with a given exit code."""
        ended, told = self._tell(words)
        assert ended == code, told
        return told

    def _tell(self, words: Sequence[str]) -> tuple[int, str]:
        if self.runner is None:
            done = self.run(*words)
            return done.returncode, done.stdout + done.stderr
        assert self.runner.stdin is not None
        assert self.runner.stdout is not None
        print(json.dumps(["--root", str(self.root), *words]), file=self.runner.stdin, flush=True)
        answer = self.runner.stdout.readline()
        assert answer, "a traceback stands in the error stream"
        ended, told = json.loads(answer)
        return ended, told

    def build(self) -> Path:
        """Build the atlas with the package in its current state; return the folder of the site."""
        with self.keep_running() as anew:
            anew.say(*BUILD)
        return self.root / "site"

    @contextmanager
    def keep_running(self) -> Iterator[Enlarged]:
        """Run all commands in one process, with the package in its current state."""
        command = [*_PYTHON, "-c", _RUNNER]
        pipe = subprocess.PIPE
        with subprocess.Popen(
            command, cwd=self.package, env=self._environment, stdin=pipe, stdout=pipe, text=True
        ) as runner:
            yield replace(self, runner=runner)

    @property
    def _environment(self) -> dict[str, str]:
        return {**os.environ, "PYTHONPATH": str(self.package)}


def add_excursion(folder: Path) -> Enlarged:
    """Make a copy of the package with the kind `excursion`, and a small atlas with an excursion."""
    package = folder / "package"
    for name in ("generator", "schemas"):
        shutil.copytree(REPOSITORY / name, package / name)  # with compiled modules: nothing is compiled again
    kinds = package / "generator/model/kinds.py"
    before, last, after = kinds.read_text(encoding="utf-8").partition("    RESOURCE_CENTRE,\n")
    kinds.write_text(before + last + LINE + after, encoding="utf-8")
    root = buildable(folder / "atlas")
    for part, target in (("generator", package), ("schemas", root), ("content", root), ("site_config", root)):
        shutil.copytree(EXCURSION / part, target / part, dirs_exist_ok=True)
    return Enlarged(package=package, root=root)

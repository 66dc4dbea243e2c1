"""A copy of the package with one kind of record more: six files, and a line in the table of kinds."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from support.atlases import AS_OF, FIXTURES, REPOSITORY
from support.building import buildable

EXCURSION = FIXTURES / "kind_excursion"
LINE = '    Kind(name="excursion", folder="excursions", noun="выезд", kind_vocabulary="excursion_kinds"),\n'
"""The line of the kind in `KINDS`."""
RECORD = "content/excursions/poezdka-po-izmereniyam.yaml"


@dataclass(frozen=True, kw_only=True)
class Enlarged:
    """The package at `package` and an atlas of it at `root`."""

    package: Path
    root: Path

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run a command of the enlarged package on the atlas."""
        return subprocess.run(
            [sys.executable, "-W", "error", "-m", "generator", "--root", str(self.root), *words],
            cwd=self.package,
            env={**os.environ, "PYTHONPATH": str(self.package)},
            capture_output=True,
            text=True,
            check=False,
        )

    def say(self, *words: str, code: int = 0) -> str:
        """Return what a command prints, which has to end with a code."""
        done = self.run(*words)
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout + done.stderr

    def build(self) -> Path:
        """Build the atlas; return the folder of the site."""
        self.say("build", "--as-of", AS_OF)
        return self.root / "site"


def add_excursion(folder: Path) -> Enlarged:
    """Make a copy of the package with the kind `excursion`, and a small atlas with an excursion."""
    package = folder / "package"
    for name in ("generator", "schemas"):
        shutil.copytree(REPOSITORY / name, package / name, ignore=shutil.ignore_patterns("__pycache__"))
    kinds = package / "generator/model/kinds.py"
    before, last, after = kinds.read_text(encoding="utf-8").partition("    RESOURCE_CENTRE,\n")
    kinds.write_text(before + last + LINE + after, encoding="utf-8")
    root = buildable(folder / "atlas")
    for part, target in (("generator", package), ("schemas", root), ("content", root), ("site_config", root)):
        shutil.copytree(EXCURSION / part, target / part, dirs_exist_ok=True)
    return Enlarged(package=package, root=root)

"""Puts into a wheel what stands at the top of the repository, where this repository's own atlas uses it.

Everything else about the package is said in pyproject.toml.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

DEFAULTS = (
    "schemas",
    "site_config",
    "mkdocs.yml",
    "requirements/run.txt",
    ".vscode",
    ".github/workflows",
    ".gitlab/atlas.yml",
    ".forgejo/workflows",
    ".ci/publish_rsync",
)
NOT_TAKEN = shutil.ignore_patterns(
    "filled", "municipalities.yaml", "editors.yaml", "tests.yml", "pagefind.yml", "torture.yml"
)
"""What is filled in for one atlas, one region's own, or the generator's."""


class BuildWithDefaults(build_py):
    """Copies schemas, settings and workflows to where `generator.source.package_files` looks for them."""

    def run(self) -> None:
        """Copy them after the modules. An editable install finds them at the top."""
        super().run()
        if self.editable_mode:
            return
        target = Path(self.build_lib, "generator/defaults")
        shutil.rmtree(target, ignore_errors=True)
        for name in DEFAULTS:
            if Path(name).is_dir():
                shutil.copytree(name, target / name, ignore=NOT_TAKEN)
            else:
                (target / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(name, target / name)


setup(cmdclass={"build_py": BuildWithDefaults})

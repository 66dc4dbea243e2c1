"""A repository on a forge, made for a test, and proposals to it from a fork."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner
from support.atlases import FIXTURES, REPOSITORY, assemble
from support.git import commit_all, git, start_repository

from generator.cli import atlas

NUMBER = 7
GOOD = "content/practices/novaya-praktika.yaml"
_OWN = (
    ".ci",
    "Makefile",
    "mkdocs.yml",
    "pyproject.toml",
    "requirements",
    "site_config/pages",
    "site_config/theme",
)


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """A proposal as the forge keeps it: its own commit, and the one that merging it would make."""

    base: str
    head: str
    merge: str


@dataclass(frozen=True, kw_only=True)
class Atlas:
    """`origin` is what the forge has, `work` where a contributor prepares changes."""

    origin: Path
    work: Path

    def propose(self, change: Callable[[Path], object]) -> Proposal:
        """Let a contributor change files and propose it, as GitHub keeps a pull request from a fork."""
        base = git(self.work, "rev-parse", "main")
        git(self.work, "checkout", "-q", "-B", "proposal", "main")
        change(self.work)
        head = commit_all(self.work, "`touch canary` $(touch canary) ${{ github.token }} @everyone")
        tree = git(self.work, "merge-tree", "--write-tree", base, head).splitlines()[0]
        merge = git(self.work, "commit-tree", tree, "-p", base, "-p", head, "-m", "merge")
        refs = (f"{head}:refs/pull/{NUMBER}/head", f"{merge}:refs/pull/{NUMBER}/merge")
        git(self.work, "push", "-q", "--force", "origin", *refs)
        git(self.work, "checkout", "-q", "-f", "main")
        return Proposal(base=base, head=head, merge=merge)


def forge_atlas(folder: Path, *, forms: bool = False) -> Atlas:
    """Make a small whole atlas with this repository's workflows, kept in a bare repository.

    With `forms` its issue forms are made from its own vocabularies.
    """
    work = start_repository(folder / "work")
    assemble(work, FIXTURES / "golden")
    shutil.copytree(REPOSITORY / ".github", work / ".github")
    for name in _OWN:
        source = REPOSITORY / name
        copy = shutil.copytree if source.is_dir() else shutil.copyfile
        copy(source, work / name)
    (work / ".gitignore").write_text("/.venv\n/.atlas\n/site\n/.site.*\n")
    if forms:
        assert CliRunner().invoke(atlas, ["--root", str(work), "forms"]).exit_code == 0
    commit_all(work, "Начало")
    origin = folder / "origin.git"
    git(folder, "clone", "-q", "--bare", str(work), str(origin))
    git(work, "remote", "add", "origin", str(origin))
    return Atlas(origin=origin, work=work)


def good_record(number: int = 0) -> str:
    """Return a practice in which a check finds nothing."""
    text = (FIXTURES / "valid/content/practices/obrazets.yaml").read_text(encoding="utf-8")
    name = Path(GOOD).stem + (f"-{number}" if number else "")
    return text.replace("id: obrazets", f"id: {name}")

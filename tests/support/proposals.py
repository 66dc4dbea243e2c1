"""A repository on a forge, made for a test, and proposals to it from a fork."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from click.testing import CliRunner
from support.atlases import FIXTURES, REPOSITORY, assemble, lay_out, read_tree
from support.git import commit_all, git, start_repository

from generator.cli import atlas

NUMBER = 7
GIT = ".git/"
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
    """A proposal as stored by the forge: its own commit, and the merge commit."""

    base: str
    head: str
    merge: str


@dataclass(frozen=True, kw_only=True)
class Atlas:
    """`origin` is the forge's repository, `work` is where a contributor prepares changes."""

    origin: Path
    work: Path

    def propose(self, change: Callable[[Path], object]) -> Proposal:
        """Change files as a contributor and propose this, as GitHub stores a pull request from a fork."""
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
    """Create a small complete atlas with this repository's workflows, in a bare repository.

    With `forms`, its issue forms are generated from its own vocabularies.
    """
    work, origin = folder / "work", folder / "origin.git"
    folders, files = _first_state(forms=forms)
    lay_out(work, folders, files)
    for name in (path for path in files if path.startswith(".ci/")):
        shutil.copymode(REPOSITORY / name, work / name)
    own = {path.removeprefix(GIT): data for path, data in files.items() if path.startswith(GIT)}
    own["config"] = own["config"].replace(b"bare = false", b"bare = true")
    lay_out(origin, [path.removeprefix(GIT) for path in folders if path.startswith(GIT)], own)
    git(work, "remote", "add", "origin", str(origin))
    return Atlas(origin=origin, work=work)


@cache
def _first_state(*, forms: bool) -> tuple[Sequence[str], Mapping[str, bytes]]:
    """Return the folders and files of that atlas, committed: creating it takes ten git commands."""
    with TemporaryDirectory() as name:
        work = start_repository(Path(name))
        _make_first_state(work, forms=forms)
        return read_tree(work)


def _make_first_state(work: Path, *, forms: bool) -> None:
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


def good_record(number: int = 0) -> str:
    """Return a practice without findings."""
    text = (FIXTURES / "valid/content/practices/obrazets.yaml").read_text(encoding="utf-8")
    name = Path(GOOD).stem + (f"-{number}" if number else "")
    return text.replace("id: obrazets", f"id: {name}")

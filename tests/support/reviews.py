"""Proposals made in tests: two commits of a small atlas, from folders or from changes that a test makes."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec.structs import replace
from support.atlases import AS_OF, FIXTURES, REFERENCE, assemble, lay_out, read_tree
from support.git import commit_all, git, start_repository

from generator.review import Review, assemble_review, open_proposal, render_markdown

PROPOSALS = FIXTURES / "review"
EXPECTED = "expected.md"
EDITORS = """\
editors:
  - id: all
    title: Редакция
  - id: physics
    title: Методист по физике
    subjects: [physics]
    account: fiziki
  - id: ozersk
    title: Методический кабинет Озёрска
    municipalities: [ozersk]
    kinds: [community, resource_centre]
    email: kabinet@example.org
"""
DAY = dt.date.fromisoformat(AS_OF)
STATES = "main..HEAD"


def proposal_fixtures() -> list[Path]:
    """Return the folders of proposals: `head/` replaces files, `removed.txt` lists the deleted ones."""
    return sorted(folder for folder in PROPOSALS.iterdir() if folder.is_dir())


def atlas_to_change(root: Path) -> Path:
    """Create the atlas that proposals change, committed to the branch main and without findings."""
    root.mkdir(parents=True, exist_ok=True)
    lay_out(root, *_first_commit())
    return root


@cache
def _first_commit() -> tuple[Sequence[str], Mapping[str, bytes]]:
    """Return the folders and files of that atlas and its repository: git takes forty times as long."""
    with TemporaryDirectory() as name:
        folder = start_repository(Path(name))
        (folder / ".gitignore").write_text(".atlas\n", encoding="utf-8")
        assemble(folder, FIXTURES / "golden")
        (folder / "content/resource_centres/opornaya-shkola-lesnaya.yaml").unlink()  # its award has ended
        (folder / "site_config/editors.yaml").write_text(EDITORS, encoding="utf-8")
        shutil.copy(REFERENCE / "site_config/checklists.yaml", folder / "site_config/checklists.yaml")
        commit_all(folder)
        git(folder, "repack", "-adq")
        return read_tree(folder)


def proposed_by(root: Path, change: Callable[[Path], object]) -> Path:
    """Create an atlas with a proposal that changes it, on a branch; return the atlas."""

    folder = atlas_to_change(root)
    git(folder, "checkout", "-q", "-b", "proposal")
    change(folder)
    commit_all(folder)
    return folder


def of_fixture(fixture: Path) -> Callable[[Path], None]:
    """Return the change of a fixture."""

    def change(root: Path) -> None:
        removed = fixture / "removed.txt"
        for path in removed.read_text(encoding="utf-8").split() if removed.exists() else ():
            (root / path).unlink()
        if (fixture / "head").is_dir():
            shutil.copytree(fixture / "head", root, dirs_exist_ok=True)

    return change


def review_of(root: Path, states: str = STATES, *, jobs: int = 1) -> Review:
    """Return the review of a proposal on the day of the fixtures."""
    return assemble_review(open_proposal(root, states, as_of=DAY, jobs=jobs))


def report_of(root: Path, states: str = STATES, *, limit: int = 65_000) -> str:
    """Return the Markdown report about a proposal on the day of the fixtures."""
    proposed = open_proposal(root, states, as_of=DAY)
    review = replace(assemble_review(proposed), base="было", head="стало")  # hashes change with every schema
    return render_markdown(review, proposed.settings, proposed.after.ruleset.schemas, limit=limit)


def with_design(root: Path) -> None:
    """Add the hand-written pages of the reference atlas to an atlas, on its branch main."""
    git(root, "checkout", "-q", "main")
    shutil.copytree(REFERENCE / "site_config" / "pages", root / "site_config" / "pages", dirs_exist_ok=True)
    shutil.copy(REFERENCE / "mkdocs.yml", root)
    commit_all(root)
    git(root, "checkout", "-q", "-B", "proposal")

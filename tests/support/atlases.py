"""Small complete atlases for tests: a root folder with schemas, settings and records."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
FIXTURES = REPOSITORY / "tests" / "fixtures"
BASE = FIXTURES / "base"
"""Settings of a small atlas: three municipalities, few terms."""
RULES = FIXTURES / "rules"
"""One folder per rule: records that violate it, and the findings about them."""
REFERENCE = FIXTURES / "reference"
"""A complete atlas of a region, as large as a real one in its first year, for tests of the site."""
AS_OF = "2026-09-01"
"""The day on which fixtures are checked."""


def assemble(root: Path, *parts: Path) -> Path:
    """Create an atlas at `root` from the repository's schemas and the files of `parts`; return `root`.

    Each part is a folder with `content/`, `site_config/` or both; later parts replace the files of earlier
    ones. The base settings come first.
    """
    lay_out(root, *_always())
    for part in parts:
        for folder in ("site_config", "content"):
            if (part / folder).is_dir():
                shutil.copytree(part / folder, root / folder, dirs_exist_ok=True)
    if (root / "site_config/pages").is_dir():
        shutil.copy(REPOSITORY / "mkdocs.yml", root)
    return root


def lay_out(root: Path, folders: Sequence[str], files: Mapping[str, bytes]) -> None:
    """Write files into a folder, whose subfolders are given too; `Path` would take three times as long."""
    for folder in folders:
        os.makedirs(f"{root}/{folder}", exist_ok=True)  # noqa: PTH103
    for path, data in files.items():
        descriptor = os.open(f"{root}/{path}", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666)
        os.write(descriptor, data)
        os.close(descriptor)


def read_tree(root: Path) -> tuple[Sequence[str], Mapping[str, bytes]]:
    """Return the folders and files in a folder, for `lay_out`."""
    found = {path.relative_to(root).as_posix(): path for path in sorted(root.rglob("*"))}
    folders = [name for name, path in found.items() if path.is_dir()]
    return folders, {name: path.read_bytes() for name, path in found.items() if path.is_file()}


@cache
def _always() -> tuple[Sequence[str], Mapping[str, bytes]]:
    """Return the common folders and files of all test atlases, read once: a run creates two thousand of them.

    Schemas for editors are left out: `atlas schema` generates them.
    """
    files = {
        str(file.relative_to(root)): file.read_bytes()
        for root, name in ((REPOSITORY, "schemas"), (BASE, "site_config"))
        for file in sorted((root / name).rglob("*"))
        if file.is_file() and file.parent.name != "filled"
    }
    return sorted({"content", *(path.rpartition("/")[0] for path in files)}), files


def rule_fixtures() -> list[Path]:
    """Return the folders of the rules' failing fixtures, sorted by code."""
    return sorted(folder for folder in RULES.iterdir() if folder.is_dir())

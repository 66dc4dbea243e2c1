"""Whole small atlases for tests: a root folder made of schemas, settings and records."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from functools import cache
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
FIXTURES = REPOSITORY / "tests" / "fixtures"
BASE = FIXTURES / "base"
"""Settings of a small atlas: three municipalities, few terms."""
RULES = FIXTURES / "rules"
"""One folder a rule: records that break it, and what the check says of them."""
REFERENCE = FIXTURES / "reference"
"""A whole atlas of a region, as large as a real one in its first year: what tests of the site look at."""
AS_OF = "2026-09-01"
"""The day on which fixtures are judged."""


def assemble(root: Path, *parts: Path) -> Path:
    """Make an atlas at `root` from the repository's schemas and the files of `parts`; return `root`.

    Each part is a folder with `content/`, `site_config/` or both; later parts replace the files of
    earlier ones. The base settings come first.
    """
    for path, data in _always().items():
        file = root / path
        if not file.parent.is_dir():
            file.parent.mkdir(parents=True)
        file.write_bytes(data)
    (root / "content").mkdir(exist_ok=True)
    for part in parts:
        for folder in ("site_config", "content"):
            if (part / folder).is_dir():
                shutil.copytree(part / folder, root / folder, dirs_exist_ok=True)
    if (root / "site_config/pages").is_dir():
        shutil.copy(REPOSITORY / "mkdocs.yml", root)
    return root


@cache
def _always() -> Mapping[str, bytes]:
    """Return the files of every atlas for tests, read once: there are a thousand such atlases in a run."""
    folders = {REPOSITORY: "schemas", BASE: "site_config"}
    files = ((root, file) for root, name in folders.items() for file in sorted((root / name).rglob("*")))
    return {str(file.relative_to(root)): file.read_bytes() for root, file in files if file.is_file()}


def rule_fixtures() -> list[Path]:
    """Return the folders of the rules' failing fixtures, sorted by code."""
    return sorted(folder for folder in RULES.iterdir() if folder.is_dir())

"""Whole small atlases for tests: a root folder made of schemas, settings and records."""

from __future__ import annotations

import shutil
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
FIXTURES = REPOSITORY / "tests" / "fixtures"
BASE = FIXTURES / "base"
"""Settings of a small atlas: three municipalities, few terms."""
RULES = FIXTURES / "rules"
"""One folder a rule: records that break it, and what the check says of them."""
AS_OF = "2026-09-01"
"""The day on which fixtures are judged."""


def assemble(root: Path, *parts: Path) -> Path:
    """Make an atlas at `root` from the repository's schemas and the files of `parts`; return `root`.

    Each part is a folder with `content/`, `site_config/` or both; later parts replace the files of
    earlier ones. The base settings come first.
    """
    shutil.copytree(REPOSITORY / "schemas", root / "schemas", dirs_exist_ok=True)
    (root / "content").mkdir(exist_ok=True)
    for part in (BASE, *parts):
        for folder in ("site_config", "content"):
            if (part / folder).is_dir():
                shutil.copytree(part / folder, root / folder, dirs_exist_ok=True)
    return root


def rule_fixtures() -> list[Path]:
    """Return the folders of the rules' failing fixtures, sorted by code."""
    return sorted(folder for folder in RULES.iterdir() if folder.is_dir())

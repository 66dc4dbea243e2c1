"""New atlases of regions, made as an operator makes them."""

from __future__ import annotations

from pathlib import Path

from support.atlases import FIXTURES
from support.commands import Told, call

REGIONS = FIXTURES / "regions"


def begin(folder: Path, table: Path, region: str, *words: str, forge: str = "github") -> Told:
    """Run `atlas init` with every answer that it wants."""
    answers = ("--region", region, "--operator", "Институт развития образования", "--forge", forge)
    places = ("--repository", "https://forge.example.org/region/atlas", "--site", "https://atlas.example.org")
    return call(Path(), "init", str(folder), "--municipalities", str(table), *answers, *places, *words)

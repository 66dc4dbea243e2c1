"""New atlases of regions, created as by an operator."""

from __future__ import annotations

from pathlib import Path

from support.atlases import FIXTURES
from support.commands import Told, call

REGIONS = FIXTURES / "regions"
REPOSITORY_ADDRESS = "https://forge.example.org/region/atlas"
GENERATOR = "https://files.example.org/atlas-0.2.0-py3-none-any.whl#sha256=" + "0" * 64
"""The source of the generator, which a clone does not know itself."""


def begin(
    folder: Path, table: Path, region: str, *words: str, forge: str = "github", generator: str = GENERATOR
) -> Told:
    """Run `atlas init` with all required answers."""
    answers = ("--region", region, "--operator", "Институт развития образования", "--forge", forge)
    places = ("--repository", REPOSITORY_ADDRESS, "--site", "https://atlas.example.org")
    return call(
        Path(),
        "init",
        str(folder),
        "--municipalities",
        str(table),
        *answers,
        *places,
        "--generator",
        generator,
        *words,
    )

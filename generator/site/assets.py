"""Assets of the theme: scripts, styles and pictures, at an address that changes with their content.

All of them lie in one folder that is named by their hash. A returning reader, whose browser still holds
files of an older site, never mixes these with newer ones.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from generator.base.fingerprint import fingerprint

TEMPLATES = Path(__file__).parent / "theme/templates"
"""The templates of the frame."""
OVERRIDES = "site_config/theme"
"""Folder of an atlas whose files win over those of the theme: templates, and `assets/` below it."""

_THEME = TEMPLATES.parent
_FOLDERS = ("images", "styles", "form", "search", "shared")
_HASH = 12
"""Letters of the hash in the address."""


@dataclass(frozen=True, kw_only=True)
class Assets:
    """The assets of an atlas."""

    folder: str
    """Address of the folder that holds them, without a slash in the end."""
    files: Mapping[str, Path] = field(repr=False)
    """The files by their path inside the folder."""


def find_assets(root: Path | None = None) -> Assets:
    """Return the theme's assets, and instead of them or beside them those of the atlas at `root`.

    Raises:
        OSError: one of them cannot be read.
    """
    files = {path.relative_to(_THEME).as_posix(): path for name in _FOLDERS for path in _below(_THEME / name)}
    own = root / OVERRIDES / "assets" if root else None
    if own is not None:
        files |= {path.relative_to(own).as_posix(): path for path in _below(own)}
    files = dict(sorted(files.items()))
    digest = fingerprint(
        *(part for name, path in files.items() for part in (name.encode(), path.read_bytes()))
    )
    return Assets(folder=f"assets/{digest.hex()[:_HASH]}", files=files)


def _below(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]

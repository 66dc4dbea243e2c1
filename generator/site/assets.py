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
_FOLDERS = ("dist", "images")
"""`dist` is what `make bundle` joins of the sources that lie beside it."""
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
    folders = [_THEME / name for name in _FOLDERS] + ([root / OVERRIDES / "assets"] if root else [])
    found = {
        path.relative_to(folder).as_posix(): path
        for folder in folders
        for path in folder.rglob("*")
        if path.is_file()
    }
    files = dict(sorted(found.items()))
    digest = fingerprint(
        *(part for name, path in files.items() for part in (name.encode(), path.read_bytes()))
    )
    return Assets(folder=f"assets/{digest.hex()[:_HASH]}", files=files)

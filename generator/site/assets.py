"""Assets of the theme: scripts, styles and images, at an address that changes with their content.

All are in one folder named after their hash. So a returning reader whose browser has cached files of an older
site never mixes them with newer ones.
"""

from collections.abc import Mapping
from pathlib import Path

import msgspec

from generator.base.fingerprint import fingerprint

TEMPLATES = Path(__file__).parent / "theme/templates"
"""The templates of the page frame."""
OVERRIDES = "site_config/theme"
"""Folder of an atlas whose files replace those of the theme: templates, and `assets/` inside it."""

_THEME = TEMPLATES.parent
RUNTIME = _THEME / "runtime"
"""What runs Python in a browser; `make runtime` creates it."""
_FOLDERS = ("dist", "images")
"""`make bundle` creates `dist` from the sources beside it."""
_HASH = 12
"""Number of hexadecimal digits of the hash in the address."""


class Assets(msgspec.Struct, frozen=True, kw_only=True):
    """The assets of an atlas."""

    folder: str
    """Address of their folder, without a slash at the end."""
    files: Mapping[str, Path]
    """The files by their path in that folder."""


def find_assets(root: Path | None = None) -> Assets:
    """Return the assets of the theme and of the atlas at `root`, which replace those of the same name.

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

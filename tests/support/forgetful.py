"""What a process knows of itself, forgotten: as if each check were its first."""

from __future__ import annotations

from typing import Any


class Forgetful(dict[Any, Any]):
    """A mapping in which nothing is found."""

    def get(self, key: object, default: object = None) -> object:
        """Return that there is nothing."""
        del key
        return default

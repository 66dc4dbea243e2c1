"""The table of bounds names every bound."""

from __future__ import annotations

from support.atlases import REPOSITORY

from generator.base import limits


def test_every_bound_stands_in_the_table() -> None:
    table = (REPOSITORY / "docs/limits.md").read_text(encoding="utf-8")
    names = [name for name in vars(limits) if name.startswith("MAX_")]
    assert [name for name in names if name != "MAX_ERRORS" and f"`{name}`" not in table] == []

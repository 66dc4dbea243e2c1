"""The golden atlas gives the committed pages, and the same ones every time."""

from __future__ import annotations

import re
from pathlib import Path

from support.golden import EXPECTED, made_files, texts

from generator.base.hyphens import SOFT_HYPHEN

MACHINES = ("json", "csv", "xml", "ics", "txt")
UNSEEN = re.compile(r"<(title|script|template|style)\b.*?</\1>|<[^>]*>", re.DOTALL)
"""What machines and scripts read of a page: among it tags with their attributes."""
HOW = "Read the difference; if it is meant, run: .venv/bin/python tests/bless.py"


def test_golden_atlas_gives_the_expected_files(tmp_path: Path) -> None:
    made, expected = made_files(tmp_path), texts(EXPECTED)
    assert sorted(made) == sorted(expected), HOW
    for name, text in made.items():
        assert text == expected[name], f"{name}: {HOW}"


def test_golden_atlas_comes_out_the_same_twice(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    first.mkdir()
    second.mkdir()
    assert made_files(first) == made_files(second)


def test_soft_hyphens_are_in_texts_that_readers_see_alone() -> None:
    expected = texts(EXPECTED)
    assert any(SOFT_HYPHEN in text for text in expected.values())
    unseen = {
        name: (found[0] for found in UNSEEN.finditer(text)) if name.endswith(".html") else [text]
        for name, text in expected.items()
    }
    assert [name for name, parts in unseen.items() if any(SOFT_HYPHEN in part for part in parts)] == []


def test_soft_hyphens_are_in_nothing_that_machines_read(built_site: Path) -> None:
    files = (file for kind in MACHINES for file in built_site.rglob(f"*.{kind}"))
    assert [file for file in files if SOFT_HYPHEN.encode() in file.read_bytes()] == []

"""The golden atlas gives the committed pages, and the same ones every time."""

from __future__ import annotations

from pathlib import Path

from support.golden import EXPECTED, made_files, texts

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

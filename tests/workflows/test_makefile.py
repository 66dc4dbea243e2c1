"""The first hour: what `make` says if Python is too old or incomplete, and that the next try works."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from support.atlases import REPOSITORY

TARGET = ".venv/bin/python"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copy(REPOSITORY / "Makefile", tmp_path)
    return tmp_path


def make(folder: Path, python: str) -> subprocess.CompletedProcess[str]:
    """Let make create the environment with a shell script in the place of Python."""
    script = folder / "python"
    script.write_text(f"#!/bin/sh\n{python}\n", encoding="utf-8")
    script.chmod(0o755)
    command = ["/usr/bin/make", TARGET, f"PYTHON={script}"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_an_old_python_is_told_in_russian(folder: Path) -> None:
    done = make(folder, "exit 1")
    assert done.returncode == 2
    assert "Нужен Python 3.11 или новее" in done.stderr
    assert not (folder / ".venv").exists()


def test_a_half_made_environment_does_not_stay(folder: Path) -> None:
    venv = 'mkdir -p .venv/bin && touch .venv/bin/python && test "$1" = -c'
    done = make(folder, venv)
    assert done.returncode == 2
    assert "python3-venv" in done.stderr
    assert not (folder / ".venv").exists()
    assert make(folder, "mkdir -p .venv/bin && touch .venv/bin/python").returncode == 0

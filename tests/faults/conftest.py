"""Atlases that faults happen to."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.building import buildable, only_some_findings
from support.commands import BUILD, call


@pytest.fixture(scope="session")
def _built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = buildable(tmp_path_factory.mktemp("built"))
    with only_some_findings():
        assert call(root, *BUILD).code == 0
    return root


@pytest.fixture
def standing(_built: Path, tmp_path: Path) -> Iterator[Path]:
    """An atlas of its own with a small site that stands."""
    root = tmp_path / "atlas"
    shutil.copytree(_built, root)
    with only_some_findings():
        yield root

"""Atlases that faults happen to."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from support.building import buildable
from support.commands import BUILD, call


@pytest.fixture(scope="session")
def _built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = buildable(tmp_path_factory.mktemp("built"))
    assert call(root, *BUILD).code == 0
    return root


@pytest.fixture
def standing(_built: Path, tmp_path: Path) -> Path:
    """An atlas of its own with a site that stands."""
    root = tmp_path / "atlas"
    shutil.copytree(_built, root)
    return root

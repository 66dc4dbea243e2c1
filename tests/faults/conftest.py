"""Atlases for tests with faults."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from support.atlases import lay_out, read_tree
from support.building import buildable, only_some_findings
from support.commands import BUILD, call


@pytest.fixture(scope="session")
def copy_built(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], None]:
    """A function that copies a built atlas, including modification times."""
    root = buildable(tmp_path_factory.mktemp("built"))
    with only_some_findings():
        assert call(root, *BUILD).code == 0
    folders, files = read_tree(root)
    times = {path: (root / path).stat().st_mtime_ns for path in (*files, *folders)}

    def copy(target: Path) -> None:
        target.mkdir()
        lay_out(target, folders, files)
        for path, time in times.items():
            os.utime(f"{target}/{path}", ns=(time, time))

    return copy


@pytest.fixture
def standing(copy_built: Callable[[Path], None], tmp_path: Path) -> Iterator[Path]:
    """A separate atlas with a small built site."""
    root = tmp_path / "atlas"
    copy_built(root)
    with only_some_findings():
        yield root

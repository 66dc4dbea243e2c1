"""An atlas that receives letters; shared by the tests of a module."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.reviews import atlas_to_change


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return atlas_to_change(tmp_path_factory.mktemp("inbox") / "atlas")

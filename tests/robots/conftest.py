from __future__ import annotations

import pytest

from generator.robots import api


@pytest.fixture(autouse=True)
def without_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Repeat requests at once."""
    monkeypatch.setattr(api, "BACKOFF", 0)

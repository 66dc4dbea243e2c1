from __future__ import annotations

import pytest

from generator.site.views import cards
from generator.site.views.items import Card, Item


def test_only_the_last_cards_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []

    class Entry:
        def __init__(self, address: str) -> None:
            self.address = address

    def make(_: object, entry: Entry) -> Card:
        made.append(entry.address)
        return Card(entry.address, entry.address, "", (), Item(""))

    monkeypatch.setattr(cards, "KEPT", 2)
    monkeypatch.setattr(cards, "make_card", make)
    box = cards.CardBox()
    for address in "aabbac":
        assert box.find(None, Entry(address)).title == address  # type: ignore[arg-type]
    assert made == ["a", "b", "c"]
    box.find(None, Entry("a"))  # type: ignore[arg-type]
    assert made == ["a", "b", "c"]
    box.find(None, Entry("b"))  # type: ignore[arg-type]
    assert made == ["a", "b", "c", "b"]

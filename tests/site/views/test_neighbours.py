"""Further records below a record: each of a few others once, and a few of many."""

from __future__ import annotations

import pytest
from support.pages import catalogue, record

from generator.model.kinds import PRACTICE
from generator.site.views.record import NEIGHBOURS, neighbours
from generator.site.views.site import Site, SiteIndex
from generator.site.views.tracked_catalogue import TrackedEntry
from generator.source.git.history import History


@pytest.mark.parametrize("others", range(NEIGHBOURS + 3))
def test_each_other_record_once_and_never_the_record_itself(others: int) -> None:
    entries = [record(PRACTICE, f"p{number}") for number in range(others + 1)]
    site = Site(SiteIndex(catalogue=catalogue(*entries), history=History()))
    led_to = set()
    for entry in entries:
        sections = neighbours(site, TrackedEntry(entry, site.depend_on))
        assert [section.anchor for section in sections] == ["from-municipality", "on-subject"][: 2 * others]
        for section in sections:
            shown = [card.address for card in section.body]
            assert len(set(shown)) == len(shown) == min(others, NEIGHBOURS)
            assert entry.address not in shown
            led_to.update(shown)
    assert led_to == ({entry.address for entry in entries} if others else set())


def test_a_record_that_is_not_public_leads_to_the_first_ones() -> None:
    entries = [record(PRACTICE, f"p{number}") for number in range(3)]
    site = Site(SiteIndex(catalogue=catalogue(*entries), history=History()))
    hidden = record(PRACTICE, "new", stage="proposed")
    shown = {
        card.address
        for section in neighbours(site, TrackedEntry(hidden, site.depend_on))
        for card in section.body
    }
    assert shown == {entry.address for entry in entries}

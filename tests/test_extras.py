from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.extras import places, target
from generator.history import Change, History
from generator.pages import Page
from generator.pour import Written


@pytest.mark.parametrize("address", ["../x/", "/etc/", "a/../../b/", "a\0b/"])
def test_no_address_leads_out_of_the_site(address: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="out of the site"):
        target(tmp_path, address)


@given(st.text())
def test_whatever_the_address_the_file_is_inside_or_refused(address: str) -> None:
    folder = Path("/srv/site")
    try:
        file = target(folder, address)
    except ValueError:
        return
    assert file.is_relative_to(folder)
    assert ".." not in file.parts


def test_the_map_tells_when_a_hand_written_page_changed() -> None:
    page = Page(address="", section="home", title="", description="", template="", view=None)
    hidden = Page(
        address="search/", section="about", title="", description="", template="", view=None, listed=False
    )
    change = Change(commit="0" * 40, date=dt.date(2026, 3, 5))
    history = History(changes={"site_config/pages/about.md": change})
    listed = places([page, hidden], [Written(address="about/", path="site_config/pages/about.md")], history)
    assert [(place.address, place.changed) for place in listed] == [("", ""), ("about/", "2026-03-05")]

from __future__ import annotations

import datetime as dt

from generator.extras import places
from generator.history import Change, History
from generator.pages import Page
from generator.pour import Written


def test_the_map_tells_when_a_hand_written_page_changed() -> None:
    page = Page(address="", section="home", title="", description="", template="", view=None)
    hidden = Page(
        address="search/", section="about", title="", description="", template="", view=None, listed=False
    )
    change = Change(commit="0" * 40, date=dt.date(2026, 3, 5))
    history = History(changes={"site_config/pages/about.md": change})
    listed = places([page, hidden], [Written(address="about/", path="site_config/pages/about.md")], history)
    assert [(place.address, place.changed) for place in listed] == [("", ""), ("about/", "2026-03-05")]

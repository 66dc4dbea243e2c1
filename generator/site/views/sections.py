"""What a page of sections alone shows."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from generator.site.views.items import Item, Section


class SectionsView(msgspec.Struct, frozen=True, kw_only=True):
    """What `sections_page.html.j2` shows: a lead, ways on, sentences, and the sections.

    Those of an `is_long` page are folded behind their titles.
    """

    lead: str
    ways: Sequence[Item] = ()
    notes: Sequence[str] = ()
    sections: Sequence[Section]
    is_long: bool = False

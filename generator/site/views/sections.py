"""What a page that consists of sections shows."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from generator.site.views.items import Item, Section


class SectionsView(msgspec.Struct, frozen=True, kw_only=True):
    """What `sections_page.html.j2` shows: a lead, links, sentences, and the sections.

    If the page `is_long`, they are collapsed.
    """

    lead: str
    ways: Sequence[Item] = ()
    notes: Sequence[str] = ()
    sections: Sequence[Section]
    is_long: bool = False

from __future__ import annotations

import msgspec
from support.pages import all_drafts, catalogue, make_page, record, site_index

from generator.model.kinds import KINDS


def test_drafts_tell_where_their_pages_will_stand_in_the_order_of_addresses() -> None:
    index = site_index(catalogue(*(record(kind, "one", tags=["опыты"]) for kind in KINDS)))
    listed = all_drafts(index)
    addresses = [draft.address for draft in listed]
    assert addresses == sorted(set(addresses))
    for draft in listed:
        page = make_page(index, draft)
        assert (page.address, page.section, page.depth) == (draft.address, draft.section, draft.depth)


def test_pages_are_plain_values_that_come_out_the_same_whenever_they_are_made() -> None:
    entries = [record(kind, "one", tags=["опыты"], description="*Да*") for kind in KINDS]
    first, second = (site_index(catalogue(*entries)) for _ in range(2))
    made = {draft.address: msgspec.msgpack.encode(make_page(first, draft)) for draft in all_drafts(first)}
    again = {
        draft.address: msgspec.msgpack.encode(make_page(second, draft))
        for draft in reversed(all_drafts(second))
    }
    assert made == again

from __future__ import annotations

import msgspec
from support.pages import all_drafts, catalogue, record

from generator.model.kinds import KINDS


def test_drafts_tell_where_their_pages_will_stand_in_the_order_of_addresses() -> None:
    listed = all_drafts(catalogue(*(record(kind, "one", tags=["опыты"]) for kind in KINDS)))
    addresses = [draft.address for draft in listed]
    assert addresses == sorted(set(addresses))
    for draft in listed:
        page = draft.make()
        assert (page.address, page.section, page.depth) == (draft.address, draft.section, draft.depth)


def test_pages_are_plain_values_that_come_out_the_same_whenever_they_are_made() -> None:
    entries = [record(kind, "one", tags=["опыты"], description="*Да*") for kind in KINDS]
    first, second = (all_drafts(catalogue(*entries)) for _ in range(2))
    made = {draft.address: msgspec.msgpack.encode(draft.make()) for draft in first}
    again = {draft.address: msgspec.msgpack.encode(draft.make()) for draft in reversed(second)}
    assert made == again

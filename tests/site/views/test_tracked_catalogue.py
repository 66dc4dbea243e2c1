"""What a page says it was made from is all that it was made from: else a build would keep it too long."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import msgspec
import pytest
from support.atlases import REFERENCE
from support.records import own_settings

from generator.base.cache import fingerprint
from generator.check.check import check
from generator.model import addresses
from generator.model.catalogue import Entry, entry_with
from generator.model.kinds import COMMUNITY, PRACTICE, Kind
from generator.model.link import link
from generator.site.pages import Draft, Page
from generator.site.views import drafts
from generator.site.views.site import Site
from generator.source.git.history import History
from generator.source.schema_files import filled_schemas

AS_OF = dt.date(2026, 11, 25)
RECORDS = 3
"""So many records are changed in each way, one after the other."""
Fields = dict[str, Any]


@dataclass(frozen=True)
class Change:
    """What is done to the fields of a record of a kind; None deletes the record."""

    kind: Kind
    make: Callable[[Fields, random.Random], Fields | None]


def other(values: Sequence[str], now: object, chance: random.Random) -> str:
    return chance.choice([value for value in values if value != now])


def terms(vocabulary: str) -> list[str]:
    return [term.id for term in own_settings().vocabularies[vocabulary].terms]


CHANGES: Mapping[str, Change] = {
    "title, in its place": Change(PRACTICE, lambda now, _: now | {"title": now["title"] + " сначала"}),
    "title, elsewhere": Change(COMMUNITY, lambda now, _: now | {"title": "Яркое " + now["title"]}),
    "summary": Change(PRACTICE, lambda now, _: now | {"summary": "Совсем о другом, чем было."}),
    "day": Change(PRACTICE, lambda now, _: now | {"added": "2026-10-01"}),
    "tags": Change(PRACTICE, lambda now, _: now | {"tags": ["впр", "невиданное"]}),
    "subject": Change(
        PRACTICE,
        lambda now, chance: now | {"subjects": [other(terms("subjects"), now.get("subjects"), chance)]},
    ),
    "municipality": Change(
        PRACTICE,
        lambda now, chance: (
            now
            | {
                "municipality": other(
                    [m.id for m in own_settings().municipalities], now["municipality"], chance
                )
            }
        ),
    ),
    "level": Change(
        COMMUNITY,
        lambda now, chance: now | {"level": other(terms("community_levels"), now["level"], chance)},
    ),
    "no parent": Change(COMMUNITY, lambda now, _: {key: now[key] for key in now if key != "parent"}),
    "gone": Change(PRACTICE, lambda _, __: None),
}


@cache
def published() -> tuple[Entry[Any], ...]:
    return tuple(check(REFERENCE, as_of=AS_OF).right)


def all_drafts(entries: Sequence[Entry[Any]]) -> dict[str, Draft]:
    shown = link(entries, own_settings(), AS_OF)
    listed = drafts(
        Site(catalogue=shown, history=History(), schemas=filled_schemas(REFERENCE, shown.settings))
    )
    return {draft.address: draft for draft in listed}


@cache
def pages() -> Mapping[str, tuple[Page, tuple[str, ...], bytes]]:
    """All pages of the repository's atlas, with what they were made from and the hash of that."""
    made = {}
    for address, draft in all_drafts(published()).items():
        page, reads = draft.sources.traced(draft)
        made[address] = (page, reads, draft.sources.basis(reads))
    return made


def altered(entry: Entry[Any], change: Change, chance: random.Random) -> list[Entry[Any]]:
    fields = change.make(msgspec.msgpack.decode(entry.value), chance)
    if fields is None:
        return []
    value = msgspec.msgpack.encode(fields)
    record = msgspec.convert(fields, entry.kind.record_type)
    return [entry_with(entry.kind, record, entry.path, digest=fingerprint(value), value=msgspec.Raw(value))]


@pytest.mark.parametrize("name", CHANGES)
def test_a_page_that_would_be_kept_would_be_the_same(name: str) -> None:
    change, chance = CHANGES[name], random.Random(name)  # noqa: S311 - repeatable, no secret
    for one in chance.sample([entry for entry in published() if entry.kind is change.kind], RECORDS):
        entries = [
            new
            for entry in published()
            for new in (altered(entry, change, chance) if entry is one else [entry])
        ]
        kept = [address for address, draft in all_drafts(entries).items() if is_kept(address, draft)]
        assert len(kept) > len(pages()) / 4


def is_kept(address: str, draft: Draft) -> bool:
    """Tell whether a build would keep a page as it was; then it must be the same."""
    if address not in pages():
        return False
    page, reads, basis = pages()[address]
    if draft.sources.basis(reads) != basis:
        return False
    assert draft.make() == page, address
    return True


def test_a_page_of_a_list_is_kept_when_a_record_on_another_page_changes() -> None:
    of = next(entry for entry in published() if entry.kind is PRACTICE)
    size, chance = own_settings().atlas.page_size, random.Random(1)  # noqa: S311 - repeatable, no secret
    many = [copy for n in range(size + 1) for copy in altered(of, numbered(n), chance)]
    before, after = all_drafts(many), all_drafts([*many[:-1], *altered(many[-1], CHANGES["summary"], chance)])
    kept = {}
    for number in (1, 2):
        address = addresses.sheet(addresses.catalogue_page(PRACTICE), number)
        _, reads = before[address].sources.traced(before[address])
        kept[number] = before[address].sources.basis(reads) == after[address].sources.basis(reads)
    assert kept == {1: True, 2: False}


def numbered(number: int) -> Change:
    return Change(
        PRACTICE,
        lambda now, _: now | {"id": f"copy-{number:03}", "title": f"Опыт {number:03}", "stage": "placed"},
    )

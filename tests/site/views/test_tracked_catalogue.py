"""The recorded dependencies of a page are complete: otherwise a build would keep it too long."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

import msgspec
import pytest
from support.atlases import REFERENCE
from support.effort import examples, share
from support.pages import all_drafts, make_page, site_index
from support.records import own_settings

from generator.base.fingerprint import fingerprint
from generator.check.check import check
from generator.check.load_catalogue import load_records
from generator.model import addresses
from generator.model.catalogue import Entry, entry_with
from generator.model.kinds import COMMUNITY, PRACTICE, Kind
from generator.model.link import link
from generator.site.pages import Draft, Page
from generator.site.views.site import Site, SiteIndex, record_dependencies
from generator.site.views.tracked_catalogue import TrackedEntry, key_of

pytestmark = pytest.mark.usefixtures("few_findings")

AS_OF = dt.date(2026, 11, 25)
RECORDS = examples(1)
"""So many records are changed in each way, one after the other."""
PARTS = 5
"""Of so many pages one is looked at after a change, others after other changes."""
Fields = dict[str, Any]


@dataclass(frozen=True)
class Change:
    """A change of the fields of a record; None deletes the record."""

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
    return tuple(load_records(REFERENCE, check(REFERENCE, as_of=AS_OF)))


def index_file(entries: Sequence[Entry[Any]]) -> SiteIndex:
    return site_index(link(entries, own_settings(), AS_OF))


@cache
def pages() -> Mapping[str, tuple[Page, tuple[str, ...], bytes]]:
    """All pages of the reference atlas, with their dependencies and their hash."""
    index, made = index_file(published()), {}
    for draft in all_drafts(index):
        page, dependencies = record_dependencies(index, draft)
        made[draft.address] = (page, dependencies, index.digest(dependencies))
    return made


def altered(entry: Entry[Any], change: Change, chance: random.Random) -> list[Entry[Any]]:
    fields = change.make(msgspec.msgpack.decode(entry.value), chance)
    if fields is None:
        return []
    value = msgspec.msgpack.encode(fields)
    record = msgspec.convert(fields, entry.kind.record_type)
    return [entry_with(entry.kind, record, entry.path, digest=fingerprint(value), value=msgspec.Raw(value))]


@pytest.mark.sampled
@pytest.mark.parametrize("name", CHANGES)
def test_a_page_that_would_be_kept_would_be_the_same(name: str) -> None:
    change, chance = CHANGES[name], random.Random(name)  # noqa: S311 - repeatable, no secret
    own = [entry for entry in published() if entry.kind is change.kind]
    for one in chance.sample(own, min(RECORDS, len(own))):
        entries = [
            new
            for entry in published()
            for new in (altered(entry, change, chance) if entry is one else [entry])
        ]
        index = index_file(entries)
        drafts = share(list(all_drafts(index)), [*CHANGES].index(name), PARTS)
        kept = [draft for draft in drafts if is_kept(index, draft)]
        assert len(kept) > len(drafts) / 4


def is_kept(index: SiteIndex, draft: Draft) -> bool:
    """Return whether a build would keep a page; then it must be the same."""
    if draft.address not in pages():
        return False
    page, dependencies, digest = pages()[draft.address]
    if index.digest(dependencies) != digest:
        return False
    assert make_page(index, draft) == page, draft.address
    return True


def test_a_page_of_a_list_is_kept_when_a_record_on_another_page_changes() -> None:
    of = next(entry for entry in published() if entry.kind is PRACTICE)
    size, chance = own_settings().atlas.page_size, random.Random(1)  # noqa: S311 - repeatable, no secret
    many = [copy for n in range(size + 1) for copy in altered(of, numbered(n), chance)]
    before, after = index_file(many), index_file([*many[:-1], *altered(many[-1], CHANGES["summary"], chance)])
    drafts = {draft.address: draft for draft in all_drafts(before)}
    kept = {}
    for number in (1, 2):
        draft = drafts[addresses.sheet(addresses.catalogue_page(PRACTICE), number)]
        _, dependencies = record_dependencies(before, draft)
        kept[number] = before.digest(dependencies) == after.digest(dependencies)
    assert kept == {1: True, 2: False}


def test_a_view_reaches_records_through_the_reader_that_it_is_given_alone() -> None:
    """Drafts of one state of the atlas, created with readers of another, give pages of the other."""
    chance = random.Random(2)  # noqa: S311 - repeatable, no secret
    renamed = [new for entry in published() for new in altered(entry, Change(entry.kind, rename), chance)]
    index = index_file(renamed)
    own = {draft.address: draft for draft in all_drafts(index)}
    others = {draft.address: draft for draft in all_drafts(index_file(published()))}
    assert own.keys() == others.keys()
    for address, draft in others.items():
        assert make_page(index, draft) == make_page(index, own[address]), address


def rename(now: Fields, _: random.Random) -> Fields:
    return now | {"title": now["title"] + " заново", "summary": "Совсем о другом, чем было."}


def test_a_view_holds_neither_records_nor_a_reader() -> None:
    for draft in all_drafts(index_file(published())):
        view = draft.view
        held = view.keywords.values() if isinstance(view, partial) else ()
        assert not getattr(view, "__closure__", None)
        assert not [
            one
            for one in held
            if isinstance(one, Entry | TrackedEntry | Site | SiteIndex | Sequence)
            and not isinstance(one, str)
        ], draft.address


def test_whatever_is_read_of_a_record_in_a_list_is_a_dependency() -> None:
    reads = (TrackedEntry.read, lambda one: one.title, lambda one: one.record)
    for read in reads:
        site = Site(index_file(published()))
        entry = site.entries(PRACTICE)[0]
        assert (entry.id, entry.kind, len(site.dependencies)) == (entry.address.split("/")[1], PRACTICE, 1)
        read(entry)
        assert key_of("record", "practice", entry.id) in site.dependencies


def numbered(number: int) -> Change:
    return Change(
        PRACTICE,
        lambda now, _: now | {"id": f"copy-{number:03}", "title": f"Опыт {number:03}", "stage": "placed"},
    )

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from msgspec.structs import replace
from support.records import centre, community, own_settings, practice

from generator.model.catalogue import WHOLE_REGION, Catalogue, Entry
from generator.model.kinds import COMMUNITY, KINDS, PRACTICE
from generator.model.link import link
from generator.model.records.practice import Replication

AS_OF = dt.date(2026, 9, 1)


def linked(*entries: Entry[Any]) -> Catalogue:
    return link(entries, own_settings(), AS_OF)


def ids(entries: Iterable[Entry[Any]]) -> list[str]:
    return [entry.record.id for entry in entries]


def test_only_practices_at_a_public_stage_are_in_the_catalogue() -> None:
    catalogue = linked(
        practice("open"), practice("early", stage="in-review"), practice("old", stage="archived")
    )
    assert ids(catalogue.entries(PRACTICE)) == ["open"]
    assert list(catalogue.by_id) == [("practice", "open")]


def test_a_stage_that_the_vocabulary_lacks_is_not_public() -> None:
    assert ids(linked(practice("odd", stage="nowhere")).entries(PRACTICE)) == []


def test_lists_are_sorted_as_russian_readers_sort() -> None:
    catalogue = linked(
        practice("c", title="Яблоко"), practice("a", title="«Ёлка» зимой"), practice("b", title="Еловый лес")
    )
    assert ids(catalogue.entries(PRACTICE)) == ["a", "b", "c"]


def test_samples_come_after_all_others_in_every_list() -> None:
    made_up = practice("a", title="Азбука", sample=True, tags=("метка",))
    catalogue = linked(made_up, practice("b", title="Якорь", tags=("метка",)))
    assert ids(catalogue.entries(PRACTICE)) == ["b", "a"]
    assert ids(catalogue.links.by_tag["метка"]) == ["b", "a"]
    assert ids(catalogue.links.by_municipality["krasnodar"]) == ["b", "a"]


def test_hidden_samples_are_not_in_the_catalogue() -> None:
    settings = own_settings()
    hidden = replace(settings, atlas=replace(settings.atlas, samples="hidden"))
    catalogue = link([practice("real"), practice("made-up", sample=True)], hidden, AS_OF)
    assert list(catalogue.by_id) == [("practice", "real")]


def test_a_record_without_municipality_is_of_the_whole_region() -> None:
    catalogue = linked(community("whole", level="regional", municipality=None), community("own"))
    assert ids(catalogue.links.by_municipality[WHOLE_REGION]) == ["whole"]
    assert ids(catalogue.links.by_municipality["krasnodar"]) == ["own"]


def test_the_order_of_files_does_not_show() -> None:
    entries = [practice("a", tags=("б", "а")), practice("b", tags=("а",)), community("c"), centre("d")]
    one, other = linked(*entries), linked(*reversed(entries))
    assert one == other
    assert list(one.links.by_tag) == ["а", "б"]


def test_back_links_lead_from_what_a_record_refers_to() -> None:
    catalogue = linked(
        community("top", level="regional"),
        community("below", parent="top"),
        centre("hub"),
        practice("done", communities=("top",), resource_centres=("hub",)),
    )
    assert ids(catalogue.links.back_links["community", "parent", "top"]) == ["below"]
    assert ids(catalogue.links.back_links["practice", "communities", "top"]) == ["done"]
    assert ids(catalogue.links.back_links["practice", "resource_centres", "hub"]) == ["done"]
    assert ids(catalogue.links.by_municipality["krasnodar"]) == ["below", "done", "hub", "top"]


def test_replications_count_only_where_they_came_from_elsewhere_and_once() -> None:
    places = ("sochi", "sochi", "krasnodar")
    done = practice("done", replications=tuple(Replication(organisation="о", municipality=m) for m in places))
    replications = linked(done).links.back_links
    assert {key: ids(found) for key, found in replications.items()} == {
        ("practice", "replications.municipality", "sochi"): ["done"]
    }


def test_terms_of_all_fields_lead_to_the_records_that_have_them() -> None:
    by_term = linked(
        practice("p", subjects=("physics",), audience=("teachers",), kind="developing", sphere="methodical"),
        community("c", subjects=("physics",), kind="club"),
        centre("r", kind="krc"),
    ).links.by_term
    assert ids(by_term["subjects", "physics"]) == ["c", "p"]
    assert ids(by_term["audiences", "teachers"]) == ["p"]
    assert ids(by_term["practice_kinds", "developing"]) == ["p"]
    assert ids(by_term["practice_spheres", "methodical"]) == ["p"]
    assert ids(by_term["practice_stages", "placed"]) == ["p"]
    assert ids(by_term["community_kinds", "club"]) == ["c"]
    assert ids(by_term["community_levels", "municipal"]) == ["c"]
    assert ids(by_term["centre_kinds", "krc"]) == ["r"]
    assert ("directions", "fg") not in by_term


def test_kinds_that_are_switched_off_are_left_out() -> None:
    settings = own_settings()
    off = replace(settings.atlas.kinds[COMMUNITY.name], enabled=False)
    atlas = replace(settings.atlas, kinds={**settings.atlas.kinds, COMMUNITY.name: off})
    catalogue = link(
        [community("c", redirect_from=("old/",)), practice("p", communities=("c",))],
        replace(settings, atlas=atlas),
        AS_OF,
    )
    assert ids(catalogue.entries(COMMUNITY)) == []
    assert catalogue.redirects == {}
    assert {kind.name: len(catalogue.entries(kind)) for kind in KINDS}[PRACTICE.name] == 1


def test_replaced_practices_lead_to_the_last_public_one_with_their_former_addresses() -> None:
    catalogue = linked(
        practice("first", stage="archived", replaced_by="second", redirect_from=("practices/zero/",)),
        practice("second", replaced_by="third"),
        practice("third", replaced_by="fourth"),
        practice("fourth", stage="identified"),
    )
    assert ids(catalogue.entries(PRACTICE)) == ["third"]
    assert catalogue.redirects == {
        "practices/first/": "practices/third/",
        "practices/second/": "practices/third/",
        "practices/zero/": "practices/third/",
    }


def test_a_practice_stays_until_its_replacement_is_public() -> None:
    catalogue = linked(practice("old", replaced_by="new"), practice("new", stage="in-review", replaces="old"))
    assert ids(catalogue.entries(PRACTICE)) == ["old"]
    assert catalogue.redirects == {}


def test_circles_of_replacements_hide_nothing() -> None:
    catalogue = linked(practice("one", replaced_by="two"), practice("two", replaced_by="one"))
    assert ids(catalogue.entries(PRACTICE)) == ["one", "two"]
    assert catalogue.redirects == {}


def test_a_page_outranks_a_former_address_and_hidden_records_have_none() -> None:
    catalogue = linked(
        practice("here", redirect_from=("practices/there/", "practices/gone/")),
        practice("there"),
        practice("hidden", stage="identified", redirect_from=("practices/was/",)),
    )
    assert catalogue.redirects == {"practices/gone/": "practices/here/"}


def test_a_long_way_of_replacements_is_walked_once() -> None:
    count = 5000
    chain = [practice(f"p-{n}", stage="archived", replaced_by=f"p-{n + 1}") for n in range(count)]
    catalogue = linked(*chain, practice(f"p-{count}"))
    assert set(catalogue.redirects.values()) == {f"practices/p-{count}/"}
    assert len(catalogue.redirects) == count

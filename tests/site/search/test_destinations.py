"""Queries that ask for a page of the atlas know its address."""

from __future__ import annotations

import msgspec
import pytest
from support.records import own_settings

from generator.model import addresses
from generator.model.kinds import RESOURCE_CENTRE
from generator.model.needs import Needs
from generator.site.search.destinations import make_destinations


@pytest.mark.parametrize(
    ("phrase", "address"),
    [
        ("молод педагог", "help/#young-teacher"),
        ("начина педагог", "help/#young-teacher"),
        ("стажировк", "help/#internship"),
        ("наставник", "help/#mentoring"),
        ("овз", "help/#special-needs"),
        ("кто поможет", "help/"),
        ("глоссар", "glossary/"),
        ("закладк", "saved/"),
        ("предлож", "propose/"),
    ],
)
def test_pages_are_known_by_what_people_come_for(phrase: str, address: str) -> None:
    found = [one.address for one in make_destinations(own_settings()) if phrase in one.phrases]
    assert found[:1] == [address]


def test_their_pages_exist() -> None:
    pages = {one.address.partition("#")[0].partition("?")[0] for one in make_destinations(own_settings())}
    assert pages <= set(addresses.OWN_PAGES)


def test_an_atlas_without_resource_centres_has_no_page_of_statuses() -> None:
    own = own_settings()
    centres = msgspec.structs.replace(own.atlas.kinds[RESOURCE_CENTRE.name], enabled=False)
    atlas = msgspec.structs.replace(own.atlas, kinds={**own.atlas.kinds, RESOURCE_CENTRE.name: centres})
    led = {one.address for one in make_destinations(msgspec.structs.replace(own, atlas=atlas))}
    assert {one.address for one in make_destinations(own)} - led == {addresses.STATUSES}


def test_an_atlas_without_needs_has_no_page_of_helpers() -> None:
    settings = msgspec.structs.replace(own_settings(), needs=Needs().needs)
    assert not [one for one in make_destinations(settings) if one.address.startswith(addresses.HELP)]

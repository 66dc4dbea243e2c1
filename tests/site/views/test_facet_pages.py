from __future__ import annotations

import datetime as dt

import pytest
from msgspec.structs import replace
from support.pages import record, site_pages, tree, words
from support.records import own_settings

from generator.model.kinds import COMMUNITY, PRACTICE

pytestmark = pytest.mark.usefixtures("few_findings")

DAY = dt.date(2026, 2, 3)


def test_every_value_of_a_facet_has_a_page_with_its_records() -> None:
    pages = site_pages(
        record(PRACTICE, "fifth", grades=[5], audience=["young-teachers"], added=DAY),
        record(PRACTICE, "both", grades=[5, 6], added=DAY),
        record(COMMUNITY, "one", added=DAY),
    )
    titles = {
        address: [words(card) for card in tree(page).xpath("//article//h3")]
        for address, page in pages.items()
        if address.startswith("by/")
    }
    assert titles["by/grade/5-klass/"] == ["Запись both", "Запись fifth"]
    assert titles["by/grade/6-klass/"] == ["Запись both"]
    assert titles["by/added/2026/"] == ["Запись both", "Запись fifth", "Запись one"]
    assert titles["by/cost/ne-ukazano/"] == ["Запись both", "Запись fifth"], "communities have no cost"
    assert "by/mode/ne-ukazano/" in titles
    assert not any(address.startswith("by/municipality/") for address in titles), (
        "they have pages of their own"
    )
    heading = tree(pages["by/grade/5-klass/"]).xpath("//h1")[0]
    assert words(heading) == "Класс: 5 класс"


def test_a_long_list_says_that_it_shows_only_its_beginning() -> None:
    settings = own_settings()
    small = replace(settings, atlas=replace(settings.atlas, page_size=2))
    pages = site_pages(*(record(PRACTICE, f"p{n}", grades=[5]) for n in range(3)), settings=small)
    page = tree(pages["by/grade/5-klass/"])
    assert len(page.xpath("//article")) == 2
    assert "Показаны первые 2 в каждом разделе" in words(page)
    assert "Практики — 3" in words(page).replace("\u00a0", " ")
    assert "by/grade/5-klass/page/2/" not in pages

"""Lists of any length: pages of limited size that link to each other and to every record, without scripts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from msgspec.structs import replace
from support.pages import all_drafts, catalogue, make_page, record, site_index, site_pages, tree, words
from support.records import own_settings

from generator.model.catalogue import Entry
from generator.model.kinds import COMMUNITY, KINDS, PRACTICE, RESOURCE_CENTRE, Kind
from generator.model.settings import Settings, Term
from generator.site.pages import Page
from generator.site.views import community_tree, tags

pytestmark = pytest.mark.usefixtures("few_findings")

LISTS = {
    "subjects/physics/": "subject",
    "levels/ooo/": "level",
    "municipalities/anapa/": "municipality",
    "tags/opyty/": "q",
    "community_kinds/club/": "kind",
}
BY_HAND = {"about/", "contributing/", "editors/", "tables/"}


def small(page_size: int = 3) -> Settings:
    """The repository's settings with short pages."""
    settings = own_settings()
    return replace(settings, atlas=replace(settings.atlas, page_size=page_size))


def some_of_each() -> list[Entry[Any]]:
    """Seven practices, four communities and a centre on one subject in one place."""
    return [
        *(record(PRACTICE, f"p{n}", tags=["опыты"]) for n in range(7)),
        *(record(COMMUNITY, f"c{n}", tags=["опыты"], kind="club") for n in range(4)),
        record(RESOURCE_CENTRE, "hub", tags=["опыты"]),
    ]


def sheets_of(pages: Mapping[str, Page], start: str) -> list[str]:
    """Addresses of a list's pages, in their order."""
    further = [address for address in pages if address.startswith(f"{start}page/")]
    return [start, *sorted(further, key=lambda address: int(address.split("/")[-2]))]


def inside(page: Page) -> set[str]:
    """Addresses inside the site that a page leads to, anchors and queries left out."""
    hrefs = [str(href) for href in tree(page).xpath("//a/@href")]
    paths = [urlsplit(href).path for href in hrefs if not urlsplit(href).scheme]
    return {path.removeprefix(page.root).removeprefix("./") for path in paths if path}


@pytest.mark.parametrize("start", LISTS)
def test_a_long_list_shows_every_record_once_under_headings_that_tell_all(start: str) -> None:
    pages = site_pages(*some_of_each(), settings=small())
    shown, headed = [], []
    for address in sheets_of(pages, start):
        page = tree(pages[address])
        cards = [words(title) for title in page.xpath("//article//h3")]
        assert 0 < len(cards) <= 3, address
        shown += cards
        headed += [words(title) for title in page.xpath("//section[.//article]/h2")]
    headed = [title.removeprefix("Здесь: ").capitalize() for title in headed]
    assert len(shown) == len(set(shown)) == (4 if start.startswith("community_kinds") else 12)
    totals = {"Практики — 7", "Сообщества — 4", "Ресурсные центры — 1"}
    assert set(headed) == ({"Сообщества — 4"} if start.startswith("community_kinds") else totals)


@pytest.mark.parametrize("start", LISTS)
def test_the_pages_of_a_list_say_which_they_are_and_lead_on(start: str) -> None:
    pages = site_pages(*some_of_each(), settings=small())
    first, second = pages[start], pages[f"{start}page/2/"]
    assert second.title == f"{first.title}, страница 2"
    assert second.description != first.description
    assert [crumb.address for crumb in second.breadcrumbs[-2:]] == [start, second.address]
    assert tree(first).xpath("//a[@rel='next']/@href") == [f"{first.root}{second.address}"]
    assert tree(second).xpath("//a[@rel='prev']/@href") == [f"{second.root}{start}"]
    assert second.listed
    search, *_ = tree(second).xpath("//p[@class='atlas-toolbar']/a/@href")
    assert list(parse_qs(urlsplit(search).query)) == [LISTS[start]]


def test_what_a_list_is_of_stands_on_its_first_page_only() -> None:
    pages = site_pages(*some_of_each(), settings=small())
    for start, own in {
        "subjects/physics/": "//section[@aria-labelledby='vertical']",
        "municipalities/anapa/": "//section[@aria-labelledby='facts']",
        "levels/ooo/": "//p[@class='atlas-lead']",
    }.items():
        assert len(tree(pages[start]).xpath(own)) == 1
        assert tree(pages[f"{start}page/2/"]).xpath(own) == []


def test_a_page_leads_to_the_kinds_of_record_that_stand_on_other_pages() -> None:
    pages = site_pages(*some_of_each(), settings=small())
    found = {}
    for address in sheets_of(pages, "subjects/physics/"):
        links = tree(pages[address]).xpath("//p[@class='atlas-toolbar']/a")
        links = [link for link in links if "#" in link.get("href")]
        found[address] = [words(link) for link in links]
        for link in links:
            place, _, anchor = link.get("href").removeprefix(pages[address].root).partition("#")
            assert words(tree(pages[place]).xpath(f"//h2[@id='{anchor}']")[0]) == words(link)
    assert found == {
        "subjects/physics/": ["Сообщества — 4", "Ресурсные центры — 1"],
        "subjects/physics/page/2/": ["Сообщества — 4", "Ресурсные центры — 1"],
        "subjects/physics/page/3/": ["Ресурсные центры — 1"],
        "subjects/physics/page/4/": ["Практики — 7"],
    }


def test_practices_that_came_from_elsewhere_end_the_list_of_a_municipality() -> None:
    again = [{"organisation": "Лицей", "municipality": "sochi"}]
    pages = site_pages(*(record(PRACTICE, f"p{n}", replications=again) for n in range(4)), settings=small())
    last = tree(pages["municipalities/sochi/page/2/"])
    assert words(last.xpath("//h2")[0]) == "Внедрено здесь из других муниципалитетов — 4"
    assert "Чего пока нет" in words(tree(pages["municipalities/sochi/"]))
    assert "Чего пока нет" not in words(last)


@pytest.mark.parametrize(
    ("kind", "field"), [(COMMUNITY, "communities"), (RESOURCE_CENTRE, "resource_centres")]
)
def test_the_practices_of_a_record_go_on_after_its_page(kind: Kind, field: str) -> None:
    practices = [record(PRACTICE, f"p{n}", **{field: ["one"]}) for n in range(7)]
    pages = site_pages(record(kind, "one", title="Клуб"), *practices, settings=small())
    start = f"{kind.folder}/one/"
    section = tree(pages[start]).xpath("//section[@aria-labelledby='practices']")[0]
    assert words(section.xpath("h2")[0]).endswith("— 7")
    assert len(section.xpath(".//article")) == 3
    assert section.xpath(".//a[@rel='next']/@href") == [f"../../{start}page/2/"]
    assert [len(tree(pages[address]).xpath("//article")) for address in sheets_of(pages, start)[1:]] == [3, 1]
    assert pages[f"{start}page/3/"].title == "Клуб, страница 3"


def test_every_page_and_record_is_reached_from_the_home_page_without_searching() -> None:
    named: dict[str, dict[str, Any]] = {
        COMMUNITY.name: {"parent": "one-0"},
        PRACTICE.name: {"communities": ["one-1"]},
    }
    entries = [
        record(kind, f"one-{n}", tags=[f"метка {n}"], **named.get(kind.name, {}))
        for kind in KINDS
        for n in range(8)
    ]
    pages = site_pages(*entries, settings=small(2))
    tabs = [
        "",
        "subjects/",
        "directions/",
        "levels/",
        "tags/",
        "glossary/",
        "findings/",
        "community_kinds/",
        "centre_kinds/",
        "reports/",
        "statuses/",
        "saved/",
        "compare/",
        "help/",
    ]
    reached, todo = set(tabs), tabs
    while todo:
        found = {one for one in inside(pages[todo.pop()]) if not one.endswith(".csv")} - reached - BY_HAND
        assert found <= pages.keys()
        reached |= found
        todo += found
    assert pages.keys() <= reached
    assert {entry.address for entry in entries} <= reached


def test_nothing_named_page_takes_the_place_of_another_page() -> None:
    settings = small(2)
    subjects = settings.vocabularies["subjects"]
    place = replace(settings.municipalities[0], id="page", title="Пейдж")
    own = replace(
        settings,
        municipalities=(*settings.municipalities, place),
        vocabularies={
            **settings.vocabularies,
            "subjects": replace(subjects, terms=(*subjects.terms, Term(id="page", title="Страница"))),
        },
    )
    entries = [
        record(PRACTICE, f"p{n}", subjects=["page"], municipality="page", tags=["page", "2"])
        for n in range(5)
    ]
    addresses = [draft.address for draft in all_drafts(site_index(catalogue(*entries, settings=own)))]
    assert len(addresses) == len(set(addresses))
    assert {"subjects/page/page/3/", "municipalities/page/page/3/", "tags/page/page/3/"} <= set(addresses)


def test_the_index_of_many_tags_is_turned_and_its_letters_lead_to_their_pages(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(tags, "ON_PAGE", 4)
    names = ["2030", "word", "ёлка", "ель", "экран", "яма", "ясли", "якорь", "ямб"]
    pages = site_pages(record(PRACTICE, "one", tags=names))
    found = sheets_of(pages, "tags/")
    assert [len(tree(pages[address]).xpath("//ul[@class='atlas-index']/li")) for address in found] == [
        4,
        4,
        1,
    ]
    for address in found:
        letters = tree(pages[address]).xpath("//nav[@aria-label='Буквы']//a")
        assert [words(letter) for letter in letters] == ["0–9", "A–Z", "Е", "Э", "Я"]
        for letter in letters:
            place, _, anchor = letter.get("href").removeprefix(pages[address].root).partition("#")
            assert words(tree(pages[place]).xpath(f"//*[@id='{anchor}']")[0]) == words(letter)


def test_a_short_index_of_tags_needs_no_letters() -> None:
    page = tree(site_pages(record(PRACTICE, "one", tags=["ель"]))["tags/"])
    assert page.xpath("//nav[@aria-label='Буквы' or @aria-label='Страницы списка']") == []


def branches(page: Page) -> list[str]:
    """The communities of a page's vertical."""
    return [words(item) for item in tree(page).xpath("//section[@aria-labelledby='vertical']//li/div")]


def test_a_large_vertical_shows_its_top_and_says_how_much_is_below(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(community_tree, "SHOWN", 4)
    town = [record(COMMUNITY, f"town{n}", parent="region") for n in range(3)]
    schools = [record(COMMUNITY, f"school{n}", level="institutional", parent="town0") for n in range(2)]
    pages = site_pages(record(COMMUNITY, "region", level="regional"), *town, *schools)
    whole = branches(pages["subjects/physics/"])
    assert len(whole) == 4
    assert whole[1].endswith("ниже ещё 2 сообщества")
    assert len(branches(pages["communities/region/"])) == 4
    assert len(branches(pages["communities/town0/"])) == 4


def test_a_vertical_too_wide_leads_to_the_list_of_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(community_tree, "SHOWN", 2)
    practices = [record(PRACTICE, f"p{n}") for n in range(4)]
    alone = [record(COMMUNITY, f"c{n}") for n in range(4)]
    below = [record(COMMUNITY, f"d{n}", parent="c0", subjects=["music"]) for n in range(3)]
    pages = site_pages(*practices, *alone, *below, settings=small())
    page = pages["subjects/physics/"]
    assert len(branches(page)) == 2
    (way,) = tree(page).xpath("//section[@aria-labelledby='vertical']/p/a")
    assert words(way) == "Все 4 сообщества"
    place, _, anchor = way.get("href").removeprefix(page.root).partition("#")
    assert tree(pages[place]).xpath(f"//*[@id='{anchor}']")
    assert len(branches(pages["communities/c0/"])) == 3
    assert "Все сообщества" in words(
        tree(pages["communities/c0/"]).xpath("//section[@aria-labelledby='vertical']")[0]
    )


def test_a_chain_of_a_thousand_communities_makes_pages() -> None:
    chain = [
        record(COMMUNITY, f"c{n}", level="regional", parent=f"c{n - 1}" if n else None) for n in range(1000)
    ]
    index = site_index(catalogue(*chain))
    drafts = {draft.address: draft for draft in all_drafts(index)}
    middle, subject = (make_page(index, drafts[at]) for at in ("communities/c500/", "subjects/physics/"))
    assert len(branches(middle)) == 2 * community_tree.DEEPEST + 1
    assert len(branches(subject)) == community_tree.DEEPEST

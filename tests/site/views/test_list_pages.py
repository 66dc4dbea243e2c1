from __future__ import annotations

import json

import msgspec
import pytest
from msgspec.structs import replace
from support.pages import record, site_pages, tree, words
from support.records import own_settings

from generator.model.kinds import COMMUNITY, KINDS, PRACTICE, RESOURCE_CENTRE
from generator.model.picks import PickOfWeek, Picks, RecordCollection
from generator.model.settings import Term, Vocabulary
from generator.site.views.reports import report_names

pytestmark = pytest.mark.usefixtures("few_findings")


def test_every_page_has_its_own_address_breadcrumbs_and_one_h1() -> None:
    pages = site_pages(*(record(kind, "one", tags=["опыты"]) for kind in KINDS))
    for address, page in pages.items():
        assert address == "" or address.endswith("/")
        assert address == "" or page.breadcrumbs[-1].address == address
        assert len(tree(page).xpath("//h1")) == 1, address
        assert page.description


def test_every_link_inside_the_site_leads_to_a_page_and_an_anchor() -> None:
    pages = site_pages(*(record(kind, "one", tags=["опыты"], kind=None) for kind in KINDS))
    written_by_hand = {"about/", "contributing/", "editors/", "tables/"}
    reports = {f"reports/{name}/{name}.csv" for name in report_names()}
    no_pages = {"events/calendar.ics", "events/one/one.ics", *reports}
    anchors = {address: set(tree(page).xpath("//@id")) for address, page in pages.items()}
    for address, page in pages.items():
        for href in tree(page).xpath("//a/@href"):
            if "://" in href or href.startswith(("mailto:", "tel:")):
                continue
            place, _, anchor = href.partition("#")
            target = (
                address if not place else place.removeprefix(page.root).removeprefix("./").partition("?")[0]
            )
            assert target in pages or target in written_by_hand | no_pages, (address, href)
            assert not anchor or anchor in anchors[target], (address, href)


def test_catalogue_turns_its_pages_without_scripts() -> None:
    settings = own_settings()
    small = replace(settings, atlas=replace(settings.atlas, page_size=2))
    pages = site_pages(*(record(PRACTICE, f"p{n:02}") for n in range(17)), settings=small)
    assert sum(address.startswith("practices/page/") for address in pages) == 8
    middle = tree(pages["practices/page/5/"])
    assert [words(card) for card in middle.xpath("//article//h2")] == ["Запись p08", "Запись p09"]
    turning = middle.xpath("//nav[@aria-label='Страницы списка']")[0]
    assert [words(item) for item in turning.xpath(".//li")] == [
        "Назад", "Страница 1", "…", "Страница 3", "Страница 4", "Страница 5",
        "Страница 6", "Страница 7", "…", "Страница 9", "Вперёд",
    ]  # fmt: skip
    assert turning.xpath(".//a[@rel='prev']/@href") == ["../../../practices/page/4/"]
    assert not tree(pages["practices/"]).xpath("//a[@rel='prev']")
    assert not tree(pages["practices/page/9/"]).xpath("//a[@rel='next']")


def test_an_empty_atlas_says_so_and_asks_for_a_first_record() -> None:
    pages = site_pages()
    for address in ("communities/", "help/", "municipalities/anapa/", "subjects/physics/"):
        page = tree(pages[address])
        assert "пока нет" in words(page), address
        assert any("propose/" in href for href in page.xpath("//@href")), address
    assert "communities/page/2/" not in pages


def test_kind_that_is_switched_off_has_no_pages() -> None:
    settings = own_settings()
    kinds = dict(settings.atlas.kinds)
    kinds["community"] = replace(kinds["community"], enabled=False)
    off = replace(settings, atlas=replace(settings.atlas, kinds=kinds))
    pages = site_pages(record(COMMUNITY, "one"), settings=off)
    assert "communities/" not in pages
    assert "communities/one/" not in pages


def test_every_municipality_has_a_page_also_an_empty_one() -> None:
    pages = site_pages(record(PRACTICE, "one", municipality="sochi"))
    places = own_settings().municipalities
    assert all(f"municipalities/{place.id}/" in pages for place in places)
    empty = tree(pages["municipalities/anapa/"])
    assert "Практик здесь нет; ближе всего — Сочи (1)" in words(empty)
    assert "../../propose/" in empty.xpath("//@href")
    assert "Практик здесь нет" not in words(tree(pages["municipalities/sochi/"]))


def test_a_municipality_names_who_helps_by_need_and_what_is_near() -> None:
    pages = site_pages(
        record(COMMUNITY, "young", municipality=None, audience=["young-teachers"], joining="Письмом"),
        record(COMMUNITY, "over", municipality=None, audience=["young-teachers"], valid_to="2020-01-01"),
        record(RESOURCE_CENTRE, "centre", municipality="anapa", services=[
            {"title": "Неделя в школе", "how_to_get": "По записи", "kind": "internship"}
        ]),
        record(PRACTICE, "old", municipality="anapa", added="2025-01-01"),
        record(PRACTICE, "new", municipality="anapa", added="2026-01-01"),
    )  # fmt: skip
    page = tree(pages["municipalities/novorossiysk/"])
    helps = words(page.xpath("//section[@aria-labelledby='helpers']")[0])
    assert helps.startswith("Весь край: помогут и вам Молодому педагогу 1 запись Запись young")
    assert "Запись over" not in helps
    near = [words(one) for one in page.xpath("//ol[@class='atlas-near']/li")]
    assert near[0] == "Крымский район 29 км Записей пока нет"
    (anapa,) = [one for one in near if one.startswith("Анапа 40 км 2 практики, 1 ресурсный центр")]
    assert anapa.endswith("практика, 1 января 2026 года Запись old практика, 1 января 2025 года")
    figures = [words(one) for one in page.xpath("//ul[contains(@class, 'atlas-numbers')]/li")]
    assert figures == ["0 практик", "0 практик внедрено здесь", "0 сообществ", "0 ресурсных центров"]
    helping = tree(pages["help/"])
    young = words(helping.xpath("//details[@id='young-teacher']")[0])
    assert "Запись young Сообщество, Весь край Как попасть: Письмом" in young
    assert "По записи" in words(helping.xpath("//details[@id='internship']")[0])


def test_helpers_of_each_place_and_subject_wait_for_a_reader_who_names_hers() -> None:
    pages = site_pages(
        *(record(COMMUNITY, f"wide-{one}", municipality=None, audience=["managers"]) for one in range(5)),
        record(COMMUNITY, "anapa", municipality="anapa", audience=["managers"], subjects=["physics"]),
        record(COMMUNITY, "anapa-too", municipality="anapa", audience=["managers"], subjects=["physics"]),
    )
    head = tree(pages["help/"]).xpath("//details[@id='head']")[0]
    assert len(head.xpath(".//ul[@data-atlas-helpers]/li")) == 5
    (other,) = head.xpath(".//ul/following-sibling::template/li")
    assert other.get("data-place") == "Анапа"
    assert "Новороссийск" in json.loads(other.get("data-near"))
    assert json.loads(other.get("data-subjects")) == ["Физика"]
    assert head.xpath(".//p[contains(., 'И ещё 2')]")


def test_municipality_shows_practices_that_came_from_elsewhere() -> None:
    again = [{"organisation": "Лицей", "municipality": "anapa"}]
    pages = site_pages(record(PRACTICE, "one", municipality="sochi", replications=again))
    came = tree(pages["municipalities/anapa/"]).xpath("//section[@aria-labelledby='replications']//h3")
    assert [words(title) for title in came] == ["Запись one"]


def test_subject_counts_practices_by_grade_and_shows_the_gaps() -> None:
    pages = site_pages(record(PRACTICE, "one", grades=[5, 6]), record(PRACTICE, "two", grades=[6]))
    page = tree(pages["subjects/physics/"])
    strip = page.xpath("//nav[@class='atlas-grades']//li")
    assert [words(one) for one in strip][4:7] == [
        "5 1 5 класс: 1 практика",
        "6 2 6 класс: 2 практики",
        "7 — 7 класс: 0 практик",
    ]
    assert len(strip) == 11
    assert len(page.xpath("//nav[@class='atlas-grades']//a")) == 2
    assert not tree(pages["subjects/mathematics/"]).xpath("//nav[@class='atlas-grades']")


def test_subject_names_the_nearest_community_of_each_municipality() -> None:
    pages = site_pages(record(COMMUNITY, "town", municipality="anapa"))
    lines = tree(pages["subjects/physics/"]).xpath("//details[@data-atlas-nearest]//li")
    told = {one.get("data-place"): words(one) for one in lines}
    assert len(told) == 44
    assert told["Анапа"] == "Анапа — Запись town"
    assert told["Крымский район"].endswith("своего нет, ближайшее: Анапа, 53 км")


def test_subject_shows_the_vertical_of_its_communities() -> None:
    pages = site_pages(
        record(COMMUNITY, "school", level="institutional", parent="town"),
        record(COMMUNITY, "town", parent="region"),
        record(COMMUNITY, "region", level="regional"),
        record(COMMUNITY, "other", level="regional", subjects=["music"]),
    )
    page = tree(pages["subjects/physics/"])
    chain = page.xpath("//ul[@class='atlas-vertical']//a")
    assert [len(link.xpath("ancestor::ul")) for link in chain] == [1, 2, 3]
    assert [words(link) for link in chain] == ["Запись region", "Запись town", "Запись school"]


def test_term_pages_count_what_their_lists_show() -> None:
    pages = site_pages(record(PRACTICE, "one", tags=["опыты"]), record(PRACTICE, "two"))
    index = words(tree(pages["subjects/"]))
    assert "Физика 2" in index
    assert "Музыка 0" in index
    assert len(tree(pages["subjects/physics/"]).xpath("//article")) == 2
    assert "Записей здесь пока нет" in words(tree(pages["subjects/music/"]))
    assert "опыты 1" in words(tree(pages["tags/"]))
    assert len(tree(pages["tags/opyty/"]).xpath("//article")) == 1


def test_glossary_joins_terms_of_the_same_title_and_keeps_their_anchors() -> None:
    settings = own_settings()
    twice = {
        "subjects": Vocabulary(
            title="Предметы", terms=(Term(id="music", title="Музыка", definition="Предмет."),)
        ),
        "forms": Vocabulary(title="Формы", terms=(Term(id="song", title="музыка", definition="Форма."),)),
    }
    vocabularies = {**settings.vocabularies, **twice}
    page = tree(site_pages(settings=replace(settings, vocabularies=vocabularies))["glossary/"])
    (entry,) = [term for term in page.xpath("//dt") if words(term) == "Музыка"]
    meanings = [entry.getnext(), entry.getnext().getnext()]
    assert {meaning.get("id") for meaning in meanings} == {"subjects-music", "forms-song"}
    assert "../subjects/music/" in [href for meaning in meanings for href in meaning.xpath(".//@href")]


def test_home_leads_in_and_counts() -> None:
    entries = [record(PRACTICE, f"p{n}", added=f"2026-01-0{n}") for n in range(1, 9)]
    page = tree(site_pages(*entries, record(COMMUNITY, "club"))[""])
    assert page.xpath("//form/@action") == ["search/", "search/"]
    assert page.xpath("//form//input/@name") == ["q", "kind"]
    text = words(page)
    for words_of_it in ("8 практик", "1 сообщество", "0 ресурсных центров", "1 муниципалитет из 44"):
        assert words_of_it in text
    newest = [words(item) for item in page.xpath("//section[@aria-labelledby='newest']//li")]
    assert newest[0] == "8 января 2026 года Запись p8 практика, Анапа"
    assert len(newest) == 5
    asked = {one.get("name"): [words(value) for value in one] for one in page.xpath("//form//select")}
    assert asked["subject"] == ["не важно", "Физика"]
    assert asked["grade"][1:] == [f"{grade} класс" for grade in range(1, 12)]
    assert "Ейский район" in asked["municipality"]
    ways = {"subjects/", "municipalities/", "levels/", "directions/"}
    assert ways <= set(page.xpath("//@href"))
    assert {"help/", "communities/", "resource_centres/", "propose/"} <= set(page.xpath("//@href"))


def test_home_suggests_to_search_for_what_practices_are_most_tagged_with() -> None:
    pages = site_pages(
        *(record(PRACTICE, f"p{n}", tags=["опыты", "впр"][: n + 1]) for n in range(2)),
        *(record(COMMUNITY, f"c{n}", tags=["клуб"]) for n in range(3)),
    )
    examples = tree(pages[""]).xpath("//p[@class='atlas-examples']/a")
    assert [words(link) for link in examples] == ["опыты", "ВПР"]
    assert words(tree(pages["tags/vpr/"]).xpath("//h1")[0]) == "Метка «ВПР»"
    assert "ВПР 1" in words(tree(pages["tags/"]))


def test_no_two_pages_have_the_same_title() -> None:
    titles = [page.title for page in site_pages().values()]
    assert len(titles) == len(set(titles))


def test_home_shows_what_editors_pick_and_leaves_out_what_readers_do_not_see() -> None:
    week = PickOfWeek(record="practice/one", note="Хватит урока.")
    chosen = RecordCollection(title="К началу года", records=("practice/two", "practice/gone"))
    empty = RecordCollection(title="Пустая", records=("practice/gone",))
    settings = msgspec.structs.replace(own_settings(), picks=Picks(week=week, collections=(chosen, empty)))
    pages = site_pages(record(PRACTICE, "one"), record(PRACTICE, "two"), settings=settings)
    page = tree(pages[""])
    told = words(page.xpath("//section[@aria-labelledby='picks']")[0])
    assert "Хватит урока." in told
    assert "Запись one" in told
    shown = [words(one) for one in page.xpath("//section[@aria-labelledby='picks']/details")]
    assert shown == ["К началу года 1 запись Запись two"]
    assert not tree(site_pages(record(PRACTICE, "one"))[""]).xpath("//section[@aria-labelledby='picks']")

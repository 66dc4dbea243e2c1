from __future__ import annotations

import msgspec
from lxml import html
from support.building import texts
from support.pages import catalogue, record, renderer, site_index
from support.records import own_settings

from generator.model.kinds import PRACTICE
from generator.model.tally import Tally
from generator.site.views.map import COLUMNS, MapView, bare_title, map_of, shorten_names, square_rows
from generator.site.views.map_measures import Measure, all_measures
from generator.site.views.municipalities import municipality_drafts
from generator.site.views.passport import white_spots
from generator.site.views.site import Site


def site() -> Site:
    return Site(site_index(catalogue()))


def measure(**tallies: Tally) -> Measure:
    every = {place.id: tallies.get(place.id, Tally()) for place in own_settings().municipalities}
    return Measure(key="own", title="Практики", tallies=every)


def drawn(**tallies: Tally) -> MapView:
    found = map_of(site(), [measure(**tallies)])
    assert found is not None
    return found


def test_every_place_stands_once_in_the_rows_north_above_and_west_left() -> None:
    rows = square_rows(own_settings().municipalities)
    at = {
        place.title: (row, column)
        for row, line in enumerate(rows)
        for column, place in enumerate(line)
        if place
    }
    assert len(at) == len(own_settings().municipalities)
    assert {len(line) for line in rows} == {COLUMNS}
    assert at["Ейский район"][0] < at["Краснодар"][0] < at["Сочи"][0]
    assert at["Анапа"][1] < at["Краснодар"][1] < at["Армавир"][1]


def test_more_records_make_a_darker_place_and_samples_count_where_there_is_nothing_else() -> None:
    spots = {spot.item.title: spot for spot in drawn(sochi=Tally(9), anapa=Tally(1, 3)).spots}
    shades = [spots[title].figures[0].shade for title in ("Сочи", "Анапа", "Армавир")]
    assert shades == [4, 2, 0]
    assert spots["Анапа"].figures[0].words == "1"
    assert spots["Анапа"].words == "Анапа: практики — 1 и 3\u00a0учебных примера"
    assert [s.figures[0].words for s in drawn(anapa=Tally(0, 3)).spots if s.item.title == "Анапа"] == ["3"]


def test_names_are_short_on_a_map() -> None:
    assert bare_title("Ейский район") == "Ейский"
    assert bare_title("Горячий Ключ") == "Горячий Ключ"
    assert shorten_names(["Сочи", "Ейский", "Новопокровский", "Анапский"]) == [
        "Сочи",
        "Ейский",
        "Новоп.",
        "Анапс.",
    ]
    assert shorten_names(["Краснодар", "Красноармейский"]) == ["Кр-дар", "Кр-арм"]


def test_no_two_places_of_the_region_have_the_same_short_name() -> None:
    short = shorten_names([bare_title(place.title) for place in own_settings().municipalities])
    assert len(set(short)) == len(short)


def test_a_tall_scheme_is_left_to_the_squares_and_true_boundaries_are_shown() -> None:
    region = own_settings().region_map
    assert region is not None
    for exact, is_drawn in ((False, False), (True, True)):
        tall = msgspec.structs.replace(region, height=2 * region.width, exact=exact)
        settings = msgspec.structs.replace(own_settings(), region_map=tall)
        found = map_of(Site(site_index(catalogue(settings=settings))), [measure()])
        assert found is not None
        assert (found.region is not None) == is_drawn
        assert any(found.rows)


def test_a_place_without_coordinates_is_in_the_table_alone() -> None:
    first, second, *_ = own_settings().municipalities
    unknown = msgspec.structs.replace(second, latitude=None, longitude=None)
    assert unknown.centre_point is None
    few = msgspec.structs.replace(own_settings(), municipalities=(first, unknown))
    lone = Site(site_index(catalogue(settings=few)))
    assert map_of(lone, all_measures(lone)) is None


def test_each_cell_and_square_is_a_named_link_and_the_table_has_the_same_figures() -> None:
    shown = site()
    draft = next(iter(municipality_drafts(shown)))
    page = html.document_fromstring(renderer().render(draft.view(shown)).content)
    number = len(own_settings().municipalities)
    names = texts(page, "//*[@class='atlas-map__cells']/a/title/text()")
    ways = texts(page, "//*[@class='atlas-map__cells']/a/@href")
    assert len(names) == len(ways) == number
    assert len(texts(page, "//*[contains(@class, 'atlas-map__squares')]/a/@href")) == number
    table = "//table[contains(@class, 'atlas-map__table')]"
    assert set(texts(page, f"{table}//th/a/@href")) == set(ways)
    keys = ("own", "repeated", "communities", "centres", "gaps")
    assert texts(page, "//input[@type='radio'][@name='map']/@id") == [f"map-{key}" for key in keys]
    assert len(texts(page, "//input[@type='radio'][@checked]/@id")) == 1
    for key in keys:
        cells = texts(page, f"//*[@class='atlas-map__cells']//*[contains(@class, 'figure--{key}')]/text()")
        rows = texts(page, f"{table}//td[contains(@class, 'column--{key}')]/text()")
        assert sorted(cells) == sorted(rows)


def test_a_direction_with_only_samples_is_without_practices_as_on_the_page_of_the_place() -> None:
    real = record(PRACTICE, "one", municipality="anapa", directions=("mentoring", "upbringing"), sample=False)
    sample = record(PRACTICE, "two", municipality="anapa", directions=("project",), sample=True)
    shown = Site(site_index(catalogue(real, sample)))
    gaps = next(one for one in all_measures(shown) if one.key == "gaps")
    place = next(one for one in own_settings().municipalities if one.id == "anapa")
    assert gaps.figure("anapa") == len(white_spots(shown, place))
    assert gaps.figure("sochi") - gaps.figure("anapa") == 2

from __future__ import annotations

from support.records import own_settings

from generator.model.tally import Tally
from generator.site.views.map import MARGIN, WIDTH, map_of


def test_points_lie_inside_the_map_north_above_and_east_to_the_right() -> None:
    places = own_settings().municipalities
    drawn = map_of(places, {})
    assert drawn is not None
    assert len(drawn.points) == len(places)
    by_title = {point.item.title: point for point in drawn.points}
    assert all(MARGIN <= point.x <= WIDTH - MARGIN for point in drawn.points)
    assert all(MARGIN <= point.y <= drawn.height - MARGIN for point in drawn.points)
    assert by_title["Сочи"].y > by_title["Краснодар"].y
    assert by_title["Анапа"].x < by_title["Краснодар"].x


def test_more_records_make_a_larger_point_whose_name_comes_first() -> None:
    places = own_settings().municipalities
    drawn = map_of(places, {"sochi": Tally(9), "anapa": Tally(0, 1)})
    assert drawn is not None
    first, second, *rest = drawn.points
    assert (first.item.title, second.item.title) == ("Сочи", "Анапа")
    assert first.radius > second.radius > rest[0].radius
    assert first.label is not None


def test_a_phone_shows_fewer_names_the_largest_place_among_them() -> None:
    drawn = map_of(own_settings().municipalities, {"krasnodar": Tally(16)})
    assert drawn is not None
    large = [point for point in drawn.points if point.large_label is not None]
    named = [point for point in drawn.points if point.label is not None]
    assert large[0].item.title == "Краснодар"
    assert 5 < len(large) < len(named) < len(drawn.points)


def test_one_place_and_no_place() -> None:
    place = own_settings().municipalities[0]
    one = map_of((place,), {place.id: Tally(1)})
    assert one is not None
    assert (one.points[0].x, one.points[0].y) == (MARGIN, MARGIN)
    assert map_of((), {}) is None

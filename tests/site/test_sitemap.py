from __future__ import annotations

import datetime as dt
from pathlib import Path
from xml.etree import ElementTree as ET

import msgspec
import pytest
from support.pages import renderer
from support.records import own_settings

from generator.site.host.frames import HandWrittenPage
from generator.site.render.renderer import Head, Renderer
from generator.site.sitemap import SitemapEntry, list_entries, write_sitemap
from generator.source.git.history import History, LastChange


def test_the_map_tells_when_a_hand_written_page_changed() -> None:
    change = LastChange(commit="0" * 40, date=dt.date(2026, 3, 5))
    history = History(changes={"site_config/pages/about.md": change})
    listed = list_entries(
        [SitemapEntry(address="", changed="")],
        [HandWrittenPage(address="about/", path="site_config/pages/about.md")],
        history,
    )
    assert [(place.address, place.changed) for place in listed] == [("", ""), ("about/", "2026-03-05")]


def _locations(file: Path) -> list[str]:
    tree = ET.fromstring(file.read_bytes())  # noqa: S314 - our own file
    return [element.text or "" for element in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]


@pytest.mark.parametrize(("pages", "files"), [(0, 0), (1, 0), (2, 0), (3, 2), (4, 2), (5, 3)])
def test_a_map_of_too_many_addresses_is_an_index_of_parts(tmp_path: Path, pages: int, files: int) -> None:
    listed = [SitemapEntry(address=f"practices/p{number}/", changed="") for number in range(pages)]
    sizes = write_sitemap(tmp_path, renderer(), listed, most=2)
    parts = [f"sitemap-{number}.xml" for number in range(1, files + 1)]
    assert sizes == {name: (tmp_path / name).stat().st_size for name in [*parts, "sitemap.xml", "robots.txt"]}
    site = renderer().absolute("")
    named = [location.removeprefix(site) for location in _locations(tmp_path / "sitemap.xml")]
    assert not parts or named == parts
    found = [_locations(tmp_path / name) for name in parts or ["sitemap.xml"]]
    assert max(map(len, found)) <= 2
    assert [location for part in found for location in part] == [f"{site}{one.address}" for one in listed]


def test_an_address_in_cyrillic_leaves_the_machine_in_ascii(tmp_path: Path) -> None:
    own = own_settings()
    atlas = msgspec.structs.replace(own.atlas, site_address="https://атлас-практик.рф/край/")
    made = Renderer(msgspec.structs.replace(own, atlas=atlas))
    write_sitemap(tmp_path, made, [SitemapEntry(address="practices/x/", changed="")])
    site = "https://xn----7sbab4blbc2bkiji.xn--p1ai/%D0%BA%D1%80%D0%B0%D0%B9/"
    assert _locations(tmp_path / "sitemap.xml") == [f"{site}practices/x/"]
    assert f"Sitemap: {site}sitemap.xml" in (tmp_path / "robots.txt").read_text(encoding="ascii")
    head = made.head(Head(address="practices/x/", title="Практика"))
    assert f'<link rel="canonical" href="{site}practices/x/">' in head
    assert "атлас-практик" not in head

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from lxml import etree, html
from support.building import buildable, contents, order, texts

from generator.site.assets import find_assets
from generator.site.build import build

pytestmark = pytest.mark.usefixtures("few_findings")

EXTENSIONS = """\
  - pymdownx.tabbed: {alternate_style: true}
  - pymdownx.emoji:
      emoji_index: !!python/name:material.extensions.emoji.twemoji
      emoji_generator: !!python/name:material.extensions.emoji.to_svg
"""
EXTERNAL = ("https://fonts.", "//cdn", "googleapis", "unpkg", "api.github.com")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("frame")
    root = folder / "atlas"
    root.mkdir()
    buildable(root)
    pages = root / "site_config" / "pages"
    (pages / "about.md").write_text(
        "# Об атласе\n\n## Кто ведёт\n\n[К предложению](contributing.md)\n", encoding="utf-8"
    )
    (pages / "contributing.md").write_text(
        "---\ndescription: Как предложить\n---\n# Предложить\n", encoding="utf-8"
    )
    build(order(root), folder / "site")
    return folder / "site"


def page(site: Path, address: str) -> etree._Element:
    return html.document_fromstring((site / address / "index.html").read_bytes())


def active_tabs(tree: etree._Element) -> list[str]:
    tabs = texts(tree, "//li[contains(@class, 'md-tabs__item--active')]//a/text()")
    return [tab.strip() for tab in tabs]


@pytest.mark.parametrize(
    ("address", "tab"),
    [
        ("", "Главная"),
        ("practices", "Практики"),
        ("practices/reading-hour", "Практики"),
        ("communities/mmo-matematiki", "Сообщества"),
        ("community_kinds/mmo", "Сообщества"),
        ("municipalities/ozersk", "Муниципалитеты"),
        ("subjects/mathematics", "Темы"),
        ("levels/ooo", "Темы"),
        ("tags/chteniye", "Темы"),
        ("glossary", "Об атласе"),
        ("about", "Об атласе"),
    ],
)
def test_the_tab_of_the_section_is_the_active_one(site: Path, address: str, tab: str) -> None:
    assert active_tabs(page(site, address)) == [tab]


def test_styles_scripts_and_pictures_of_every_page_are_there(site: Path) -> None:
    for file in site.rglob("index.html"):
        tree = html.document_fromstring(file.read_bytes())
        for address in texts(tree, "//link[@rel='stylesheet' or @rel='icon']/@href | //*[@src]/@src"):
            assert (file.parent / str(address)).is_file(), (file, address)


def test_the_page_of_unknown_addresses_works_from_the_sites_own_path(site: Path) -> None:
    tree = html.document_fromstring((site / "404.html").read_bytes())
    inside = [
        str(way)
        for way in texts(tree, "//@href | //@src | //@action")
        if not str(way).startswith(("http", "#"))
    ]
    assert inside
    for way in inside:
        assert way.startswith("/atlas"), way
        file = site / way.removeprefix("/atlas").strip("/")
        assert file.is_file() or (file / "index.html").is_file(), way


def test_a_hand_written_page_has_a_head_contents_and_the_way_to_its_file(site: Path) -> None:
    tree = page(site, "about")
    assert tree.findtext(".//title") == "Об атласе — Малый атлас"
    assert texts(tree, "//link[@rel='canonical']/@href") == ["https://example.org/atlas/about/"]
    assert texts(tree, "//nav[contains(@class,'md-nav--secondary')]//a/@href")[-1:] == ["#kto-vedyot"]
    assert texts(tree, "//a[contains(@class, 'md-content__button')]/@href") == [
        "https://github.com/example/educational-atlas/edit/main/site_config/pages/about.md"
    ]
    assert texts(page(site, "contributing"), "//meta[@name='description']/@content") == ["Как предложить"]


def test_there_is_one_way_past_the_header_on_every_page(site: Path) -> None:
    for file in site.rglob("index.html"):
        tree = html.document_fromstring(file.read_bytes())
        (skip,) = texts(tree, "//a[@class='md-skip']/@href")
        assert texts(tree, f"//*[@id='{skip.removeprefix('#')}']"), file


def test_nothing_is_asked_of_another_host_and_no_program_is_named(site: Path) -> None:
    for name, data in contents(site).items():
        if name.endswith(".html"):
            assert not [sign for sign in EXTERNAL if sign.encode() in data], name
            assert b'name="generator"' not in data


def test_what_no_page_needs_is_not_published(site: Path) -> None:
    names = contents(site).keys()
    assert not [name for name in names if "lunr" in name or name.endswith((".map", ".gz"))]
    assets = [name.removeprefix("assets/") for name in names if name.startswith("assets/")]
    assert {name.partition("/")[2] for name in assets} == find_assets().files.keys()


def test_a_hand_written_page_may_use_what_material_offers(tmp_path: Path) -> None:
    root = buildable(tmp_path)
    config = root / "mkdocs.yml"
    config.write_text(
        config.read_text(encoding="utf-8").replace(
            "markdown_extensions:\n", f"markdown_extensions:\n{EXTENSIONS}"
        ),
        encoding="utf-8",
    )
    about = root / "site_config/pages/about.md"
    about.write_text('# Об атласе\n\n=== "Школам"\n\n    :material-school: Текст.\n', encoding="utf-8")
    build(order(root), root / "site")
    tree = page(root / "site", "about")
    assert texts(tree, "//*[@class='tabbed-labels']/label/text()") == ["Школам"]
    assert tree.findall(".//span[@class='twemoji']/svg")


def test_an_announcement_of_the_atlas_stands_where_material_has_it(tmp_path: Path) -> None:
    root = buildable(tmp_path)
    shutil.rmtree(root / "site_config/theme")
    (root / "site_config/theme").mkdir()
    (root / "site_config/theme/404.html").write_text(
        '{% extends "main.html" %}{% block announce %}Переезжаем{% endblock %}', encoding="utf-8"
    )
    build(order(root), root / "site")
    tree = html.document_fromstring((root / "site/404.html").read_bytes())
    assert texts(tree, "//aside[@class='md-banner']/div/text()")[0].strip() == "Переезжаем"


def test_a_hand_written_page_may_link_to_any_page_of_the_atlas(tmp_path: Path) -> None:
    buildable(tmp_path)
    about = tmp_path / "site_config" / "pages" / "about.md"
    links = ("practices/reading-hour/index.md", "propose/table/index.md#how", "practices/nowhere/index.md")
    about.write_text("# Об атласе\n\n" + "\n".join(f"[Туда]({link})" for link in links), encoding="utf-8")
    built = build(order(tmp_path), tmp_path / "site")
    (note,) = [note for note in built.notes if "about.md" in note]
    assert "«practices/nowhere/index.md» никуда не ведёт" in note
    shown = texts(page(tmp_path / "site", "about"), "//article//a[text() = 'Туда']/@href")
    assert shown[:2] == ["../practices/reading-hour/", "../propose/table/#how"]

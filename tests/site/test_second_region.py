"""An atlas of another region is built from its own settings and records, without a change of code."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from pathlib import Path

import pytest
from lxml import html
from playwright.sync_api import Browser
from support.atlases import FIXTURES, REPOSITORY, assemble
from support.building import texts
from support.search import Search
from support.sites import html_pages, serve_folder

from generator.base.hyphens import remove_hyphens
from generator.site.build import BuildSummary, build
from generator.site.prepare import Order

AS_OF = dt.date(2026, 9, 1)


@pytest.fixture(scope="module")
def other_atlas(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, BuildSummary]:
    """The other region's settings and records with this repository's schemas and theme."""
    root = assemble(tmp_path_factory.mktemp("region"), FIXTURES / "second_region")
    shutil.copy(REPOSITORY / "mkdocs.yml", root)
    (root / "site_config/theme").mkdir()
    summary = build(Order(root=root, as_of=AS_OF), root / "site")
    return root / "site", summary


def test_it_has_the_other_regions_records(other_atlas: tuple[Path, BuildSummary]) -> None:
    site, summary = other_atlas
    assert {kind: tally.total for kind, tally in summary.counts.items()} == {"practice": 2, "community": 2}
    assert summary.findings == ()
    assert (site / "practices/poseschenie-urokov-parami/index.html").is_file()
    assert (site / "municipalities/ermakovsky/index.html").is_file()


def read_page(site: Path, name: str) -> str:
    return remove_hyphens((site / name).read_text(encoding="utf-8"))


def test_no_page_names_the_default_region(other_atlas: tuple[Path, BuildSummary]) -> None:
    site, _ = other_atlas
    strangers = ("Краснодар", "РУМО", "Кубан", "Территориальная методическая служба")
    pages = html_pages(site)
    assert len(pages) > 30
    found = {
        (page.relative_to(site).as_posix(), stranger)
        for page in pages
        for stranger in strangers
        if stranger in remove_hyphens(str(html.document_fromstring(page.read_bytes()).xpath("string()")))
    }
    assert found == set()


def test_its_own_words_are_on_the_pages(other_atlas: tuple[Path, BuildSummary]) -> None:
    site, _ = other_atlas
    home = read_page(site, "index.html")
    assert "Атлас развивающих практик Красноярского края" in home
    municipality = read_page(site, "municipalities/achinsky/index.html")
    assert "Муниципальная методическая служба" in municipality
    subject = read_page(site, "subjects/mathematics/index.html")
    assert "Методическое объединение учителей математики округа" in subject


def test_a_kind_that_is_switched_off_is_nowhere(other_atlas: tuple[Path, BuildSummary]) -> None:
    site, _ = other_atlas
    assert not (site / "resource_centres").exists()
    assert not (site / "centre_kinds").exists()
    assert 'href="resource_centres/' not in (site / "index.html").read_text(encoding="utf-8")


def test_its_forms_are_for_the_kinds_it_has_and_lead_to_its_own_forge(
    other_atlas: tuple[Path, BuildSummary],
) -> None:
    site, _ = other_atlas
    assert sorted(file.parent.name for file in site.glob("propose/*/index.html")) == [
        "communities",
        "practices",
        "table",
    ]
    form = html.document_fromstring((site / "propose/practices/index.html").read_bytes())
    keys = texts(form, "//form//@data-key")
    assert "communities" in keys
    assert "resource_centres" not in keys
    (data,) = texts(form, "//script[@id='atlas-form-data']/text()")
    told = json.loads(data)["repository"]
    assert (told["address"], told["forge"]) == ("https://gitlab.example.org/edu/atlas", "GitLab")
    assert (told["branch"], told["newFilled"]) == ("trunk", None)


def test_links_to_the_forge_are_the_other_forges(other_atlas: tuple[Path, BuildSummary]) -> None:
    site, _ = other_atlas
    page = (site / "practices/poseschenie-urokov-parami/index.html").read_text(encoding="utf-8")
    assert "https://gitlab.example.org/edu/atlas/-/edit/trunk/content/practices/" in page
    assert "github" not in page


@pytest.mark.browser
def test_its_search_knows_its_own_words(other_atlas: tuple[Path, BuildSummary], browser: Browser) -> None:
    site, _ = other_atlas
    tab = browser.new_page()
    with serve_folder(site, mount="/yenisey/") as address:
        search = Search(page=tab, site=address)
        for words in ("Ачинск", "наблюдать уроки в паре", "Fxbycrbq jrheu", "окружной урок"):
            search.open(q=words)
            assert "practices/poseschenie-urokov-parami/" in search.results[:2], words
        search.open(q="УМО")
        assert search.results[0] == "communities/umo-kraya/"
        assert "учебно-методическое объединение" in tab.locator(".atlas-search__meaning").inner_text().lower()
        assert set(search.counts("kind")) == {"Объединения", "Развивающие практики"}
        search.open(q="Дивногорск")  # it has no records: its neighbours are shown
        assert search.note().startswith("Дивногорск: своих записей пока нет. Показаны записи соседей")
        for stranger in ("Сочи", "КРЦ"):
            search.open(q=stranger)
            assert search.count == 0, stranger
    tab.close()

"""What a reader loads: few files, few bytes, and never a mixture of two versions."""

from __future__ import annotations

import gzip
import shutil
from pathlib import Path

import pytest
from lxml import html
from support.building import OWN_STYLE, buildable, order, texts

from generator.site.assets import OVERRIDES, find_assets
from generator.site.build import build

pytestmark = pytest.mark.usefixtures("few_findings")

FIRST_VIEW = 45_000
"""Compressed bytes of a record's page, its scripts and styles."""
FIRST_VIEW_OF_A_FORM = 120_000
"""The same of the largest form, with the patterns and words of the rules that its judge asks."""


def loaded(site: Path, address: str) -> list[Path]:
    """Return the scripts and styles that a page loads."""
    page = site / address / "index.html"
    found = texts(
        html.document_fromstring(page.read_bytes()), "//link[@rel='stylesheet']/@href | //script/@src"
    )
    return [(page.parent / path).resolve() for path in found]


@pytest.mark.parametrize(
    ("address", "most"),
    [("search", 8), ("propose/practices", 8), ("practices/chitatelskaya-gramotnost-desyat-minut", 6)],
)
def test_a_page_asks_for_few_files(built_site: Path, address: str, most: int) -> None:
    files = loaded(built_site, address)
    assert all(file.is_file() for file in files)
    assert 4 <= len(files) <= most


def test_the_first_view_of_a_record_is_small(built_site: Path) -> None:
    pages = sorted((built_site / "practices").glob("*/index.html"), key=lambda page: page.stat().st_size)
    for page in (pages[0], pages[-1]):
        sent = [page, *loaded(built_site, page.parent.relative_to(built_site).as_posix())]
        assert sum(len(gzip.compress(file.read_bytes())) for file in sent) <= FIRST_VIEW


def test_the_first_view_of_a_form_stays_within_its_budget(built_site: Path) -> None:
    sent = [built_site / "propose/practices/index.html", *loaded(built_site, "propose/practices")]
    assert sum(len(gzip.compress(file.read_bytes())) for file in sent) <= FIRST_VIEW_OF_A_FORM


def test_the_address_of_assets_changes_with_any_of_them(tmp_path: Path) -> None:
    root = buildable(tmp_path)
    before = find_assets(root)
    assert find_assets(root) == before
    (root / OWN_STYLE).write_text("/* other */", encoding="utf-8")
    assert find_assets(root).folder != before.folder


def test_a_file_of_the_atlas_wins_over_the_themes(tmp_path: Path) -> None:
    root = buildable(tmp_path)
    (root / "site_config/theme/partials").mkdir()
    (root / "site_config/theme/partials/footer.html").write_text("<p>Свой низ</p>", encoding="utf-8")
    (root / "site_config/theme/assets/emblem.svg").write_text("<svg/>", encoding="utf-8")
    build(order(root), root / "site")
    page = (root / "site/index.html").read_text(encoding="utf-8")
    assert "Свой низ" in page
    folder = root / "site" / find_assets(root).folder
    assert (folder / "palette.css").read_text(encoding="utf-8") == "/* own */"
    assert (folder / "emblem.svg").is_file()
    assert (folder / "site.css").is_file()
    assert [file.name for file in (root / "site/assets").iterdir()] == [folder.name]


def test_an_atlas_without_a_look_of_its_own_is_built(tmp_path: Path) -> None:
    root = buildable(tmp_path)
    shutil.rmtree(root / OVERRIDES)
    build(order(root), root / "site")
    assert (root / "site" / find_assets().folder / "palette.css").is_file()


@pytest.mark.parametrize(
    "markup", [".admonition", "details", ".tabbed-set", ".footnote", ".task-list", "table:not([class])"]
)
def test_hand_written_pages_have_styles_for_whatever_markdown_makes(built_site: Path, markup: str) -> None:
    (style, _, *_) = loaded(built_site, "about")
    assert style.name == "written.css"
    assert markup in style.read_text(encoding="utf-8")

"""The preview: the changed pages, complete and readable from a folder."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from lxml import html
from support.git import commit_all
from support.reviews import DAY, PROPOSALS, atlas_to_change, of_fixture, with_design

from generator.base.hyphens import remove_hyphens
from generator.review import assemble_review, open_proposal
from generator.review.preview import rewrite_links, write_preview
from generator.site.views import municipality, tags

LINKS = "//a/@href | //link/@href | //script/@src | //img/@src | //form/@action"
SITE = "https://example.org/atlas/"
PRACTICE = "practices/opyty-na-podokonnike/"
AUTHOR = """\
authors:
  - role: Учитель физики
    name: Смирнова Ольга Ивановна
    consent:
      date: 2026-01-15
"""
NEW = "practices/izmereniya-na-shkolnom-dvore/"


def preview(root: Path, target: Path) -> dict[str, bytes]:
    """Return the files of the preview of a proposal."""
    proposed = open_proposal(root, "main..proposal", as_of=DAY)
    write_preview(proposed, assemble_review(proposed), target)
    with zipfile.ZipFile(target) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def proposed_with(root: Path, *changes: Callable[[Path], object]) -> Path:
    atlas_to_change(root)
    with_design(root)
    for change in changes:
        change(root)
    commit_all(root)
    return root


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("preview")


@pytest.fixture(scope="module")
def root(place: Path) -> Path:
    """A changed practice, a new one that is not public yet, a hostile design."""

    def hostile(root: Path) -> None:
        (root / "mkdocs.yml").write_text("hooks: [evil.py]\nsite_name: evil\n")
        (root / "evil.py").write_text("raise SystemExit('run')\n")
        (root / "site_config/theme").mkdir(exist_ok=True)
        (root / "site_config/theme/main.html").write_text("{{ ''.__class__ }} evil")
        (root / "site_config/pages/about.md").write_text("evil")
        record = root / "content/practices/izmereniya-na-shkolnom-dvore.yaml"
        record.write_text(f"{record.read_text(encoding='utf-8')}{AUTHOR}", encoding="utf-8")

    names = ("good-record", "text-change")
    return proposed_with(place / "atlas", *(of_fixture(PROPOSALS / name) for name in names), hostile)


@pytest.fixture(scope="module")
def files(root: Path, place: Path) -> dict[str, bytes]:
    return preview(root, place / "preview.zip")


def pages(files: dict[str, bytes]) -> dict[str, html.HtmlElement]:
    return {name: html.document_fromstring(data) for name, data in files.items() if name.endswith(".html")}


def test_the_pages_that_change_and_no_others(files: dict[str, bytes]) -> None:
    held = {name.removesuffix("index.html") for name in files if name.endswith(".html")}
    assert {"", PRACTICE, NEW, "practices/", "subjects/physics/", "municipalities/ozersk/"} <= held
    assert not {"about/", "search/", "glossary/", "practices/poputchik-molodogo-uchitelya/"} & held


def test_the_first_page_calls_others_by_their_titles(files: dict[str, bytes]) -> None:
    first = html.document_fromstring(files["index.html"])
    links = {str(link.get("href")): str(link.text) for link in first.iter("a")}
    titles = {href.removesuffix("index.html"): title for href, title in links.items()}
    assert titles["subjects/physics/"] == "Физика"
    assert titles["practices/"] == "Практики"
    assert (titles["municipalities/"], titles["tags/"]) == (municipality.HEADING, tags.HEADING)
    assert not [title for title in titles.values() if title.endswith("/")]


def test_records_are_those_of_the_proposal_and_the_design_is_not(files: dict[str, bytes]) -> None:
    assert "Договориться о правилах" in remove_hyphens(files[f"{PRACTICE}index.html"].decode())
    assert "Измерения на школьном дворе" in remove_hyphens(files[f"{NEW}index.html"].decode())
    assert not any(b"evil" in data for data in files.values())


def test_nobody_is_named_before_it_is_decided(files: dict[str, bytes]) -> None:
    page = files[f"{NEW}index.html"].decode()
    assert "С… О… И…" in page
    assert not any("Смирнов".encode() in data for data in files.values())


def test_every_link_leads_to_a_file_or_to_the_site(files: dict[str, bytes]) -> None:
    checked = 0
    for name, document in pages(files).items():
        for address in document.xpath(
            "//a/@href | //link/@href | //script/@src | //img/@src | //form/@action"
        ):
            parts = urlsplit(str(address))
            if parts.scheme or not parts.path:
                continue
            checked += 1
            assert posixpath.normpath(posixpath.join(posixpath.dirname(name), parts.path)) in files, (
                name,
                address,
            )
    assert checked > 300


def test_the_first_page_leads_to_each_record(files: dict[str, bytes]) -> None:
    first = pages(files)["index.html"]
    text = first.text_content()
    assert "Новая запись: Измерения на школьном дворе" in text
    assert "Изменена: Опыты на подоконнике" in text
    lines = [" ".join(item.text_content().split()) for item in first.iter("li")]
    hidden = [line for line in lines if line.endswith("— читателям не видна, пока её этап закрыт")]
    assert [line.partition(" — ")[0] for line in hidden] == ["Новая запись: Измерения на школьном дворе"]
    assert {f"{NEW}index.html", f"{PRACTICE}index.html"} <= set(first.xpath("//a/@href"))


def test_the_same_proposal_gives_the_same_bytes(root: Path, place: Path, files: dict[str, bytes]) -> None:
    del files
    preview(root, place / "again.zip")
    assert (place / "again.zip").read_bytes() == (place / "preview.zip").read_bytes()


def test_what_has_no_page_is_named_with_the_reason(tmp_path: Path) -> None:
    def change(root: Path) -> None:
        of_fixture(PROPOSALS / "bad-record")(root)
        (root / "content/communities/gruppa-po-vpr.yaml").unlink()

    text = pages(preview(proposed_with(tmp_path / "atlas", change), tmp_path / "x.zip"))["index.html"]
    told = " ".join(text.text_content().split())
    assert "Измерения на школьном дворе — в записи есть ошибки" in told
    assert "записи больше нет" in told


def test_broken_settings_leave_only_the_first_page(tmp_path: Path) -> None:
    def change(root: Path) -> None:
        of_fixture(PROPOSALS / "good-record")(root)
        (root / "site_config/atlas.yaml").write_text("title: [")

    assert list(preview(proposed_with(tmp_path / "atlas", change), tmp_path / "x.zip")) == ["index.html"]


@pytest.mark.parametrize(
    ("link", "led"),
    [
        ("../b/", "../b/index.html"),
        ("../b/#x", "../b/index.html#x"),
        ("../c/?q=1&p=2", f"{SITE}practices/c/?q=1&p=2"),
        ("../../", f"{SITE}"),
        ("./", "./index.html"),
        ("#top", "#top"),
        ("https://example.com/?a=b", "https://example.com/?a=b"),
        ("mailto:a@example.org", "mailto:a@example.org"),
    ],
)
def test_where_links_lead(link: str, led: str) -> None:
    page = (
        f'<!doctype html>\n<a href="{link.replace("&", "&amp;")}" class=x>1 &lt; 2 &#33;</a><br/><!-- r -->'
    )
    mended = rewrite_links(page, "practices/a/", {"practices/a/", "practices/b/"}, SITE)
    assert html.document_fromstring(mended).xpath("//a/@href") == [led]
    assert mended.startswith("<!doctype html>\n<a ")
    assert mended.endswith(">1 &lt; 2 &#33;</a><br/><!-- r -->")


def test_scripts_and_texts_stay_as_they_were() -> None:
    script = "<script>if (a < b && c) { x = '</p>'; }</script>"
    page = f"<p>a&amp;b</p>{script}<style>a > b {{}}</style><input disabled>"
    assert rewrite_links(page, "a/", set(), SITE) == page

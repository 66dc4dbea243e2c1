from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from support.building import buildable, contents, order

from generator.base.errors import AtlasError
from generator.model.findings import BrokenAtlasError
from generator.site.build import BuildSummary, build

pytestmark = pytest.mark.usefixtures("few_findings")

BROKEN = "title: [\n"


@pytest.fixture
def atlas(tmp_path: Path) -> Path:
    root = tmp_path / "atlas"
    root.mkdir()
    return buildable(root)


@dataclass(frozen=True, kw_only=True)
class Built:
    """A small built atlas: its site, the build's result and its progress."""

    atlas: Path
    folder: Path
    summary: BuildSummary
    told: Sequence[tuple[str, int, int]]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("built")
    root = buildable(folder / "atlas")
    told: list[tuple[str, int, int]] = []
    summary = build(order(root), folder / "site", lambda *step: told.append(step))
    return Built(atlas=root, folder=folder, summary=summary, told=told)


def broken_record(atlas: Path) -> Path:
    record = atlas / "content" / "practices" / "broken.yaml"
    record.write_text(BROKEN, encoding="utf-8")
    return record


def test_the_same_records_give_the_same_bytes(atlas: Path, tmp_path: Path) -> None:
    build(order(atlas), tmp_path / "one")
    build(order(atlas), tmp_path / "two")
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_every_record_has_its_page_and_is_counted(built: Built) -> None:
    summary, tmp_path = built.summary, built.folder
    records = sorted((built.atlas / "content" / "practices").glob("*.yaml"))
    assert summary.counts["practice"].total == len(records)
    for record in records:
        page = tmp_path / "site" / "practices" / record.stem / "index.html"
        assert f"/practices/{record.stem}/" in page.read_text(encoding="utf-8")
    assert summary.pages == len(list((tmp_path / "site").rglob("index.html")))
    assert summary.bytes == sum(len(data) for data in contents(tmp_path / "site").values()) - marker(tmp_path)


def marker(folder: Path) -> int:
    return (folder / "site" / ".atlas-site").stat().st_size


def test_no_slot_of_a_frame_stays_open_and_no_frame_is_published(built: Built) -> None:
    files = contents(built.folder / "site")
    assert not [name for name, data in files.items() if b"xatlasslotx" in data or b"xatlasframex" in data]
    assert not [name for name in files if "xatlasframex" in name]


def test_a_broken_record_stops_the_build_and_the_old_site_stays(atlas: Path, tmp_path: Path) -> None:
    build(order(atlas), tmp_path / "site")
    before = contents(tmp_path / "site")
    broken_record(atlas)
    with pytest.raises(BrokenAtlasError) as caught:
        build(order(atlas), tmp_path / "site")
    assert caught.value.findings[0].path == "content/practices/broken.yaml"
    assert contents(tmp_path / "site") == before
    assert sorted(file.name for file in tmp_path.iterdir()) == [".site.lock", "atlas", "site"]


def test_keep_going_leaves_broken_records_out_and_names_them(atlas: Path, tmp_path: Path) -> None:
    broken_record(atlas)
    summary = build(order(atlas, keep_going=True), tmp_path / "site")
    assert summary.broken == ("content/practices/broken.yaml",)
    assert not (tmp_path / "site" / "practices" / "broken").exists()
    assert (tmp_path / "site" / "index.html").is_file()


def test_the_map_lists_pages_by_whole_addresses_and_robots_names_it(built: Built) -> None:
    tmp_path = built.folder
    tree = ET.fromstring((tmp_path / "site" / "sitemap.xml").read_bytes())  # noqa: S314 - our own file
    listed = [element.text or "" for element in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    assert listed == sorted(listed)
    site = listed[0]
    for address in listed:
        assert (tmp_path / "site" / address.removeprefix(site) / "index.html").is_file()
    assert f"Sitemap: {site}sitemap.xml" in (tmp_path / "site" / "robots.txt").read_text()


def test_a_former_address_leads_to_the_present_one(atlas: Path, tmp_path: Path) -> None:
    record = min((atlas / "content" / "practices").glob("*.yaml"))
    text = record.read_text(encoding="utf-8")
    record.write_text(text + "\nredirect_from: [practices/former/]\n", encoding="utf-8")
    build(order(atlas), tmp_path / "site")
    page = (tmp_path / "site" / "practices" / "former" / "index.html").read_text(encoding="utf-8")
    assert f'content="0; url=../../practices/{record.stem}/"' in page
    assert f'<a href="../../practices/{record.stem}/">' in page


def test_a_kind_that_is_switched_off_has_no_tab_and_no_page(atlas: Path, tmp_path: Path) -> None:
    settings = atlas / "site_config" / "atlas.yaml"
    text = settings.read_text(encoding="utf-8")
    head, tail = text.split("  community:\n", 1)
    settings.write_text(head + "  community:\n" + tail.replace("enabled: true", "enabled: false", 1), "utf-8")
    build(order(atlas), tmp_path / "site")
    assert not (tmp_path / "site" / "communities").exists()
    assert "communities/" not in (tmp_path / "site" / "index.html").read_text(encoding="utf-8")


def test_every_stage_is_told_and_measured(built: Built) -> None:
    told = built.told
    assert {stage for stage, _, _ in told} <= built.summary.seconds.keys()
    poured = [(done, total) for stage, done, total in told if stage == "вёрстка"]
    assert poured[-1][0] == poured[-1][1] > 0


def test_an_atlas_without_mkdocs_yml_is_refused_in_russian(atlas: Path, tmp_path: Path) -> None:
    (atlas / "mkdocs.yml").unlink()
    with pytest.raises(BrokenAtlasError) as caught:
        build(order(atlas), tmp_path / "site")
    assert [(one.path, one.code) for one in caught.value.findings] == [("mkdocs.yml", "missing-file")]
    assert not (tmp_path / "site").exists()


def test_a_mkdocs_yml_that_is_no_yaml_is_refused_in_russian(atlas: Path, tmp_path: Path) -> None:
    (atlas / "mkdocs.yml").write_text("nav: [", encoding="utf-8")
    with pytest.raises(AtlasError, match="в настройках атласа есть ошибки"):
        build(order(atlas), tmp_path / "site")

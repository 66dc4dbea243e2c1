"""Data: every public record as in its file, every title under its words, nothing created twice."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from support.building import DAY, buildable, order
from support.pages import catalogue, record

from generator.check.check import check
from generator.check.load_catalogue import load_catalogue
from generator.model.kinds import COMMUNITY, KINDS, PRACTICE
from generator.site.build import build
from generator.site.open_data.records import count_parts, list_record_files
from generator.site.open_data.shards import shard_of
from generator.site.open_data.titles import beginnings, title_index
from generator.source.yaml.reader import Parsed, read_yaml

pytestmark = pytest.mark.usefixtures("few_findings")


def values(site: Path, folder: str) -> dict[str, object]:
    found: dict[str, object] = {}
    files = list((site / "data/records" / folder).iterdir())
    for file in files:
        part = json.loads(file.read_bytes())
        assert {shard_of(one, len(files)) for one in part} <= {int(file.stem)}
        found |= part
    return found


def test_every_public_record_is_published_as_its_file_holds_it(tmp_path: Path) -> None:
    root = buildable(tmp_path / "atlas")
    hidden = root / "content/practices/hidden.yaml"
    shown = (root / "content/practices/reading-hour.yaml").read_text(encoding="utf-8")
    hidden.write_text(
        shown.replace("id: reading-hour", "id: hidden").replace("stage: placed", "stage: detected")
        + "redirect_from: [practices/hidden-once/]\n",
        encoding="utf-8",
    )
    build(order(root, keep_going=True), tmp_path / "site")
    public = load_catalogue(root, check(root, as_of=DAY))
    for kind in KINDS:
        entries = public.entries(kind)
        if entries:
            read = [read_yaml((root / entry.path).read_bytes()) for entry in entries]
            expected = {
                entry.id: one.value
                for entry, one in zip(entries, read, strict=True)
                if isinstance(one, Parsed)
            }
            assert values(tmp_path / "site", kind.folder) == expected
    assert "hidden" not in values(tmp_path / "site", "practices")


def test_a_part_is_made_anew_only_for_its_own_records(tmp_path: Path) -> None:
    root, site = buildable(tmp_path / "atlas"), tmp_path / "site"
    build(order(root), site)
    before = {file: file.stat().st_ino for file in site.rglob("data/**/*.json")}
    changed = root / "content/practices/reading-hour.yaml"
    text = changed.read_text(encoding="utf-8")
    changed.write_text(text.replace("problem: ", "goal: Читать больше.\nproblem: "), encoding="utf-8")
    build(order(root), site)
    anew = [
        file.relative_to(site).as_posix() for file, inode in before.items() if file.stat().st_ino != inode
    ]
    assert anew == ["data/records/practices/0.json"]


def test_the_parts_of_one_file_change_with_any_of_its_records() -> None:
    many = [record(PRACTICE, f"opyt-{number}") for number in range(600)]
    assert (count_parts(0), count_parts(40), count_parts(41), count_parts(10_000)) == (1, 1, 2, 250)
    parts = list(list_record_files(catalogue(*many), count_parts(len(many))))
    assert len(parts) == count_parts(len(many)) * len(KINDS), "one without records is there too"
    assert len({part.path for part in parts}) == len(parts)


def test_a_title_stands_under_the_beginnings_of_its_words() -> None:
    assert beginnings("Ёлка и ОГЭ: три опыта с ёлкой") == ("елка", "огэ", "три", "опыт", "елко")
    many = [record(COMMUNITY, f"soobshchestvo-{n}", title=f"Школа словесников № {n}00") for n in range(500)]
    index = title_index(
        {COMMUNITY: many, PRACTICE: [record(PRACTICE, "teplitsa", title="Теплица на подоконнике")]}
    )
    assert index.titles.parts == 6
    assert index.titles.common == ["слов", "школ"]
    rows = index.rows[shard_of("тепл", index.titles.parts)]
    assert ("Теплица на подоконнике", "practices", "teplitsa", False) in rows


def test_no_titles_are_one_empty_part() -> None:
    assert dict(title_index({}).rows) == {0: []}

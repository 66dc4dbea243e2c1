from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from support.records import own_settings

from generator.base.fingerprint import FileStamp
from generator.site.search import page_table
from generator.site.search.document_store import StoredDocument
from generator.site.search.names import make_names
from generator.site.search.shards import IndexShard


def part(name: str, *addresses: str) -> IndexShard:
    lengths = [640] * len(addresses)
    return IndexShard(
        name=name,
        addresses=addresses,
        lengths=lengths,
        fields=["title"],
        chunks=["а"],
        sizes=(),
        version="1.5.2",
        words={},
    )


def known(title: str, date: str = "", **facets: str) -> StoredDocument:
    filters = tuple((key, value) for key, values in facets.items() for value in values.split("+"))
    return StoredDocument.of(b"", FileStamp(0, 0, 0, 0), filters, (("title", title), ("date", date)))


def write(folder: Path, documents: dict[str, StoredDocument], *parts: IndexShard) -> int:
    names = make_names(own_settings())
    return page_table.write_table(parts, documents, folder, words=("words-x", ["а"], ["кружк"]), names=names)


def written(folder: Path, name: str) -> Any:  # noqa: ANN401 - whatever JSON holds
    return json.loads((folder / name).read_text(encoding="utf-8"))


def numbers(letters: str) -> list[int]:
    return [ord(letter) - 35 for letter in letters]


def test_pages_stand_in_one_row_part_by_part(tmp_path: Path) -> None:
    documents = {
        "a/": known("б", "2026-01-02", kind="Практики", level="ООО+СОО"),
        "b/": known("а", "2026-01-02", kind="Практики"),
        "c/": known("в", "", kind="Сообщества", level="СОО"),
    }
    size = write(tmp_path, documents, part("one", "b/", "a/"), part("two", "c/"))
    found = written(tmp_path, "pages.json")
    assert (found["version"], found["words"], found["ranges"]) == ("1.5.2", "words-x", ["а"])
    assert [numbers(each["lengths"]) for each in found["parts"]] == [[5, 5], [5]]
    kind, level = found["facets"]["kind"], found["facets"]["level"]
    assert kind["values"] == ["Практики", "Сообщества"]
    assert [kind["sets"][number] for number in numbers(kind["pages"])] == [[0], [0], [1]]
    assert [level["sets"][number] for number in numbers(level["pages"])] == [[], [0, 1], [1]]
    assert written(tmp_path, "by-title.json") == [0, 1, 2]
    assert written(tmp_path, "by-date.json") == [0, 1, 2]
    assert size == sum(file.stat().st_size for file in tmp_path.iterdir())


def test_newest_come_first_and_undated_last(tmp_path: Path) -> None:
    documents = {
        "a/": known("а"),
        "b/": known("б", "2025-01-01"),
        "c/": known("в", "2026-01-01"),
    }
    write(tmp_path, documents, part("one", "a/", "b/", "c/"))
    assert written(tmp_path, "by-date.json") == [2, 1, 0]


def test_atlas_without_records_has_an_empty_table(tmp_path: Path) -> None:
    write(tmp_path, {})
    found = written(tmp_path, "pages.json")
    assert (found["version"], found["parts"], found["facets"]) == ("", [], {})
    assert written(tmp_path, "by-title.json") == []

"""The index in parts: a change only rebuilds one part, and the result is the same as of a complete build."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import closing
from itertools import pairwise
from pathlib import Path

import pytest
from support.records import own_settings

from generator.base.errors import AtlasError
from generator.base.memo import FILE
from generator.site.search import pagefind, shards
from generator.site.search.document_store import DocumentStore, IndexedDocument, StoredDocument
from generator.site.search.index import build_index

TEXTS = {f"practices/p{number}/": f"Урок {number}. Школьный двор" for number in range(9)}
FULL = "диск полон"
Filters = Mapping[str, Sequence[tuple[str, str]]]
PAGE = """<!doctype html><html lang="ru"><body>
<span data-pagefind-sort="address[data-value]" data-value="{0}"></span>
<h1>{1}</h1><p>Грамотность</p><p data-pagefind-weight="0.5">zaliasz школа</p></body></html>"""


@pytest.fixture(autouse=True)
def _few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three parts of three documents."""
    monkeypatch.setattr(shards, "FEW", 3)


@pytest.fixture
def store(tmp_path: Path) -> DocumentStore:
    return DocumentStore(str(tmp_path / "store"))


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of the parts that were built, in any order."""
    names: list[str] = []
    make = shards.index_shard

    def told(store: DocumentStore, name: str, filters: Filters, language: str) -> shards.IndexShard:
        names.append(name)
        return make(store, name, filters, language)

    monkeypatch.setattr(shards, "index_shard", told)
    return names


def documents(store: DocumentStore, texts: Mapping[str, str]) -> dict[str, StoredDocument]:
    def known(address: str, text: str) -> StoredDocument:
        html = PAGE.format(address, text)
        return store.write(address, IndexedDocument(html=html, filters=(("kind", text[0]),), sort=()))

    return {address: known(address, text) for address, text in texts.items()}


def built(store: DocumentStore, texts: Mapping[str, str], folder: Path) -> dict[str, bytes]:
    build_index(store, documents(store, texts), folder, own_settings())
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_pages_that_are_alike_have_numbers_side_by_side(store: DocumentStore) -> None:
    texts = {f"practices/p{number}/": f"{'УД'[number % 2]}рок" for number in range(8)}
    known = documents(store, texts)
    store.parts.mkdir(parents=True)
    part = shards.index_shard(store, "one", {address: known[address].filters for address in texts}, "ru")
    assert sorted(part.addresses) == sorted(texts)
    kinds = [texts[address][0] for address in part.addresses]
    assert sum(one != other for one, other in pairwise(kinds)) == 1


def test_every_page_stands_in_one_part_for_good() -> None:
    shared = shards.group_addresses(TEXTS)
    assert sorted(address for part in shared for address in part) == sorted(TEXTS)
    assert len(shared) == 3
    fewer = shards.group_addresses([address for address in TEXTS if address != "practices/p4/"])
    assert [[each for each in part if each != "practices/p4/"] for part in shared] == fewer
    assert shards.group_addresses([]) == []


@pytest.mark.parametrize(("pages", "number"), [(1, 1), (125, 1), (126, 2), (10_000, 8), (20_000, 16)])
def test_parts_are_few_for_readers_and_small_for_builders(
    monkeypatch: pytest.MonkeyPatch, pages: int, number: int
) -> None:
    monkeypatch.undo()
    assert len(shards.group_addresses([f"p{page}/" for page in range(pages)])) == number


def test_index_holds_only_what_the_search_page_asks(store: DocumentStore, tmp_path: Path) -> None:
    documents_ = documents(store, TEXTS)
    summary = build_index(store, documents_, tmp_path / "site", own_settings())
    site = tmp_path / "site"
    files = [path for path in site.rglob("*") if path.is_file()]
    assert summary.pages == 9
    assert summary.words > 5  # those of the pages, and the names that queries may have
    sizes = {path.relative_to(site).as_posix(): path.stat().st_size for path in files}
    assert summary.files == sizes
    assert {path.suffix for path in files} == {".json", ".words", ".pf_fragment"}


def test_nothing_is_made_twice(store: DocumentStore, tmp_path: Path, made: list[str]) -> None:
    first = built(store, TEXTS, tmp_path / "first")
    assert len(made) == 3
    assert built(store, TEXTS, tmp_path / "second") == first
    assert len(made) == 3


@pytest.mark.parametrize(
    ("texts", "changed"),
    [
        pytest.param(TEXTS | {"practices/p4/": "Иное"}, 1, id="changed"),
        pytest.param({key: text for key, text in TEXTS.items() if key != "practices/p4/"}, 1, id="vanished"),
        pytest.param({"practices/p4/": "Один"}, 1, id="one left"),
        pytest.param(TEXTS | {"a/": "Новое", "b/": "Новое"}, 4, id="outgrown"),
        pytest.param({}, 0, id="none left"),
    ],
)
def test_change_costs_its_part_and_gives_what_a_clean_build_gives(
    store: DocumentStore, tmp_path: Path, made: list[str], texts: Mapping[str, str], changed: int
) -> None:
    built(store, TEXTS, tmp_path / "before")
    made.clear()
    after = built(store, texts, tmp_path / "after")
    assert len(made) == changed
    assert after == built(DocumentStore(str(tmp_path / "clean")), texts, tmp_path / "anew")


def test_parts_of_an_older_site_go(store: DocumentStore, tmp_path: Path) -> None:
    built(store, TEXTS, tmp_path / "site")
    texts = TEXTS | {"practices/p4/": "Иное"}
    assert built(store, texts, tmp_path / "site") == built(store, texts, tmp_path / "anew")


@pytest.mark.parametrize("damage", ["gone", "cut", "card", "foreign", "empty"])
def test_damaged_part_is_made_anew(
    store: DocumentStore, tmp_path: Path, made: list[str], damage: str
) -> None:
    sound = built(store, TEXTS, tmp_path / "before")
    made.clear()
    part = min(store.parts.iterdir())
    fragment = part / "fragment" / "0.pf_fragment"
    if damage == "gone":
        fragment.unlink()
    elif damage == "cut":
        fragment.write_bytes(fragment.read_bytes()[:-1])
    elif damage == "card":
        with closing(sqlite3.connect(Path(store.folder, FILE))) as memo, memo:
            memo.execute("UPDATE memo SET body = x'ff' WHERE name = ?", (part.name.encode(),))
    elif damage == "foreign":
        (part / "fragment" / "99.pf_fragment").write_bytes(b"")
    else:
        shutil.rmtree(part)
        part.mkdir()
    assert built(store, TEXTS, tmp_path / "after") == sound
    assert made == [part.name]


def test_what_a_killed_build_left_goes(store: DocumentStore, tmp_path: Path) -> None:
    sound = built(store, TEXTS, tmp_path / "before")
    (store.parts / ".left" / "documents").mkdir(parents=True)
    (store.parts / "0123456789abcdef").mkdir()
    names = {path.name for path in store.parts.iterdir()} - {".left", "0123456789abcdef"}
    assert built(store, TEXTS, tmp_path / "after") == sound
    assert {path.name for path in store.parts.iterdir()} == names


def test_failure_of_one_part_is_told_and_leaves_nothing_half_done(
    store: DocumentStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (broken, *_), *_ = shards.group_addresses(TEXTS)
    run = pagefind.index_documents

    def failing(addresses: Collection[str], read: Callable[[str], str], language: str) -> pagefind.MadeIndex:
        if broken in addresses:
            raise pagefind.index_error(FULL)
        return run(addresses, read, language)

    monkeypatch.setattr(pagefind, "index_documents", failing)
    with pytest.raises(AtlasError, match=FULL):
        built(store, TEXTS, tmp_path / "site")
    assert not list(store.parts.glob(".*"))
    assert len(list(store.parts.iterdir())) < len(shards.group_addresses(TEXTS))
    monkeypatch.setattr(pagefind, "index_documents", run)
    clean = DocumentStore(str(tmp_path / "clean"))
    assert built(store, TEXTS, tmp_path / "after") == built(clean, TEXTS, tmp_path / "anew")


def test_document_that_pagefind_passes_over_is_told(store: DocumentStore, tmp_path: Path) -> None:
    known = documents(store, TEXTS)
    file = Path(store.file("practices/p4/"))
    file.write_text("<p>Без начала</p>", encoding="utf-8")
    with pytest.raises(AtlasError, match="не все страницы"):
        build_index(store, known, tmp_path / "site", own_settings())

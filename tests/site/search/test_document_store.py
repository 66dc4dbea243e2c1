from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator.site.search.document_store import DocumentStore, IndexedDocument, open_store


def document(text: str) -> IndexedDocument:
    return IndexedDocument(html=text, filters=(("kind", "Практики"),), sort=(("date", "2026-09-01"),))


def test_document_is_held_until_its_file_changes(tmp_path: Path) -> None:
    store = DocumentStore(str(tmp_path))
    known = store.write("practices/x/", document("один"))
    assert store.is_unchanged("practices/x/", known)
    assert not store.is_unchanged("practices/y/", known)
    file = Path(store.file("practices/x/"))
    state = file.stat()
    file.write_text("кино", encoding="utf-8")
    os.utime(file, ns=(state.st_atime_ns, state.st_mtime_ns))
    assert not store.is_unchanged("practices/x/", known)


def test_hash_is_of_the_text_alone(tmp_path: Path) -> None:
    store = DocumentStore(str(tmp_path))
    one, same, other = (store.write(f"{name}/", document(name[0])) for name in ("a1", "a2", "b"))
    assert one.digest == same.digest != other.digest
    assert one.filters == (("kind", "Практики"),)


def test_vanished_documents_go(tmp_path: Path) -> None:
    store = DocumentStore(str(tmp_path))
    for address in ("a/", "b/", "c/"):
        store.write(address, document(address))
    store.prune({"b/"})
    left = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert left == [Path(store.file("b/"))]


def test_store_stands_among_the_things_that_are_kept(tmp_path: Path) -> None:
    with open_store(tmp_path / "kept") as store:
        store.write("a/", document("a"))
    assert list((tmp_path / "kept").rglob("*.html"))


@pytest.mark.parametrize("kept", [None, Path("/dev/null/kept")])
def test_without_a_place_the_store_is_for_one_time(kept: Path | None) -> None:
    with open_store(kept) as store:
        store.write("a/", document("a"))
        folder = Path(store.folder)
        assert folder.is_dir()
    assert not folder.exists()

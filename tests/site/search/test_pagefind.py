from __future__ import annotations

import gzip
import json
import re
from pathlib import Path

import cbor2
import pagefind_bin
import pytest
from support.sites import REPOSITORY

from generator.base.errors import AtlasError
from generator.site.search import pagefind

PAGE = """<!doctype html><html lang="ru"><body><h1>Школьный двор</h1><p>Грамотность</p>
<span data-pagefind-sort="address[data-value]" data-value="practices/x/"></span></body></html>"""


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "x.html").write_text(PAGE, encoding="utf-8")
    return folder


def use(monkeypatch: pytest.MonkeyPatch, path: Path, lines: str = "") -> None:
    if lines:
        path.write_text(f"#!/bin/sh\n{lines}\n", encoding="utf-8")
        path.chmod(0o755)
    monkeypatch.setattr(pagefind_bin, "get_executable", lambda: path)


def test_contents_tell_pages_words_and_order(documents: Path, tmp_path: Path) -> None:
    pagefind.run_pagefind(documents, tmp_path / "bundle", "ru")
    contents = pagefind.read_index(tmp_path / "bundle")
    assert [page.length for page in contents.pages] == [3]
    assert contents.sorts == [("address", [0])]
    assert contents.fields == ["title"]
    assert [first for first, _, _ in contents.chunks] == ["грамотн"]


def test_an_index_of_another_version_is_refused(
    documents: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pagefind.run_pagefind(documents, tmp_path / "bundle", "ru")
    monkeypatch.setattr(pagefind, "VERSIONS", ("0.8.", "0.9."))
    told = r"записан Pagefind \d+\.\d+\.\d+, а поиск читает 0\.8\.\* и 0\.9\.\*"
    with pytest.raises(AtlasError, match=told):
        pagefind.read_index(tmp_path / "bundle")


def test_an_index_of_the_next_version_is_read(tmp_path: Path) -> None:
    """1.6.0 has a third part in a page's entry, which nothing of ours needs."""
    meta = ["1.6.0", [["ru_a", 3, ""]], [["а", "я", "ru_b"]], [], [["address", [0]]], ["title"]]
    (tmp_path / pagefind.ENTRY).write_text('{"languages": {"ru": {"hash": "x"}}}', encoding="utf-8")
    (tmp_path / "pagefind.x.pf_meta").write_bytes(gzip.compress(b"pagefind_dcd" + cbor2.dumps(meta)))
    found = pagefind.read_index(tmp_path)
    assert [(page.name, page.length) for page in found.pages] == [("ru_a", 3)]


def test_both_halves_name_the_same_versions() -> None:
    script = (REPOSITORY / "generator/site/theme/search/pagefind.js").read_text(encoding="utf-8")
    (named,) = re.findall(r"export const VERSIONS = (\[.*?\]);", script)
    assert tuple(json.loads(named)) == pagefind.VERSIONS


def test_relative_folders_and_foreign_settings_change_nothing(
    documents: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PAGEFIND_EXCLUDE_SELECTORS", "h1")
    (tmp_path / "pagefind.toml").write_text('glob = "nothing.html"\n', encoding="utf-8")
    pagefind.run_pagefind(Path(documents.name), Path("bundle"), "ru")
    assert len(pagefind.read_index(tmp_path / "bundle").pages) == 1


def test_missing_program_is_told_in_russian(documents: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> Path:
        raise FileNotFoundError

    monkeypatch.setattr(pagefind_bin, "get_executable", missing)
    with pytest.raises(AtlasError, match="Pagefind не установлена") as told:
        pagefind.run_pagefind(documents, documents.parent / "bundle", "ru")
    assert "make install" in told.value.action


def test_program_that_cannot_start_is_told(documents: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, documents)
    with pytest.raises(AtlasError, match="не запускается"):
        pagefind.run_pagefind(documents, documents.parent / "bundle", "ru")


def test_failure_carries_what_the_program_said(documents: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, documents.parent / "broken", "echo 'disk is full' >&2; exit 3")
    with pytest.raises(AtlasError, match="disk is full") as told:
        pagefind.run_pagefind(documents, documents.parent / "bundle", "ru")
    assert "--no-search" in told.value.action


def test_program_that_writes_nothing_is_a_failure(documents: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, documents.parent / "idle", "exit 0")
    with pytest.raises(AtlasError, match="без пояснения"):
        pagefind.run_pagefind(documents, documents.parent / "bundle", "ru")


def test_program_that_never_ends_is_ended(documents: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, documents.parent / "endless", "exec sleep 60")
    monkeypatch.setattr(pagefind, "_START", 0.2)
    with pytest.raises(AtlasError, match="не закончил работу"):
        pagefind.run_pagefind(documents, documents.parent / "bundle", "ru")


@pytest.mark.parametrize("damage", ["pagefind-entry.json", "*.pf_meta"])
def test_index_that_cannot_be_read_is_a_failure(documents: Path, damage: str) -> None:
    bundle = documents.parent / "bundle"
    pagefind.run_pagefind(documents, bundle, "ru")
    (file,) = bundle.glob(damage)
    file.write_bytes(file.read_bytes()[:20])
    with pytest.raises(AtlasError, match="не читается"):
        pagefind.read_index(bundle)

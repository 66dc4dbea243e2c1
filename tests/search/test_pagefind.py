from __future__ import annotations

from pathlib import Path

import pagefind_bin
import pytest
from support.records import own_settings

from generator.errors import AtlasError
from generator.search import index

PAGE = """<!doctype html><html lang="ru"><head><title>Т</title></head><body>
<article data-pagefind-body><h1>Школьный двор</h1><p>Грамотность</p></article></body></html>"""


def program(path: Path, lines: str) -> Path:
    path.write_text(f"#!/bin/sh\n{lines}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


def use(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    monkeypatch.setattr(pagefind_bin, "get_executable", lambda: path)


def test_index_leaves_only_what_our_page_needs(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(PAGE, encoding="utf-8")
    summary = index(tmp_path, own_settings())
    files = {path.name for path in (tmp_path / "pagefind").iterdir()}
    assert summary.pages == 1
    assert summary.words == 3
    assert summary.size > 100_000
    assert {"pagefind.js", "pagefind-worker.js", "wasm.ru.pagefind"} <= files
    assert not any("ui" in name or "highlight" in name or "unknown" in name for name in files)
    assert (tmp_path / "assets/search/all.json").is_file()


def test_missing_program_is_told_in_russian(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> Path:
        raise FileNotFoundError

    monkeypatch.setattr(pagefind_bin, "get_executable", missing)
    with pytest.raises(AtlasError, match="Pagefind не установлена") as told:
        index(tmp_path, own_settings())
    assert "make install" in told.value.action


def test_program_that_cannot_start_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, tmp_path)
    with pytest.raises(AtlasError, match="не запускается"):
        index(tmp_path, own_settings())


def test_failure_carries_what_the_program_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, program(tmp_path / "broken", "echo 'disk is full' >&2; exit 3"))
    with pytest.raises(AtlasError, match="disk is full") as told:
        index(tmp_path, own_settings())
    assert "--no-search" in told.value.action


def test_program_that_writes_nothing_is_a_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, program(tmp_path / "idle", "exit 0"))
    with pytest.raises(AtlasError, match="без пояснения"):
        index(tmp_path, own_settings())

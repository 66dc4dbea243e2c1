"""Pagefind missing, failing or killed: reported in Russian, and the old site stays."""

from __future__ import annotations

import gzip
import re
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pagefind_bin
import pytest
from support.atlases import AS_OF
from support.building import only_some_findings
from support.commands import assert_refused, call, unhurt

BUILD = ("build", "--as-of", AS_OF, "--jobs", "1")
RECORD = "content/practices/measuring.yaml"
REAL = str(pagefind_bin.get_executable())


@pytest.fixture(scope="module")
def searched(copy_built: Callable[[Path], None], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """An atlas whose site has a search, which no fault of these tests may change."""
    root = tmp_path_factory.mktemp("searched") / "atlas"
    copy_built(root)
    with only_some_findings():
        assert call(root, *BUILD).code == 0
        yield root


@pytest.fixture
def changed(searched: Path, request: pytest.FixtureRequest) -> Path:
    """The same atlas with a changed record, so that its index has to be built again."""
    file, mark = searched / RECORD, zlib.crc32(request.node.nodeid.encode())
    text = file.read_text(encoding="utf-8")
    file.write_text(re.sub(r"школьный двор( \d+)?", f"школьный двор {mark}", text), encoding="utf-8")
    return searched


def use(monkeypatch: pytest.MonkeyPatch, program: Path) -> None:
    monkeypatch.setattr(pagefind_bin, "get_executable", lambda: program)


def script(folder: Path, *lines: str) -> Path:
    file = folder / "pagefind.sh"
    file.write_text("\n".join(["#!/bin/sh", *lines, ""]), encoding="utf-8")
    file.chmod(0o755)
    return file


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (["printf 'disk \\377 is full' >&2", "exit 1"], "is full"),
        (["kill -9 $$"], "Pagefind"),
    ],
)
def test_a_program_that_fails_leaves_the_old_site(
    changed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lines: list[str], words: str
) -> None:
    use(monkeypatch, script(tmp_path, *lines))
    with unhurt(changed / "site"):
        assert_refused(call(changed, *BUILD), "Поисковый указатель не построен", words, "--no-search")


@pytest.mark.parametrize("bytes_", [0, 500, 5000])
def test_an_index_that_is_not_whole_is_refused_and_not_remembered(
    changed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bytes_: int
) -> None:
    with monkeypatch.context() as patched, unhurt(changed / "site"):
        # Pagefind itself would wait for more, and the shell for Pagefind
        use(patched, script(tmp_path, f'{REAL} "$@" | {{ head -c {bytes_}; kill -9 $$; }}'))
        assert_refused(call(changed, *BUILD), "Поисковый указатель не построен")
    assert call(changed, *BUILD).code == 0
    for file in (changed / "site" / "pagefind").rglob("*.pf_*"):
        gzip.decompress(file.read_bytes())


def test_a_missing_program_is_told(changed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> Path:
        raise FileNotFoundError

    use(monkeypatch, tmp_path)
    with unhurt(changed / "site"):
        assert_refused(
            call(changed, *BUILD), "программа Pagefind не запускается (не хватает прав", "make install"
        )
    monkeypatch.setattr(pagefind_bin, "get_executable", missing)
    with unhurt(changed / "site"):
        assert_refused(call(changed, *BUILD), "программа Pagefind не установлена", "make install")

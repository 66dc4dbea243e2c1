"""Compressed copies of texts: smaller, reproducible, removed with their files or without the option."""

from __future__ import annotations

import gzip
import random
from pathlib import Path

import brotli
import msgspec
import pytest
from support.building import buildable, contents, order

from generator.site.build import build
from generator.site.compress import compress

pytestmark = pytest.mark.usefixtures("few_findings")

PAGE = b"<p>" + "Практика. ".encode() * 200
NOISE = random.Random(1).randbytes(600)  # noqa: S311 - only has to be noise


@pytest.mark.parametrize("jobs", [1, 2])
def test_texts_get_copies_and_others_do_not(tmp_path: Path, jobs: int) -> None:
    pages = {f"p{number}/index.html": PAGE for number in range(100)}
    files = {**pages, "small.json": b"{}", "a.woff2": PAGE, "x.pf_index": PAGE, "noise.txt": NOISE}
    for path, data in files.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_bytes(data)
    copies = compress(tmp_path, files.keys(), jobs)
    assert copies == {f"{path}{ending}" for path in pages for ending in (".gz", ".br")}
    assert gzip.decompress((tmp_path / "p7/index.html.gz").read_bytes()) == PAGE
    assert brotli.decompress((tmp_path / "p7/index.html.br").read_bytes()) == PAGE
    before = {copy: (tmp_path / copy).read_bytes() for copy in copies}
    assert compress(tmp_path, files.keys(), jobs) == copies
    assert {copy: (tmp_path / copy).read_bytes() for copy in copies} == before


def test_a_build_without_copies_leaves_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.site.compress._BEST", 1)  # how small they are is not the matter here
    root, site = tmp_path / "atlas", tmp_path / "site"
    root.mkdir()
    buildable(root)

    def made(*, packed: bool = False) -> set[str]:
        build(msgspec.structs.replace(order(root), compress=packed), site)
        return set(contents(site))

    plain = made()
    packed = made(packed=True)
    assert plain < packed
    assert {path for path in packed if path.endswith((".br", ".gz"))} == packed - plain
    assert "assets" in str(packed - plain)
    assert made(packed=True) == packed
    assert made() == plain
    assert made() == plain

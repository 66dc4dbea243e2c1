from __future__ import annotations

import gzip
import json
import re
from base64 import b64encode
from collections.abc import Callable, Sequence
from pathlib import Path

import cbor2
import pagefind_bin
import pytest
from support.sites import REPOSITORY

from generator.base.errors import AtlasError
from generator.site.search import pagefind

ADDRESS = "practices/x/"
PAGE = f"""<!doctype html><html lang="ru"><body><h1>Школьный двор</h1><p>Грамотность</p>
<span data-pagefind-sort="address[data-value]" data-value="{ADDRESS}"></span></body></html>"""
ANSWER = b64encode(b'{"message_id":0,"payload":{"type":"NewIndex"}}').decode()


def index(read: Callable[[str], str] = lambda _: PAGE) -> pagefind.MadeIndex:
    return pagefind.index_documents([ADDRESS], read, "ru")


def use(monkeypatch: pytest.MonkeyPatch, path: Path, lines: str = "") -> None:
    if lines:
        path.write_text(f"#!/bin/sh\n{lines}\n", encoding="utf-8")
        path.chmod(0o755)
    monkeypatch.setattr(pagefind_bin, "get_executable", lambda: path)


def test_index_tells_pages_words_and_order() -> None:
    made = index()
    assert [page.length for page in made.contents.pages] == [3]
    assert made.contents.sorts == [("address", [0])]
    assert made.contents.fields == ["title"]
    assert [first for first, _, _ in made.contents.chunks] == ["грамотн"]
    (fragment,) = made.fragments
    assert json.loads(gzip.decompress(fragment).removeprefix(b"pagefind_dcd"))["url"] == f"/{ADDRESS}"
    assert len(made.chunks) == 1


def test_pages_are_numbered_in_their_order() -> None:
    addresses = [f"practices/p{7 * number % 50}/" for number in range(50)]
    made = pagefind.index_documents(addresses, lambda address: PAGE.replace(ADDRESS, address), "ru")
    assert [addresses[number] for number in made.contents.sorts[0][1]] == sorted(addresses)


def test_an_index_of_another_version_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pagefind, "VERSIONS", ("0.8.", "0.9."))
    told = r"записан Pagefind \d+\.\d+\.\d+, а поиск читает 0\.8\.\* и 0\.9\.\*"
    with pytest.raises(AtlasError, match=told):
        index()


def files(meta: Sequence[object]) -> dict[str, bytes]:
    return {
        pagefind.ENTRY: b'{"languages": {"ru": {"hash": "x"}}}',
        "pagefind.x.pf_meta": gzip.compress(b"pagefind_dcd" + cbor2.dumps(meta)),
        "fragment/ru_a.pf_fragment": b"page",
        "index/ru_b.pf_index": b"words",
    }


NEXT: Sequence[object] = ("1.6.0", [["ru_a", 3, ""]], [["а", "я", "ru_b"]], [], [["address", [0]]], ["title"])
"""1.6.0 has a third part in a page's entry, which nothing of ours needs."""


def test_an_index_of_the_next_version_is_read() -> None:
    made = pagefind.read_index(files(NEXT))
    assert [(page.name, page.length) for page in made.contents.pages] == [("ru_a", 3)]
    assert (made.fragments, made.chunks) == ([b"page"], [b"words"])


@pytest.mark.parametrize("path", files(NEXT))
def test_index_that_is_not_whole_is_a_failure(path: str) -> None:
    whole = files(NEXT)
    with pytest.raises(AtlasError, match="не читается"):
        pagefind.read_index({name: body for name, body in whole.items() if name != path})
    if path.endswith(("json", "meta")):
        with pytest.raises(AtlasError, match="не читается"):
            pagefind.read_index(whole | {path: whole[path][:20]})


def test_both_halves_name_the_same_versions() -> None:
    script = (REPOSITORY / "generator/site/theme/search/pagefind.js").read_text(encoding="utf-8")
    (named,) = re.findall(r"export const VERSIONS = (\[.*?\]);", script)
    assert tuple(json.loads(named)) == pagefind.VERSIONS


def test_foreign_settings_change_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PAGEFIND_EXCLUDE_SELECTORS", "h1")
    (tmp_path / "pagefind.toml").write_text('exclude_selectors = ["h1"]\n', encoding="utf-8")
    assert index().contents.pages[0].length == 3


def test_missing_program_is_told_in_russian(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> Path:
        raise FileNotFoundError

    monkeypatch.setattr(pagefind_bin, "get_executable", missing)
    with pytest.raises(AtlasError, match="Pagefind не установлена") as told:
        index()
    assert "make install" in told.value.action


def test_program_that_cannot_start_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, tmp_path)
    with pytest.raises(AtlasError, match="не запускается"):
        index()


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        pytest.param("echo 'out of memory' >&2; exit 3", "out of memory", id="tells why"),
        pytest.param("exit 0", "без пояснения", id="ends at once"),
        pytest.param(f"printf '{ANSWER},'; exit 0", "без пояснения", id="ends half-way"),
        pytest.param("echo '{},' ; exec sleep 60", "не читается", id="answers something else"),
    ],
)
def test_failure_carries_what_the_program_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lines: str, words: str
) -> None:
    use(monkeypatch, tmp_path / "broken", lines)
    with pytest.raises(AtlasError, match=words) as told:
        index()
    assert "--no-search" in told.value.action


def test_program_that_never_ends_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, tmp_path / "endless", "exec sleep 60")
    monkeypatch.setattr(pagefind, "_START", 0.2)
    with pytest.raises(AtlasError, match="не закончил работу"):
        index()


def test_document_that_cannot_be_read_ends_the_program() -> None:
    def missing(address: str) -> str:
        raise FileNotFoundError(address)

    with pytest.raises(FileNotFoundError):
        index(missing)

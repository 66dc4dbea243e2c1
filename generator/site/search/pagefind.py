"""Pagefind: the program that indexes a folder of documents, and the format of what it writes.

Only this module and the browser's `theme/search/pagefind.js` know that format, which is Pagefind's own
affair and has changed before: both name the versions that they read, and compare.
"""

from __future__ import annotations

import json
import os
import subprocess
import zlib
from collections.abc import Iterable, Sequence
from gzip import decompress
from pathlib import Path
from typing import Any

import cbor2
import msgspec
import pagefind_bin

from generator.base.decode import decode
from generator.base.errors import AtlasError, explain_os_error

ENTRY = "pagefind-entry.json"
CHUNK = 1000
"""Word positions in one file of the index: for a word a reader loads one or two such files of each shard."""

VERSIONS = ("1.5.", "1.6.")
"""Versions of Pagefind whose index is known begin so. 1.6 has a third part in each page's entry."""
_SIGNATURE = b"pagefind_dcd"
_GZIP = 31
"""zlib's `wbits` for a stream with gzip's header and checksum."""
_SETTING = "PAGEFIND_"
"""Environment variables that would change Pagefind's settings begin so."""
_START, _PER_PAGE = 120.0, 0.1
"""Timeout in seconds: Pagefind waits for ever for a file that it cannot write."""
_LAST_LINES = 5


class IndexedPage(msgspec.Struct, frozen=True, array_like=True):
    """A page of an index: the name of its file and how many words it has; newer versions say more."""

    name: str
    length: int


class PagefindIndex(msgspec.Struct, frozen=True, array_like=True):
    """The metadata of an index, from its `pf_meta` (see `index_metadata.rs` in Pagefind's sources).

    Chunks are the first and the last word and the name of a file; a sort holds the numbers of pages in
    its order.
    """

    version: str
    pages: Sequence[IndexedPage]
    chunks: Sequence[tuple[str, str, str]]
    filters: Sequence[tuple[str, str]]
    sorts: Sequence[tuple[str, Sequence[int]]]
    fields: Sequence[str]


def run_pagefind(documents: Path, bundle: Path, language: str) -> None:
    """Index the documents below a folder; write the index into another.

    Raises:
        AtlasError: Pagefind is missing, failed, or found nothing to index.
    """
    places = ["--site", str(documents.absolute()), "--output-path", str(bundle.absolute())]
    limit = _START + _PER_PAGE * sum(1 for _ in documents.rglob("*.html"))
    try:
        done = subprocess.run(  # noqa: S603
            [_binary(), *places, "--force-language", language, "--keep-index-url", "--quiet"],
            cwd=documents,  # settings of a caller are not looked for here
            env={name: value for name, value in os.environ.items() if not name.startswith(_SETTING)}
            | {"PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE": str(CHUNK)},
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
            timeout=limit,
        )
    except subprocess.TimeoutExpired as error:
        raise AtlasError(_TOO_LONG.format(round(limit)), _WITHOUT) from error
    except OSError as error:
        raise AtlasError(_START_FAILED.format(explain_os_error(error).what), _REINSTALL) from error
    if done.returncode or not (bundle / ENTRY).is_file():
        raise AtlasError(_FAILED.format(_last_lines(done.stdout + done.stderr)), _WITHOUT)


def read_index(bundle: Path) -> PagefindIndex:
    """Return the metadata of an index.

    Raises:
        AtlasError: it is not what Pagefind of one of `VERSIONS` writes.
    """
    try:
        name = decode(_name_of_index, (bundle / ENTRY).read_bytes())
        value = decode(_unpack, (bundle / f"pagefind.{name}.pf_meta").read_bytes())
        if not value[0].startswith(VERSIONS):
            raise index_error(_OTHER_VERSION.format(value[0], " и ".join(f"{each}*" for each in VERSIONS)))
        return msgspec.convert(value, PagefindIndex)
    except (OSError, ValueError, msgspec.ValidationError) as error:
        raise index_error(UNREADABLE) from error


def _name_of_index(entry: bytes) -> str:
    (language,) = json.loads(entry)["languages"].values()
    return str(language["hash"])


def _unpack(packed: bytes) -> list[Any]:
    """Return the values of an index's metadata, of which the first is the version."""
    value = cbor2.loads(decompress(packed).removeprefix(_SIGNATURE))
    return [str(value[0]), *value[1:]]


def verify_files(files: Iterable[str]) -> None:
    """Check that index files are complete: on a full disk Pagefind truncates them and reports success.

    Raises:
        AtlasError: one is truncated or missing.
    """
    try:
        for file in files:
            zlib.decompress(Path(file).read_bytes(), _GZIP)
    except (OSError, zlib.error) as error:
        raise index_error(_CUT_SHORT) from error


def index_error(what: str) -> AtlasError:
    """Return the error for an index that cannot be used."""
    return AtlasError(_FAILED.format(what), _WITHOUT)


def _binary() -> str:
    try:
        return str(pagefind_bin.get_executable())
    except FileNotFoundError as error:
        raise AtlasError(_MISSING, _REINSTALL) from error


def _last_lines(output: str) -> str:
    told: Sequence[str] = [line for line in output.splitlines() if line.strip()]
    return "\n".join(told[-_LAST_LINES:]) or "без пояснения"


_CUT_SHORT = "указатель записан не целиком, возможно, на диске кончилось место"
UNREADABLE = "указатель не читается"
_OTHER_VERSION = "Указатель записан Pagefind {}, а поиск читает {}"
_MISSING = "Поисковый указатель не построен: программа Pagefind не установлена."
_START_FAILED = "Поисковый указатель не построен: программа Pagefind не запускается ({})."
_FAILED = "Поисковый указатель не построен: Pagefind сообщает об ошибке.\n{}"
_TOO_LONG = "Поисковый указатель не построен: Pagefind не закончил работу за {} с."
_REINSTALL = "Установите зависимости заново: make install. Собрать сайт без поиска: atlas build --no-search."
_WITHOUT = "Собрать сайт без поиска можно командой atlas build --no-search."

"""Pagefind: the program that makes an index of a folder of documents."""

from __future__ import annotations

import json
import os
import subprocess
import zlib
from collections.abc import Iterable, Sequence
from gzip import decompress
from pathlib import Path

import msgspec
import pagefind_bin

from generator.base.errors import AtlasError, explain_os_error
from generator.site.search import cbor

ENTRY = "pagefind-entry.json"
CHUNK = 2000
"""Places of words in one file of the index: a reader fetches one such file a word and part."""

_SIGNATURE = b"pagefind_dcd"
_GZIP = 31
"""What zlib calls a stream with gzip's header and check sum."""
_SETTING = "PAGEFIND_"
"""Settings in a caller's surroundings begin so; they are not ours."""
_START, _PER_PAGE = 120.0, 0.1
"""Seconds that an index may take: Pagefind waits for ever for a file that it may not make."""
_LAST_LINES = 5


class PagefindIndex(msgspec.Struct, frozen=True, array_like=True):
    """What Pagefind tells of an index in its `pf_meta` (see `index_metadata.rs` of its sources).

    Pages are names of files and numbers of words, chunks the first and the last word and the name of
    a file; a sort holds the numbers of pages in its order.
    """

    version: str
    pages: Sequence[tuple[str, int]]
    chunks: Sequence[tuple[str, str, str]]
    filters: Sequence[tuple[str, str]]
    sorts: Sequence[tuple[str, Sequence[int]]]
    fields: Sequence[str]


def run_pagefind(documents: Path, bundle: Path, language: str) -> None:
    """Index the documents under a folder and write what Pagefind makes of them into another.

    Raises:
        AtlasError: Pagefind is missing, failed, or found nothing to index.
    """
    places = ["--site", str(documents.absolute()), "--output-path", str(bundle.absolute())]
    limit = _START + _PER_PAGE * sum(1 for _ in documents.rglob("*.html"))
    try:
        done = subprocess.run(  # noqa: S603
            [_binary(), *places, "--force-language", language, "--keep-index-url", "--quiet"],
            cwd=documents,  # settings of a caller are not looked for here
            env=_environment(),
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
    """Return what Pagefind tells of the index that it has made.

    Raises:
        AtlasError: it is not what this version of Pagefind writes.
    """
    try:
        languages = json.loads((bundle / ENTRY).read_bytes())["languages"]
        (language,) = languages.values()
        packed = (bundle / f"pagefind.{language['hash']}.pf_meta").read_bytes()
        value = cbor.loads(decompress(packed).removeprefix(_SIGNATURE))
        return msgspec.convert(value, PagefindIndex)
    except (OSError, EOFError, ValueError, LookupError, TypeError, zlib.error, msgspec.MsgspecError) as error:
        raise index_error(UNREADABLE) from error


def verify_files(files: Iterable[str]) -> None:
    """Make sure that files of an index are whole: on a full disk Pagefind ends well and cuts them short.

    Raises:
        AtlasError: one is not, or is not there.
    """
    try:
        for file in files:
            zlib.decompress(Path(file).read_bytes(), _GZIP)
    except (OSError, zlib.error) as error:
        raise index_error(_CUT_SHORT) from error


def index_error(what: str) -> AtlasError:
    """Return the error for an index that is not what it should be."""
    return AtlasError(_FAILED.format(what), _WITHOUT)


def _environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_SETTING)}
    return kept | {"PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE": str(CHUNK)}


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
_MISSING = "Поисковый указатель не построен: программа Pagefind не установлена."
_START_FAILED = "Поисковый указатель не построен: программа Pagefind не запускается ({})."
_FAILED = "Поисковый указатель не построен: Pagefind сообщает об ошибке.\n{}"
_TOO_LONG = "Поисковый указатель не построен: Pagefind не закончил работу за {} с."
_REINSTALL = "Установите зависимости заново: make install. Собрать сайт без поиска: atlas build --no-search."
_WITHOUT = "Собрать сайт без поиска можно командой atlas build --no-search."

"""Pagefind: the program that indexes documents, and the format of its index.

Only this module and the browser's `theme/search/pagefind.js` know that format, which is internal to Pagefind
and has changed before: both list the versions that they can read, and check them.
"""

import json
import os
import subprocess
from base64 import b64decode, b64encode
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from gzip import decompress
from pathlib import Path
from tempfile import TemporaryFile
from threading import Event, Timer
from typing import IO, Any

import cbor2
import msgspec
import pagefind_bin

from generator.base.decode import decode
from generator.base.errors import AtlasError, explain_os_error

ENTRY = "pagefind-entry.json"
CHUNK = 400
"""Word positions per chunk of the index: for a word, a reader loads one or two chunks of each shard."""

VERSIONS = ("1.5.", "1.6.")
"""Prefixes of the versions of Pagefind whose index can be read. 1.6 has a third element per page."""
_SIGNATURE = b"pagefind_dcd"
_SETTING = "PAGEFIND_"
"""Prefix of environment variables that would change Pagefind's settings."""
_START, _PER_PAGE = 120.0, 0.1
"""Timeout in seconds, and what each document adds to it."""
_LAST_LINES = 5
_STOP = b","
"""Ends each message to and from Pagefind, which is Base64 of JSON."""
_PIECE = 1 << 20

Payload = Mapping[str, object]


class IndexedPage(msgspec.Struct, frozen=True, array_like=True):
    """A page of an index: the name of its file and its number of words; newer versions have more."""

    name: str
    length: int


class PagefindIndex(msgspec.Struct, frozen=True, array_like=True):
    """The metadata of an index, from its `pf_meta` (see `index_metadata.rs` in Pagefind's sources).

    A chunk consists of its first and last word and the name of a file; a sort order lists page numbers.
    """

    version: str
    pages: Sequence[IndexedPage]
    chunks: Sequence[tuple[str, str, str]]
    filters: Sequence[tuple[str, str]]
    sorts: Sequence[tuple[str, Sequence[int]]]
    fields: Sequence[str]


class MadeIndex(msgspec.Struct, frozen=True):
    """An index: its metadata, the compressed fragments of its pages, the compressed chunks of its words."""

    contents: PagefindIndex
    fragments: Sequence[bytes]
    chunks: Sequence[bytes]


class _File(msgspec.Struct, frozen=True):
    path: str
    content: bytes


class _Payload(msgspec.Struct, frozen=True):
    """A reply of Pagefind: the files of the index, or an error message."""

    type: str
    files: Sequence[_File] = ()
    message: str = ""


class _Answer(msgspec.Struct, frozen=True):
    payload: _Payload


_answer = msgspec.json.Decoder(_Answer)


def index_documents(addresses: Collection[str], read: Callable[[str], str], language: str) -> MadeIndex:
    """Index documents, given their addresses and a function that reads the document of an address.

    Pagefind is run as by its own packages for Node and Python: it reads and writes no files.

    Raises:
        AtlasError: Pagefind is missing or failed, or its index was not made by one of `VERSIONS`.
        OSError: a document cannot be read.
    """
    limit, late = _START + _PER_PAGE * len(addresses), Event()
    with TemporaryFile() as said:
        with _start_pagefind(said) as process, ThreadPoolExecutor(1) as meanwhile:
            timer = Timer(limit, _kill, (process, late))
            timer.start()
            sent = meanwhile.submit(_send, process, _requests(addresses, read, language))
            try:
                answers = list(_answers(process, len(addresses) + 2))
            finally:
                timer.cancel()
                process.kill()  # it would wait for more
            sent.result()
        said.seek(0)
        lines = [*said.read().decode(errors="replace").splitlines(), *(each.message for each in answers)]
    if late.is_set():
        raise AtlasError(_TOO_LONG.format(round(limit)), _WITHOUT)
    if len(answers) < len(addresses) + 2 or any(each.message for each in answers):
        raise index_error(_last_lines(lines))
    return read_index({file.path: file.content for file in answers[-1].files})


def _kill(process: subprocess.Popen[bytes], late: Event) -> None:
    late.set()
    process.kill()


@contextmanager
def _start_pagefind(said: IO[bytes]) -> Iterator[subprocess.Popen[bytes]]:
    """Yield the running program, which writes its errors into `said` and is killed at the end."""
    program = _binary()
    try:
        process = subprocess.Popen(  # noqa: S603
            [program, "--service"],
            cwd=Path(program).parent,  # so that no settings of the caller are found
            env={name: value for name, value in os.environ.items() if not name.startswith(_SETTING)}
            | {"PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE": str(CHUNK)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=said,
        )
    except OSError as error:
        raise AtlasError(_START_FAILED.format(explain_os_error(error).what), _REINSTALL) from error
    try:
        yield process
    finally:
        process.kill()
        with suppress(BrokenPipeError):  # of requests that it has not read
            _pipe(process.stdin).close()
        _pipe(process.stdout).close()
        process.wait()


def _requests(addresses: Collection[str], read: Callable[[str], str], language: str) -> Iterator[Payload]:
    yield {"type": "NewIndex", "config": {"force_language": language, "keep_index_url": True}}
    for address in addresses:
        yield {"type": "AddFile", "index_id": 0, "url": f"/{address}", "file_contents": read(address)}
    yield {"type": "GetFiles", "index_id": 0}


def _send(process: subprocess.Popen[bytes], requests: Iterator[Payload]) -> None:
    """Send requests; if one cannot be created, kill the program, which would wait for more."""
    stream = _pipe(process.stdin)
    try:
        with suppress(BrokenPipeError):  # the program failed; its error message is reported
            for number, payload in enumerate(requests):
                stream.write(
                    b64encode(msgspec.json.encode({"message_id": number, "payload": payload})) + _STOP
                )
            stream.flush()
    except BaseException:
        process.kill()
        raise


def _answers(process: subprocess.Popen[bytes], number: int) -> Iterator[_Payload]:
    """Yield a number of replies; fewer if the program ends early.

    Raises:
        AtlasError: a reply cannot be decoded.
    """
    stream, held = _pipe(process.stdout), list[bytes]()
    while number > 0 and (piece := os.read(stream.fileno(), _PIECE)):
        *ends, rest = piece.split(_STOP)
        for end in ends:
            yield _read_answer(b"".join((*held, end)))
            held.clear()
            number -= 1
        held.append(rest)


def _read_answer(message: bytes) -> _Payload:
    try:
        return _answer.decode(b64decode(message)).payload
    except ValueError as error:
        raise index_error(UNREADABLE) from error


def _pipe(stream: IO[bytes] | None) -> IO[bytes]:
    if stream is None:  # impossible, because the program is started with both pipes
        raise ValueError
    return stream


def read_index(files: Mapping[str, bytes]) -> MadeIndex:
    """Return the index that consists of files, given by path.

    Raises:
        AtlasError: it was not made by one of `VERSIONS` of Pagefind.
    """
    try:
        name = decode(_name_of_index, files[ENTRY])
        value = decode(_unpack, files[f"pagefind.{name}.pf_meta"])
        if not value[0].startswith(VERSIONS):
            raise index_error(_OTHER_VERSION.format(value[0], " и ".join(f"{each}*" for each in VERSIONS)))
        contents = msgspec.convert(value, PagefindIndex)
        fragments = [files[f"fragment/{page.name}.pf_fragment"] for page in contents.pages]
        return MadeIndex(
            contents, fragments, [files[f"index/{each}.pf_index"] for _, _, each in contents.chunks]
        )
    except (KeyError, ValueError, msgspec.ValidationError) as error:
        raise index_error(UNREADABLE) from error


def _name_of_index(entry: bytes) -> str:
    (language,) = json.loads(entry)["languages"].values()
    return str(language["hash"])


def _unpack(packed: bytes) -> list[Any]:
    """Return the values of an index's metadata, the first of which is the version."""
    value = cbor2.loads(decompress(packed).removeprefix(_SIGNATURE))
    return [str(value[0]), *value[1:]]


def index_error(what: str) -> AtlasError:
    """Return the error for an unusable index."""
    return AtlasError(_FAILED.format(what), _WITHOUT)


def _binary() -> str:
    try:
        return str(pagefind_bin.get_executable())
    except FileNotFoundError as error:
        raise AtlasError(_MISSING, _REINSTALL) from error


def _last_lines(output: Sequence[str]) -> str:
    return "\n".join([line for line in output if line.strip()][-_LAST_LINES:]) or "без пояснения"


UNREADABLE = "указатель не читается"
_OTHER_VERSION = "Указатель записан Pagefind {}, а поиск читает {}"
_MISSING = "Поисковый указатель не построен: программа Pagefind не установлена."
_START_FAILED = "Поисковый указатель не построен: программа Pagefind не запускается ({})."
_FAILED = "Поисковый указатель не построен: Pagefind сообщает об ошибке.\n{}"
_TOO_LONG = "Поисковый указатель не построен: Pagefind не закончил работу за {} с."
_REINSTALL = "Установите зависимости заново: make install. Собрать сайт без поиска: atlas build --no-search."
_WITHOUT = "Собрать сайт без поиска можно командой atlas build --no-search."

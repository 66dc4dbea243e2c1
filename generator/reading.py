"""Reads all record files of an atlas: from the cache what is known, by the judges what is new."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from generator import judged
from generator.cache import code_digest, fingerprint, recall, remember
from generator.findings import Finding
from generator.load import Source, Unloaded, load
from generator.locate import finding_of_file
from generator.schema import Judge, judges
from generator.schema_files import Schemas
from generator.settings import Vocabulary

POOL_FROM = 300
"""Fewer new files than this are read sooner by one process than several can start."""
_CHUNK = 50
_CACHE = "records"


@dataclass(frozen=True, kw_only=True, slots=True)
class Read:
    """A record file. `value` is MessagePack of a value that fits its schema, None if it does not."""

    source: Source
    value: bytes | None = field(repr=False)
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """All record files, and the findings about files that are none."""

    files: tuple[Read, ...]
    strays: tuple[Finding, ...]


def read_records(
    root: Path, schemas: Schemas, vocabularies: Mapping[str, Vocabulary], jobs: int = 1
) -> Reading:
    """Read and judge every record file of the atlas at `root`.

    Args:
        root: the root of the atlas.
        schemas: its schemas, by file name.
        vocabularies: the values to judge by.
        jobs: how many processes may share the work when there is much of it.

    Raises:
        AtlasError: a schema is composed wrongly.
    """
    found = list(load(root))
    sources = [one for one in found if isinstance(one, Source)]
    hashes = [fingerprint(source.data) for source in sources]
    key = _cache_key(schemas, vocabularies)
    known = _known(root, key)
    new = [
        source for source, digest in zip(sources, hashes, strict=True) if _name(source, digest) not in known
    ]
    results = iter(_judged(new, schemas, vocabularies, jobs))
    files = tuple(
        Read(source=source, value=known[name])
        if (name := _name(source, digest)) in known
        else _read(source, next(results))
        for source, digest in zip(sources, hashes, strict=True)
    )
    values = _valid(files, hashes)
    if values.keys() != known.keys():
        remember(root, _CACHE, key, msgspec.msgpack.encode(values))
    strays = tuple(finding_of_file(one.path, one.problem) for one in found if isinstance(one, Unloaded))
    return Reading(files=files, strays=strays)


_Result = tuple[bytes | None, tuple[Finding, ...]]


def _read(source: Source, result: _Result) -> Read:
    return Read(source=source, value=result[0], findings=result[1])


def _name(source: Source, digest: bytes) -> bytes:
    """Return what a file is remembered by: the same bytes may be right as one kind only."""
    return source.kind.name.encode() + b":" + digest


def _known(root: Path, key: bytes) -> Mapping[bytes, bytes]:
    """Return the remembered values of valid files as MessagePack, by the names of the files."""
    body = recall(root, _CACHE, key)
    try:
        return {} if body is None else msgspec.msgpack.decode(body, type=dict[bytes, bytes])
    except msgspec.MsgspecError:
        return {}


def _valid(files: Sequence[Read], hashes: Sequence[bytes]) -> Mapping[bytes, bytes]:
    return {
        _name(read.source, digest): read.value
        for read, digest in zip(files, hashes, strict=True)
        if read.value is not None
    }


def _cache_key(schemas: Schemas, vocabularies: Mapping[str, Vocabulary]) -> bytes:
    values = {name: [term.id for term in one.terms] for name, one in vocabularies.items()}
    judging = json.dumps([schemas, values], ensure_ascii=False, sort_keys=True)
    return fingerprint(judging.encode(), code_digest())


def _judged(
    sources: Sequence[Source], schemas: Schemas, vocabularies: Mapping[str, Vocabulary], jobs: int
) -> Iterator[_Result]:
    if jobs < 2 or len(sources) < POOL_FROM:  # noqa: PLR2004 - one job is this process
        by_file = judges(schemas, vocabularies)
        yield from (_result(source, by_file) for source in sources)
        return
    with ProcessPoolExecutor(jobs, initializer=_start_worker, initargs=(schemas, vocabularies)) as pool:
        yield from pool.map(_work, sources, chunksize=_CHUNK)


def _result(source: Source, by_file: Mapping[str, Judge]) -> _Result:
    result = judged.judged(source.path, source.data, by_file[source.kind.schema_file])
    return (msgspec.msgpack.encode(result.value), ()) if result.is_valid else (None, result.findings)


_worker_judges: dict[str, Judge] = {}  # compiled once a process: validators cannot be sent


def _start_worker(schemas: Schemas, vocabularies: Mapping[str, Vocabulary]) -> None:
    _worker_judges.update(judges(schemas, vocabularies))


def _work(source: Source) -> _Result:
    return _result(source, _worker_judges)

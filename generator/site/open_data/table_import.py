"""What the page for tables loads when a table is chosen: Python for browsers, the generator, the atlas.

`make runtime` makes the first, which is kept in git; it is copied as it is, into a folder named after its
hash. The other two are made by the build.
"""

import zlib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, partial
from itertools import chain
from pathlib import Path
from typing import Any

import msgspec

from generator.base.fingerprint import fingerprint, modules_digest
from generator.check.schema import schema_validators
from generator.intake.tables.judge.packed_atlas import pack_atlas, pack_records, public_answers
from generator.model.addresses import DATA
from generator.model.catalogue import Catalogue, Entry
from generator.model.kinds import KINDS
from generator.site.assets import RUNTIME
from generator.site.compress import GZIP
from generator.site.open_data.code_archive import archive_modules
from generator.site.open_data.records import count_parts
from generator.site.open_data.shards import DataFile, shard_of
from generator.source.schema_files import Schemas

CODE, ATLAS = f"{DATA}tables/generator.zip", f"{DATA}tables/atlas.gzip"
"""Not `.gz`: servers take such a file for a compressed copy of another and say so to the browser."""
RECORDS = f"{DATA}tables/records-{{}}.gzip"
"""The files of the records, by number: of ten thousand only those that changed are packed again."""
_FORM_PARTS = 12
"""How many shards of records for the form one of these files replaces."""
_LEVEL = 5
"""Half the time of level 6, for 7 % more bytes (10,000 records)."""
_LOCK = "lock.json"
_HASH = 12


class _File(msgspec.Struct, frozen=True):
    sha256: str
    bytes: int


class _Lock(msgspec.Struct, frozen=True):
    files: Mapping[str, _File]


class Runtime(msgspec.Struct, frozen=True, kw_only=True):
    """Python for browsers: its folder in the site with a slash, its files with their hashes, its size."""

    folder: str
    files: Mapping[str, str]
    bytes: int


@cache
def read_runtime() -> Runtime:
    """Return what `make runtime` made.

    Raises:
        OSError: it is missing.
    """
    data = (RUNTIME / _LOCK).read_bytes()
    files = msgspec.json.decode(data, type=_Lock).files
    name = fingerprint(*(one.sha256.encode() for one in files.values())).hex()[:_HASH]
    return Runtime(
        folder=f"{DATA}tables/python-{name}/",
        files={name: one.sha256 for name, one in files.items()},
        bytes=sum(one.bytes for one in files.values()),
    )


def list_table_files(catalogue: Catalogue, schemas: Schemas, root: Path) -> Iterator[DataFile]:
    """Yield the files that the page for tables loads; `schemas` are those of the atlas at `root`."""
    runtime = read_runtime()
    for name, digest in runtime.files.items():
        yield DataFile(
            path=f"{runtime.folder}{name}",
            input_digest=fingerprint(digest.encode()),
            make=(RUNTIME / name).read_bytes,
        )
    yield DataFile(path=CODE, input_digest=modules_digest(), make=archive_modules)
    answers = public_answers(root, schema_validators(schemas, {}))
    entries = [*chain.from_iterable(catalogue.entries(kind) for kind in KINDS)]
    packed = pack_atlas(catalogue.settings, schemas, answers)
    yield DataFile(path=ATLAS, input_digest=fingerprint(packed), make=partial(_compress, packed))
    groups: dict[int, list[Entry[Any]]] = {
        number: [] for number in range(count_record_files(count_parts(len(entries))))
    }
    for entry in sorted(entries, key=lambda entry: entry.path):
        groups[shard_of(entry.id, len(groups))].append(entry)
    for number, group in groups.items():
        yield DataFile(
            path=RECORDS.format(number),
            input_digest=fingerprint(*(entry.digest for entry in group)),
            make=partial(_compress_records, group),
        )


def count_record_files(parts: int) -> int:
    """Return into how many files the records go, by the number of shards that the form has."""
    return -(-parts // _FORM_PARTS)


def _compress_records(entries: Sequence[Entry[Any]]) -> bytes:
    return _compress(pack_records(entries))


def _compress(packed: bytes) -> bytes:
    return zlib.compress(packed, _LEVEL, wbits=GZIP)

"""What the page for tables loads when a table is chosen: Python for browsers, the generator, the atlas.

`make runtime` makes the first, which is kept in git; it is copied as it is, into a folder named after its
hash. The other two are made by the build.
"""

import gzip
from collections.abc import Iterator, Mapping
from functools import cache, partial
from itertools import chain
from pathlib import Path

import msgspec

from generator.base.fingerprint import fingerprint, modules_digest
from generator.check.schema import schema_validators
from generator.intake.tables.packed_atlas import pack_atlas, public_answers
from generator.intake.tables.replacements import Answers
from generator.model.addresses import DATA
from generator.model.catalogue import Catalogue
from generator.model.kinds import KINDS
from generator.site.assets import RUNTIME
from generator.site.open_data.code_archive import archive_modules
from generator.site.open_data.shards import DataFile
from generator.source.schema_files import Schemas

CODE, ATLAS = f"{DATA}tables/generator.zip", f"{DATA}tables/atlas.gzip"
"""Not `.gz`: servers take such a file for a compressed copy of another and say so to the browser."""
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
    ground = pack_atlas(catalogue.settings, schemas, (), answers)
    yield DataFile(
        path=ATLAS,
        input_digest=fingerprint(ground, *(entry.digest for entry in entries)),
        make=partial(_pack, catalogue, schemas, answers),
    )


def _pack(catalogue: Catalogue, schemas: Schemas, answers: Mapping[str, Answers]) -> bytes:
    entries = [*chain.from_iterable(catalogue.entries(kind) for kind in KINDS)]
    return gzip.compress(pack_atlas(catalogue.settings, schemas, entries, answers), mtime=0)

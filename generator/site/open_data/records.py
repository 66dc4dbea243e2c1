"""Records as they are written in their files, for the form that mends them; their schemas, for editors.

Thirty or forty records of ten thousand share a file: as many files as records would take longer to
publish than the pages, and a reader of one never asks for another.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

import msgspec

from generator.base.fingerprint import fingerprint
from generator.model.addresses import DATA
from generator.model.catalogue import Catalogue, Entry
from generator.model.kinds import KINDS
from generator.site.open_data.shards import DataFile, shard_of
from generator.source.schema_files import schema_text

SHARDS = 256
"""Files for the records of a kind."""
SCHEMAS = "schemas/v1"
"""The folder of the published schemas inside the site."""


def list_record_files(catalogue: Catalogue) -> Iterator[DataFile]:
    """Yield the files of all public records: the values of their YAML by id."""
    for kind in KINDS:
        groups: defaultdict[int, list[Entry[Any]]] = defaultdict(list)
        for entry in sorted(catalogue.entries(kind), key=lambda entry: str(entry.id)):
            groups[shard_of(entry.id, SHARDS)].append(entry)
        for number, entries in sorted(groups.items()):
            yield DataFile(
                path=f"{DATA}records/{kind.folder}/{number}.json",
                input_digest=fingerprint(*(entry.digest for entry in entries)),
                make=partial(_content, entries),
            )


def _content(entries: Sequence[Entry[Any]]) -> bytes:
    values = {entry.id: msgspec.msgpack.decode(entry.value) for entry in entries}
    return msgspec.json.encode(values)


def list_schema_files(schemas: Mapping[str, Any]) -> Iterator[DataFile]:
    """Yield the files of the schemas, with the values of vocabularies filled in."""
    for name, schema in sorted(schemas.items()):
        content = schema_text(schema).encode()
        yield DataFile(
            path=f"{SCHEMAS}/{name}", input_digest=fingerprint(content), make=partial(bytes, content)
        )

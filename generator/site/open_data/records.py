"""Records as written in their files, for the form that edits them; their schemas, for editors.

Of ten thousand records, thirty or forty share a file: a file per record would take longer to publish than the
pages, and readers of a record rarely request another.
"""

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

_IN_A_PART = 40
_MOST_PARTS = 256
SCHEMAS = "schemas/v1"
"""The folder of the published schemas in the site."""


def count_parts(records: int) -> int:
    """Return into how many files the records of each kind are split in an atlas with this many records."""
    return min(_MOST_PARTS, max(1, -(-records // _IN_A_PART)))


def list_record_files(catalogue: Catalogue, parts: int) -> Iterator[DataFile]:
    """Yield the files of all public records, `parts` for each kind: the values of their YAML by id.

    Shards without records are written too: the form requests them to see that an id is free.
    """
    for kind in KINDS:
        groups: dict[int, list[Entry[Any]]] = {number: [] for number in range(parts)}
        for entry in sorted(catalogue.entries(kind), key=lambda entry: str(entry.id)):
            groups[shard_of(entry.id, parts)].append(entry)
        for number, entries in groups.items():
            yield DataFile(
                path=f"{DATA}records/{kind.folder}/{number}.json",
                input_digest=fingerprint(*(entry.digest for entry in entries)),
                make=partial(_content, entries),
            )


def _content(entries: Sequence[Entry[Any]]) -> bytes:
    values = {entry.id: msgspec.msgpack.decode(entry.value) for entry in entries}
    return msgspec.json.encode(values)


def list_schema_files(schemas: Mapping[str, Any]) -> Iterator[DataFile]:
    """Yield the files of the schemas, including the values of vocabularies."""
    for name, schema in sorted(schemas.items()):
        yield DataFile(
            path=f"{SCHEMAS}/{name}",
            input_digest=fingerprint(msgspec.json.encode(schema)),  # without indents: twenty times as fast
            make=partial(_schema_content, schema),
        )


def _schema_content(schema: Mapping[str, Any]) -> bytes:
    return schema_text(schema).encode()

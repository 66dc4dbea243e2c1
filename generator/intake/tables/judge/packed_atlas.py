"""What a table is judged with, as files of the site: the page reads registers where there is no atlas.

It has the schemas, the settings that readers may know, the public records and the answers of institutes. What
is not on the site is not in it: no editors, no hidden records, no values that an institute gave for all its
records, for these may be a person's.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
from msgspec.structs import replace

from generator.check.schema import SchemaValidator, schema_validators
from generator.intake.tables.judge.check_import import ExistingAtlas
from generator.intake.tables.questions.institute_answers import list_institutes, read_answers
from generator.intake.tables.questions.replacements import Answers
from generator.model.catalogue import Entry, decode_record, entry_with
from generator.model.editorial import Editorial
from generator.model.kinds import KIND_BY_NAME
from generator.model.picks import Picks
from generator.model.settings import SearchWords, Settings
from generator.source.schema_files import Schemas, vocabularies_of


class PackedRecord(msgspec.Struct, frozen=True, array_like=True):
    """A public record: the name of its kind, its file, and its value."""

    kind: str
    path: str
    value: msgspec.Raw


class PackedAtlas(msgspec.Struct, frozen=True, kw_only=True):
    """The atlas as the site has it, without its records."""

    settings: Settings
    schemas: Schemas
    institutes: Mapping[str, Answers]
    """The answers of institutes by the names of their files."""

    def open(self, records: Sequence[PackedRecord], as_of: dt.date) -> ExistingAtlas:
        """Return the atlas that tables are judged with, with all its records in the order of their paths."""
        return ExistingAtlas(
            settings=self.settings,
            schemas=self.schemas,
            validators=schema_validators(self.schemas, vocabularies_of(self.settings)),
            as_of=as_of,
            right=[*map(_entry, records)],
            paths=[one.path for one in records],
        )


def pack_atlas(settings: Settings, schemas: Schemas, institutes: Mapping[str, Answers]) -> bytes:
    """Return the file of an atlas without its records."""
    packed = PackedAtlas(settings=_public(settings), schemas=schemas, institutes=institutes)
    return msgspec.msgpack.encode(packed)


def pack_records(entries: Sequence[Entry[Any]]) -> bytes:
    """Return a file of public records."""
    return msgspec.msgpack.encode([PackedRecord(one.kind.name, one.path, one.value) for one in entries])


def unpack_atlas(data: bytes, records: Sequence[bytes], as_of: dt.date) -> tuple[ExistingAtlas, PackedAtlas]:
    """Return the atlas of files that `pack_atlas` and `pack_records` made.

    Raises:
        msgspec.MsgspecError: they are other files.
    """
    packed = msgspec.msgpack.decode(data, type=PackedAtlas)
    found = [one for part in records for one in msgspec.msgpack.decode(part, type=list[PackedRecord])]
    return packed.open(sorted(found, key=lambda one: one.path), as_of), packed


def public_answers(root: Path, validators: Mapping[str, SchemaValidator]) -> Mapping[str, Answers]:
    """Return the answers of the institutes of an atlas, without the values that they gave for all records.

    Raises:
        AtlasError: a file is not valid; a check says so first.
        OSError: a file cannot be read.
    """
    found = {name: read_answers(root, name, validators) for name in list_institutes(root)}
    return {name: replace(one, constants={}) for name, one in found.items()}


def _public(settings: Settings) -> Settings:
    """Return settings without what tables are not judged by, above all without the editors."""
    return replace(
        settings, editorial=Editorial(), picks=Picks(), search=SearchWords(), needs=(), region_map=None
    )


def _entry(one: PackedRecord) -> Entry[Any]:
    kind = KIND_BY_NAME[one.kind]
    return entry_with(kind, decode_record(kind, one.value), one.path, value=one.value)

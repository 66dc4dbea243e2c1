"""Writes the records of a table as files of the atlas; existing files are never touched."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

import msgspec

from generator.base.errors import AtlasError
from generator.canonical import NONE, canonical_text, shape_of
from generator.canonical.writer import write_record
from generator.check.file_check import judged
from generator.check.schema import Judge
from generator.intake.tables.atomic_save import save
from generator.intake.tables.table_record import TableRecord
from generator.model.findings import Problem
from generator.model.kinds import KINDS
from generator.source.record_files import CONTENT
from generator.source.schema_files import Schemas

_SURELY_FITS = 16_000
"""A record of fewer bytes as JSON is within all limits of files: of bytes and of the number of values."""


def find_unwritable(record: TableRecord, schemas: Schemas, judge: Judge) -> Iterator[Problem]:
    """Yield a problem if the file of a record could not be read: files have limits of size."""
    if len(msgspec.json.encode(record.value)) < _SURELY_FITS:
        return
    text = canonical_text(dict(record.value), record.kind, schemas)
    for finding in judged(record.path, text.encode(), judge).findings[:1]:
        yield Problem(
            code=finding.code,
            what=f"Запись не помещается в атлас: {finding.what[0].lower()}{finding.what[1:]}",
            allowed=finding.allowed,
            action="Сократите запись.",
        )


def write_records(root: Path, records: Sequence[TableRecord], schemas: Schemas) -> None:
    """Write the files of records, each whole or not at all.

    Raises:
        AtlasError: a file is there already, or a folder leads out of the atlas.
        OSError: a file cannot be written.
    """
    shapes = {kind.name: shape_of(kind, schemas) for kind in KINDS}
    for record in records:
        file = root / record.path
        for folder in (root / CONTENT, file.parent):
            if folder.is_symlink():
                message = f"папка «{os.path.relpath(folder, root)}» — символическая ссылка"
                raise AtlasError(message, "Замените ссылку самой папкой")
        file.parent.mkdir(parents=True, exist_ok=True)
        data = write_record(dict(record.value), shapes[record.kind.name], NONE).encode()
        save(file, partial(_write, data=data), replace=False)


def _write(file: Path, data: bytes) -> None:
    file.write_bytes(data)

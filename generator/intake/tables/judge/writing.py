"""Writes the records of a table as files of the atlas, and any file whole or not at all."""

import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

import msgspec

from generator.base.errors import AtlasError, blame
from generator.base.russian import uncapitalise
from generator.canonical import NONE, canonical_text, shape_of
from generator.canonical.writer import write_record
from generator.check.record_check import validate_file
from generator.check.schema import SchemaValidator
from generator.intake.tables.rows.table_record import TableRecord
from generator.model.findings import Problem
from generator.model.kinds import KINDS
from generator.source.record_files import CONTENT
from generator.source.schema_files import Schemas

_SURELY_FITS = 16_000
"""A record of fewer bytes as JSON is within all limits of files: of bytes and of the number of values."""


def find_unwritable(record: TableRecord, schemas: Schemas, validator: SchemaValidator) -> Iterator[Problem]:
    """Yield a problem if the file of a record could not be read: files have limits of size."""
    if len(msgspec.json.encode(record.value)) < _SURELY_FITS:
        return
    text = canonical_text(dict(record.value), record.kind, schemas)
    for finding in validate_file(record.path, text.encode(), validator).findings[:1]:
        yield Problem(
            code=finding.code,
            what=f"Запись не помещается в атлас: {uncapitalise(finding.what)}",
            allowed=finding.allowed,
            action="Сократите запись.",
        )


def record_writer(schemas: Schemas) -> Callable[[TableRecord], str]:
    """Return what gives the text of a record's file."""
    shapes = {kind.name: shape_of(kind, schemas) for kind in KINDS}
    return lambda record: write_record(dict(record.value), shapes[record.kind.name], NONE)


def write_records(root: Path, records: Sequence[TableRecord], schemas: Schemas) -> None:
    """Write the files of records, each whole or not at all.

    Raises:
        AtlasError: a file is there already, or a folder leads out of the atlas.
        OSError: a file cannot be written.
    """
    text_of = record_writer(schemas)
    for record in records:
        file = root / record.path
        for folder in (root / CONTENT, file.parent):
            if folder.is_symlink():
                message = f"папка «{os.path.relpath(folder, root)}» — символическая ссылка"
                raise AtlasError(message, "Замените ссылку самой папкой")
        file.parent.mkdir(parents=True, exist_ok=True)
        data = text_of(record).encode()
        save(file, partial(Path.write_bytes, data=data), replace=False)


def save(file: Path, write: Callable[[Path], object], *, replace: bool) -> None:
    """Write a file under another name and let it appear under its own when it is whole.

    `write` writes it, at the path that it is given; without `replace` nothing that stands there is touched.

    Raises:
        AtlasError: there is such a file, and it may not be replaced.
        OSError: the file cannot be written.
    """
    if not replace and os.path.lexists(file):
        raise _name_taken(file)
    with blame(file):
        place = tempfile.TemporaryDirectory(dir=file.parent, prefix=".atlas-", ignore_cleanup_errors=True)
    with place as folder:
        made = Path(folder) / file.name
        write(made)
        if replace:
            made.replace(file)
            return
        try:
            os.link(made, file)
        except FileExistsError as error:
            raise _name_taken(file) from error
        except OSError:  # a disk that knows no links
            if os.path.lexists(file):
                raise _name_taken(file) from None
            made.rename(file)


def _name_taken(file: Path) -> AtlasError:
    return AtlasError(
        f"файл «{file}» уже есть, он не изменён",
        "Укажите другое имя; заменить файл таблицы можно с параметром --force",
    )

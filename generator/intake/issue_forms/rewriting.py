"""Writes a changed value into a record that the atlas has, for an issue about it, and checks the result."""

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

from msgspec.structs import replace

from generator.base import files
from generator.canonical import canonical_text
from generator.canonical.find_comments import find_comments
from generator.check.check import check
from generator.intake.issue_forms.making import IssueRecord, find_new
from generator.model.settings import Settings
from generator.source.schema_files import Schemas
from generator.source.yaml.reader import Json, Parsed, read_yaml


def read_record_value(file: Path) -> Mapping[str, Json] | None:
    """Return the value of a record file; None if it cannot be read.

    Raises:
        OSError: the file cannot be opened.
    """
    read = read_yaml(file.read_bytes())
    return read.value if isinstance(read, Parsed) and isinstance(read.value, dict) else None


def rewrite_record(  # noqa: PLR0913 - what is written, and by which rules it is checked
    root: Path,
    made: IssueRecord,
    value: Mapping[str, Json],
    *,
    as_of: dt.date,
    schemas: Schemas,
    settings: Settings,
) -> IssueRecord:
    """Write a value to the file at `made.path`, keeping its comments, and return it with its findings.

    Raises:
        AtlasError: the atlas itself is broken.
        OSError: the file cannot be read or written.
    """
    file = root / made.path
    before, comments = check(root, as_of=as_of), find_comments(file.read_bytes().decode())
    text = canonical_text(dict(value), made.kind, schemas, comments)
    files.write_file(file, text.encode())
    new = find_new(before, check(root, as_of=as_of), made.path, settings)
    return replace(made, title=str(value.get("title", "")), text=text, findings=new)

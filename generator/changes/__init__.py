"""The changes between two revisions of the atlas, record by record and field by field."""

from __future__ import annotations

from generator.changes.fields import FieldChange, field_changes
from generator.changes.records import BlobContents, RecordChange, read_contents, record_changes
from generator.changes.words import ValueFormatter

__all__ = [
    "BlobContents",
    "FieldChange",
    "RecordChange",
    "ValueFormatter",
    "field_changes",
    "read_contents",
    "record_changes",
]

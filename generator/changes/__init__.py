"""What changed between two states of the atlas, record by record and field by field."""

from __future__ import annotations

from generator.changes.fields import FieldChange, field_changes
from generator.changes.records import Contents, RecordChange, contents_of, record_changes
from generator.changes.words import Speaker

__all__ = [
    "Contents",
    "FieldChange",
    "RecordChange",
    "Speaker",
    "contents_of",
    "field_changes",
    "record_changes",
]

"""Masks personal data in a review, which is posted under a proposal and stored with it."""

from collections.abc import Collection, Mapping
from enum import Enum
from typing import TypeVar, cast

import msgspec
from msgspec.structs import replace

from generator.changes.fields import FieldChange
from generator.changes.records import RecordChange
from generator.model.kinds import Kind
from generator.model.record_fields import Path, RecordFields
from generator.report.mask import mask_findings, mask_record, mask_text
from generator.review.model import Review, ReviewedRecord
from generator.source.yaml.reader import Json

T = TypeVar("T")
_CHANGED = " (другое значение)"


def mask_review(review: Review, fields: Mapping[str, RecordFields]) -> Review:
    """Mask a review; `fields` say where the records of each kind have people."""
    findings = replace(
        review,
        records=tuple(_mask_record(one, fields[one.change.kind.name].people) for one in review.records),
        beside=mask_findings(review.beside),
        elsewhere=mask_findings(review.elsewhere),
        by_former_rules=mask_findings(review.by_former_rules),
    )
    return replace(_mask_texts(findings), base=review.base, head=review.head, site=review.site)


def _mask_record(record: ReviewedRecord, people: Collection[Path]) -> ReviewedRecord:
    findings = mask_findings([*record.findings, *record.advice])
    own = len(record.findings)
    return replace(
        record,
        change=_mask_change(record.change, people),
        beside=mask_record(dict(record.beside), people),
        findings=findings[:own],
        advice=findings[own:],
    )


def _mask_change(change: RecordChange, people: Collection[Path]) -> RecordChange:
    return replace(
        change,
        before=cast("dict[str, Json] | None", _mask_value(change.before, people)),
        after=cast("dict[str, Json] | None", _mask_value(change.after, people)),
        fields=tuple(_mask_field(one, people) for one in change.fields),
    )


def _mask_field(change: FieldChange, people: Collection[Path]) -> FieldChange:
    place = tuple(None if isinstance(step, int) else step for step in change.pointer)
    before, after = (_mask_value(value, people, place) for value in (change.before, change.after))
    if before == after and isinstance(after, str):
        after += _CHANGED
    return replace(change, before=before, after=after)


def _mask_value(value: Json, people: Collection[Path], place: Path = ()) -> Json:
    return _mask_numbers(mask_record(value, people, place))


def _mask_numbers(value: Json) -> Json:
    """Mask numbers that are phones: in YAML they may be unquoted."""
    if isinstance(value, list):
        return list(map(_mask_numbers, value))
    if isinstance(value, dict):
        return {key: _mask_numbers(part) for key, part in value.items()}
    if isinstance(value, int) and not isinstance(value, bool):
        masked = mask_text(str(value))
        return value if masked == str(value) else masked
    return value


def _mask_texts(value: T) -> T:
    """Mask all texts of a value made of structs, except changes of records, which are masked before."""
    return cast("T", _mask_deep(value))


def _mask_deep(value: object) -> object:
    if isinstance(value, Kind | RecordChange | Enum):
        return value
    if isinstance(value, str):
        return mask_text(value)
    if isinstance(value, msgspec.Struct):
        fields = {name: getattr(value, name) for name in value.__struct_fields__}
        masked = {name: _mask_deep(part) for name, part in fields.items()}
        return replace(value, **{name: part for name, part in masked.items() if part is not fields[name]})
    if isinstance(value, Mapping):
        return {key: _mask_deep(part) for key, part in value.items()}
    if isinstance(value, list):
        return list(map(_mask_deep, value))
    return tuple(map(_mask_deep, value)) if isinstance(value, tuple) else value

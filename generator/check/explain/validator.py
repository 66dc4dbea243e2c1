"""jsonschema's validator, made to agree with the compiled one and to take linear time."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, cast

import jsonschema_rs
from jsonschema import Draft202012Validator, FormatChecker, ValidationError, validators

from generator.base.russian import is_partial_date
from generator.source.schema_files import DATE_FORMAT
from generator.source.yaml.reader import Json

_LONG_LIST = 100


def build_validator(schema: Mapping[str, Any]) -> Draft202012Validator:
    """Return a validator that yields every error of a value."""
    checker = FormatChecker(formats=())
    checker.checks(DATE_FORMAT)(lambda value: not isinstance(value, str) or is_partial_date(value))
    return cast("Draft202012Validator", _Validator(schema, format_checker=checker))


def _pattern(validator: Any, pattern: str, instance: object, schema: Any) -> Iterator[ValidationError]:  # noqa: ANN401
    """Judge a pattern as the compiled validator does: Python's `$` would let a line end through."""
    exact = f"{pattern[:-1]}\\Z" if pattern.endswith("$") else pattern
    yield from Draft202012Validator.VALIDATORS["pattern"](validator, exact, instance, schema)


def _items(validator: Any, part: Any, instance: object, _schema: Any) -> Iterator[ValidationError]:  # noqa: ANN401
    """Judge the items of a list. The compiled validator sifts a long one: most of it may be in order."""
    items = instance if isinstance(instance, list) else []
    compiled = _compile(part) if len(items) > _LONG_LIST else None
    for index, item in enumerate(items):
        if compiled is None or not compiled.is_valid(item):
            yield from validator.descend(item, part, path=index)


def _compile(schema: Any) -> jsonschema_rs.Draft202012Validator:  # noqa: ANN401 - any JSON
    formats = {DATE_FORMAT: is_partial_date}
    return jsonschema_rs.Draft202012Validator(schema, formats=formats, validate_formats=True)


def _unique(validator: Any, unique: bool, instance: object, schema: Any) -> Iterator[ValidationError]:  # noqa: ANN401, ARG001, FBT001 - jsonschema's way to call
    """Judge repeated items in linear time: jsonschema's own way is quadratic on a mixed list."""
    if unique and isinstance(instance, list) and next(repeated_indexes(instance), None) is not None:
        yield ValidationError("repeated items")


def repeated_indexes(items: list[Json]) -> Iterator[int]:
    """Yield the indexes of items that stand in the list before. Numbers are equal as JSON's are."""
    seen: set[object] = set()
    for index, item in enumerate(items):
        same = item if isinstance(item, int | float) and not isinstance(item, bool) else _canonical(item)
        if same in seen:
            yield index
        seen.add(same)


def _canonical(item: Json) -> str:
    return json.dumps(item, ensure_ascii=False, sort_keys=True)


_Validator = validators.extend(  # type: ignore[no-untyped-call]  # not typed in jsonschema's stubs
    Draft202012Validator, {"items": _items, "pattern": _pattern, "uniqueItems": _unique}
)

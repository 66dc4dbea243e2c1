"""jsonschema's validator, adapted to agree with the compiled one and to take linear time."""

import json
from collections.abc import Iterator, Mapping
from typing import Any, cast

import jsonschema_rs
from jsonschema import Draft202012Validator, FormatChecker, ValidationError, validators

from generator.base.russian import is_partial_date
from generator.source.schema_files import DATE_FORMAT
from generator.source.schema_patterns import ENGINE, matches
from generator.source.yaml.reader import Json

_LONG_LIST = 100


def build_validator(schema: Mapping[str, Any]) -> Draft202012Validator:
    """Return a validator that yields every error of a value."""
    checker = FormatChecker(formats=())
    checker.checks(DATE_FORMAT)(lambda value: not isinstance(value, str) or is_partial_date(value))
    return cast("Draft202012Validator", _Validator(schema, format_checker=checker))


def _pattern(_validator: Any, pattern: str, instance: object, _schema: Any) -> Iterator[ValidationError]:  # noqa: ANN401
    """Match a pattern with the compiled validator's engine, which takes linear time."""
    if isinstance(instance, str) and not matches(pattern, instance):
        yield ValidationError("another pattern")


def _pattern_properties(
    validator: Any,  # noqa: ANN401 - jsonschema's calling convention
    patterns: Mapping[str, Any],
    instance: object,
    _schema: Any,  # noqa: ANN401
) -> Iterator[ValidationError]:
    """Validate fields whose names match a pattern."""
    for name, value in instance.items() if isinstance(instance, dict) else ():
        for pattern, part in patterns.items():
            if matches(pattern, name):
                yield from validator.descend(value, part, path=name, schema_path=pattern)


def _additional(
    validator: Any,  # noqa: ANN401 - jsonschema's calling convention
    rest: Any,  # noqa: ANN401
    instance: object,
    schema: Any,  # noqa: ANN401
) -> Iterator[ValidationError]:
    """Validate fields that a schema does not name."""
    named, patterns = schema.get("properties", {}), schema.get("patternProperties", {})
    given = instance if isinstance(instance, dict) else {}
    others = [
        name
        for name in given
        if name not in named and not any(matches(pattern, name) for pattern in patterns)
    ]
    if rest is False and others:
        yield ValidationError("unknown fields")
    for name in others if isinstance(rest, dict) else ():
        yield from validator.descend(given[name], rest, path=name)


def _leave(*_: object) -> Iterator[ValidationError]:
    """Leave a keyword to the compiled validator: jsonschema would match patterns with its own engine."""
    return iter(())


def _items(validator: Any, part: Any, instance: object, _schema: Any) -> Iterator[ValidationError]:  # noqa: ANN401
    """Validate the items of a list. In a long one the compiled validator skips those that are valid."""
    items = instance if isinstance(instance, list) else []
    compiled = _compile(part) if len(items) > _LONG_LIST else None
    for index, item in enumerate(items):
        if compiled is None or not compiled.is_valid(item):
            yield from validator.descend(item, part, path=index)


def _compile(schema: Any) -> jsonschema_rs.Draft202012Validator:  # noqa: ANN401 - any JSON
    formats = {DATE_FORMAT: is_partial_date}
    return jsonschema_rs.Draft202012Validator(
        schema, formats=formats, validate_formats=True, pattern_options=ENGINE
    )


def _unique(validator: Any, unique: bool, instance: object, schema: Any) -> Iterator[ValidationError]:  # noqa: ANN401, ARG001, FBT001 - jsonschema's way to call
    """Find repeated items in linear time: jsonschema's own way is quadratic on a mixed list."""
    if unique and isinstance(instance, list) and next(repeated_indexes(instance), None) is not None:
        yield ValidationError("repeated items")


def repeated_indexes(items: list[Json]) -> Iterator[int]:
    """Yield the indexes of items that occurred before in the list. Numbers are compared as in JSON."""
    seen: set[object] = set()
    for index, item in enumerate(items):
        is_number = isinstance(item, int | float) and not isinstance(item, bool)
        same = item if is_number else json.dumps(item, ensure_ascii=False, sort_keys=True)
        if same in seen:
            yield index
        seen.add(same)


_Validator = validators.extend(  # type: ignore[no-untyped-call]  # not typed in jsonschema's stubs
    Draft202012Validator,
    {
        "items": _items,
        "uniqueItems": _unique,
        "additionalProperties": _additional,
        "pattern": _pattern,
        "patternProperties": _pattern_properties,
        "unevaluatedProperties": _leave,
        "unevaluatedItems": _leave,
    },
)

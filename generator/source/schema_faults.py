"""Faults of schemas: whatever would keep a check from using them, found in bounded time.

A proposal may bring any schema. Nothing of it is compiled here before it is known to be small, to refer only
to its neighbours and never in a cycle, and to have no pattern that could stall a regex engine.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

import jsonschema_rs
import msgspec

from generator.base.decode import UndecodableError, decode
from generator.base.limits import MAX_BYTES, MAX_SCHEMA_DEPTH, MAX_SCHEMA_PARTS
from generator.base.russian import format_number
from generator.model.annotations import ANY_KIND, REFERENCE
from generator.model.findings import Finding, Pointer, Problem
from generator.model.kinds import KIND_BY_NAME, KINDS
from generator.model.record_fields import DISTINCT, FACET, Facet
from generator.source.locations import finding_of_file, findings_of
from generator.source.schema_patterns import is_pattern
from generator.source.schema_tree import BadReferenceError, measure, resolve

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_RESTORE = "Исправьте схему или верните прежнюю из хранилища: git checkout -- schemas"
_OF_KINDS = frozenset(kind.schema_file for kind in KINDS)
_VALUES = frozenset({"enum", "const", "default", "examples"})
"""Keys whose values are data, not subschemas."""
_MARKS: Mapping[str, type] = {
    **dict.fromkeys(("x-vocabulary", REFERENCE, "x-text", "x-asked-unless"), str),
    **dict.fromkeys(("x-form-group", "x-form-help", "x-form-hint"), str),
    **dict.fromkeys(("x-form-needed-with", "x-form-offers"), str),
    DISTINCT: str,
    **dict.fromkeys(("x-date", "x-month", "x-past", "x-person", "x-kinds"), bool),
    **dict.fromkeys((FACET, "x-kind", "x-each-kind"), dict),
    "x-headings": list,
}
"""Our own marks and the types of their values; see «Marks in the schemas» in docs/develop.md."""
_BAD_PATTERN = "образец не годится: он написан неверно, слишком велик или заглядывает вперёд и назад"
_Fault = tuple[Pointer, str]
"""Where something is wrong, and what, in Russian."""


def parse_schema(path: str, data: bytes) -> dict[str, Any] | Finding:
    """Parse a schema as JSON, or return the finding that says why that failed."""
    if len(data) > MAX_BYTES:
        size = f"{format_number(MAX_BYTES // 1024)} КиБ"
        return finding_of_file(path, _problem((), f"файл слишком большой: больше {size}"))
    try:
        schema = decode(_parse, data)
    except UndecodableError as error:
        return finding_of_file(path, _problem((), f"файл не читается: {_trouble(error.__cause__)}"))
    if not isinstance(schema, dict):
        return finding_of_file(path, _problem((), "файл не читается: нужен объект JSON"))
    return schema


def _parse(data: bytes) -> Any:  # noqa: ANN401 - any JSON
    found = json.loads(data, parse_constant=_refuse_constant)
    json.dumps(found, ensure_ascii=False).encode()  # raises for half a surrogate pair, which is not text
    return found


def _refuse_constant(name: str) -> None:
    """Reject NaN and Infinity, which only Python accepts as JSON.

    Raises:
        ValueError: always.
    """
    raise ValueError(name)


def _trouble(error: BaseException | None) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"ошибка JSON в строке {error.lineno}, столбце {error.colno}"
    if isinstance(error, UnicodeError):
        return "это не текст в кодировке UTF-8"
    return "слишком глубокая вложенность, слишком длинное число или не число"


def schema_findings(
    schemas: Mapping[str, Any], contents: Mapping[str, bytes], folder: str
) -> Iterator[Finding]:
    """Yield what is wrong with parsed schemas: first each file by itself, then all together.

    Args:
        schemas: the schemas by file name.
        contents: the bytes of their files.
        folder: their folder, as findings name it.
    """
    sound = True
    for name, schema in schemas.items():
        found = list(_faults(schema, name))
        sound = sound and not found
        problems = [_problem(pointer, what) for pointer, what in found]
        yield from findings_of(f"{folder}/{name}", contents[name], problems)
    if not sound:
        return
    for name in schemas:
        try:
            measure(schemas, name)
            resolve(schemas, name)
        except BadReferenceError as error:
            yield finding_of_file(f"{folder}/{name}", _problem((), str(error)))


def _faults(schema: dict[str, Any], name: str) -> Iterator[_Fault]:
    """Yield what is wrong with one schema."""
    if _depth(schema) > MAX_SCHEMA_DEPTH:
        yield (), f"вложенность больше {MAX_SCHEMA_DEPTH} уровней"
        return
    parts = list(_parts(schema, ()))
    if len(parts) > MAX_SCHEMA_PARTS:
        yield (), f"в схеме больше {format_number(MAX_SCHEMA_PARTS)} частей"
        return
    found: list[_Fault] = [((key,), f"ключу «{key}» здесь не место") for key in _elsewhere(schema, name)]
    if name in _OF_KINDS and "properties" not in schema:
        found.append(((), "в схеме вида записей нет «properties»: ни одно поле не описано"))
    found += [fault for pointer, part in parts for fault in _part_faults(part, pointer)]
    yield from found
    if not found:
        yield from _dialect_faults(schema)


def _elsewhere(schema: Mapping[str, Any], name: str) -> Iterator[str]:
    """Yield the keys that give a schema another dialect or another address."""
    if schema.get("$schema", _DIALECT) != _DIALECT:
        yield "$schema"
    if schema.get("$id", name) != name:
        yield "$id"
    yield from (key for key in ("$dynamicRef", "$dynamicAnchor", "$anchor") if key in schema)


def _dialect_faults(schema: dict[str, Any]) -> Iterator[_Fault]:
    try:
        jsonschema_rs.meta.validate(schema)
    except ValueError as error:
        yield tuple(getattr(error, "instance_path", ())), "здесь не то, что бывает в JSON Schema"


def _part_faults(part: dict[str, Any], pointer: Pointer) -> Iterator[_Fault]:
    named = part.get("patternProperties")
    given = {(*pointer, "patternProperties", key): key for key in (named if isinstance(named, dict) else ())}
    for where, pattern in {**given, (*pointer, "pattern"): part.get("pattern")}.items():
        if isinstance(pattern, str) and not is_pattern(pattern):
            yield where, _BAD_PATTERN
    for mark, form in _MARKS.items():
        if mark in part and not isinstance(part[mark], form):
            yield (*pointer, mark), f"значение пометки «{mark}» не того вида"
    reference = part.get(REFERENCE)
    if isinstance(reference, str) and reference not in {ANY_KIND, *KIND_BY_NAME}:
        yield (*pointer, REFERENCE), f"вида записей «{reference}» нет"
    yield from _facet_faults(part, pointer)
    fields = part.get("properties")
    for name, field in fields.items() if isinstance(fields, dict) else ():
        if not isinstance(field, dict):
            yield (*pointer, "properties", name), f"поле «{name}» описано не объектом JSON"
    if not isinstance(part.get("items", {}), dict):
        yield (*pointer, "items"), "пункты списка описаны не объектом JSON"


def _facet_faults(part: dict[str, Any], pointer: Pointer) -> Iterator[_Fault]:
    facet = part.get(FACET)
    try:
        if isinstance(facet, dict):
            msgspec.convert({**facet, "field": "", "vocabulary": ""}, Facet)
    except msgspec.ValidationError:
        yield (*pointer, FACET), f"в пометке «{FACET}» нет `key` или `title` либо в ней что-то не того вида"


def _parts(part: object, pointer: Pointer) -> Iterator[tuple[Pointer, dict[str, Any]]]:
    """Yield every object of a schema except those inside data values, outer ones first."""
    if isinstance(part, dict):
        yield pointer, part
        for key, value in part.items():
            if key not in _VALUES or pointer[-1:] == ("properties",):
                yield from _parts(value, (*pointer, key))
    elif isinstance(part, list):
        for index, item in enumerate(part):
            yield from _parts(item, (*pointer, index))


def _depth(schema: object) -> int:
    """Return how deeply a value is nested, without recursion."""
    level = 0
    here: list[Any] = [schema]
    while here and level <= MAX_SCHEMA_DEPTH + 1:
        here = [
            inner
            for value in here
            for inner in (value.values() if isinstance(value, dict) else value)
            if isinstance(inner, dict | list)
        ]
        level += 1
    return level


def _problem(pointer: Pointer, what: str) -> Problem:
    return Problem(
        code="bad-schema",
        what=f"Схема составлена неверно: {what}",
        pointer=pointer,
        allowed="JSON Schema 2020-12: ссылки только на соседние схемы, образцы без просмотра вперёд и назад.",
        action=f"{_RESTORE}.",
    )

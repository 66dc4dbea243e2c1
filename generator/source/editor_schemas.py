"""Schemas stored beside the records for editors: values suggested by title, mistakes explained in Russian.

An editor such as VS Code validates by them while somebody types. What its language server can only say in
English is left to `atlas check`: the size of lists, duplicate items, limits of numbers.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from generator.base.russian import join_words, quote
from generator.model.annotations import ANY_KIND, REFERENCE
from generator.model.kinds import KINDS
from generator.model.settings import Term, Vocabulary
from generator.source.package_files import schemas_folder
from generator.source.record_files import Source, read_file, sources
from generator.source.schema_files import FOLDER, Schemas, change_objects, fill, vocabulary_file
from generator.source.yaml.reader import Parsed, read_yaml

REFERENCES = "references.schema.json"
"""The schema that suggests records for fields that refer to one."""
_TOLD_IN_ENGLISH = frozenset(
    {"minItems", "maxItems", "uniqueItems", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"}
)
_MOST_LISTED = 12
_LONGEST_SHOWN = 1000
"""Longer texts are left to `atlas check`: regex engines refuse so many repetitions."""
_TYPES = {
    "string": "Здесь нужна строка. Если она похожа на число, дату или «true», возьмите её в кавычки.",
    "number": "Здесь нужно число: цифрами, дробная часть через точку.",
    "integer": "Здесь нужно целое число: только цифры.",
    "boolean": "Здесь нужно true (да) или false (нет).",
    "array": "Здесь нужен список: каждое значение с новой строки, перед ним дефис и пробел.",
}
_NESTED = "Здесь нужны поля, каждое с новой строки и с отступом."


class NamedRecord(NamedTuple):
    """A record as an editor suggests it: the name of its kind, its id and title."""

    kind: str
    id: str
    title: str


def schemas_for_editors(root: Path, schemas: Schemas, vocabularies: Mapping[str, Vocabulary]) -> Schemas:
    """Return the schemas that an atlas keeps beside its records, by file name, without `REFERENCES`.

    They are committed, so that an editor suggests values in a plain clone. An atlas with schemas of its own
    needs only those that filling in changes; one without needs all of them.
    """
    filled = fill(schemas, vocabularies)
    own = schemas_folder(root) == root / FOLDER
    kept = {name: schema for name, schema in filled.items() if not own or schema != schemas[name]}
    change = partial(_change_object, vocabularies=vocabularies)
    return {name: change_objects(schema, change) for name, schema in kept.items()}


def read_named_records(root: Path) -> Iterator[NamedRecord]:
    """Yield the records of an atlas that have a title; unreadable ones are skipped."""
    for source in sources(root):
        if not isinstance(source, Source):
            continue
        data = read_file(root / source.path, source.path)
        read = read_yaml(data) if isinstance(data, bytes) else None
        value = read.value if isinstance(read, Parsed) else None
        title = value.get("title") if isinstance(value, Mapping) else None
        if isinstance(title, str):
            yield NamedRecord(source.kind.name, Path(source.path).stem, title)


def reference_schema(records: Sequence[NamedRecord]) -> dict[str, Any]:
    """Return the schema of suggestions for references: the records of each kind, and of any, by title."""
    any_kind = [_suggestion(f"{record.kind}/{record.id}", record.title) for record in records]
    by_kind = {
        kind.name: [_suggestion(record.id, record.title) for record in records if record.kind == kind.name]
        for kind in KINDS
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": REFERENCES,
        "title": "Записи, на которые можно сослаться",
        "$defs": {
            name: {"defaultSnippets": found} for name, found in {**by_kind, ANY_KIND: any_kind}.items()
        },
    }


def _suggestion(value: str, title: str) -> dict[str, str]:
    return {"label": title, "description": value, "body": value}


def _change_object(part: dict[str, Any], vocabularies: Mapping[str, Vocabulary]) -> dict[str, Any]:
    """Adapt an object of a schema for editors; an object that is not a schema stays as it is."""
    vocabulary = vocabularies.get(str(part.get("x-vocabulary")))
    hints: dict[str, Any] = {}
    if isinstance(kind := part.get(REFERENCE), str):
        hints["allOf"] = [{"$ref": f"{REFERENCES}#/$defs/{kind}"}]
    if vocabulary is not None:
        hints["defaultSnippets"] = [_suggestion(term.id, term.title) for term in vocabulary.terms]
        hints["errorMessage"] = _wrong_term(str(part["x-vocabulary"]), vocabulary.terms)
    elif isinstance(part.get("enum"), list):
        hints["errorMessage"] = f"Такого значения нет. Можно: {join_words([*map(str, part['enum'])], 'или')}."
    elif isinstance(part.get("properties"), dict):
        hints["errorMessage"] = _wrong_fields(part)
    elif isinstance(part.get("type"), str):
        hints["errorMessage"] = _TYPES.get(
            part["type"], "Здесь нужны поля, каждое с новой строки с отступом."
        )
    elif isinstance(part.get("required"), list) and set(part) == {"required"}:  # one choice of several
        hints["errorMessage"] = f"Нет обязательного поля: {join_words(part['required'])}."
    limits = _length_pattern(part)
    left_out = _TOLD_IN_ENGLISH | limits.keys()
    kept = {key: value for key, value in part.items() if key not in left_out or isinstance(value, dict)}
    if isinstance(part.get("pattern"), str):
        hints["patternErrorMessage"] = _wrong_form(part)
    return {**kept, **hints, **{key: value for key, value in limits.items() if value}}


def _wrong_term(name: str, terms: Sequence[Term]) -> str:
    if len(terms) > _MOST_LISTED:
        return (
            f"Такого значения нет в словаре {vocabulary_file(name)}. "
            "Сотрите его и нажмите Ctrl+Пробел: редактор покажет все с названиями."
        )
    choices = [f"{term.id} — {quote(term.title)}" for term in terms]
    return f"Такого значения нет. Можно: {'; '.join(choices)}."


def _wrong_fields(part: Mapping[str, Any]) -> str:
    """Return the one message that the server shows for both a missing and an unknown key."""
    fields, needed = part["properties"], part.get("required", [])
    named = [f"{key} — {quote(fields[key]['title'])}" for key in needed if "title" in fields.get(key, {})]
    others = ", ".join(key for key in fields if key not in needed)
    if not named:
        return f"Такого поля здесь нет. Можно: {others}."
    may = f" Можно ещё: {others}." if others else " Других полей нет."
    return f"Здесь не те поля: лишнее или не хватает нужного. Обязательны: {'; '.join(named)}.{may}"


def _wrong_form(part: Mapping[str, Any]) -> str:
    form = part.get("description", "")
    return (
        f"Записано не по форме. Нужно: {form}"
        if form
        else "Записано не по форме: сверьтесь с описанием поля."
    )


def _length_pattern(part: Mapping[str, Any]) -> dict[str, Any]:
    """Return length limits as a pattern with a message, and the limits' own keys set to None.

    A text with a pattern of its own, here or in the definition it refers to, is left to `atlas check`.
    """
    if not {"minLength", "maxLength"} & part.keys() or isinstance(part.get("properties"), dict):
        return {}
    least, most = part.get("minLength", 0), part.get("maxLength", 0)
    emptied: dict[str, Any] = {"minLength": None, "maxLength": None}
    shown = most if isinstance(most, int) and most <= _LONGEST_SHOWN else 0
    if not isinstance(least, int) or {"pattern", "$ref"} & part.keys() or not (shown or least > 1):
        return emptied
    bounds = [f"не короче {least}" if least else "", f"не длиннее {shown}" if shown else ""]
    message = f"Текст должен быть {join_words([one for one in bounds if one])} знаков."
    pattern = f"^[\\s\\S]{{{least},{shown or ''}}}" + ("$" if shown else "")
    return emptied | {"pattern": pattern, "patternErrorMessage": message}

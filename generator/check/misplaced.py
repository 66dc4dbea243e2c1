"""Records in the folder of another kind: a single mistake, however many of their keys look wrong there."""

from collections.abc import Mapping

from generator.check.schema import SchemaValidator
from generator.model.findings import Problem
from generator.model.kinds import KINDS, Kind
from generator.source.record_files import CONTENT
from generator.source.yaml.reader import Json

_FEWEST = 3
"""Excess and missing keys that distinguish one kind from another; fewer are individual mistakes."""
_TELLING = 1
"""Excess keys among them: missing keys alone say nothing about a record that is only begun."""


def meant_kind(value: Json, kind: Kind, validators: Mapping[str, SchemaValidator]) -> Kind:
    """Return the kind that a record really is: the only one it fits, or one that its keys fit much better.

    The record does not fit the kind of its folder; short records of two kinds differ in a key or two.
    """
    if not isinstance(value, dict):
        return kind
    fitting = [one for one in KINDS if validators[one.schema_file].is_valid(value)]
    if len(fitting) == 1 and _asks_for_more(fitting[0], validators):
        return fitting[0]
    if len(value.keys() - validators[kind.schema_file].explainer.fields.tree["properties"].keys()) < _TELLING:
        return kind
    strange = {one.name: _count_strange_keys(value, validators[one.schema_file]) for one in KINDS}
    best = min(KINDS, key=lambda one: strange[one.name])
    return best if strange[kind.name] >= strange[best.name] + _FEWEST else kind


def wrong_folder(kind: Kind, meant: Kind, path: str) -> Problem:
    """Return the problem of a record in the folder of another kind."""
    name = path.rpartition("/")[2]
    return Problem(
        code="wrong-folder",
        what=f"Это {meant.noun}, а в папке {CONTENT}/{kind.folder}/ записи другого вида",
        allowed=f"{CONTENT}/{meant.folder}/{name}",
        action=f"Перенесите файл в папку {CONTENT}/{meant.folder}/.",
    )


def no_record(value: Json, validator: SchemaValidator) -> Problem | None:
    """Return the problem of a file that has no field of a record; None if it has one."""
    known = validator.explainer.fields.tree["properties"]
    if not isinstance(value, dict) or not value or not known.keys().isdisjoint(value):
        return None
    title = validator.explainer.fields.tree["title"]
    required = ", ".join(f"«{key}»" for key in validator.explainer.fields.tree.get("required", ()))
    return Problem(
        code="not-a-record",
        what=f"Это не запись: ни одного поля записи «{title}» в файле нет",
        allowed=f"Файл с полями записи, среди них {required}.",
        action="Уберите файл отсюда; запись собирает форма на сайте или команда «atlas new».",
    )


def _asks_for_more(kind: Kind, validators: Mapping[str, SchemaValidator]) -> bool:
    """Return whether a kind requires more than all kinds do: otherwise any unfinished record would fit it."""
    schemas = {one.name: validators[one.schema_file].schemas[one.schema_file] for one in KINDS}
    asked = {name: set(schema.get("required", ())) for name, schema in schemas.items()}
    return bool(asked[kind.name] - set.intersection(*asked.values()))


def _count_strange_keys(value: Mapping[str, Json], validator: SchemaValidator) -> int:
    """Return the number of excess and missing top-level keys of a record."""
    schema = validator.schemas[validator.file]
    missing = set(schema.get("required", ())) - value.keys()
    return len(value.keys() - schema["properties"].keys()) + len(missing)

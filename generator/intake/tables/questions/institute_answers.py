"""Stores the answers of an institute: `site_config/intake/NAME.yaml`, read before its next table."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

import yaml

from generator.base.errors import AtlasError
from generator.base.russian import fold_text, uncapitalise
from generator.check.intake_files import INTAKE_FOLDER, INTAKE_SCHEMA
from generator.check.record_check import validate_file
from generator.check.schema import SchemaValidator
from generator.intake.tables.questions.replacements import Answers

_HEAD = "# yaml-language-server: $schema=../../schemas/intake.schema.json\n"
_LINE = 1000


def read_answers(root: Path, name: str, validators: Mapping[str, SchemaValidator]) -> Answers:
    """Return the earlier answers of an institute; none if it was never asked.

    Raises:
        AtlasError: its file is not valid.
        OSError: its file cannot be read.
    """
    path = f"{INTAKE_FOLDER}/{name}.yaml"
    if not (root / path).is_file() or INTAKE_SCHEMA not in validators:
        return Answers()
    result = validate_file(path, (root / path).read_bytes(), validators[INTAKE_SCHEMA])
    if not result.is_valid:
        first = result.findings[0]
        message = f"замены института не читаются: {path}:{first.line}: {uncapitalise(first.what)}"
        raise AtlasError(message, first.action or "Исправьте файл или удалите его")
    value = cast("Mapping[str, Any]", result.value)
    values: dict[str, dict[str, tuple[str, ...]]] = {}
    for one in value.get("values", []):
        values.setdefault(one["vocabulary"], {})[fold_text(one["text"])] = tuple(one.get("terms", ()))
    return Answers(
        columns={fold_text(one["heading"]): one.get("field", "") for one in value.get("columns", [])},
        values=values,
        constants={one["field"]: one["text"] for one in value.get("constants", [])},
        sheets={fold_text(one["sheet"]): one.get("kind", "") for one in value.get("sheets", [])},
    )


def list_institutes(root: Path) -> list[str]:
    """Return the names of the institutes that have answered."""
    return sorted(file.stem for file in (root / INTAKE_FOLDER).glob("*.yaml") if file.is_file())


def write_answers(root: Path, name: str, answers: Answers) -> str:
    """Store the answers of an institute; return the path of the file, empty if there is nothing to store.

    Raises:
        OSError: the file cannot be written.
    """
    parts: dict[str, list[dict[str, Any]]] = {
        "columns": [_pair("heading", text, "field", key) for text, key in answers.columns.items()],
        "values": [
            {"vocabulary": vocabulary, **_pair("text", text, "terms", [*ids])}
            for vocabulary, texts in answers.values.items()
            for text, ids in texts.items()
        ],
        "constants": [{"field": key, "text": text} for key, text in answers.constants.items()],
        "sheets": [_pair("sheet", text, "kind", kind) for text, kind in answers.sheets.items()],
    }
    kept = {key: part for key, part in parts.items() if part}
    if not kept:
        return ""
    file = root / INTAKE_FOLDER / f"{name}.yaml"
    file.parent.mkdir(parents=True, exist_ok=True)
    text = yaml.safe_dump(kept, allow_unicode=True, sort_keys=False, width=_LINE)
    file.write_text(_HEAD + text, encoding="utf-8")
    return f"{INTAKE_FOLDER}/{name}.yaml"


def _pair(first: str, text: str, second: str, meant: str | list[str]) -> dict[str, Any]:
    return {first: text, **({second: meant} if meant else {})}

"""Reads the schemas of an atlas and fills in the values of its vocabularies."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from generator.errors import AtlasError, NotAnAtlasError
from generator.kinds import KINDS
from generator.settings import Municipality, Settings, Term, Vocabulary
from generator.wording import joined, quoted

Schemas = Mapping[str, Any]
"""Schemas as parsed JSON, by file name."""

FOLDER = "schemas"
COMMON = "common.schema.json"
ATLAS = "atlas.schema.json"
PLACES = "municipalities.schema.json"
SEARCH = "search.schema.json"
VOCABULARY = "vocabulary.schema.json"
_NEEDED = (COMMON, ATLAS, PLACES, SEARCH, VOCABULARY, *(kind.schema_file for kind in KINDS))
MUNICIPALITIES = "municipalities"
"""How schemas name the municipalities, which are a file of their own."""


def read_schemas(root: Path) -> dict[str, Any]:
    """Return every schema of the atlas at `root`, by file name.

    Raises:
        NotAnAtlasError: there are no schemas, so this is no atlas.
        AtlasError: a schema is missing, is not JSON or cannot be read.
    """
    files = sorted((root / FOLDER).glob("*.schema.json"))
    if not files:
        message = f"в папке «{root}» нет атласа: не найдены схемы «{FOLDER}/*.schema.json»"
        raise NotAnAtlasError(message, "Перейдите в папку атласа или укажите её: atlas --root ПАПКА …")
    missing = [name for name in _NEEDED if name not in {file.name for file in files}]
    if missing:
        message = f"в папке «{FOLDER}» не хватает: {joined(quoted(missing))}"
        raise AtlasError(message, "Верните удалённые схемы из хранилища: git checkout -- schemas")
    return {file.name: _read(file) for file in files}


def _read(file: Path) -> Any:  # noqa: ANN401 - a schema is any JSON
    try:
        schema = json.loads(file.read_bytes())
    except (OSError, ValueError, RecursionError) as error:
        message = f"схема «{FOLDER}/{file.name}» не читается: {error}"
        raise AtlasError(message) from error
    if not isinstance(schema, dict):
        message = f"схема «{FOLDER}/{file.name}» не читается: нужен объект JSON"
        raise AtlasError(message)
    return schema


def fill(schemas: Schemas, vocabularies: Mapping[str, Vocabulary]) -> dict[str, Any]:
    """Return the schemas with the values of vocabularies as `enum`, described for editors.

    A field whose vocabulary is not given stays as it is. The schemas given are not changed.
    """
    return {name: _filled(schema, vocabularies) for name, schema in schemas.items()}


def filled_schemas(root: Path, settings: Settings) -> dict[str, Any]:
    """Return the schemas of the atlas at `root` with all values filled in, by file name.

    Raises:
        AtlasError: the schemas cannot be read.
    """
    vocabularies = {**settings.vocabularies, MUNICIPALITIES: as_vocabulary(settings.municipalities)}
    return fill(read_schemas(root), vocabularies)


def schema_text(schema: object) -> str:
    """Return a schema as the text of its file."""
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def as_vocabulary(municipalities: Sequence[Municipality]) -> Vocabulary:
    """Return the municipalities as the vocabulary that schemas name `municipalities`."""
    terms = (Term(id=one.id, title=one.title, short=one.name) for one in municipalities)
    return Vocabulary(title="Муниципальные образования", terms=tuple(terms))


def vocabularies_named(schemas: Schemas) -> dict[str, str]:
    """Return the vocabularies that fields name, each with the file name of a schema that does."""
    found: dict[str, str] = {}
    for name, schema in schemas.items():
        for vocabulary in _named(schema):
            found.setdefault(vocabulary, name)
    return found


def _named(part: object) -> list[str]:
    if isinstance(part, list):
        return [name for item in part for name in _named(item)]
    if not isinstance(part, dict):
        return []
    own = part.get("x-vocabulary")
    return [*([own] if isinstance(own, str) else []), *_named(list(part.values()))]


def _filled(part: Any, vocabularies: Mapping[str, Vocabulary]) -> Any:  # noqa: ANN401 - any JSON
    if isinstance(part, list):
        return [_filled(item, vocabularies) for item in part]
    if not isinstance(part, dict):
        return part
    filled = {key: _filled(value, vocabularies) for key, value in part.items()}
    vocabulary = vocabularies.get(str(part.get("x-vocabulary")))
    return filled if vocabulary is None else filled | _values(vocabulary)


def _values(vocabulary: Vocabulary) -> dict[str, list[str]]:
    """Return the values and, beside each, what VS Code shows for it."""
    return {
        "enum": [term.id for term in vocabulary.terms],
        "markdownEnumDescriptions": [
            f"**{term.title}**\n\n{term.definition}" if term.definition else term.title
            for term in vocabulary.terms
        ],
    }

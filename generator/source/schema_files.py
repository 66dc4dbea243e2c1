"""Reads the schemas of an atlas and fills in the values of its vocabularies."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

import msgspec

from generator.base.errors import AtlasError, NotAnAtlasError
from generator.base.fingerprint import fingerprint
from generator.base.russian import join_words, quote_all
from generator.model.annotations import REFERENCE
from generator.model.findings import BrokenAtlasError, Finding, in_order
from generator.model.kinds import KINDS
from generator.model.municipality import Municipality
from generator.model.record_fields import MUNICIPALITIES
from generator.model.settings import KindSettings, Settings, Term, Vocabulary
from generator.source.locations import finding_of_file
from generator.source.package_files import SCHEMA_ENDING, SCHEMAS, schemas_folder
from generator.source.record_files import Unloaded, read_file
from generator.source.schema_faults import parse_schema, schema_findings
from generator.source.snapshot import SITE_CONFIG

Schemas = Mapping[str, Any]
"""Schemas as parsed JSON, by file name."""

FOLDER = SCHEMAS
FILLED = f"{FOLDER}/filled"
"""The folder of schemas with vocabulary values filled in: the modelines of records refer to it."""
COMMON, VOCABULARY = f"common{SCHEMA_ENDING}", f"vocabulary{SCHEMA_ENDING}"
_SETTINGS = tuple(f"{name}{SCHEMA_ENDING}" for name in ("atlas", "municipalities", "search"))
_NEEDED = (COMMON, VOCABULARY, *_SETTINGS, *(kind.schema_file for kind in KINDS))
_ALL_OR_NONE = (
    "Свои схемы действуют только все вместе: верните удалённые (git checkout -- schemas) или скопируйте "
    "остальные из хранилища генератора"
)
_FORMS = "x-kind"
"""Title of the kind and forms of its noun, where the settings of atlases need not name them."""
DATE_FORMAT = "atlas-date"
"""The format by which validators check values marked `x-date`."""
_FORM_OF_IDS = frozenset({"$ref", "pattern", "minLength", "maxLength"})


def require_atlas(root: Path) -> None:
    """Check that there is an atlas.

    Raises:
        NotAnAtlasError: there are neither schemas nor settings.
    """
    if schemas_folder(root) != root / FOLDER and not (root / SITE_CONFIG).is_dir():
        message = f"в папке «{root}» нет атласа: не найдена папка «{SITE_CONFIG}» с его настройками"
        raise NotAnAtlasError(message, "Перейдите в папку атласа или укажите её: atlas --root ПАПКА …")


def read_schemas(root: Path) -> Schemas:
    """Return every schema of the atlas at `root` by file name: its own, or else the package's.

    The result is shared for as long as the files are unchanged, so callers must not change it.

    Raises:
        NotAnAtlasError: there are neither schemas nor settings, so this is no atlas.
        BrokenAtlasError: schemas cannot be used; it carries the findings.
        AtlasError: a schema is missing.
    """
    return _parse_all(_read_all(root))


def schemas_digest(root: Path) -> bytes:
    """Return the hash of the files that `read_schemas` reads, valid or not.

    Raises:
        NotAnAtlasError: there are neither schemas nor settings, so this is no atlas.
        AtlasError: a schema is missing.
    """
    return fingerprint(msgspec.msgpack.encode(_read_all(root)))


def _read_all(root: Path) -> tuple[tuple[str, bytes | Unloaded], ...]:
    """Return the contents of the schema files, or why they cannot be read; it raises as `schemas_digest`."""
    require_atlas(root)
    folder = schemas_folder(root)
    names = sorted(file.name for file in folder.iterdir() if file.name.endswith(SCHEMA_ENDING))
    missing = [name for name in _NEEDED if name not in names]
    if missing:
        message = f"в папке «{FOLDER}» не хватает: {join_words(quote_all(missing))}"
        raise AtlasError(message, _ALL_OR_NONE)
    return tuple((name, read_file(folder / name, f"{FOLDER}/{name}")) for name in names)


def default_kind_settings(schemas: Schemas) -> dict[str, KindSettings]:
    """Return the reader-facing settings of kinds whose schema has them, by the kind's name."""
    found = {kind.name: schemas[kind.schema_file].get(_FORMS) for kind in KINDS}
    return {
        name: KindSettings(title=said["title"], forms=tuple(said["forms"]), enabled=said.get("enabled", True))
        for name, said in found.items()
        if said is not None
    }


def change_objects(part: Any, change: Callable[[dict[str, Any]], dict[str, Any]]) -> Any:  # noqa: ANN401 - any JSON
    """Apply a change to every object of a JSON value, inner ones first."""
    if isinstance(part, list):
        return [change_objects(item, change) if isinstance(item, dict | list) else item for item in part]
    if not isinstance(part, dict):
        return part
    return change(
        {
            key: change_objects(value, change) if isinstance(value, dict | list) else value
            for key, value in part.items()
        }
    )


def _name_kinds(part: dict[str, Any], named: frozenset[str]) -> dict[str, Any]:
    """Put the names of all kinds into an object of a schema that asks for them.

    An object with `x-each-kind` gets a property of that schema for each kind, a string with `x-kinds` is
    limited to their names.
    """
    each = part.pop("x-each-kind", None)
    if each is not None:
        part["required"] = [kind.name for kind in KINDS if kind.name not in named]
        part["properties"] = {kind.name: each for kind in KINDS}
    if part.pop("x-kinds", False):
        part["enum"] = [kind.name for kind in KINDS]
    return part


@lru_cache(maxsize=8)
def _parse_all(files: tuple[tuple[str, bytes | Unloaded], ...]) -> Schemas:
    """Parse schemas, by file name.

    Raises:
        BrokenAtlasError: some cannot be used: a proposal may have changed them.
    """
    findings: list[Finding] = []
    schemas: dict[str, Any] = {}
    contents: dict[str, bytes] = {}
    for name, data in files:
        path = f"{FOLDER}/{name}"
        if isinstance(data, Unloaded):
            findings.append(finding_of_file(path, data.problem))
            continue
        schema = parse_schema(path, data)
        if isinstance(schema, Finding):
            findings.append(schema)
        else:
            schemas[name], contents[name] = schema, data
    if not findings:  # unreadable ones would break references of the others
        findings += schema_findings(schemas, contents, FOLDER)
    if findings:
        message = "схемы атласа составлены неверно, проверить по ним ничего нельзя"
        raise BrokenAtlasError(message, in_order(findings))
    name_kinds = partial(_name_kinds, named=frozenset(default_kind_settings(schemas)))
    return {name: change_objects(schema, name_kinds) for name, schema in schemas.items()}


def fill(schemas: Schemas, vocabularies: Mapping[str, Vocabulary]) -> dict[str, Any]:
    """Return the schemas with the values of vocabularies as `enum`, described for editors.

    A field whose vocabulary is not given stays as it is. The given schemas are not changed.
    """
    fill_values = partial(_fill_values, vocabularies=vocabularies)
    return {name: change_objects(schema, fill_values) for name, schema in schemas.items()}


def fill_for_validators(schemas: Schemas, vocabularies: Mapping[str, Vocabulary]) -> dict[str, Any]:
    """Return the schemas filled for validation, with a format on date fields so that impossible dates fail.

    A reference may be any text: the rules, which know the records, suggest the one that a title means.
    """

    def change(part: dict[str, Any]) -> dict[str, Any]:
        filled = _fill_values(part, vocabularies)
        if isinstance(filled.get(REFERENCE), str):
            filled = {key: value for key, value in filled.items() if key not in _FORM_OF_IDS}
            return filled | {"type": "string"}
        return filled | {"format": DATE_FORMAT} if filled.get("x-date") is True else filled

    return {name: change_objects(schema, change) for name, schema in schemas.items()}


def filled_schemas(root: Path, settings: Settings) -> dict[str, Any]:
    """Return the schemas of the atlas at `root` with all values filled in, by file name.

    Raises:
        AtlasError: the schemas cannot be read.
    """
    return fill(read_schemas(root), vocabularies_of(settings))


def schema_text(schema: object) -> str:
    """Return a schema as the text of its file."""
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def vocabularies_of(settings: Settings) -> dict[str, Vocabulary]:
    """Return all vocabularies that schemas use, including the municipalities."""
    return {**settings.vocabularies, MUNICIPALITIES: as_vocabulary(settings.municipalities)}


def as_vocabulary(municipalities: Sequence[Municipality]) -> Vocabulary:
    """Return the municipalities as the vocabulary that schemas name `municipalities`."""
    terms = (Term(id=one.id, title=one.title, short=one.name, also=one.other_names) for one in municipalities)
    return Vocabulary(title="Муниципальные образования", terms=tuple(terms), holds_places=True)


def vocabulary_file(vocabulary: str) -> str:
    """Return the path of a vocabulary's file."""
    if vocabulary == MUNICIPALITIES:
        return "site_config/municipalities.yaml"
    return f"site_config/vocabularies/{vocabulary}.yaml"


def vocabularies_named(schemas: Schemas) -> dict[str, str]:
    """Return the vocabularies that fields use, each with the file name of a schema that does."""
    found: dict[str, str] = {}
    for name, schema in schemas.items():
        for vocabulary in _vocabulary_names(schema):
            found.setdefault(vocabulary, name)
    return found


def _vocabulary_names(part: object) -> Iterator[str]:
    if isinstance(part, dict):
        own = part.get("x-vocabulary")
        yield from [own] if isinstance(own, str) else []
    for item in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
        yield from _vocabulary_names(item)


def _fill_values(part: dict[str, Any], vocabularies: Mapping[str, Vocabulary]) -> dict[str, Any]:
    """Return an object with the values of its vocabulary and, beside each, what VS Code shows for it."""
    vocabulary = vocabularies.get(str(part.get("x-vocabulary")))
    if vocabulary is None:
        return part
    return part | {
        "enum": [term.id for term in vocabulary.terms],
        "markdownEnumDescriptions": [
            f"**{term.title}**\n\n{term.definition}" if term.definition else term.title
            for term in vocabulary.terms
        ],
    }

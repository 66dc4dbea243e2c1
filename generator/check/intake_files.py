"""An institute's answers about its tables, in `site_config/intake`, which `atlas import` follows."""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from generator.base.russian import fold_text, quote
from generator.base.suggestions import near_misses
from generator.check.record_check import validate_file
from generator.check.schema import SchemaValidator
from generator.model.findings import Finding, Pointer, Problem
from generator.model.kinds import KIND_BY_NAME, KINDS
from generator.model.settings import Vocabulary
from generator.source.fields import Fields
from generator.source.locations import finding_of_file, findings_of
from generator.source.record_files import Unloaded, list_folder, read_file
from generator.source.record_names import is_beside
from generator.source.schema_files import Schemas, vocabulary_file

INTAKE_FOLDER, INTAKE_SCHEMA = "site_config/intake", "intake.schema.json"
_NAME = re.compile(r"[\w.-]+\.yaml\Z")
_TWICE = (
    ("columns", ("heading",)),
    ("values", ("vocabulary", "text")),
    ("constants", ("field",)),
    ("sheets", ("sheet",)),
)
"""Lists in which a word may be answered once, and the keys that make up the word."""
_FIX = "Исправьте или удалите ответ: в следующий раз atlas import спросит снова."


def intake_findings(
    root: Path,
    schemas: Schemas,
    vocabularies: Mapping[str, Vocabulary],
    validators: Mapping[str, SchemaValidator],
) -> Iterator[Finding]:
    """Yield what is wrong with the answers; nothing if the schema is missing, as in an older atlas.

    `schemas`, `vocabularies` and `validators` are those of the atlas at `root`.
    """
    if INTAKE_SCHEMA in validators and (root / INTAKE_FOLDER).is_dir():
        judge = _Judge(
            root=root, schemas=schemas, vocabularies=vocabularies, validator=validators[INTAKE_SCHEMA]
        )
        yield from judge.find()


class _Judge(msgspec.Struct, frozen=True, kw_only=True):
    root: Path
    schemas: Schemas
    vocabularies: Mapping[str, Vocabulary]
    validator: SchemaValidator

    def find(self) -> Iterator[Finding]:
        """Yield the findings of all files."""
        for entry in list_folder(self.root / INTAKE_FOLDER, INTAKE_FOLDER):
            if isinstance(entry, Unloaded):
                yield finding_of_file(entry.path, entry.problem)
            elif is_beside(entry.name):
                continue
            elif not _NAME.match(entry.name):
                yield finding_of_file(f"{INTAKE_FOLDER}/{entry.name}", _bad_name(entry.name))
            else:
                yield from self._judge(f"{INTAKE_FOLDER}/{entry.name}")

    def _judge(self, path: str) -> Iterator[Finding]:
        data = read_file(self.root / path, path)
        if isinstance(data, Unloaded):
            yield finding_of_file(path, data.problem)
            return
        result = validate_file(path, data, self.validator)
        yield from result.findings
        if result.is_valid and isinstance(result.value, dict):
            yield from findings_of(path, data, self._problems(result.value))

    def _problems(self, value: Mapping[str, Any]) -> Iterator[Problem]:
        for index, one in enumerate(value.get("values", ())):
            yield from self._terms(one, ("values", index))
        for part in ("columns", "constants"):
            for index, one in enumerate(value.get(part, ())):
                if "field" in one and not self._is_field(one["field"]):
                    yield self._unknown_field(one["field"], (part, index, "field"))
        for index, one in enumerate(value.get("sheets", ())):
            if one.get("kind", KINDS[0].name) not in KIND_BY_NAME:
                yield _unknown_kind(one["kind"], ("sheets", index, "kind"))
        for part, keys in _TWICE:
            yield from _find_repeated(part, keys, value.get(part, ()))

    def _terms(self, answer: Mapping[str, Any], pointer: Pointer) -> Iterator[Problem]:
        name = answer["vocabulary"]
        vocabulary = self.vocabularies.get(name)
        if vocabulary is None:
            yield Problem(
                code="missing-vocabulary",
                what=f"Словаря «{name}» в атласе нет",
                pointer=(*pointer, "vocabulary"),
                allowed="Имя файла из «site_config/vocabularies» без «.yaml» или municipalities.",
                action=_FIX,
                suggestions=near_misses(name, ((one, one) for one in self.vocabularies)),
            )
            return
        known = [(text, term.id) for term in vocabulary.terms for text in (term.id, term.title)]
        for index, term in enumerate(answer.get("terms", ())):
            if term not in vocabulary.by_id:
                yield Problem(
                    code="not-in-vocabulary",
                    what=f"Значения «{term}» нет в словаре {quote(vocabulary.title)}, а им заменяется "
                    f"{quote(answer['text'])}",
                    pointer=(*pointer, "terms", index),
                    allowed=f"Идентификаторы из «{vocabulary_file(name)}».",
                    action=_FIX,
                    suggestions=near_misses(term, known),
                )

    def _is_field(self, key: str) -> bool:
        steps = [step for step in key.split(".") if not step.isdigit()]
        return any(_leads_somewhere(self._fields(kind.schema_file).tree, steps) for kind in KINDS)

    def _unknown_field(self, key: str, pointer: Pointer) -> Problem:
        names = {field.key for kind in KINDS for field in self._fields(kind.schema_file).below(())}
        return Problem(
            code="not-allowed",
            what=f"Поля «{key}» нет ни в одном виде записей",
            pointer=pointer,
            allowed="Ключ поля записи, части через точку: title, organisation.name, steps.text.",
            action=_FIX,
            suggestions=near_misses(key, ((name, name) for name in sorted(names))),
        )

    def _fields(self, schema: str) -> Fields:
        return Fields(schemas=self.schemas, file=schema)


def _leads_somewhere(tree: Mapping[str, Any], steps: Sequence[str]) -> bool:
    """Return whether a schema describes the field at the end of a path; list items have no step."""
    for step in steps:
        while "items" in tree:
            tree = tree["items"]
        properties = tree.get("properties", {})
        if step not in properties:
            return False
        tree = properties[step]
    return True


def _unknown_kind(kind: str, pointer: Pointer) -> Problem:
    names = [one.name for one in KINDS]
    return Problem(
        code="not-allowed",
        what=f"Вида записей «{kind}» нет",
        pointer=pointer,
        allowed=f"Одно из: {', '.join(names)}.",
        action=_FIX,
        suggestions=near_misses(kind, ((name, name) for name in names)),
    )


def _find_repeated(part: str, keys: Sequence[str], answers: Sequence[Mapping[str, str]]) -> Iterator[Problem]:
    """Yield words that are answered twice: the last answer would silently win."""
    first: dict[tuple[str, ...], int] = {}
    for index, one in enumerate(answers):
        word = tuple(fold_text(one[key]) for key in keys)
        if first.setdefault(word, index) != index:
            yield Problem(
                code="repeated-item",
                what=f"На {quote(one[keys[-1]])} уже отвечено в пункте {first[word] + 1}",
                pointer=(part, index, keys[-1]),
                allowed="Каждое слово один раз: регистр и «ё» не различаются.",
                action="Оставьте верный ответ, другой удалите.",
            )


def _bad_name(name: str) -> Problem:
    meant = f"{name.partition('.')[0]}.yaml"
    return Problem(
        code="bad-file-name",
        what=f"Имя файла «{name.encode(errors='replace').decode()}» не подходит для замен института",
        allowed="Буквы, цифры, «-» и «_», в конце «.yaml»: имя из параметра --institute.",
        action="Переименуйте или удалите файл.",
        suggestions=(meant,) if _NAME.match(meant) else (),
    )

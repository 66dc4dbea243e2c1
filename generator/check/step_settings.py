"""Steps: whether records have the fields and terms that are to prove a step.

A misspelt field would answer «нет» to the ministry, and nobody would learn why.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from generator.check.explain.choices import not_allowed, not_in_vocabulary
from generator.model.findings import Pointer, Problem
from generator.model.kinds import KIND_BY_NAME, KINDS
from generator.model.settings import Vocabulary
from generator.model.steps import StepEvidence, Steps
from generator.source.fields import Fields
from generator.source.schema_files import Schemas
from generator.source.schema_tree import resolve

_NAMING = "about"
"""The field in which records name those of other kinds."""


def step_problems(
    steps: Steps, vocabularies: Mapping[str, Vocabulary], schemas: Schemas
) -> Iterator[Problem]:
    """Yield evidence that no record can provide: fields and terms that its kind does not have."""
    words = Fields(schemas=schemas, file="steps.schema.json")
    properties = {kind.name: resolve(schemas, kind.schema_file)["properties"] for kind in KINDS}
    for number, step in enumerate(steps.steps):
        for index, evidence in enumerate(step.evidence):
            pointer = ("steps", number, "evidence", index)
            yield from _field_problems(evidence, pointer, words, properties)
            yield from _term_problems(evidence, pointer, vocabularies, words)


def _field_problems(
    evidence: StepEvidence, pointer: Pointer, words: Fields, properties: Mapping[str, Mapping[str, Any]]
) -> Iterator[Problem]:
    own = properties[evidence.records]
    naming = [kind for kind, parts in properties.items() if _NAMING in parts]
    asked = (
        ("has", evidence.has, list(own)),
        ("date", evidence.date, [name for name, part in own.items() if part.get("x-date")]),
        ("records", evidence.records if evidence.about else None, naming),
    )
    for field, value, known in asked:
        if value is not None and value not in known:
            yield not_allowed(words.place((*pointer, field)), known, value, (*pointer, field))


def _term_problems(
    evidence: StepEvidence, pointer: Pointer, vocabularies: Mapping[str, Vocabulary], words: Fields
) -> Iterator[Problem]:
    name = KIND_BY_NAME[evidence.records].kind_vocabulary
    if evidence.kinds and not name:
        yield Problem(
            code="not-allowed",
            what=f"{words.place((*pointer, 'kinds'))}: у записей этого вида поля «Вид» нет",
            pointer=(*pointer, "kinds"),
            allowed="Значения — для записей, у которых поле «Вид» есть.",
            action="Удалите поле `kinds` или исправьте поле `records`.",
            on_key=True,
        )
    vocabulary = vocabularies.get(name)
    for index, term in enumerate(evidence.kinds if vocabulary else ()):
        if vocabulary and term not in vocabulary.by_id:
            at = (*pointer, "kinds", index)
            yield not_in_vocabulary(words.place(at), name, vocabulary, term, at)

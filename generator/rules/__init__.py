"""What a schema cannot say about records: three tables of small rules and the way to run them.

Text rules judge one string wherever it stands, record rules one record, catalogue rules all records
together. All work on typed records (`generator.records`), never on raw values: the fields of a
record are the keys of its file, and the schemas say which of them are texts (`x-text`) and which are
references (`x-reference`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from generator.findings import Pointer, Problem
from generator.rules.base import (
    AnyEntry,
    CatalogueRule,
    Collection,
    Context,
    RecordRule,
    Rule,
    TextRule,
)
from generator.rules.marks import Marks, compile_marks, leaves
from generator.rules.tables import CATALOGUE_RULES, RECORD_RULES, TEXT_RULES

__all__ = [
    "CATALOGUE_RULES",
    "RECORD_RULES",
    "TEXT_RULES",
    "CatalogueRule",
    "Collection",
    "Context",
    "RecordRule",
    "Rule",
    "TextRule",
    "catalogue_problems",
    "compile_marks",
    "record_problems",
    "text_problems",
]


def text_problems(marks: Marks, value: object) -> Iterator[Problem]:
    """Yield what is wrong with the texts of a typed value: a record, or a part of the settings."""
    found = tuple(leaves(marks, value))
    whole = "\n".join(text.value for text in found)
    for rule in TEXT_RULES:
        for text in found if rule.sign.search(whole) else ():
            if text.kind in rule.texts:
                for problem in rule.check(text):
                    yield _stamped(problem, rule, text.pointer)


def record_problems(entry: AnyEntry, context: Context) -> Iterator[Problem]:
    """Yield what is wrong with one record that fits its schema: its texts, then the whole of it."""
    yield from text_problems(context.texts[entry.kind.name], entry.record)
    for rule in RECORD_RULES:
        if entry.kind in rule.kinds:
            for problem in rule.check(entry, context):
                yield _stamped(problem, rule, problem.pointer)


def catalogue_problems(collection: Collection, context: Context) -> Iterator[tuple[str, Problem]]:
    """Yield what is wrong with the records together: the path of the file at fault and the problem."""
    for rule in CATALOGUE_RULES:
        for path, problem in rule.check(collection, context):
            yield path, _stamped(problem, rule, problem.pointer)


def _stamped(problem: Problem, rule: Rule, pointer: Pointer) -> Problem:
    return replace(problem, code=rule.code, severity=rule.severity, pointer=pointer)

"""Explains in the author's words why a value does not fit its schema.

The compiled validator yields structured errors; one function for each keyword turns an error into problems.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from itertools import islice
from typing import Any

import msgspec
from jsonschema_rs import ValidationError
from msgspec.structs import replace

from generator.base.limits import MAX_ERRORS, MAX_PROBLEMS
from generator.base.placeholders import Placeholder, find_placeholder
from generator.base.russian import capitalise, join_words, quote, shorten
from generator.check.explain import shared_wording
from generator.check.explain.choices import (
    describe_vocabulary,
    known_terms,
    no_municipality,
    not_allowed,
    not_in_vocabulary,
)
from generator.check.explain.dates import date_problem
from generator.check.explain.lengths import LENGTHS, length_problem
from generator.check.explain.patterns import pattern_problem
from generator.check.explain.split_items import join_split_items
from generator.check.explain.twins import fits_alone, name_twins
from generator.check.explain.unknown_keys import (
    drop_filled_homes,
    join_foreign_items,
    join_unindented,
    unknown_keys,
)
from generator.check.explain.values import (
    describe_field,
    describe_whole_form,
    empty_value,
    placeholder_problem,
    wrong_type,
)
from generator.model.findings import Pointer, Problem, find_value
from generator.model.region_names import names_region
from generator.model.settings import Vocabulary
from generator.model.term_names import TermNames
from generator.source.fields import Field, Fields
from generator.source.yaml.reader import Json

_Kind = Any
"""Why the validator refuses a value: `name` is the keyword, other attributes depend on it."""
_Value = Any
"""A refused value, of whatever type its keyword is about."""


class Explainer(msgspec.Struct, frozen=True, kw_only=True):
    """Explains values by one schema file."""

    fields: Fields
    vocabularies: Mapping[str, Vocabulary]

    def problems(self, value: Json, errors: Iterable[ValidationError]) -> tuple[Problem, ...]:
        """Return the problem of every error, each once; a value of the wrong type has no others."""
        places = [(tuple(error.instance_path), error.kind) for error in islice(errors, MAX_ERRORS)]
        mistyped = {pointer for pointer, kind in places if kind.name == "type"}
        found = (
            problem
            for pointer, kind in places
            if kind.name == "type" or pointer not in mistyped
            for problem in self._explain(kind, find_value(value, pointer), pointer)
        )
        kept = join_unindented(self.fields, list(dict.fromkeys(islice(found, MAX_ERRORS))))
        kept = _without_spoilt(drop_filled_homes(self.fields, kept, value))
        kept = list(join_foreign_items(self.fields, kept, value))
        kept = _without_spoilt(join_split_items(self.fields, kept, value))
        return tuple(kept[:MAX_PROBLEMS] or map(self.fallback_problem, dict(places)))

    def fallback_problem(self, pointer: Pointer) -> Problem:
        """Return the generic problem of a value that no keyword explains."""
        return Problem(
            code="not-valid",
            what=f"{self.fields.place(pointer)}: значение не подходит",
            pointer=pointer,
            allowed=self.fields.at(pointer).description,
            action="Исправьте значение по описанию поля.",
        )

    def _explain(self, kind: _Kind, value: _Value, pointer: Pointer) -> Iterator[Problem]:
        if pointer and isinstance(value, str) and self._is_placeholder(self.fields.at(pointer), value):
            return iter([placeholder_problem(value, pointer)])
        explain = _BY_KEYWORD.get(kind.name)
        if explain is None:
            return iter([self.fallback_problem(pointer)])
        found = explain(self, kind, value, pointer)
        fits = partial(fits_alone, self.fields.at(pointer).schema)
        return (name_twins(problem, value, fits) for problem in found) if isinstance(value, str) else found

    def _is_placeholder(self, field: Field, value: str) -> bool:
        """Return whether a text is a placeholder; «нет» may be a false, «тест» a term."""
        said = find_placeholder(value)
        is_choice = "enum" in field.schema and not field.vocabulary  # the list of values says more
        if (
            field.schema.get("type") == "boolean"
            or is_choice
            or said in {None, Placeholder.FIGURES, Placeholder.TRIAL}
        ):
            return False
        vocabulary = self.vocabularies.get(field.vocabulary)
        return vocabulary is None or not TermNames(vocabulary).find_ids(value)

    def _values(self, field: Field) -> str:
        """Describe the values of the field's vocabulary; empty if it has none."""
        name = field.vocabulary
        vocabulary = self.vocabularies.get(name)
        return "" if vocabulary is None else describe_vocabulary(name, vocabulary)


def _without_spoilt(problems: Iterable[Problem]) -> list[Problem]:
    """Drop missing-key problems that another problem accounts for.

    A misspelt or misplaced key is one mistake, not two: its finding names the key that is missing.
    """
    kept = list(problems)
    spoilt = {place for problem in kept for place in problem.spoils}
    return [
        problem
        for problem in kept
        if spoilt.isdisjoint((*problem.pointer, key) for key in problem.missing_keys)
    ]


def _unknown_keys(self: Explainer, _kind: _Kind, value: _Value, pointer: Pointer) -> Iterator[Problem]:
    yield from unknown_keys(self.fields, value, pointer, MAX_PROBLEMS)


def _missing_key(self: Explainer, kind: _Kind, _value: _Value, pointer: Pointer) -> Iterator[Problem]:
    place = (*pointer, kind.property)
    field = self.fields.at(place)
    yield Problem(
        code="missing-key",
        what=f"{capitalise(shared_wording.REQUIRED.what)} {field.name}{self.fields.inside(pointer)}",
        pointer=pointer,
        allowed=self._values(field) or field.description,
        action=f"Добавьте {describe_field(self.fields, place)}.",
        on_key=True,
        missing_keys=(kind.property,),
    )


def _one_of(self: Explainer, _kind: _Kind, _value: _Value, pointer: Pointer) -> Iterator[Problem]:
    choices = [choice.get("required", []) for choice in self.fields.at(pointer).schema["anyOf"]]
    keys = [key for choice in choices for key in choice]
    if not all(choices):
        yield self.fallback_problem(pointer)
        return
    names = [self.fields.at((*pointer, key)).name for key in keys]
    samples = [describe_field(self.fields, (*pointer, key)) for key in keys]
    yield Problem(
        code="missing-one-of",
        what=f"{capitalise(shared_wording.ONE_OF.what)}{self.fields.inside(pointer)}: {join_words(names)}",
        pointer=pointer,
        allowed=shared_wording.ONE_OF.action,
        action=f"Добавьте {join_words(samples, 'или')}.",
        on_key=True,
        missing_keys=tuple(keys),
    )


def _type(self: Explainer, _kind: _Kind, value: _Value, pointer: Pointer) -> Iterator[Problem]:
    if value is None and pointer:
        yield empty_value(self.fields, pointer)
        return
    field = self.fields.at(pointer)
    problem = wrong_type(self.fields.place(pointer), field, value, pointer)
    vocabulary = self.vocabularies.get(field.vocabulary)
    if vocabulary is not None:
        problem = replace(problem, suggestions=known_terms(vocabulary, problem.suggestions))
    whole = describe_whole_form(self.fields, pointer, value) if pointer else ""
    yield self.fields.name_fields(replace(problem, action=whole or problem.action))


def _enum(self: Explainer, kind: _Kind, value: _Value, pointer: Pointer) -> Iterator[Problem]:
    field = self.fields.at(pointer)
    vocabulary = self.vocabularies.get(field.vocabulary)
    place = self.fields.place(pointer)
    if vocabulary is None:
        yield not_allowed(place, list(map(str, kind.options)), str(value), pointer)
    elif vocabulary.holds_places and names_region(str(value)):
        beside = self.fields.at(pointer[:-1]).schema.get("required", ())
        yield no_municipality(place, str(value), pointer, required=pointer[-1] in beside)
    else:
        yield not_in_vocabulary(place, field.vocabulary, vocabulary, str(value), pointer)


def _const(self: Explainer, kind: _Kind, value: _Value, pointer: Pointer) -> Iterator[Problem]:
    needed = json.dumps(kind.expected_value, ensure_ascii=False)
    yield Problem(
        code="not-allowed",
        what=f"{self.fields.place(pointer)}: значение {quote(shorten(str(value)))} не подходит",
        pointer=pointer,
        allowed=f"Только {quote(needed)}; {self.fields.at(pointer).description}",
        action=f"Впишите {quote(needed)} без кавычек или удалите поле вместе с ключом.",
        suggestions=(needed,),
    )


def _bad_pattern(self: Explainer, _kind: _Kind, value: _Value, pointer: Pointer) -> Iterator[Problem]:
    explain = date_problem if self.fields.at(pointer).schema.get("x-date") else pattern_problem
    yield explain(self.fields, str(value), pointer)


def _repeated_items(self: Explainer, _kind: _Kind, value: _Value, pointer: Pointer) -> Iterator[Problem]:
    for index in _repeated_indexes(value):
        place, item = self.fields.place((*pointer, index)), value[index]
        subject = "то же самое" if isinstance(item, dict | list) else f"значение {quote(shorten(str(item)))}"
        yield Problem(
            code="repeated-item",
            what=f"{place}: {subject} {shared_wording.REPEATED.what}",
            pointer=(*pointer, index),
            allowed="Каждое значение один раз.",
            action=shared_wording.REPEATED.action,
        )


def _repeated_indexes(items: list[Json]) -> Iterator[int]:
    """Yield the indexes of items that occurred before in the list. Numbers are compared as in JSON."""
    seen: set[object] = set()
    for index, item in enumerate(items):
        is_number = isinstance(item, int | float) and not isinstance(item, bool)
        same = item if is_number else json.dumps(item, ensure_ascii=False, sort_keys=True)
        if same in seen:
            yield index
        seen.add(same)


def _length(self: Explainer, kind: _Kind, value: _Value, pointer: Pointer) -> Iterator[Problem]:
    if value in ("", []):
        yield empty_value(self.fields, pointer)
        return
    yield length_problem(self.fields.place(pointer), self.fields.at(pointer), kind.name, value, pointer)


_Explain = Callable[[Explainer, _Kind, _Value, Pointer], Iterator[Problem]]
_BY_KEYWORD: Mapping[str, _Explain] = {
    "additionalProperties": _unknown_keys,
    "required": _missing_key,
    "anyOf": _one_of,
    "type": _type,
    "enum": _enum,
    "const": _const,
    "pattern": _bad_pattern,
    "format": _bad_pattern,
    "uniqueItems": _repeated_items,
    **dict.fromkeys(LENGTHS, _length),
}

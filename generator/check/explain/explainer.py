"""Explains in the author's words why a value does not fit its schema.

jsonschema yields structured errors; one function for each keyword turns an error into problems.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import islice
from typing import Any, cast

from jsonschema import Draft202012Validator, ValidationError
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
from generator.check.explain.validator import build_validator, repeated_indexes
from generator.check.explain.values import (
    describe_field,
    describe_whole_form,
    empty_value,
    placeholder_problem,
    wrong_type,
)
from generator.model.findings import Pointer, Problem
from generator.model.region_names import names_region
from generator.model.settings import Vocabulary
from generator.model.term_names import TermNames
from generator.source.fields import Field, Fields
from generator.source.yaml.reader import Json


@dataclass(frozen=True, kw_only=True)
class Explainer:
    """Explains values by one schema file."""

    fields: Fields
    vocabularies: Mapping[str, Vocabulary]

    def problems(self, value: Json) -> tuple[Problem, ...]:
        """Return every problem that jsonschema finds, each once; a value of the wrong type has no others."""
        errors = list(islice(self._validator.iter_errors(value), MAX_ERRORS))
        mistyped = {tuple(error.absolute_path) for error in errors if error.validator == "type"}
        found = (
            problem
            for error in errors
            if error.validator == "type" or tuple(error.absolute_path) not in mistyped
            for problem in self._explain(error, tuple(error.absolute_path))
        )
        kept = join_unindented(self.fields, list(dict.fromkeys(islice(found, MAX_ERRORS))))
        kept = _without_spoilt(drop_filled_homes(self.fields, kept, value))
        kept = list(join_foreign_items(self.fields, kept, value))
        kept = _without_spoilt(join_split_items(self.fields, kept, value))
        return tuple(kept[:MAX_PROBLEMS])

    def fallback_problem(self, pointer: Pointer) -> Problem:
        """Return the generic problem of a value that no keyword explains."""
        return Problem(
            code="not-valid",
            what=f"{self.fields.place(pointer)}: значение не подходит",
            pointer=pointer,
            allowed=self.fields.at(pointer).description,
            action="Исправьте значение по описанию поля.",
        )

    def _explain(self, error: ValidationError, pointer: Pointer) -> Iterator[Problem]:
        value = error.instance
        if pointer and isinstance(value, str) and self._is_placeholder(self.fields.at(pointer), value):
            return iter([placeholder_problem(value, pointer)])
        explain = _BY_KEYWORD.get(str(error.validator))
        if explain is None:
            return iter([self.fallback_problem(pointer)])
        found = explain(self, error, pointer)
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

    @cached_property
    def _validator(self) -> Draft202012Validator:
        # References are resolved beforehand: jsonschema would look each up again for every list item.
        return build_validator(self.fields.tree)


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


def _unknown_keys(self: Explainer, error: ValidationError, pointer: Pointer) -> Iterator[Problem]:
    present = cast("dict[str, Json]", error.instance)
    yield from unknown_keys(self.fields, present, pointer, MAX_PROBLEMS)


def _missing_keys(self: Explainer, error: ValidationError, pointer: Pointer) -> Iterator[Problem]:
    present = cast("dict[str, Json]", error.instance)
    for key in cast("list[str]", error.validator_value):
        if key not in present:
            field = self.fields.at((*pointer, key))
            yield Problem(
                code="missing-key",
                what=f"{capitalise(shared_wording.REQUIRED.what)} {field.name}{self.fields.inside(pointer)}",
                pointer=pointer,
                allowed=self._values(field) or field.description,
                action=f"Добавьте {describe_field(self.fields, (*pointer, key))}.",
                on_key=True,
                missing_keys=(key,),
            )


def _one_of(self: Explainer, error: ValidationError, pointer: Pointer) -> Iterator[Problem]:
    choices = [choice.get("required", []) for choice in cast("list[dict[str, Any]]", error.validator_value)]
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


def _type(self: Explainer, error: ValidationError, pointer: Pointer) -> Iterator[Problem]:
    if error.instance is None and pointer:
        yield empty_value(self.fields, pointer)
        return
    field = self.fields.at(pointer)
    problem = wrong_type(self.fields.place(pointer), field, error.instance, pointer)
    vocabulary = self.vocabularies.get(field.vocabulary)
    if vocabulary is not None:
        problem = replace(problem, suggestions=known_terms(vocabulary, problem.suggestions))
    whole = describe_whole_form(self.fields, pointer, error.instance) if pointer else ""
    yield self.fields.name_fields(replace(problem, action=whole or problem.action))


def _enum(self: Explainer, error: ValidationError, pointer: Pointer) -> Iterator[Problem]:
    field = self.fields.at(pointer)
    vocabulary = self.vocabularies.get(field.vocabulary)
    place, value = self.fields.place(pointer), str(error.instance)
    if vocabulary is None:
        choices = [str(item) for item in cast("list[Json]", error.validator_value)]
        yield not_allowed(place, choices, value, pointer)
    elif vocabulary.holds_places and names_region(value):
        beside = self.fields.at(pointer[:-1]).schema.get("required", ())
        yield no_municipality(place, value, pointer, required=pointer[-1] in beside)
    else:
        yield not_in_vocabulary(place, field.vocabulary, vocabulary, value, pointer)


def _const(self: Explainer, error: ValidationError, pointer: Pointer) -> Iterator[Problem]:
    needed = json.dumps(error.validator_value, ensure_ascii=False)
    yield Problem(
        code="not-allowed",
        what=f"{self.fields.place(pointer)}: значение {quote(shorten(str(error.instance)))} не подходит",
        pointer=pointer,
        allowed=f"Только {quote(needed)}; {self.fields.at(pointer).description}",
        action=f"Впишите {quote(needed)} без кавычек или удалите поле вместе с ключом.",
        suggestions=(needed,),
    )


def _bad_pattern(self: Explainer, error: ValidationError, pointer: Pointer) -> Iterator[Problem]:
    explain = date_problem if self.fields.at(pointer).schema.get("x-date") else pattern_problem
    yield explain(self.fields, str(error.instance), pointer)


def _repeated_items(self: Explainer, error: ValidationError, pointer: Pointer) -> Iterator[Problem]:
    items = cast("list[Json]", error.instance)
    for index in repeated_indexes(items):
        place, item = self.fields.place((*pointer, index)), items[index]
        subject = "то же самое" if isinstance(item, dict | list) else f"значение {quote(shorten(str(item)))}"
        yield Problem(
            code="repeated-item",
            what=f"{place}: {subject} {shared_wording.REPEATED.what}",
            pointer=(*pointer, index),
            allowed="Каждое значение один раз.",
            action=shared_wording.REPEATED.action,
        )


def _length(self: Explainer, error: ValidationError, pointer: Pointer) -> Iterator[Problem]:
    if error.instance in ("", []):
        yield empty_value(self.fields, pointer)
        return
    yield length_problem(self.fields.place(pointer), self.fields.at(pointer), error, pointer)


_Explain = Callable[[Explainer, ValidationError, Pointer], Iterator[Problem]]
_BY_KEYWORD: Mapping[str, _Explain] = {
    "additionalProperties": _unknown_keys,
    "required": _missing_keys,
    "anyOf": _one_of,
    "type": _type,
    "enum": _enum,
    "const": _const,
    "pattern": _bad_pattern,
    "format": _bad_pattern,
    "uniqueItems": _repeated_items,
    **dict.fromkeys(LENGTHS, _length),
}

"""Validates values by their schema: a compiled validator decides, jsonschema explains refusals."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, NoReturn

import jsonschema_rs
import msgspec

from generator.base.errors import AtlasError
from generator.base.russian import is_partial_date
from generator.model.findings import Problem
from generator.model.settings import Vocabulary
from generator.source.fields import Fields
from generator.source.schema_files import DATE_FORMAT, Schemas, fill_for_validators
from generator.source.schema_patterns import ENGINE
from generator.source.yaml.reader import Json

if TYPE_CHECKING:
    from generator.check.explain.explainer import Explainer


class SchemaValidator(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """Validates values by one schema file. `schemas` have the values of vocabularies filled in.

    `registry` makes them available to validators; validators of one set share it, since making it takes
    longer than compiling.
    """

    schemas: Schemas
    registry: Callable[[], jsonschema_rs.Registry]
    file: str
    vocabularies: Mapping[str, Vocabulary]

    @cached_property
    def tree(self) -> Mapping[str, Any]:
        """The schema with every `$ref` resolved."""
        return Fields(schemas=self.schemas, file=self.file).tree

    def problems(self, value: Json) -> tuple[Problem, ...]:
        """Return what is wrong with a value: nothing if it fits the schema."""
        return () if self.is_valid(value) else self.explain(value)

    def is_valid(self, value: Json) -> bool:
        """Return whether a value fits the schema according to the compiled validator."""
        return self._validator.is_valid(value)

    def explain(self, value: Json) -> tuple[Problem, ...]:
        """Return what is wrong with a value that does not fit the schema: at least one problem."""
        explained = self.explainer.problems(value)
        return explained or tuple(
            self.explainer.fallback_problem(tuple(error.instance_path))
            for error in self._validator.iter_errors(value)
        )

    @cached_property
    def explainer(self) -> Explainer:
        """The slow half, imported and created only when a value fails."""
        from generator.check.explain.explainer import Explainer  # noqa: PLC0415

        fields = Fields(schemas=self.schemas, file=self.file)
        return Explainer(fields=fields, vocabularies=self.vocabularies)

    @cached_property
    def _validator(self) -> jsonschema_rs.Draft202012Validator:
        try:
            return jsonschema_rs.Draft202012Validator(
                self.schemas[self.file],
                registry=self.registry(),
                retriever=_fetch_nothing,
                pattern_options=ENGINE,
                formats={DATE_FORMAT: is_partial_date},
                validate_formats=True,
            )
        except (jsonschema_rs.ValidationError, jsonschema_rs.ReferencingError, ValueError) as error:
            message = f"схема «{self.file}» составлена неверно"
            raise AtlasError(message, "Верните прежние схемы: git checkout -- schemas") from error


def _fetch_nothing(address: str) -> NoReturn:
    """Refuse to fetch a schema: a proposal may name any address.

    Raises:
        LookupError: always.
    """
    raise LookupError(address)


def schema_validators(schemas: Schemas, vocabularies: Mapping[str, Vocabulary]) -> dict[str, SchemaValidator]:
    """Return a validator for each schema file, by file name.

    Args:
        schemas: the schemas as committed.
        vocabularies: values to check against, by vocabulary; a field of a missing one accepts any text.
    """
    filled = fill_for_validators(schemas, vocabularies)
    registry = cache(lambda: jsonschema_rs.Registry(list(filled.items()), retriever=_fetch_nothing))
    return {
        name: SchemaValidator(schemas=filled, registry=registry, file=name, vocabularies=vocabularies)
        for name in filled
    }

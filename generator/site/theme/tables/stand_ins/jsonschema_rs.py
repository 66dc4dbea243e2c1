"""Stands in for jsonschema-rs: jsonschema decides, which elsewhere explains what jsonschema-rs refuses.

Patterns run in the browser's own engine, as in the forms of the site.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import Any

import referencing
from js import RegExp
from jsonschema import Draft202012Validator as PlainValidator
from jsonschema import FormatChecker, validators
from jsonschema import ValidationError as PlainError
from referencing.jsonschema import DRAFT202012


class ValidationError(ValueError):
    """Never raised here: schemas have been checked before the site was built."""


class ReferencingError(Exception):
    """As above."""


class RegexOptions:
    """The limits of the other engine, which this one does not need: the patterns are those of the site."""

    def __init__(self, **limits: int) -> None:
        """Take them."""


class Registry:
    """The schemas that refer to each other."""

    def __init__(self, items: Iterable[tuple[str, Any]], retriever: object = None) -> None:
        """Take schemas by their names."""
        del retriever
        pairs = [(name, DRAFT202012.create_resource(schema)) for name, schema in items]
        self.plain = referencing.Registry().with_resources(pairs)


@cache
def _compile(pattern: str) -> Any:
    try:
        return RegExp.new(pattern, "u")
    except Exception as error:  # what JavaScript throws
        raise ValueError(pattern) from error


def _pattern(_validator: Any, pattern: str, instance: object, _schema: Any) -> Iterator[PlainError]:
    if isinstance(instance, str) and not _compile(pattern).test(instance):
        yield PlainError("pattern")


_Validator = validators.extend(PlainValidator, {"pattern": _pattern})


class Draft202012Validator:
    """Validates values by a schema."""

    def __init__(
        self,
        schema: Any,
        registry: Registry | None = None,
        formats: Mapping[str, Callable[[str], bool]] | None = None,
        **others: object,
    ) -> None:
        """Take what the generator gives."""
        del others
        checker = FormatChecker(formats=())
        for name, is_fine in (formats or {}).items():
            checker.checks(name)(lambda value, is_fine=is_fine: not isinstance(value, str) or is_fine(value))
        more = {"registry": registry.plain} if registry else {}
        if [*schema] == ["pattern"]:
            _compile(schema["pattern"])
        self._plain = _Validator(schema, format_checker=checker, **more)

    def is_valid(self, value: object) -> bool:
        """Return whether a value fits the schema."""
        return self._plain.is_valid(value)

    def iter_errors(self, value: object) -> Iterator[Any]:
        """Yield the errors of a value; their places are all that the generator asks for."""
        for error in self._plain.iter_errors(value):
            error.instance_path = [*error.absolute_path]
            yield error

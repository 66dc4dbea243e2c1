"""Records that are partly unreadable: rules judge the rest.

A broken field is removed, and reading it raises `UnreadableError`: a rule that does so ends there, and every
other one goes on. So no list of the fields that each rule reads is needed.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cache
from types import UnionType
from typing import Any, Final, TypeVar, Union, get_args, get_origin

import msgspec

from generator.model.catalogue import NO_VALUE, AnyEntry, Entry
from generator.model.findings import Pointer, Problem
from generator.model.kinds import Kind
from generator.model.unreadable import UnreadableError
from generator.source.yaml.reader import Json

T = TypeVar("T")
_UNREADABLE: Final = object()
"""Placeholder for a value that cannot be read."""


def partial_entry(kind: Kind, value: Json, path: str, broken: Iterable[Pointer]) -> AnyEntry | None:
    """Return a record that does not fit its schema, without its broken values.

    Args:
        kind: the kind whose schema it does not fit.
        value: the record as read from YAML.
        path: the path of its file.
        broken: pointers to its broken and missing values.

    Returns:
        The record, or None if it is not a mapping: then nothing of it can be read.
    """
    places = list(broken)
    if not isinstance(value, dict) or () in places:
        return None
    record = _struct(kind.record_type, value, places)
    parts = {name: _read(record, name) for name in ("id", "title", "added", "updated", "sample")}
    stem = path.rpartition("/")[2].rpartition(".")[0]
    entry: AnyEntry = _partial_type(Entry)(
        kind=kind, path=path, address=kind.address(stem), digest=b"", value=NO_VALUE, decoded=record, **parts
    )
    return entry


def broken_places(problems: Iterable[Problem]) -> Iterator[Pointer]:
    """Yield pointers to values that these problems keep from being judged: broken and missing ones."""
    for problem in problems:
        if problem.missing_keys:
            yield from ((*problem.pointer, key) for key in problem.missing_keys)
        else:
            yield problem.pointer
        yield from problem.spoils


def _part(form: Any, value: Json, broken: Sequence[Pointer]) -> Any:  # noqa: ANN401 - a type and a value of it
    """Convert a value to a type, as far as it can be read; pointers to broken parts begin at the value."""
    if not broken:
        try:
            return msgspec.convert(value, form, strict=False)
        except msgspec.ValidationError:  # a mistake beyond the reported ones
            return _UNREADABLE
    plain = _plain_form(form)
    if () in broken:
        return _UNREADABLE
    if isinstance(value, dict) and isinstance(plain, type) and issubclass(plain, msgspec.Struct):
        return _struct(plain, value, broken)
    if isinstance(value, list) and get_origin(plain) is tuple:
        item = get_args(plain)[0]
        return _PartialTuple(_part(item, one, _below(broken, index)) for index, one in enumerate(value))
    return _UNREADABLE


def _struct(form: type[msgspec.Struct], value: Mapping[str, Json], broken: Sequence[Pointer]) -> Any:  # noqa: ANN401
    fields = msgspec.structs.fields(form)
    found = {one.name: _field(one, value, _below(broken, one.name)) for one in fields}
    return _partial_type(form)(**found)


def _below(broken: Sequence[Pointer], step: str | int) -> Sequence[Pointer]:
    """Return the pointers that lead through a step, from there on."""
    return [pointer[1:] for pointer in broken if pointer[:1] == (step,)]


def _field(field: msgspec.structs.FieldInfo, value: Mapping[str, Json], broken: Sequence[Pointer]) -> Any:  # noqa: ANN401
    if field.name in value:
        return _part(field.type, value[field.name], broken)
    return _UNREADABLE if broken or field.required else field.default


def _plain_form(form: Any) -> Any:  # noqa: ANN401 - a type
    """Return a type without its None."""
    if get_origin(form) in {Union, UnionType}:
        return next(one for one in get_args(form) if one is not type(None))
    return form


def _read(record: object, name: str) -> object:
    with suppress(UnreadableError):
        return getattr(record, name)
    return _UNREADABLE


class _PartialTuple(tuple[Any, ...]):
    """A tuple some items of which cannot be read."""

    __slots__ = ()

    def __iter__(self) -> Iterator[Any]:
        return (_readable(one) for one in super().__iter__())

    def __getitem__(self, key: Any) -> Any:  # noqa: ANN401 - an index or a slice
        found = super().__getitem__(key)
        return _PartialTuple(found) if isinstance(key, slice) else _readable(found)

    def __contains__(self, value: object) -> bool:
        return any(one == value for one in self)


def _readable(value: T) -> T:
    if value is _UNREADABLE:
        raise UnreadableError
    return value


@cache
def _partial_type(form: Any) -> Any:  # noqa: ANN401 - a type of structs
    """Return a subclass of a struct type whose fields may be unreadable."""

    def read(self: object, name: str) -> object:
        return _readable(object.__getattribute__(self, name))

    return msgspec.defstruct(
        f"Partial{form.__name__}",
        [],
        bases=(form,),
        namespace={"__getattribute__": read},
        frozen=True,
        kw_only=True,
    )

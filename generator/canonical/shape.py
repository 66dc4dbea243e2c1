"""The order of keys in records of a kind, as its schema lists them; plain JSON for the browser."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from generator.base.limits import MAX_DEPTH
from generator.model.findings import Pointer
from generator.model.kinds import Kind
from generator.source.fields import Fields
from generator.source.schema_files import FILLED, Schemas


class Shape(msgspec.Struct, frozen=True, kw_only=True):
    """The keys of a mapping in order, or the items of a list. `modeline` is set for a whole record."""

    keys: Mapping[str, Shape | None] = {}
    items: Shape | None = None
    modeline: str = ""

    def order(self, present: Sequence[str]) -> list[str]:
        """Return the keys of a mapping in canonical order: known ones first, others by code points."""
        here = set(present)
        return [*(key for key in self.keys if key in here), *sorted(here - self.keys.keys())]

    def as_json(self) -> dict[str, Any]:
        """Return the shape as `canonicalText` in the browser takes it."""
        return {
            "modeline": self.modeline,
            "keys": [[key, part and part.as_json()] for key, part in self.keys.items()],
            "items": self.items and self.items.as_json(),
        }


UNKNOWN = Shape()
"""The shape of values without a schema."""


def shape_of(kind: Kind, schemas: Schemas) -> Shape:
    """Return the shape of a kind's records.

    Raises:
        KeyError: the kind has no schema.
    """
    return _build_shape(Fields(schemas=schemas, file=kind.schema_file), (), modeline(kind)) or UNKNOWN


def modeline(kind: Kind) -> str:
    """Return the first line of a kind's records: where editors find the schema."""
    return f"# yaml-language-server: $schema=../../{FILLED}/{kind.schema_file}"


def _build_shape(fields: Fields, pointer: Pointer, first_line: str = "") -> Shape | None:
    if len(pointer) > MAX_DEPTH:
        return None
    schema = fields.at(pointer).schema
    keys = {key: _build_shape(fields, (*pointer, key)) for key in schema.get("properties", {})}
    items = _build_shape(fields, (*pointer, 0)) if "items" in schema else None
    return Shape(keys=keys, items=items, modeline=first_line) if keys or items or first_line else None

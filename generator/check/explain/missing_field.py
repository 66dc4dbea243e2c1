"""Describes missing fields as they are written in a file."""

from __future__ import annotations

from generator.base.russian import join_words, quote_all
from generator.model.findings import Pointer
from generator.source.fields import Fields, find_alternatives


def describe_field(fields: Fields, pointer: Pointer) -> str:
    """Return what a field looks like in a file: a line, a section or a list."""
    field = fields.at(pointer)
    if field.schema.get("type") == "object":
        return f"раздел «{field.key}:» и под ним с отступом {_describe_lines(fields, pointer)}"
    if field.schema.get("type") == "array":
        return f"список «{field.key}:» и под ним с отступом {_describe_lines(fields, (*pointer, 0), '- ')}"
    return f"строку «{field.key}: …»"


def _describe_lines(fields: Fields, pointer: Pointer, dash: str = "") -> str:
    """Return the required lines of a section or an item; of alternatives, the first."""
    schema = fields.at(pointer).schema
    either = find_alternatives(schema)[:1]
    lines = [f"{key}: …" for key in (*schema.get("required", []), *either)] or ["значение"]
    return join_words(quote_all([f"{dash}{lines[0]}", *lines[1:]]))

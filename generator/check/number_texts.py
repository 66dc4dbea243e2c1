"""Texts written as bare numbers: a year, the number of a document.

YAML reads `started: 2024` and `number: 118` as numbers. Their meaning is clear, so they are taken as texts.
"""

from collections.abc import Mapping
from typing import Any

from generator.source.yaml.reader import Json

_MEANT = ("x-text", "x-date")


def numbers_as_texts(schema: Mapping[str, Any], value: Json) -> Json:
    """Convert whole numbers to texts where the schema wants a text or a date.

    `schema` has every `$ref` resolved. A number with a fraction stays: 1.10 would lose its zero.
    """
    if isinstance(value, dict):
        parts = schema.get("properties", {})
        return {key: numbers_as_texts(parts.get(key, {}), part) for key, part in value.items()}
    if isinstance(value, list):
        return [numbers_as_texts(schema.get("items") or {}, item) for item in value]
    is_number = isinstance(value, int) and not isinstance(value, bool)
    is_meant = schema.get("type") == "string" and any(mark in schema for mark in _MEANT)
    return str(value) if is_number and is_meant else value

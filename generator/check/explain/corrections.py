"""Suggests corrections of texts that do not match the pattern of their field."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

_LONGEST = 200
"""Longer texts are no misspelt ids, mailboxes or numbers."""
_NO_PHONE = re.compile(r"[^0-9+() -]")


def suggest_correction(text: str, schema: Mapping[str, Any]) -> tuple[str, ...]:
    """Return at most one correction of a text, one that fits the schema."""
    if len(text) > _LONGEST:
        return ()
    return tuple(one for one in _yield_candidates(text, is_prose="x-text" in schema) if _fits(one, schema))[
        :1
    ]


def _yield_candidates(text: str, *, is_prose: bool) -> Iterator[str]:
    """Yield the text without spaces, as a telephone number, and as a tag or an id."""
    from generator.model.addresses import slug  # noqa: PLC0415 - what a sound atlas never needs

    yield "".join(text.split())
    yield _NO_PHONE.sub("", text).strip()
    yield text.lstrip("#").strip() if is_prose else slug(text)


def _fits(text: str, schema: Mapping[str, Any]) -> bool:
    long_enough = schema.get("minLength", 1) <= len(text) <= schema.get("maxLength", _LONGEST)
    return long_enough and re.search(schema["pattern"], text) is not None

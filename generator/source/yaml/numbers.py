"""Numbers as JSON writes and stores them."""

from __future__ import annotations

import re

from generator.base.limits import MAX_INTEGER

_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]*)\Z")


def number_of(text: str) -> int | float | None:
    """Return the number that a text in JSON's notation stands for; None if JSON readers cannot store it."""
    if not _INTEGER.match(text):
        real = float(text)
        return real if abs(real) <= MAX_INTEGER else None
    if len(text) > len(str(-MAX_INTEGER)):
        return None
    whole = int(text)
    return whole if abs(whole) <= MAX_INTEGER else None

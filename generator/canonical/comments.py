"""Comments of a record, each at the value that it belongs to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.model.findings import Pointer

BLANK = ""
"""A blank line among comments."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Comments:
    """The comments of a record; each begins with `#`, `BLANK` is a blank line before or between them.

    An *entry* is a key of a mapping with its value, or an item of a list; its pointer is the value's.
    """

    before: Mapping[Pointer, tuple[str, ...]] = field(default_factory=dict)
    """By entry: what stands directly before it, and moves with it."""
    behind: Mapping[Pointer, str] = field(default_factory=dict)
    """By entry: what stands on its line."""
    after: Mapping[Pointer, tuple[str, ...]] = field(default_factory=dict)
    """By entry: what stands after it and is parted from the next entry by a blank line."""
    head: Mapping[Pointer, tuple[str, ...]] = field(default_factory=dict)
    """By mapping or list: what stands at its beginning, parted from the first entry by a blank line."""
    end: Mapping[Pointer, tuple[str, ...]] = field(default_factory=dict)
    """By mapping or list: what stands at its end, as deep as its entries."""


NONE = Comments()

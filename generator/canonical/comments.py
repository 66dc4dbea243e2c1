"""The comments of a record, by the value that each belongs to."""

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
    """By entry: comments directly before it, which move with it."""
    behind: Mapping[Pointer, str] = field(default_factory=dict)
    """By entry: the comment on its line."""
    after: Mapping[Pointer, tuple[str, ...]] = field(default_factory=dict)
    """By entry: comments after it, with a blank line before the next entry."""
    head: Mapping[Pointer, tuple[str, ...]] = field(default_factory=dict)
    """By mapping or list: comments at its beginning, with a blank line before the first entry."""
    end: Mapping[Pointer, tuple[str, ...]] = field(default_factory=dict)
    """By mapping or list: comments at its end, indented like its entries."""


NONE = Comments()

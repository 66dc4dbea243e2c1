"""The comments of a record, by the value that each belongs to."""

from collections.abc import Mapping

import msgspec

from generator.model.findings import Pointer

BLANK = ""
"""A blank line among comments."""


class Comments(msgspec.Struct, frozen=True, kw_only=True):
    """The comments of a record; each begins with `#`, `BLANK` is a blank line before or between them.

    An *entry* is a key of a mapping with its value, or an item of a list; its pointer is the value's.
    """

    before: Mapping[Pointer, tuple[str, ...]] = {}
    """By entry: comments directly before it, which move with it."""
    behind: Mapping[Pointer, str] = {}
    """By entry: the comment on its line."""
    after: Mapping[Pointer, tuple[str, ...]] = {}
    """By entry: comments after it, with a blank line before the next entry."""
    head: Mapping[Pointer, tuple[str, ...]] = {}
    """By mapping or list: comments at its beginning, with a blank line before the first entry."""
    end: Mapping[Pointer, tuple[str, ...]] = {}
    """By mapping or list: comments at its end, indented like its entries."""


NONE = Comments()

"""Removes what cannot be read from a text, so that the rest can be checked in the same pass.

Every character keeps its place: a file is the sum of its top-level keys, and the one with the fault becomes a
comment.
"""

import re

import msgspec

from generator.source.yaml.problems import FileProblem, file_problem

_TOP_LINE = re.compile(r"^(?![#\s%]|---|\.\.\.)(\"|'|)(?P<key>[\w-]+)\1", re.MULTILINE)
_TOP_KEY = re.compile(r"^[\w-]+:(?=\s|$)", re.MULTILINE)
_ANY_KEY = re.compile(r"^[ \t-]*([\w-]+):(?=\s|$)", re.MULTILINE)
_CHARACTER = re.compile(r"[^\r\n]")
_FOREIGN_INDENT = re.compile(r"^[^\S\r\n]+", re.MULTILINE)
_NOT_INDENTED = file_problem("yaml-indent:block-text")
"""A fault whose line belongs to the key above it."""
_WHOLE_FILE = frozenset({"conflict-marks", "several-documents", "too-many-values", "complex-key"})
"""Faults that concern more than one key."""


class Repair(msgspec.Struct, frozen=True, kw_only=True):
    """A text that may be readable now. `lost` are the keys whose values are gone."""

    text: str
    lost: tuple[str, ...] = ()


def repair(text: str, note: FileProblem) -> Repair | None:
    """Return the text without the fault that makes it unreadable, at the same length; None if that fails."""
    if note.code == "foreign-space":
        return Repair(text=_FOREIGN_INDENT.sub(lambda found: " " * len(found[0]), text))
    until = note.index if note.what == _NOT_INDENTED.what else _line_end(text, note.index)
    before = list(_TOP_LINE.finditer(text, 0, until))
    if note.code in _WHOLE_FILE or not before:
        return None
    start = before[-1].start()
    following = _TOP_KEY.search(text, _line_end(text, start))
    end = following.start() if following else len(text)
    part = text[start:end]
    lines = (
        f"#{_CHARACTER.sub(' ', line[1:])}" if line.strip() else line
        for line in part.splitlines(keepends=True)
    )
    lost = (before[-1]["key"], *_ANY_KEY.findall(part))
    return Repair(text=f"{text[:start]}{''.join(lines)}{text[end:]}", lost=tuple(dict.fromkeys(lost)))


def _line_end(text: str, index: int) -> int:
    found = text.find("\n", index)
    return len(text) if found < 0 else found

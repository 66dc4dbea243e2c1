"""What the YAML reader says about a file it refuses; the words are in `problems.yaml`."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import msgspec
import yaml

TEXTS = Path(__file__).with_name("problems.yaml")
_LONGEST_VALUE = 40
"""Longer names are cut to this length, which fits a line of a report."""
_SECOND = "several-documents"
_FIRST_LINE = re.compile(r"^(?!---|\.\.\.|[ \t]*(?:#|$)).+", re.MULTILINE)
_BEGINS_RECORD = re.compile(r"""\s*(?:[{?%]|(?:-\s+)*["']?[A-Za-z_][\w-]*["']?[ \t]*:(?:\s|$))""")


class FileProblem(msgspec.Struct, frozen=True, kw_only=True):
    """A reason why a file is refused. `index` counts characters of the text from 0.

    `value_index` is where the value, or its key, begins that was read as something other than was meant; None
    if the rest was read as written, or not at all.
    """

    code: str
    what: str
    index: int = 0
    width: int = 1
    allowed: str = ""
    action: str = ""
    value_index: int | None = None


def file_problem(case: str, index: int = 0, width: int = 1, **values: object) -> FileProblem:
    """Return the problem for a case of the table.

    A case is a code, or a code with a variant; `values` fill in its words.
    """
    words = file_problem_texts()[case]
    what, allowed = (words[part].format_map(values) for part in ("what", "allowed"))
    code = case.partition(":")[0]
    return FileProblem(
        code=code, what=what, allowed=allowed, action=words["action"], index=index, width=width
    )


@cache
def file_problem_texts() -> Mapping[str, Mapping[str, str]]:
    """Return the table: what is wrong, what is allowed and what to do, by case."""
    texts: Mapping[str, Mapping[str, str]] = yaml.load(TEXTS.read_bytes(), yaml.CSafeLoader)
    return texts


def refused_syntax(code: str, text: str, index: int, value: str = "") -> FileProblem:
    """Return the problem of a YAML feature that records may not use.

    `value` is the name at that index, if there is one.
    """
    shown = value if len(value) <= _LONGEST_VALUE else f"{value[:_LONGEST_VALUE]}…"
    line_end = text.find("\n", index)
    rest = (line_end if line_end >= 0 else len(text)) - index
    case = _second_document(text, index) if code == _SECOND else code
    return file_problem(case, index, max(1, min(len(value), rest)), value=shown)


def _second_document(text: str, index: int) -> str:
    """Return the case for the «---» line at `index`: another record, nothing, or the text of a page."""
    line_end = text.find("\n", index)
    below = _FIRST_LINE.search(text, line_end) if line_end >= 0 else None
    beside = text[index : line_end if line_end >= 0 else len(text)].removeprefix("---").strip()
    first = beside or (below[0] if below else "")
    if not first:
        return f"{_SECOND}:nothing"
    return _SECOND if _BEGINS_RECORD.match(first) else f"{_SECOND}:text"

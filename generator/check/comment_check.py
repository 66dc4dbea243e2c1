"""Checks comments of a record file for personal data: the site does not show them, the repository does."""

import re
from collections.abc import Iterable

from generator.canonical.find_comments import list_comments
from generator.check.rules import comment_problems
from generator.model.findings import Finding
from generator.source.locations import finding_at

_MARK = "#"
_MODELINE = b"# yaml-language-server:"
_MARKED = re.compile(rb"#([^\n]+)")


def comment_findings(path: str, data: bytes) -> tuple[Finding, ...]:
    """Return what is wrong with the comments of a file that has been read without mistakes."""
    if data.count(b"#") == data.startswith(_MODELINE):  # usually true
        return ()
    marked = b"\n".join(_MARKED.findall(data)).decode()
    if not any(comment_problems(marked)):  # to tell comments from texts with the mark takes longer
        return ()
    text = data.decode()
    judged = _blank_values(text, list_comments(text))
    return tuple(
        finding_at(path, text, problem, max(judged.find(problem.fragment), 0), len(problem.fragment) or 1)
        for problem in comment_problems(judged)
    )


def _blank_values(text: str, comments: Iterable[str]) -> str:
    """Return a text of the same length with spaces in place of everything but comments and line ends."""
    known = {_strip(one) for one in comments}
    kept = []
    for line in text.splitlines(keepends=True):
        marks = (place for place, character in enumerate(line) if character == _MARK)
        start = next((place for place in marks if _strip(line[place:]) in known), len(line.rstrip("\r\n")))
        kept.append(" " * start + line[start:])
    return "".join(kept)


def _strip(comment: str) -> str:
    return comment.lstrip(_MARK).strip()

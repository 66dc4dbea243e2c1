"""The text of an issue made by a form: a heading for each question, and below it the answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

_HEADING = "### "
_NOTHING = frozenset({"", "_No response_", "None"})
LONGEST = 100_000
"""Characters that are read; GitHub takes 65,536."""


def split_answers(body: str, labels: Sequence[str]) -> Mapping[str, str]:
    """Return the answers of an issue by the labels of their questions; questions without one are left out.

    A heading counts only where its question's turn has come: an answer may hold headings of its own.

    Args:
        body: the text of the issue.
        labels: the questions, in the order of the form.
    """
    lines = body[:LONGEST].replace("\r\n", "\n").replace("\r", "\n").split("\n")
    found: dict[str, list[str]] = {}
    turn = 0
    here: list[str] = []
    for line in lines:
        title = line.removeprefix(_HEADING).strip()
        if line.startswith(_HEADING) and title in labels[turn:]:
            turn = labels.index(title, turn) + 1
            here = found.setdefault(title, [])
        else:
            here.append(line)
    texts = {label: "\n".join(written).strip() for label, written in found.items()}
    return {label: text for label, text in texts.items() if text not in _NOTHING}

"""What a printed page shows, and where."""

from __future__ import annotations

from itertools import combinations
from typing import NamedTuple

from pypdf import PageObject, PdfReader

LEAST_OF_A_SHEET = 1 / 4
"""How much of its last sheet a printed page has to use."""


def last_sheet(printed: PdfReader) -> float:
    """Return how much of the last sheet is used, 0 if it is empty."""
    last = printed.pages[-1]
    top = float(last.mediabox.height)
    return (top - min((line.y for line in text_lines(last)), default=top)) / top


class Line(NamedTuple):
    """A run of text on paper: where its baseline begins, how large its letters are."""

    x: float
    y: float
    size: float
    text: str

    @property
    def end(self) -> float:
        """Where it surely goes on: letters are wider than a third of their height."""
        return self.x + len(self.text) * self.size / 3


def text_lines(page: PageObject) -> list[Line]:
    """Return the runs of text of a printed page."""
    lines: list[Line] = []

    def keep(text: str, cm: list[float], tm: list[float], _font: object, size: float) -> None:
        if text.strip():
            x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
            y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
            lines.append(Line(x, y, size * abs(tm[3] * cm[3]), text.strip()))

    page.extract_text(visitor_text=keep)
    return lines


def crossings(lines: list[Line]) -> list[tuple[str, str]]:
    """Return the pairs of runs of which one is written over the other: nearer than two lines are."""
    return [
        (one.text, other.text)
        for one, other in combinations(lines, 2)
        if 1 < abs(one.y - other.y) < min(one.size, other.size) / 2
        and one.x < other.end
        and other.x < one.end
    ]

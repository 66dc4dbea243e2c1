"""Splits the text of an issue into the answers of its form: nothing inside an answer counts as a question."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

LONGEST = 100_000
"""Characters that are read; GitHub accepts 65,536."""
_HEADING = "### "
_NOTHING = frozenset({"", "_No response_", "None"})
_MOST_ALIKE = 5
"""Candidate headings of one question that are considered: this many first ones and last ones."""


class _Heading(NamedTuple):
    line: int
    question: int


def split_answers(body: str, labels: Sequence[str]) -> Mapping[str, str]:
    """Return the answers of an issue by the labels of their questions; unanswered ones are left out.

    A form writes each of its questions once, in order, between empty lines. So of all lines that could be
    headings the longest sequence in order is taken. A heading that occurs only once belongs to the form
    wherever it is, since the form may have had another order.
    """
    lines = body[:LONGEST].replace("\r\n", "\n").replace("\r", "\n").split("\n")
    found = list(_find_headings(lines, labels))
    chosen = _choose_run(found, lines)
    taken = {one.question for one in chosen}
    questions = [one.question for one in found]
    chosen += [one for one in found if one.question not in taken and questions.count(one.question) == 1]
    starts = sorted(chosen)
    if not starts:
        return {}
    ends = [*(one.line for one in starts[1:]), len(lines)]
    texts = {
        labels[one.question]: "\n".join(lines[one.line + 1 : end]).strip()
        for one, end in zip(starts, ends, strict=True)
    }
    return {label: text for label, text in texts.items() if text not in _NOTHING}


def _find_headings(lines: Sequence[str], labels: Sequence[str]) -> Iterator[_Heading]:
    """Yield the lines that may be headings of questions: those between empty lines."""
    places = {label: number for number, label in enumerate(labels)}
    found: dict[int, list[int]] = {}
    for number, line in enumerate(lines):
        question = places.get(line.removeprefix(_HEADING).strip()) if line.startswith(_HEADING) else None
        around = "".join([*lines[max(number - 1, 0) : number], *lines[number + 1 : number + 2]])
        if question is not None and not around.strip():
            found.setdefault(question, []).append(number)
    for question, numbers in found.items():
        few = numbers if len(numbers) <= 2 * _MOST_ALIKE else numbers[:_MOST_ALIKE] + numbers[-_MOST_ALIKE:]
        yield from (_Heading(number, question) for number in few)


def _choose_run(found: Sequence[_Heading], lines: Sequence[str]) -> list[_Heading]:
    """Return the longest sequence of headings in the order of lines and of questions.

    Of two headings of the same question the later one is the form's, and the first is part of the previous
    answer; unless nothing is between them: then the second begins the answer.
    """
    ordered = sorted(found)
    lengths: dict[_Heading, int] = {}
    for one in reversed(ordered):
        after = (
            lengths[next_] for next_ in lengths if next_.line > one.line and next_.question > one.question
        )
        lengths[one] = 1 + max(after, default=0)
    run: list[_Heading] = []
    here = _Heading(-1, -1)
    for left in range(max(lengths.values(), default=0), 0, -1):
        fit = [
            one
            for one in ordered
            if lengths[one] == left and one.line > here.line and one.question > here.question
        ]
        question = min(one.question for one in fit)
        alike = [one for one in fit if one.question == question]
        here = alike[-1]
        if not run or not "".join(lines[alike[0].line + 1 : here.line]).strip():
            here = alike[0]  # an issue begins with its first question
        run.append(here)
    return run

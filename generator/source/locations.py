"""Finds the places of problems in a file: only files with findings are read for it once more."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import msgspec
import yaml

from generator.model.findings import Finding, Pointer, Problem
from generator.source.yaml.problems import FileProblem
from generator.source.yaml.reader import parse_events, start_of


class Span(msgspec.Struct, frozen=True, kw_only=True):
    """Where something stands in a text, in characters from 0."""

    start: int
    end: int


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """Where a value stands, and its key if it has one. `whole` values are mappings and lists."""

    value: Span
    key: Span | None = None
    whole: bool = False


class _Open(msgspec.Struct):
    """A mapping or list whose end has not come yet; `pointer` is None where nothing is wanted."""

    pointer: Pointer | None
    is_list: bool
    key: str | None = None
    key_span: Span | None = None
    size: int = 0


class _Walker(msgspec.Struct):
    """Walks libyaml's events and finds the places of the pointers that are wanted.

    Whatever leads to a wanted pointer is wanted too, so the rest of a file costs no more than reading.
    """

    wanted: frozenset[Pointer]
    stack: list[_Open] = []

    def places(self, text: str) -> Iterator[tuple[Pointer, Place]]:
        for event in parse_events(text):
            if isinstance(event, yaml.CollectionEndEvent):
                self.stack.pop()
            elif isinstance(event, yaml.NodeEvent):
                yield from self._node(event)

    def _node(self, event: yaml.NodeEvent) -> Iterator[tuple[Pointer, Place]]:
        top = self.stack[-1] if self.stack else None
        if top and not top.is_list and top.key is None:
            top.key = event.value if isinstance(event, yaml.ScalarEvent) else ""
            top.key_span = _span_of(event) if top.pointer is not None else None
            return
        whole = isinstance(event, yaml.CollectionStartEvent)
        key = top.key_span if top else None
        pointer = _next(top)
        if pointer not in self.wanted:
            pointer = None
        if pointer is not None:
            yield pointer, Place(value=_span_of(event), key=key, whole=whole)
        if whole:
            self.stack.append(_Open(pointer=pointer, is_list=isinstance(event, yaml.SequenceStartEvent)))


def _span_of(event: yaml.Event) -> Span:
    start = start_of(event)
    return Span(start=start, end=event.end_mark.index if event.end_mark else start)


def _next(top: _Open | None) -> Pointer | None:
    """Return the pointer of the value that comes next, and make ready for the one after it."""
    if top is None:
        return ()
    step: str | int = top.size if top.is_list else top.key or ""
    top.size += 1
    top.key = top.key_span = None
    return None if top.pointer is None else (*top.pointer, step)


def findings_of(path: str, data: bytes, problems: Iterable[Problem]) -> list[Finding]:
    """Return the findings for the problems of a file that was read.

    Args:
        path: the file, relative to the root of the atlas.
        data: its bytes, which the YAML reader has accepted.
        problems: what is wrong with its value.
    """
    problems = list(problems)
    if not problems:
        return []
    text = data.decode("utf-8", errors="replace")
    places = _places(text, problems)
    return [_finding(path, text, problem, _span(text, problem, places)) for problem in problems]


def finding_of_note(path: str, data: bytes, note: FileProblem) -> Finding:
    """Return the finding for a note of the YAML reader."""
    text = data.decode("utf-8", errors="replace")
    problem = Problem(code=note.code, what=note.what, allowed=note.allowed, action=note.action)
    return _finding(path, text, problem, Span(start=note.index, end=note.index + note.width))


def finding_of_file(path: str, problem: Problem) -> Finding:
    """Return the finding for a problem of a file as a whole: it points to the beginning."""
    return _finding(path, "", problem, Span(start=0, end=1))


def _places(text: str, problems: list[Problem]) -> dict[Pointer, Place]:
    pointers = {problem.pointer for problem in problems}
    wanted = frozenset(pointer[:size] for pointer in pointers for size in range(len(pointer) + 1))
    found: dict[Pointer, Place] = {}
    try:
        for pointer, place in _Walker(wanted=wanted).places(text):
            found[pointer] = place
            if len(found) == len(wanted):
                break
    except yaml.YAMLError:  # the file changed on the disk since it was read
        return {}
    return found


def _span(text: str, problem: Problem, places: dict[Pointer, Place]) -> Span:
    pointer = problem.pointer
    while pointer and pointer not in places:
        pointer = pointer[:-1]
    place = places.get(pointer)
    if place is None or not pointer:
        return Span(start=0, end=0) if place is None else Span(start=place.value.start, end=place.value.start)
    if place.key and (problem.on_key or place.whole or pointer != problem.pointer):
        return place.key
    return _within(text, problem.fragment, place.value) if problem.fragment else place.value


def _within(text: str, part: str, span: Span) -> Span:
    """Return where a part of a value stands; a folded text has line ends in place of its spaces."""
    words = r"\s+".join(re.escape(word) for word in part.split()) or re.escape(part)
    found = re.compile(words).search(text, span.start, span.end)
    return span if found is None else Span(start=found.start(), end=found.end())


def _finding(path: str, text: str, problem: Problem, span: Span) -> Finding:
    start = min(span.start, len(text))
    line_start = text.rfind("\n", 0, start) + 1
    line_end = text.find("\n", line_start)
    source_line = text[line_start : line_end if line_end >= 0 else len(text)].rstrip("\r")
    width = min(span.end, line_start + len(source_line.rstrip())) - start
    return Finding(
        path=path,
        line=text.count("\n", 0, start) + 1,
        column=start - line_start + 1,
        code=problem.code,
        severity=problem.severity,
        what=problem.what,
        allowed=problem.allowed,
        action=problem.action,
        near=problem.suggestions,
        source_line=source_line,
        width=max(1, width),
    )

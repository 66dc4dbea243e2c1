"""Locates problems in a file; only files with findings are composed for it."""

import re
from collections.abc import Iterable, Iterator

import msgspec
import yaml

from generator.model.findings import Finding, Pointer, Problem
from generator.source.yaml.nodes import compose
from generator.source.yaml.problems import FileProblem
from generator.source.yaml.reader import Refusal, read_yaml


class Span(msgspec.Struct, frozen=True, kw_only=True):
    """A range of a text, in characters from 0."""

    start: int
    end: int


def findings_of(
    path: str, data: bytes, problems: Iterable[Problem], readable: str | None = None
) -> list[Finding]:
    """Return the findings for the problems of a file that was read.

    Args:
        path: the path of the file.
        data: its bytes.
        problems: what is wrong with its values.
        readable: the text that the YAML reader accepted instead, with every character in its place; without
            it the reader is called again.
    """
    problems = list(problems)
    if not problems:
        return []
    text = data.decode("utf-8", errors="replace")
    root = compose(data if readable is None else readable)
    if root is None and readable is None and isinstance(read := read_yaml(data), Refusal):
        root = compose(read.text)
    return [_finding(path, text, problem, _find_span(text, root, problem)) for problem in problems]


def finding_of_note(path: str, data: bytes, note: FileProblem) -> Finding:
    """Return the finding for a note of the YAML reader."""
    problem = Problem(code=note.code, what=note.what, allowed=note.allowed, action=note.action)
    return finding_at(path, data.decode("utf-8", errors="replace"), problem, note.index, note.width)


def finding_at(path: str, text: str, problem: Problem, index: int, width: int = 1) -> Finding:
    """Return the finding for a problem at an index of a file's text, in characters from 0."""
    return _finding(path, text, problem, Span(start=index, end=index + width))


def places_of(text: str, notes: Iterable[FileProblem]) -> tuple[Pointer, ...]:
    """Return pointers to values that, according to the YAML reader's notes, were misread."""
    root = compose(text)
    return tuple(_pointer_at(root, note.value_index) for note in notes if note.value_index is not None)


def _pointer_at(root: yaml.Node | None, index: int) -> Pointer:
    """Return the pointer to the innermost value around an index of a text."""
    pointer: list[str | int] = []
    node = root
    while node is not None:
        steps = list(_steps_of(node))
        found = next(((step, one) for step, start, one in steps if start <= index < one.end_mark.index), None)
        if found is None:
            break
        pointer.append(found[0])
        node = found[1]
    return tuple(pointer)


def _steps_of(node: yaml.Node) -> Iterator[tuple[str | int, int, yaml.Node]]:
    """Yield the parts of a value: the step to each, its start including the key, and the part."""
    if isinstance(node, yaml.MappingNode):
        yield from ((str(key.value), key.start_mark.index, part) for key, part in node.value)
    elif isinstance(node, yaml.SequenceNode):
        yield from ((index, part.start_mark.index, part) for index, part in enumerate(node.value))


def finding_of_file(path: str, problem: Problem) -> Finding:
    """Return the finding for a problem of a file as a whole: it points to the beginning."""
    return finding_at(path, "", problem, 0)


def _find_span(text: str, root: yaml.Node | None, problem: Problem) -> Span:
    """Return the span of a problem's value; for a missing one, of the nearest value around it."""
    key, node, depth = None, root, 0
    while node is not None and depth < len(problem.pointer):
        inner_key, inner = _step_into(node, problem.pointer[depth])
        if inner is None:
            break
        key, node, depth = inner_key, inner, depth + 1
    if node is None or not depth:
        start = node.start_mark.index if node else 0
        return Span(start=start, end=start)
    is_whole = isinstance(node, yaml.CollectionNode)
    if key and (problem.on_key or is_whole or depth < len(problem.pointer)):
        return Span(start=key.start_mark.index, end=key.end_mark.index)
    start = node.start_mark.index
    span = Span(start=start, end=start if is_whole else node.end_mark.index)
    return _within(text, problem.fragment, span) if problem.fragment else span


def _step_into(node: yaml.Node, step: str | int) -> tuple[yaml.Node | None, yaml.Node | None]:
    """Return the key and the value at a step; None for what does not exist."""
    if isinstance(node, yaml.MappingNode):
        return next((pair for pair in node.value if pair[0].value == step), (None, None))
    is_item = isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value)
    return None, node.value[step] if is_item else None


def _within(text: str, part: str, span: Span) -> Span:
    """Return the span of a part of a value; a folded text has line ends in place of its spaces."""
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

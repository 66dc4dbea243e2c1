"""One file judged: read as YAML, then by its schema."""

from __future__ import annotations

import msgspec

from generator.check.schema import Judge
from generator.model.findings import Finding, Problem
from generator.source.locations import finding_of_note, findings_of
from generator.source.yaml.reader import Json, Refusal, read_yaml


class Judged(msgspec.Struct, frozen=True, kw_only=True):
    """A file that was judged: its value, and what is wrong with it.

    `problems` are what its schema says; a file that could not be read has findings alone.
    """

    value: Json = None
    problems: tuple[Problem, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def is_valid(self) -> bool:
        """Whether the value may be used."""
        return not self.findings


def judged(path: str, data: bytes, judge: Judge) -> Judged:
    """Return a file judged by its schema.

    Args:
        path: how findings name the file.
        data: its bytes, whatever they are.
        judge: the judge of its schema.
    """
    read = read_yaml(data)
    if isinstance(read, Refusal):
        return Judged(findings=tuple(finding_of_note(path, data, note) for note in read.notes))
    problems = judge.problems(read.value)
    if problems:
        found = tuple(findings_of(path, data, problems))
        return Judged(value=read.value, problems=tuple(problems), findings=found)
    return Judged(value=read.value)

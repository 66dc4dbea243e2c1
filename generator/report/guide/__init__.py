"""The guide to findings: why each code exists, with a wrong and a right example.

`findings.yaml` is written by hand. `examples.json` is made of the fixtures that break each rule, by
`tests/bless.py`, so that an example cannot differ from what the check says.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import msgspec

from generator.model.findings import Severity
from generator.source.yaml.reader import Parsed, read_yaml

TEXTS = Path(__file__).with_name("findings.yaml")
EXAMPLES = Path(__file__).with_name("examples.json")


class ExampleLine(msgspec.Struct, frozen=True, array_like=True):
    """A line of an example; `marked` lines differ between the wrong file and the right one."""

    number: int
    text: str
    marked: bool


class Excerpt(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A part of a file; without lines, a missing file."""

    path: str
    lines: tuple[ExampleLine, ...]


class Example(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A file with a mistake, what the check says of it, and the file without the mistake."""

    severity: Severity
    said: str
    wrong: Excerpt
    right: Excerpt


class Explanation(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a code means; `wrong` and `right` are examples in words where no file can show them.

    `about` overrides that of the group; `severity` is used where there is no example.
    """

    code: str
    title: str
    why: str
    about: str = ""
    severity: Severity = Severity.ERROR
    wrong: str = ""
    right: str = ""


class Consequence(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What follows from a finding about something: a sentence for each severity."""

    about: str
    error: str
    warning: str = ""


class CodeGroup(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Codes of one subject; `about` names their consequence."""

    id: str
    title: str
    about: str
    findings: tuple[Explanation, ...]


class _Texts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    outcomes: tuple[Consequence, ...]
    groups: tuple[CodeGroup, ...]


def code_groups() -> Sequence[CodeGroup]:
    """Return all explanations by subject, in the order in which readers see them."""
    return _texts().groups


@cache
def _texts() -> _Texts:
    read = read_yaml(TEXTS.read_bytes())
    if not isinstance(read, Parsed):
        message = f"{TEXTS.name}: {read.notes[0].what}"
        raise TypeError(message)  # a mistake of ours, which the tests find
    return msgspec.convert(read.value, _Texts)


@cache
def explanations() -> Mapping[str, Explanation]:
    """Return the explanation of every code."""
    return {one.code: one for group in code_groups() for one in group.findings}


@cache
def examples() -> Mapping[str, Example]:
    """Return the examples of the codes that have one."""
    return msgspec.json.decode(EXAMPLES.read_bytes(), type=dict[str, Example])


def severity_of(code: str) -> Severity:
    """Return the severity of a code: that of its example, or of the explanation where there is none."""
    example = examples().get(code)
    return explanations()[code].severity if example is None else example.severity


def consequence_of(code: str) -> str:
    """Return the sentence on what follows from a finding of a code."""
    said = {one.about: one for one in _texts().outcomes}
    about = next(
        one.about or group.about for group in code_groups() for one in group.findings if one.code == code
    )
    return said[about].warning if severity_of(code) is Severity.WARNING else said[about].error

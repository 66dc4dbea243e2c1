"""An atlas of attacks: each record contains one in one field, and is valid otherwise."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from copy import deepcopy
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml
from support.atlases import FIXTURES, assemble
from support.attacks import ADDRESSES, CODE, MAILBOXES, MARKDOWN, ODD, unbroken

from generator.model.findings import Finding

EXPECTED = FIXTURES / "hostile_text.txt"
"""The findings about each attack in each form of text: codes, or that it is shown as it is."""
_PLACES: Mapping[str, tuple[str | int, ...]] = MappingProxyType(
    {
        "line": ("steps", 0, "title"),
        "plain": ("problem",),
        "markdown": ("description",),
        "address": ("contact", "site"),
        "email": ("contact", "email"),
        "phone": ("contact", "phone"),
    }
)
"""A field of practices for each form of text."""


def _verdicts() -> dict[tuple[str, str], str]:
    texts = {(name, form): text for name, text in {**CODE, **ODD}.items() for form in _PLACES}
    texts |= {(f"address: {name}", "address"): text for name, text in ADDRESSES.items()}
    texts |= {(f"mailbox: {name}", "email"): text for name, text in MAILBOXES.items()}
    texts |= {(name, "markdown"): text for name, text in MARKDOWN.items()}
    return texts | {("a hundred thousand letters", form): unbroken(100_000) for form in _PLACES}


VERDICTS: Mapping[tuple[str, str], str] = MappingProxyType(_verdicts())
"""The attacks, by name and form of text."""


def attacked_atlas(root: Path) -> Path:
    """Create an atlas with a practice for each attack; return its root."""
    folder = assemble(root) / "content" / "practices"
    folder.mkdir()
    for number, ((_, form), text) in enumerate(VERDICTS.items()):
        record = _record(number)
        _put(record, _PLACES[form], text)
        written = yaml.dump(record, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=200)
        (folder / f"{record['id']}.yaml").write_text(written, encoding="utf-8")
    return root


def verdicts(findings: Iterable[Finding]) -> str:
    """Return the findings about each attack, as the text of a table."""
    codes = defaultdict(set)
    for finding in findings:
        codes[finding.path].add(finding.code)
    lines, last = [], ""
    for number, (name, form) in enumerate(VERDICTS):
        said = ", ".join(sorted(codes[f"content/practices/{_id(number)}.yaml"]))
        lines += [f"{name}"] if name != last else []
        lines.append(f"    {form:9} {said or 'is shown'}")
        last = name
    return "\n".join(lines) + "\n"


def _record(number: int) -> dict[str, Any]:
    own = {"id": _id(number), "title": f"Урок физики на дворе, запись {number}"}
    return {**deepcopy(_valid()), **own}


def _id(number: int) -> str:
    return f"zapis-{number:03}"


@cache
def _valid() -> Mapping[str, Any]:
    path = FIXTURES / "valid/content/practices/obrazets.yaml"
    record: dict[str, Any] = yaml.load(path.read_bytes(), yaml.CSafeLoader)
    return record


def _put(record: dict[str, Any], place: tuple[str | int, ...], text: str) -> None:
    inside: Any = record
    for step in place[:-1]:
        inside = inside[step]
    inside[place[-1]] = text

"""Schemas proposed by a stranger: each is refused with a finding, in limited time, or works."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from support.atlases import FIXTURES, REPOSITORY, assemble
from support.commands import call
from support.git import commit_all, start_repository

from generator.base.limits import MAX_BYTES, MAX_PATTERN_BYTES, MAX_SCHEMA_DEPTH
from generator.check.schema import schema_validators
from generator.model.findings import BrokenAtlasError
from generator.source.schema_files import read_schemas
from generator.source.schema_patterns import is_pattern, matches
from generator.source.schema_tree import BadReferenceError, measure

BROODING = "^(([a-z])+.)+[A-Z]([a-z])+$"
FILE = "practice.schema.json"
TITLE = ("properties", "title")


def _nested(levels: int) -> dict[str, Any]:
    schema: dict[str, Any] = {}
    for _ in range(levels):
        schema = {"not": schema}
    return schema


def _doubling(steps: int) -> dict[str, Any]:
    pair = {f"d{n}": {"allOf": [{"$ref": f"#/$defs/d{n + 1}"}] * 2} for n in range(steps)}
    return {**pair, f"d{steps}": {}}


REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "looks ahead": ({"properties": {"title": {"pattern": "(?=a)(a+)+$"}}}, "образец не годится"),
    "refers to a group": ({"properties": {"title": {"pattern": r"(a)\1"}}}, "образец не годится"),
    "no pattern": ({"patternProperties": {"[": {}}}, "образец не годится"),
    "too large a pattern": (
        {"patternProperties": {"((a{99}){99}){99}": {}}},
        "образец не годится",
    ),
    "circle": ({"properties": {"title": {"$ref": "#/properties/title"}}}, "ведёт по кругу"),
    "circle of two": (
        {"$defs": {"a": {"$ref": "#/$defs/b"}, "b": {"$ref": "#/$defs/a"}}},
        "ведёт по кругу",
    ),
    "elsewhere": ({"properties": {"title": {"$ref": "https://example.org/x"}}}, "никуда не ведёт"),
    "deep": ({"properties": {"title": _nested(MAX_SCHEMA_DEPTH)}}, f"больше {MAX_SCHEMA_DEPTH} уровней"),
    "doubling": ({"$defs": _doubling(15)}, "частей"),
    "long way": ({"$defs": {f"d{n}": {"$ref": f"#/$defs/d{n + 1}"} for n in range(900)}}, "уровней"),
    "no field": ({"properties": {"title": True}}, "описано не объектом"),
    "no items": ({"items": False}, "описаны не объектом"),
    "wrong mark": ({"properties": {"title": {"x-vocabulary": ["a"]}}}, "не того вида"),
    "no such kind": ({"properties": {"title": {"x-reference": "practise"}}}, "вида записей «practise» нет"),
    "wrong facet": ({"properties": {"title": {"x-facet": {"key": 1}}}}, "x-facet"),
    "other dialect": ({"$schema": "https://example.org/dialect"}, "$schema"),
    "own address": ({"$id": "https://example.org/here"}, "$id"),
    "no multiple": ({"properties": {"title": {"multipleOf": 0}}}, "не то, что бывает"),
}
HELD: dict[str, dict[str, Any]] = {
    "broods elsewhere": {"properties": {"title": {"pattern": BROODING}}},
    "names by pattern": {"patternProperties": {"^(a+)+$": {}}},
    "format": {"properties": {"title": {"format": "regex"}}},
    "many values": {"properties": {"title": {"enum": [f"v{number}" for number in range(9_000)]}}},
    "small multiple": {"properties": {"title": {"multipleOf": 1e-300}}},
    "large number": {"properties": {"title": {"maxLength": 10**300}}},
}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return assemble(tmp_path_factory.mktemp("schemas"), FIXTURES / "golden")


@pytest.fixture
def change(root: Path) -> Callable[[dict[str, Any]], None]:
    """Give a function that adds keys to the schema of practices."""
    whole = json.loads((REPOSITORY / "schemas" / FILE).read_text(encoding="utf-8"))

    def write(more: dict[str, Any]) -> None:
        merged = {
            key: {**whole.get(key, {}), **part} if isinstance(part, dict) else part
            for key, part in more.items()
        }
        (root / "schemas" / FILE).write_text(json.dumps(whole | merged), encoding="utf-8")

    return write


@pytest.mark.parametrize("name", REFUSED)
def test_a_schema_that_cannot_be_used_has_a_finding(
    root: Path, change: Callable[[dict[str, Any]], None], name: str
) -> None:
    more, words = REFUSED[name]
    change(more)
    begun = time.process_time()
    with pytest.raises(BrokenAtlasError) as refused:
        read_schemas(root)
    assert time.process_time() - begun < 5
    (path,) = {one.path for one in refused.value.findings}
    assert path == f"schemas/{FILE}"
    assert any(words in one.what for one in refused.value.findings)


@pytest.mark.parametrize("name", HELD)
def test_a_hostile_schema_that_holds_is_judged_in_time(
    root: Path, change: Callable[[dict[str, Any]], None], name: str
) -> None:
    change(HELD[name])
    begun = time.process_time()
    validator = schema_validators(read_schemas(root), {})[FILE]
    assert validator.problems({"title": "a" * 50_000, "a" * 5_000 + "!": 1})
    assert time.process_time() - begun < 5


def test_the_bounds_of_a_schema(root: Path, change: Callable[[dict[str, Any]], None]) -> None:
    change({"$defs": {"deepest": _nested(MAX_SCHEMA_DEPTH - 3)}})
    read_schemas(root)
    change({})
    file = root / "schemas" / FILE
    text = file.read_text(encoding="utf-8")
    file.write_text(text + " " * (MAX_BYTES - len(text.encode())), encoding="utf-8")
    read_schemas(root)
    file.write_text(text + " " * (MAX_BYTES + 1 - len(text.encode())), encoding="utf-8")
    with pytest.raises(BrokenAtlasError):
        read_schemas(root)


def test_the_edge_of_a_schema_s_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    schema = {"properties": {f"p{number}": {"$ref": "#/$defs/d"} for number in range(4)}, "$defs": {"d": {}}}
    parts = 1 + 1 + 4 * 2 + 1 + 1  # the schema, its properties, each with its target, definitions, the one
    monkeypatch.setattr("generator.source.schema_tree.MAX_SCHEMA_PARTS", parts)
    measure({FILE: schema}, FILE)
    monkeypatch.setattr("generator.source.schema_tree.MAX_SCHEMA_PARTS", parts - 1)
    with pytest.raises(BadReferenceError, match="частей"):
        measure({FILE: schema}, FILE)


def test_the_engine_of_patterns() -> None:
    assert matches("^[a-zа-яё ]{1,40}$", "вода")
    assert not matches("^a$", "a\n")
    assert not matches(BROODING, "a" * MAX_BYTES)
    assert is_pattern("(a{50}){20}")
    assert not is_pattern(f"a{{{MAX_PATTERN_BYTES}}}")


@pytest.mark.parametrize(
    ("schema", "words"),
    [({}, "[bad-schema]"), ({"properties": {"municipality": {"type": "array"}}}, "[unknown-key]")],
)
def test_a_schema_of_almost_nothing_is_judged(root: Path, schema: dict[str, Any], words: str) -> None:
    (root / "schemas" / FILE).write_text(json.dumps(schema), encoding="utf-8")
    checked = call(root, "check")
    assert checked.code == 1
    assert words in checked.out


def test_a_proposal_of_such_a_schema_is_told(root: Path, change: Callable[[dict[str, Any]], None]) -> None:
    change({})
    start_repository(root)
    commit_all(root)
    change({"properties": {"title": {"pattern": "(?=a)(a+)+$"}}})
    commit_all(root)
    told = call(root, "check", "--proposal", "HEAD~1..HEAD")
    assert told.code == 1
    assert f"schemas/{FILE}:1:" in told.out
    assert "[bad-schema]" in told.out
    assert call(root, "review", "HEAD~1..HEAD").code == 0

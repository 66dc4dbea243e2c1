"""The canonical form: one value, one text, read back as the same value, the same from both languages."""

from __future__ import annotations

import datetime as dt
import itertools
import json
import subprocess
from typing import Any

import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.effort import examples
from support.node import NODE
from support.records import REPOSITORY

from generator.base.limits import MAX_INTEGER
from generator.canonical import canonical_text, shape_of
from generator.model.kinds import KINDS, PRACTICE, Kind
from generator.source.schema_files import read_schemas
from generator.source.yaml.reader import Json, Parsed, read_yaml

SCHEMAS = read_schemas(REPOSITORY)
FIRST = canonical_text({}, PRACTICE, SCHEMAS).removesuffix("{}\n")

_AWKWARD = (
    "", " ", "~", "null", "Null", "yes", "NO", "On", "off", "y", "True", "012", "0o7", "0x1F", "1:30",
    "1_000", ".5", "5.", "+5", "-5", "5e3", ".inf", "-.Inf", ".NaN", "=", "<<", "2026-09-01", "2026-09",
    "2026", "-", "- а", "-а", "?", "? а", ":", "а:", "а: б", "а :б", "а #б", "#а", "а#б", "[а", "{а",
    "а]", "а, б", "&а", "*а", "!а", "|", ">", "'а", '"а', "а'б", "%", "@а", "`а", "---", "...", "... а",
    "--- а", "а\u00a0", "\u00a0а", "а:\u00a0б", "2026-09-01 10:00", "2026-09-01T10:00:00Z", "2026-9-1",
    "\ufeff", "а\ufeffб", "\u2028", "\x85", "\x00", "\x7f", "\ufffe", "\uffff", "\u200b", "\U0001f600",
    "а\tб", "\t", "\n", "\n\n", " \n", "а\n", "а\n\n", "\nа", "\n\nа", " а\nб", "\tа\nб", "а\n\n\nб",
    "а\n \nб", "а\n  б", "а \nб", "а\n#б", "а\r\nб", "\r", "а\n\t", "а\n  ", "а\n---\n", "\n а\n\n б",
    "а\n  \n", "а\n \n\n",
    "слово " * 30, "слово " * 30 + "конец", " слово" * 30, "слово  и " * 20 + ".", "а" * 300,
    "а: б " * 40 + ".", "# " * 60 + ".", "- " * 60 + "-", "\u00a0 " * 60, "x" * 98 + " y",
    "\U0001f600 " * 60 + "!", "слово\u00a0 и " * 20 + "конец", "https://example.org/" + "a" * 120, "%",
    "5", "14:00–17:00", "+7 861 000-00-00", "yeſ", "\u212a", "nULL", "Проект #Школа", "е\u0308", "\\",
    "а\\б\n\x07", "1,5", "1.5.2026", "1e", "e5", "n/a",
)  # fmt: skip
_TEXTS = st.one_of(
    st.sampled_from(_AWKWARD),
    st.text(max_size=12),
    st.text(alphabet=" \n\t:#-'\"аб1.\u00a0", max_size=200),
    st.lists(st.sampled_from(_AWKWARD), max_size=5).map("".join),
).map(lambda text: text.encode("utf-8", "ignore").decode())
_NUMBERS = st.one_of(
    st.integers(min_value=-MAX_INTEGER, max_value=MAX_INTEGER),
    st.floats(min_value=-float(MAX_INTEGER), max_value=float(MAX_INTEGER)),
    st.sampled_from((0.1, 5.0, -0.0, 1e-7, 1.5e-9, 5e-324, 2.0**53, 123456.789e-10)),
)
_KEYS = st.one_of(
    st.sampled_from(
        ("id", "title", "contact", "steps", "text", "unit", "а", "1", "__proto__", "\uffff", "\U00010000")
    ),
    _TEXTS,
)
_VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), _NUMBERS, _TEXTS),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(_KEYS, inner, max_size=4)),
    max_leaves=12,
)
_KIND = st.sampled_from(KINDS)


def value_of(text: str) -> Any:  # noqa: ANN401 - whatever JSON was written
    read = read_yaml(text.encode())
    assert isinstance(read, Parsed), read
    return read.value


class _AsOthersRead(yaml.CSafeLoader):
    """YAML 1.1 as read by most programs, but with dates as texts like in YAML 1.2."""


_AsOthersRead.add_constructor("tag:yaml.org,2002:timestamp", lambda _loader, node: node.value)


@given(value=_VALUES, kind=_KIND)
@settings(max_examples=examples(150), suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_any_value_is_read_back_and_written_again_the_same(value: Json, kind: Kind) -> None:
    text = canonical_text(value, kind, SCHEMAS)
    read = value_of(text)
    assert read == value
    assert json.dumps(read, sort_keys=True) == json.dumps(_whole(value), sort_keys=True)
    assert canonical_text(read, kind, SCHEMAS) == text


@given(value=_VALUES)
@settings(max_examples=examples(120), suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_other_readers_of_yaml_see_the_same_value(value: Json) -> None:
    text = canonical_text(value, PRACTICE, SCHEMAS)
    others = yaml.load(text, Loader=_AsOthersRead)  # noqa: S506 - an heir of the safe loader
    assert json.dumps(others, sort_keys=True) == json.dumps(_whole(value), sort_keys=True)
    assert_same_texts(yaml.load(text, Loader=yaml.CBaseLoader), value)  # noqa: S506 - builds texts only


def _whole(value: Any) -> Any:  # noqa: ANN401 - any JSON
    """Return a value as it is read back: 5.0 is 5."""
    if isinstance(value, list):
        return [_whole(item) for item in value]
    if isinstance(value, dict):
        return {key: _whole(item) for key, item in value.items()}
    return int(value) if isinstance(value, float) and value.is_integer() else value


def assert_same_texts(read: Any, value: Any) -> None:  # noqa: ANN401 - any JSON
    """Compare with the result of a reader that treats everything as text."""
    if isinstance(value, str):
        assert read == value
    elif isinstance(value, dict):
        assert read.keys() == value.keys()
        for key, item in value.items():
            assert_same_texts(read[key], item)
    elif isinstance(value, list):
        for one, item in zip(read, value, strict=True):
            assert_same_texts(one, item)


def test_days_are_texts_for_a_reader_that_knows_none() -> None:
    assert value_of(FIRST + "added: 2026-09-01\n") == {"added": "2026-09-01"}
    assert canonical_text({"added": "2026-09-01"}, PRACTICE, SCHEMAS) == FIRST + "added: 2026-09-01\n"
    assert isinstance(yaml.safe_load("added: 2026-09-01")["added"], dt.date)  # what _AsOthersRead leaves out


def test_awkward_texts_stand_anywhere() -> None:
    for text in _AWKWARD:
        values: list[Json] = [
            text,
            [text],
            {text: text},
            [[text, {"steps": text}]],
            {"а": [text, None, text]},
        ]
        for value in values:
            assert value_of(canonical_text(value, PRACTICE, SCHEMAS)) == value


@given(words=st.lists(st.text(alphabet="абв#:-1", min_size=1, max_size=30), min_size=1, max_size=60))
@settings(max_examples=examples(100), deadline=None)
def test_prose_keeps_within_a_hundred_columns(words: list[str]) -> None:
    prose = " ".join(words)
    written = canonical_text({"summary": prose, "steps": [{"text": prose}]}, PRACTICE, SCHEMAS)
    lines = written.split("\n")
    assert max(map(len, lines)) <= 100
    folded = [line for line in lines if line.startswith("  ") and not line.startswith("  - ")]
    for one, following in itertools.pairwise(folded):
        if one.startswith("      ") == following.startswith("      "):
            assert len(one) + 1 + len(following.split()[0]) > 100


IN_NODE = """
import * as m from "%s";
let read = "";
process.stdin.setEncoding("utf8");
for await (const part of process.stdin) { read += part; }
const { shapes, values } = JSON.parse(read);
const whole = (part) => Array.isArray(part) ? part.map(whole)
  : part?.pairs ? Object.fromEntries(part.pairs.map(([key, one]) => [key, whole(one)])) : part;
console.log(JSON.stringify(values.map(([kind, value]) => m.canonicalText(whole(value), shapes[kind]))));
"""


def in_pairs(value: Json) -> Json:
    """Return a value without keys: Node 24 misreads some keys that JSON writes with escapes."""
    if isinstance(value, list):
        return [in_pairs(item) for item in value]
    if isinstance(value, dict):
        return {"pairs": [[key, in_pairs(item)] for key, item in value.items()]}
    return value


def test_the_browser_writes_the_same_bytes() -> None:
    pairs: list[tuple[str, Json]] = []

    @given(value=_VALUES, kind=_KIND)
    @settings(
        max_examples=examples(500), suppress_health_check=[HealthCheck.too_slow], deadline=None, database=None
    )
    def gather(value: Json, kind: Kind) -> None:
        pairs.append((kind.name, value))

    gather()
    pairs += [(PRACTICE.name, [text, {text: text}]) for text in _AWKWARD]
    shapes = {kind.name: shape_of(kind, SCHEMAS).as_json() for kind in KINDS}
    module = (REPOSITORY / "generator/site/theme/form/canonical.js").as_uri()
    done = subprocess.run(
        [NODE, "--input-type=module", "--eval", IN_NODE % module],
        input=json.dumps({"shapes": shapes, "values": [(kind, in_pairs(value)) for kind, value in pairs]}),
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    kinds = {kind.name: kind for kind in KINDS}
    for (name, value), theirs in zip(pairs, json.loads(done.stdout), strict=True):
        assert theirs == canonical_text(value, kinds[name], SCHEMAS), value

"""What the YAML reader and the canonical form guarantee for any bytes: fuzzers try to break it."""

from __future__ import annotations

import json

import yaml

from generator.base.limits import MAX_BYTES, MAX_DEPTH, MAX_NOTES
from generator.canonical import format_text
from generator.canonical.find_comments import find_comments
from generator.canonical.shape import UNKNOWN
from generator.source.locations import finding_of_note
from generator.source.yaml.reader import Json, Parsed, Refusal, read_as_written, read_yaml

_GUESSED = {"garbled-text", "yaml-indent"}
"""Refused because the author may have meant something else: another order of keys may look like a mistake."""
_WORDS: dict[str, Json] = {"": None, "~": None, "null": None, "true": True, "false": False}


def keeps_its_promises(data: bytes) -> Parsed | Refusal:
    """Read bytes and assert that the result has the guaranteed properties; return it."""
    result = read_yaml(data)
    if isinstance(result, Refusal):
        _is_told(data, result)
    else:
        _is_json(result.value)
        _is_what_others_read(data, result.value)
        _has_one_form(data, result.value)
    return result


def _has_one_form(data: bytes, value: Json) -> None:
    """The canonical text has the same value and number of comments, and is stable."""
    text = format_text(data, UNKNOWN)
    if isinstance(text, Refusal):
        assert [note.code for note in text.notes] == ["cannot-format"]
        assert len(data) > MAX_BYTES // 100  # only what becomes too large
        return
    read = read_as_written(text)
    assert read is not None
    assert read.value == value
    again = format_text(text.encode(), UNKNOWN)
    assert again == text or (isinstance(again, Refusal) and {note.code for note in again.notes} <= _GUESSED)
    assert _comments(text) == _comments(data.decode())


def _comments(text: str) -> int:
    found = find_comments(text)
    many = (found.before, found.after, found.head, found.end)
    return len(found.behind) + sum(bool(line) for part in many for place in part.values() for line in place)


def _is_told(data: bytes, refusal: Refusal) -> None:
    """Each reason has a text, and a position in the file."""
    assert 0 < len(refusal.notes) <= MAX_NOTES + 1
    lines = data.decode(errors="replace").split("\n")
    for note in refusal.notes:
        assert note.what
        assert note.allowed
        assert note.action
        finding = finding_of_note("x.yaml", data, note)
        assert 1 <= finding.line <= len(lines)
        assert 1 <= finding.column <= len(lines[finding.line - 1]) + 1
        assert finding.width >= 1


def _is_json(value: Json) -> None:
    """The value consists of JSON types, and is the same after conversion to JSON and back."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False)
    assert json.loads(text) == value
    assert _depth(value) <= MAX_DEPTH
    again = read_yaml(text.encode())
    assert isinstance(again, Refusal) or again.value == value


def _depth(value: Json) -> int:
    if isinstance(value, dict):
        value = list(value.values())
    return 1 + max(map(_depth, value), default=0) if isinstance(value, list) else 0


def _is_what_others_read(data: bytes, value: Json) -> None:
    """If PyYAML's own parser accepts the document, it gives the same structure and texts."""
    try:
        node = yaml.compose(data.decode(), Loader=yaml.SafeLoader)
    except yaml.YAMLError:
        return
    assert node is not None
    assert _same(_value(node), value)


def _value(node: yaml.Node) -> Json:
    if isinstance(node, yaml.MappingNode):
        pairs = [(key.value, _value(item)) for key, item in node.value]
        assert len({key for key, _ in pairs}) == len(pairs)
        return dict(pairs)
    if isinstance(node, yaml.SequenceNode):
        return [_value(item) for item in node.value]
    assert isinstance(node, yaml.ScalarNode)
    return str(node.value) if node.style else _plain(str(node.value))


def _plain(text: str) -> Json:
    if text in _WORDS:
        return _WORDS[text]
    try:
        number = json.loads(text)
    except ValueError:
        return text
    return number if isinstance(number, int | float) and text[-1].isdecimal() else text


def _same(one: Json, other: Json) -> bool:
    """Whether two values are equal and of equal types: 1, 1.0 and true are not."""
    return repr(one) == repr(other)

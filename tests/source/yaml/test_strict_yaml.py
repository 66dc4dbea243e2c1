"""YAML is read like JSON, whatever the bytes are."""

from __future__ import annotations

import json
import re

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st
from support.effort import examples

from generator.base.limits import MAX_BYTES, MAX_INTEGER, MAX_VALUES
from generator.source.yaml.reader import Json, Parsed, Refusal, read_yaml

# YAML cannot hold other characters: libyaml refuses controls, JSON has no lone surrogates.
TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"], exclude_characters="\ufeff\u2028\u2029"))
KEYS = TEXT.filter(lambda text: not text[:1].isspace())  # foreign spaces before a key are refused
NUMBERS = st.integers(-MAX_INTEGER, MAX_INTEGER) | st.floats(-MAX_INTEGER, MAX_INTEGER)
VALUES = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=20,
)


class JsonDumper(yaml.SafeDumper):
    """Dumps YAML in which scalars mean what they mean in JSON."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 - yaml's way to call
        return True


def _register() -> None:
    JsonDumper.yaml_implicit_resolvers = {}
    for tag, pattern in (
        ("tag:yaml.org,2002:bool", r"^(?:true|false)$"),
        ("tag:yaml.org,2002:null", r"^(?:~|null|)$"),
        ("tag:yaml.org,2002:int", r"^-?(?:0|[1-9][0-9]*)$"),
        ("tag:yaml.org,2002:float", r"^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?$"),
        ("tag:yaml.org,2002:merge", r"^<<$"),
    ):
        JsonDumper.add_implicit_resolver(tag, re.compile(pattern), None)


_register()


def read(text: str) -> Json:
    result = read_yaml(text.encode())
    assert isinstance(result, Parsed), result
    return result.value


def codes(text: str | bytes) -> list[str]:
    result = read_yaml(text if isinstance(text, bytes) else text.encode())
    assert isinstance(result, Refusal), result
    return [note.code for note in result.notes]


@given(VALUES)
@settings(max_examples=examples(100), deadline=None)
def test_every_json_value_dumped_as_yaml_reads_back(value: Json) -> None:
    assert read(yaml.dump(value, Dumper=JsonDumper, allow_unicode=True)) == value


@given(VALUES)
@settings(max_examples=examples(100), deadline=None)
def test_every_json_document_reads_as_json_does(value: Json) -> None:
    text = json.dumps(value, ensure_ascii=False)  # YAML has no escapes of surrogate pairs
    assert read(text) == json.loads(text)


@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode(errors="replace")))
@settings(max_examples=examples(200), deadline=None)
@example(b"%")
@example(b"a: \xff")
@example("\ufeffa: 1".encode())
@example(b"? ")
@example(b"*a : *b")
@example(b"a: *b\n? *c\n: d")
def test_arbitrary_bytes_never_raise(data: bytes) -> None:
    result = read_yaml(data)
    if isinstance(result, Refusal):
        assert result.notes
        assert all(note.what and note.allowed and note.action for note in result.notes)
    else:
        json.dumps(result.value, allow_nan=False)


@given(st.text("ab:-?[]{},&*!|>'\"%@`# \n\t<", max_size=60))
@settings(max_examples=examples(200), deadline=None)
def test_signs_of_yaml_never_raise(text: str) -> None:
    assert read_yaml(text.encode())


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("true", True),
        ("null", None),
        ("~", None),
        ("", None),
        ("0", 0),
        ("-7", -7),
        ("1.50", 1.5),
        ("1e3", 1000.0),
        ("'1'", "1"),
        ('"true"', "true"),
        *(
            (text, text)
            for text in ("no", "да", "on", "Yes", "True", "012", "1:30", "2026-09-01", ".5", "0x1f")
        ),
        *((text, text) for text in ("1_000", "+1", ".inf", ".nan", "1.", "--", "٣")),
    ],
)
def test_plain_scalars_mean_what_they_mean_in_json(written: str, value: Json) -> None:
    result = read(f"key: {written}")
    assert result == {"key": value}
    assert type(result["key"]) is type(value)


def test_keys_are_text() -> None:
    assert read("1: a\ntrue: b\nnull: c") == {"1": "a", "true": "b", "null": "c"}
    assert codes("1: a\n'1': b") == ["duplicate-key"]


@pytest.mark.parametrize("text", ["9" * 5000, "1e999", "-1e999", "1e16", str(MAX_INTEGER + 1)])
def test_numbers_that_json_readers_cannot_hold_are_refused(text: str) -> None:
    assert codes(f"a: {text}") == ["number-too-large"]


def test_depth_of_twenty_is_read_and_twenty_one_is_not() -> None:
    assert read("[" * 20 + "]" * 20)
    assert codes("[" * 21 + "]" * 21) == ["too-deep"]


def test_size_limit_is_exact() -> None:
    text = b"a: " + b"x" * (MAX_BYTES - 3)
    assert isinstance(read_yaml(text), Parsed)
    assert codes(text + b"x") == ["file-too-big"]


def test_all_known_faults_are_reported_at_once() -> None:
    assert codes("a: &x 1\nb: !t 2\na: 3\n<<: 4\nc: *x\nd: 'open") == [
        "anchor",
        "tag",
        "duplicate-key",
        "merge-key",
        "alias",
        "yaml-quote",
    ]


def test_a_repeated_key_is_shown_where_it_is_repeated() -> None:
    result = read_yaml("a: 1\nключ: 2\nключ: 3\n".encode())
    assert isinstance(result, Refusal)
    assert (result.notes[0].index, result.notes[0].width) == (13, 4)


@pytest.mark.parametrize(
    ("text", "code", "index"),
    [
        ("a: b\n c: d", "yaml-indent", 6),
        ("a: 'x\nb: 1", "yaml-quote", 3),
        ('a: "x\\q"', "yaml-quote", 5),
        ("a:b\nc: d", "yaml-colon", 1),
        ("key\nb: c", "yaml-colon", 0),
        ("a: [1,2\nb: 3", "yaml-bracket", 3),
        ("a: {b: c", "yaml-bracket", 3),
        ("a: }", "yaml-syntax", 3),
        ("a: *", "yaml-syntax", 3),
        ("a: |x\n b", "yaml-syntax", 4),
        ("a: >-\n\tx", "yaml-tab", 6),
        ("a: 1\n---", "several-documents", 5),
        ("%x\n---\na", "yaml-syntax", 2),
        ("a: \x01", "control-character", 3),
        ("ж: \x01", "control-character", 3),
    ],
)
def test_syntax_errors_are_told_where_they_are(text: str, code: str, index: int) -> None:
    result = read_yaml(text.encode())
    assert isinstance(result, Refusal)
    assert (result.notes[0].code, result.notes[0].index) == (code, index)
    latin = set("abcdefghijklmnopqrstuvwxyz")
    assert not latin & set(
        result.notes[0].what.lower().replace("bom", "").replace("yaml", "").replace("(u+", "")
    )


@pytest.mark.parametrize(
    ("behind", "words"),
    [
        ("title: b\n", "больше одной записи"),
        ("# примечание\n\n'title': b\n", "больше одной записи"),
        ("- id: a\n", "больше одной записи"),
        ("{id: a}\n", "больше одной записи"),
        ("", "после неё ничего нет"),
        ("\n# примечание\n---\n", "после неё ничего нет"),
        ("# Заголовок\n\nТекст страницы.\n", "текст без ключей"),
        ("\n- пункт\n", "текст без ключей"),
        ("Внимание: текст\n", "текст без ключей"),
    ],
)
def test_what_a_line_of_dashes_begins(behind: str, words: str) -> None:
    result = read_yaml(f"---\nid: a\ntitle: b\n---\n{behind}".encode())
    assert isinstance(result, Refusal)
    (note,) = result.notes
    assert (note.code, note.index) == ("several-documents", 19)
    assert words in note.what
    assert result.value == {"id": "a", "title": "b"}


@pytest.mark.parametrize(
    ("text", "code", "index"),
    [
        ("id: a\nb: 1\nc: 2\nid: d\nb: 3\nc: 4", "several-documents", 16),
        ("id: a\nid: d\nb: 3", "duplicate-key", 6),
        ("a:\n  id: a\n  b: 1\n  c: 2\n  id: d", "duplicate-key", 27),
    ],
)
def test_a_second_id_begins_another_record_where_one_stands_already(text: str, code: str, index: int) -> None:
    result = read_yaml(text.encode())
    assert isinstance(result, Refusal)
    assert [(note.code, note.index) for note in result.notes] == [(code, index)]


def test_a_remark_is_passed_over_and_a_value_cut_by_a_sign_is_not() -> None:
    assert read('# примечание\nb: "Проект #Школа"\n  # ещё\nc:\n  >-\n  Проект #Школа\n') == {
        "b": "Проект #Школа",
        "c": "Проект #Школа",
    }


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("a: Проект #Школа", "#Школа"),
        ("a: Приказ # 47 от 1 марта", "# 47"),
        ("a:\n  - Проект  #1\n", "#1"),
        ('a: "Проект" #Школа\nb: c\n', "#Школа"),
        ("a: [вода,#лёд]", "#лёд"),
        ("a: [вода, #лёд]\nb: c\n", "#лёд"),
        ("a: [вода,#лёд, пар]\nb: c\n", "#лёд"),
        ("a: {b: Школа #7, c: d}\nb: c\n", "#7"),
        ("a: Урок # и ещё\n  в октябре\nb: c\n", "# и"),
        ('a: "Урок" # и ещё\n  в октябре\nb: c\n', "# и"),
    ],
)
def test_text_behind_a_sign_is_told_at_the_sign(text: str, sign: str) -> None:
    result = read_yaml(text.encode())
    assert isinstance(result, Refusal)
    assert [(note.code, note.index) for note in result.notes] == [("lost-text", text.index(sign))]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a: >-\nДва раза в неделю урок.\nb: c\n", "Два раза"),
        ("a: >-\nДва раза в неделю: урок\nначинается с текста.\nb: c\n", "Два раза"),
        ("a: >-\nДва раза в неделю урок начинается так:\nb: c\n", "Два раза"),
        ("a: |\n  Первый.\n\nВторой.\n\n  Третий.\nb: c\n", "Второй"),
        ("a: |\n  Первый.\n\n### Второй\n\n  Третий.\nb: c\n", "### Второй"),
        ("a: |\n  Первый.\n\n- второй\n- третий\nb: c\n", "- второй"),
        ("a: |\n  Первый.\n\nВторой абзац: конец.\nb: c\n", "Второй"),
        ("a:\n  - b: >-\n    Текст.\n  - b: c\n", "    Текст"),
    ],
)
def test_a_long_text_without_its_indent_is_told_where_it_begins(text: str, line: str) -> None:
    result = read_yaml(text.encode())
    assert isinstance(result, Refusal)
    assert [(note.code, note.index) for note in result.notes] == [("yaml-indent", text.index(line))]
    assert "Сдвиньте текст вправо" in result.notes[0].action


def test_a_key_with_a_mistake_behind_a_long_text_is_no_text() -> None:
    assert codes("a: >-\n  Текст.\nb c\nd: e\n") == ["yaml-colon"]
    assert codes("a: >-\n  Текст.\nb:c\nd: e\n") == ["yaml-colon"]


@pytest.mark.parametrize("space", ["\u00a0", "\u202f", "\u3000"])
def test_foreign_spaces_are_named(space: str) -> None:
    assert codes(f"a:\n{space}{space}b: c\n") == ["foreign-space"]
    assert codes(f"a:\n  b: c\n {space}d: e\n") == ["foreign-space"]
    assert codes(f"a:{space}b\nc: d\n") == ["yaml-colon"]


@pytest.mark.parametrize("sign", ["\r", "\x85", "\u2028", "\u2029"])
def test_line_ends_that_editors_do_not_show_are_refused(sign: str) -> None:
    for text in (f"a: b{sign}c: d", f"# remark{sign}a: b", f"a: |\n  b{sign}c: d\n", f"a: 'b{sign}c'"):
        result = read_yaml(text.encode())
        assert isinstance(result, Refusal)
        assert [(note.code, note.index) for note in result.notes] == [("foreign-line-end", text.index(sign))]
    assert read(f"a: b\r\nc: d{chr(10)}") == {"a": "b", "c": "d"}


def test_marks_of_byte_order_are_refused_wherever_libyaml_would_pass_over_them() -> None:
    for text, index in (("\ufeffa: b", 0), ("a: b\n\ufeffc: d", 5)):
        result = read_yaml(text.encode())
        assert isinstance(result, Refusal)
        assert [(note.code, note.index) for note in result.notes] == [("byte-order-mark", index)]


def test_a_file_has_no_more_values_than_a_check_can_bear() -> None:
    assert isinstance(read_yaml(b"[" + b"a," * (MAX_VALUES - 1) + b"]"), Parsed)
    assert codes("[" + "a," * MAX_VALUES + "]") == ["too-many-values"]
    assert codes("[" + "[]," * MAX_VALUES + "]") == ["too-many-values"]

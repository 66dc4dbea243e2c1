"""Comments of a record stay in place, whatever happens to the lines around them."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.effort import examples
from support.records import REPOSITORY

from generator.canonical import Comments, Shape, format_text, shape_of
from generator.canonical.find_comments import find_comments
from generator.canonical.shape import UNKNOWN
from generator.canonical.writer import write_record
from generator.model.kinds import PRACTICE
from generator.source.schema_files import read_schemas
from generator.source.yaml.reader import Json, Parsed, Refusal, read_yaml

SCHEMAS = read_schemas(REPOSITORY)
SHAPE = shape_of(PRACTICE, SCHEMAS)
MODELINE = SHAPE.modeline
WORDS = st.sampled_from(
    ("да", "а: б", "слово " * 30 + "конец", "два\nслова", "конец\n\n", "а\n  ", "\nа", " а\nб", "", "#", "5")
)
KEYS = ("summary", "id", "steps", "title", "text", "contact", "zz", "aa")
VALUES = st.recursive(
    st.one_of(st.none(), st.integers(0, 9), WORDS),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3),
        st.dictionaries(st.sampled_from(KEYS), inner, min_size=1, max_size=4),
        st.just([]),
        st.just({}),
    ),
    max_leaves=10,
)
RECORDS = st.dictionaries(st.sampled_from(KEYS), VALUES, min_size=1, max_size=5)
PERFECT = settings(max_examples=examples(120), suppress_health_check=[HealthCheck.too_slow], deadline=None)


def again(text: str) -> str:
    """Return a text in canonical form."""
    done = format_text(text.encode(), SHAPE)
    assert not isinstance(done, Refusal), (done, text)
    return done


def value_of(text: str) -> Json | None:
    read = read_yaml(text.encode())
    return read.value if isinstance(read, Parsed) else None


def said(comments: Comments) -> Counter[str]:
    """Return every comment with the number of its occurrences."""
    many = (comments.before, comments.after, comments.head, comments.end)
    lines = [line for part in many for place in part.values() for line in place if line]
    return Counter([*lines, *comments.behind.values()])


@st.composite
def commented(draw: st.DrawFn) -> tuple[str, int]:
    """Draw a record with comments at random lines, written in a random order of keys; and their number."""
    record: Any = draw(RECORDS)
    names = draw(st.permutations(KEYS))
    lines = write_record(record, _ordered(names), Comments()).split("\n")[1:-1]
    placed = 0
    for number in range(draw(st.integers(0, 8))):
        at = draw(st.integers(0, len(lines)))
        if at < len(lines) and lines[at].strip() and draw(st.booleans()):
            changed = [*lines[:at], f"{lines[at]}  # вслед {number}", *lines[at + 1 :]]
        else:
            comment = f"{' ' * draw(st.integers(0, 8))}# строка {number}"
            blank = [""] * draw(st.integers(0, 2))
            changed = [*lines[:at], *blank, comment, *[""] * draw(st.integers(0, 2)), *lines[at:]]
        if value_of("\n".join(changed) + "\n") == record:
            lines, placed = changed, placed + 1
    return "\n".join(lines) + "\n", placed


def _ordered(names: list[str], depth: int = 6) -> Shape:
    """Return a shape with keys in a random order at every depth."""
    below = _ordered(names, depth - 1) if depth else None
    return Shape(keys=dict.fromkeys(names, below), items=below)


@given(drawn=commented())
@PERFECT
def test_no_comment_is_lost_and_a_second_time_changes_nothing(drawn: tuple[str, int]) -> None:
    text, placed = drawn
    done = again(text)
    assert value_of(done) == value_of(text)
    found = Counter(re.findall(r"# (?:строка|вслед) \d", done))
    assert found == Counter(re.findall(r"# (?:строка|вслед) \d", text))
    assert found.total() >= placed
    assert said(find_comments(done)) == said(find_comments(text))
    assert again(done) == done


BEFORE = """# Кто заполнял: методист

# yaml-language-server: $schema=старое/место
# о названии
title: "Опыт: раз"   #вслед
id: opyt # id
summary: >-  # к тексту
  много слов
  ещё

# отдельно
# двумя строками


# вплотную
contact: # раздел
  email: x@example.org
  # phone: 8 800
# шаги ниже
steps:
- # перед шагом
  text: |-   # лит
    a
    b

  title: т # ш
  # конец шага
# метки
tags: [а, # первая
  б
  # перед скобкой
]  # за скобкой

# draft: конец
"""
AFTER = f"""{MODELINE}
# Кто заполнял: методист

id: opyt  # id

# о названии
title: 'Опыт: раз'  # вслед
summary: много слов ещё  # к тексту

# отдельно
# двумя строками

# вплотную
contact:  # раздел
  email: x@example.org
  # phone: 8 800
# шаги ниже
steps:
  # перед шагом
  - title: т  # ш
    text: |-  # лит
      a
      b
    # конец шага
# метки
tags:  # за скобкой
  - а  # первая
  - б
  # перед скобкой

# draft: конец
"""


def test_comments_go_where_their_keys_go() -> None:
    assert again(BEFORE) == AFTER
    assert again(AFTER) == AFTER


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("# а\n{}\n", "# а\n{}\n"),
        ("слово # а\n# б\n", "слово\n# а\n# б\n"),
        ("# а\nслово\n", "# а\nслово\n"),
        ("{id: раз, # а\n # б\n}\n# в\n", "id: раз  # а\n# б\n# в\n"),
        ("id: # а\n\n  # б\n  раз # в\n", "# б\n# в\nid: раз  # а\n"),
        ("steps: # а\n  # б\n  []\nid: раз\n", "id: раз\n# б\nsteps: []  # а\n"),
        ("- - # а\n    b: 1 # б\n  # в\n  - c\n", "# а\n- - b: 1  # б\n  # в\n  - c\n"),
        ("steps:\n- text: |+\n    а\n\n# б\nid: раз\n", "# б\nid: раз\nsteps:\n  - text: |+\n      а\n\n"),
        ("title: |\n  а\n     \n# б\nid: раз\n", '\n# б\nid: раз\ntitle: "а\\n   \\n"\n'),
        ("--- # а\nid: раз\n... # б\n", "# а\nid: раз  # б\n"),
        ('? "id" # а\n: # б\n  раз\n', "# б\nid: раз  # а\n"),
        ("id: раз\r\n# а\r\n\r\n# б\r\ntitle: два # в\r\n", "id: раз\n# а\n\n# б\ntitle: два  # в\n"),
        ("id: 'раз' #а\n", "id: раз  # а\n"),
        ("id: раз\n\n\ntitle: два\n\n\n\n# а\n\n\n", "id: раз\ntitle: два\n\n# а\n"),
    ],
)
def test_places_that_are_seldom(text: str, wanted: str) -> None:
    assert again(text) == f"{MODELINE}\n{wanted}"
    assert again(again(text)) == again(text)


def test_a_record_too_big_for_the_form_is_left_alone() -> None:
    flow = "[" * 15 + ",".join("1" for _ in range(9000)) + "]" * 15
    read = read_yaml(flow.encode())
    assert isinstance(read, Parsed)
    refused = format_text(flow.encode(), SHAPE)
    assert isinstance(refused, Refusal)
    assert [note.code for note in refused.notes] == ["cannot-format"]


FRAGMENTS: tuple[str, ...] = (
    "# а",
    "  # б\n",
    "- ",
    "? ",
    ": ",
    "{",
    "}",
    "[",
    "]",
    ",",
    "\n",
    "\n\n",
    "  ",
    "'",
    '"',
    "|\n",
    "|+\n",
)
FRAGMENTS += (">-\n", "#", "в", "---\n", "...\n", "null", "\r\n", "{}", "- # г\n", "#д\n")
CHANGES = st.lists(st.tuples(st.integers(0, 2000), st.sampled_from(FRAGMENTS)), max_size=5)


@given(
    base=st.sampled_from((BEFORE, AFTER, *(BEFORE[start:] for start in range(0, 300, 60)))), changes=CHANGES
)
@settings(PERFECT, max_examples=examples(200))
def test_whatever_the_reader_takes_keeps_its_value_and_its_comments(
    base: str, changes: list[tuple[int, str]]
) -> None:
    text = base
    for place, fragment in changes:
        at = place % (len(text) + 1)
        text = text[:at] + fragment + text[at:]
    if not isinstance(read_yaml(text.encode()), Parsed):
        return
    done = again(text)
    assert value_of(done) == value_of(text)
    assert again(done) == done
    spaceless = [
        Counter(re.sub("[# ]", "", one) for one in said(find_comments(part)).elements())
        for part in (text, done)
    ]
    assert spaceless[0] == spaceless[1]


def test_a_comment_behind_an_empty_item_stays_there() -> None:
    text = format_text(b"- ~ # why\n- a\n", UNKNOWN)
    assert isinstance(text, str)
    assert text.splitlines()[1:] == ["- null  # why", "- a"]
    assert format_text(text.encode(), UNKNOWN) == text


@pytest.mark.parametrize(
    "place", ["id: a {}\n", "{}\nid: a\n", "text: |- {}\n  b\n", "- {}\n- b\n", "id {}\n"]
)
def test_a_modeline_is_no_comment_wherever_it_stands(place: str) -> None:
    text = format_text(place.format("# yaml-language-server: $schema=x.json").encode(), UNKNOWN)
    assert isinstance(text, str)
    assert "yaml-language-server" not in text
    assert format_text(text.encode(), UNKNOWN) == text

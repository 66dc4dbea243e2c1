"""A finding points to the exact characters that are wrong."""

from __future__ import annotations

import pytest

from generator.model.findings import Finding, Pointer, Problem
from generator.source.locations import finding_of_file, findings_of

TEXT = """\
# запись
title: Урок
steps:
  - title: "Первый"
    text: >-
      Длинный текст, в котором
      слово стоит на второй строке
  - {title: Второй, text: б}
tags: [а, б,  в]
contact:
  email: x
"""


def finding(pointer: Pointer, *, on_key: bool = False, fragment: str = "", text: str = TEXT) -> Finding:
    problem = Problem(code="code", what="что", pointer=pointer, on_key=on_key, fragment=fragment)
    (found,) = findings_of("a.yaml", text.encode(), [problem])
    return found


@pytest.mark.parametrize(
    ("pointer", "place"),
    [
        ((), (2, 1, 1)),
        (("title",), (2, 8, 4)),
        (("steps",), (3, 1, 5)),
        (("steps", 0), (4, 5, 1)),
        (("steps", 0, "title"), (4, 12, 8)),
        (("steps", 1, "title"), (8, 13, 6)),
        (("steps", 1, "text"), (8, 27, 1)),
        (("tags", 2), (9, 15, 1)),
        (("contact",), (10, 1, 7)),
        (("contact", "email"), (11, 10, 1)),
        (("contact", "phone"), (10, 1, 7)),
        (("nothing", 5), (2, 1, 1)),
    ],
)
def test_values_are_found(pointer: Pointer, place: tuple[int, int, int]) -> None:
    found = finding(pointer)
    assert (found.line, found.column) == place[:2]
    assert found.source_line == TEXT.split("\n")[found.line - 1]
    if pointer and len(found.source_line) > 12 and pointer != ("steps", 0):
        assert found.width == place[2]


def test_keys_are_found() -> None:
    found = finding(("contact", "email"), on_key=True)
    assert (found.line, found.column, found.width) == (11, 3, 5)


def test_a_part_of_a_text_is_found_in_its_line() -> None:
    found = finding(("steps", 0, "text"), fragment="слово стоит")
    assert (found.line, found.column, found.width) == (7, 7, 11)


def test_a_part_that_was_folded_is_found_where_it_begins() -> None:
    found = finding(("steps", 0, "text"), fragment="в котором слово")
    assert (found.line, found.column) == (6, 22)


def test_a_part_that_is_written_otherwise_leaves_the_whole_value() -> None:
    found = finding(("title",), fragment="\\", text='title: "a\\u200bb"')
    assert (found.line, found.column) == (1, 10)
    found = finding(("title",), fragment="\u200b", text='title: "a\\u200bb"')
    assert (found.line, found.column, found.width) == (1, 8, 10)


def test_line_ends_of_windows_are_not_shown() -> None:
    found = finding(("b",), text="a: 1\r\nb: 2\r\n")
    assert (found.line, found.column, found.source_line) == (2, 4, "b: 2")


def test_a_file_that_changed_meanwhile_is_pointed_to_at_its_beginning() -> None:
    found = finding(("a",), text="a: [")
    assert (found.line, found.column) == (1, 1)


def test_a_file_as_a_whole_has_no_line() -> None:
    found = finding_of_file("b.yaml", Problem(code="code", what="что"))
    assert (found.line, found.column, found.source_line) == (1, 1, "")

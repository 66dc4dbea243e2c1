"""The guide to findings at a terminal."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from generator.cli import atlas
from generator.report.guide import explanations


def explain(*arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(atlas, ["explain", *arguments])
    return done.exit_code, done.output


@pytest.mark.parametrize("code", ["unknown-key", "[unknown-key]", "UNKNOWN-KEY"])
def test_a_code_is_explained_with_a_wrong_and_a_right_example(code: str) -> None:
    exit_code, said = explain(code)
    assert exit_code == 0
    assert said.startswith("Неизвестное поле [unknown-key]\n\n")
    wrong, _, right = said.partition("Правильно")
    assert "  >   11  municipalty: ozersk\n" in wrong
    assert "ошибка [unknown-key] Неизвестный ключ «municipalty»" in wrong
    assert "  >   11  municipality: ozersk\n" in right
    assert "missing-key " in right


def test_a_code_that_no_file_can_show_is_explained_in_words() -> None:
    _, said = explain("cannot-write")
    assert "Неправильно\n    Папка с записями доступна только для чтения.\n" in said


def test_without_a_code_all_are_listed() -> None:
    exit_code, said = explain()
    assert exit_code == 0
    assert all(f"\n  {code} " in said and one.title in said for code, one in explanations().items())


def test_every_code_has_its_page() -> None:
    assert all(explain(code)[0] == 0 for code in explanations())


@pytest.mark.parametrize(
    ("word", "near"), [("unknwn-key", "«unknown-key»"), ("Неизвестное поле", "«unknown-key»")]
)
def test_an_unknown_code_has_near_misses(word: str, near: str) -> None:
    exit_code, said = explain(word)
    assert exit_code == 2
    assert f"замечания «{word}» нет. Возможно, вы имели в виду {near}" in said

"""A register of sixty practices of an institute, other than the template, and what is understood of it."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.atlases import AS_OF, REPOSITORY
from support.commands import call
from support.registers import SIZE, titles, write_register

from generator.intake.tables.mixed_cell import leave_names_out
from generator.intake.tables.tidy_cells import split_whole_numbers, tidy_text, tidy_title, tidy_year
from generator.source.yaml.reader import Refusal, read_yaml

LEAST = 50
PHONE = {"x-text": "phone", "pattern": "^[0-9+() -]{6,30}$"}
EMAIL = {"x-text": "email", "pattern": "^[^@ ]+@[^@ ]+$"}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Make an atlas with the settings of the region and no records."""
    for folder in ("schemas", "site_config"):
        shutil.copytree(REPOSITORY / folder, tmp_path / "atlas" / folder)
    (tmp_path / "atlas/content").mkdir()
    return tmp_path / "atlas"


def _records(root: Path) -> Mapping[str, Any]:
    found: dict[str, Any] = {}
    for file in sorted((root / "content/practices").glob("*.yaml")):
        read = read_yaml(file.read_bytes())
        assert not isinstance(read, Refusal)
        found[read.value["title"]] = read.value  # type: ignore[index,call-overload]
    return found


def test_a_register_is_taken_after_one_round_of_answers(root: Path, tmp_path: Path) -> None:
    file, columns = write_register(tmp_path / "реестр.xlsx"), tmp_path / "c.csv"
    columns.write_text(
        "Форма представления опыта;Формы работы\nПротокол экспертной комиссии;Источник: Документ\n",
        encoding="utf-8",
    )

    told = call(root, "import", str(file), "--as-of", AS_OF, "--columns", str(columns), "--write")

    made = _records(root)
    assert len(made) >= LEAST, told.out
    assert {*made} <= {*titles()}
    third = made["Задача недели в сельской школе"]
    assert third["subjects"] == ["foreign-language"]
    assert third["grades"] == [8]
    assert made["Лаборатория одного вопроса в сельской школе"]["subjects"] == ["obzr"]
    assert third["municipality"] == "krasnodar"
    assert "Петров" not in str(made)
    assert call(root, "check", "--as-of", AS_OF).code == 0
    assert len(made) == SIZE


@pytest.mark.parametrize(
    ("cell", "numbers"),
    [
        ("7 класс", ["7"]),
        ("5-7", ["5-7"]),
        ("с 5 по 7 класс", ["5-7"]),
        ("2 «А» класс", ["2"]),
        ("7а, 7б", ["7", "7"]),
        ("5-6 кл.; 8 кл.", ["5-6", "8"]),
        ("5-е и 6-е классы", ["5", "6"]),
        ("V–VII классы", ["5–7"]),
        ("учащиеся 1/2 классов", ["1", "2"]),
    ],
)
def test_grades_are_found_among_words(cell: str, numbers: list[str]) -> None:
    assert [*split_whole_numbers(cell)] == numbers


@pytest.mark.parametrize(
    ("schema", "cell", "text"),
    [
        (PHONE, "тел. 8 (861) 222-33-44, доб. 5", "8 (861) 222-33-44"),
        (PHONE, "8-86142-3-45-67", "8-86142-3-45-67"),
        (PHONE, "спросить в канцелярии", "спросить в канцелярии"),
        (EMAIL, "почта: school5@example.org ", "school5@example.org"),
    ],
)
def test_a_field_takes_its_part_of_a_text(schema: Mapping[str, Any], cell: str, text: str) -> None:
    assert tidy_text(cell, schema) == text


@pytest.mark.parametrize(
    ("cell", "year"),
    [
        ("с 2022 г.", "2022"),
        ("2021-2022 уч. г.", "2021"),
        ("2021/22", "2021"),
        ("2020 – н. в.", "2020"),
        ("вчера", "вчера"),
    ],
)
def test_a_time_begins_in_a_year(cell: str, year: str) -> None:
    assert tidy_year(cell) == year


@pytest.mark.parametrize(
    ("cell", "post"),
    [
        ("Петрова Ольга Ивановна, методист", "методист"),
        ("Сидоров А. П., зам. директора", "зам. директора"),
        ("Кузнецова М.В. – учитель", "учитель"),
        ("методический кабинет", "методический кабинет"),
        ("Петрова Ольга Ивановна", ""),
    ],
)
def test_posts_are_kept_and_names_left_out(cell: str, post: str) -> None:
    assert leave_names_out(cell) == post


@given(st.text(alphabet='аб5 7-–.,;«»"/+()@кл\n', max_size=40))
def test_tidying_what_is_tidy_changes_nothing(text: str) -> None:
    assert tidy_title(tidy_title(text)) in {tidy_title(text), tidy_title(tidy_title(tidy_title(text)))}
    for schema in (PHONE, EMAIL):
        assert tidy_text(tidy_text(text, schema), schema) == tidy_text(text, schema)
    assert tidy_year(tidy_year(text)) == tidy_year(text)
    assert all(part == part.strip() for part in split_whole_numbers(text))

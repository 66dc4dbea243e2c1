"""«Весь край» in the column of municipalities: allowed if none is required, reported if one is."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from support.atlases import FIXTURES, assemble
from support.records import own_settings
from support.tables import load

from generator.model.region_names import names_whole_region

ROW = {
    "Название": "Физики вместе",
    "Кратко": "Учителя физики раз в месяц разбирают уроки друг друга и готовят общие задания для малых школ.",
    "Вид": "Временная группа",
    "Уровень": "Региональный",
    "Организация: Название": "Институт развития образования",
    "Предметы": "Физика",
    "Контакт: Почта": "fizika@example.org",
    "Учебный пример": "да",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return assemble(tmp_path / "atlas", FIXTURES / "golden")


def table(folder: Path, cell: str) -> Path:
    row = {**ROW, "Муниципалитет": cell}
    (folder / "a.csv").write_text(f"{';'.join(row)}\n{';'.join(row.values())}\n", encoding="utf-8")
    return folder / "a.csv"


def test_a_record_about_the_whole_region_has_no_municipality(root: Path, tmp_path: Path) -> None:
    told = load(root, table(tmp_path, "Весь край"), "--kind", "community", "--write")

    assert "«Весь край» → пропустить" in told.out
    assert "[not-in-vocabulary]" not in told.out
    made = yaml.safe_load((root / "content/communities/fiziki-vmeste.yaml").read_text(encoding="utf-8"))
    assert "municipality" not in made


@pytest.mark.parametrize(
    ("cell", "whole"),
    [
        ("весь регион", True),
        ("Краевой", True),
        ("по всему краю", True),
        ("Краснодарский край", True),
        ("все муниципалитеты края", True),
        ("региональный уровень", True),
        ("Московская область", False),
        ("Анапа", False),
        ("Крайнее село", False),
    ],
)
def test_the_region_has_many_names(cell: str, whole: bool) -> None:  # noqa: FBT001 - a parameter of the table
    assert names_whole_region(cell, own_settings().atlas.region) is whole

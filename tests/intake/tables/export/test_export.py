"""Exporting records: the commands, and the content of the files that they write."""

from __future__ import annotations

import csv
import re
import zipfile
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook
from support.atlases import AS_OF, FIXTURES, REFERENCE, assemble
from support.commands import Told, apart, assert_refused, bound_by_permissions, call

GOLDEN = FIXTURES / "golden"
NASTY = '=HYPERLINK("http://example.org";"сюда")'


def _export(root: Path, file: Path, *words: str) -> Told:
    return call(root, "export", str(file), "--as-of", AS_OF, *words)


def _sheet(file: Path, name: str) -> list[list[object]]:
    return [[*row] for row in CalamineWorkbook.from_path(str(file)).get_sheet_by_name(name).iter_rows()]


def test_the_whole_atlas_is_exported(tmp_path: Path) -> None:
    file = tmp_path / "atlas.xlsx"

    told = call(REFERENCE, "export", str(file))

    records = sum(1 for _ in REFERENCE.glob("content/*/*.yaml"))
    assert told.code == 0
    assert re.match(rf"Выгружено: {records}\s", told.out)
    names = CalamineWorkbook.from_path(str(file)).sheet_names
    assert {"Практики", "Практики. Шаги", "Сообщества", "Ресурсные центры"} <= set(names)
    assert sum(len(_sheet(file, name)) - 2 for name in names if "." not in name) == records


def test_headings_have_words_and_keys(tmp_path: Path) -> None:
    file = tmp_path / "atlas.xlsx"
    call(REFERENCE, "export", str(file), "--kind", "practice")

    titles, keys, *_ = _sheet(file, "Практики")
    place = keys.index("organisation.name")
    assert titles[place] == "Организация: Название *"
    assert _sheet(file, "Экспертиза. Критерии")[:2] == [
        ["Запись *", "Экспертиза: номер", "Номер", "Критерий *", "Балл *", "Наибольший балл *"],
        [
            "practice",
            "expertise",
            "expertise.criteria",
            "expertise.criteria.title",
            "expertise.criteria.score",
            "expertise.criteria.maximum",
        ],
    ]


def test_the_same_atlas_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "other"):
        call(REFERENCE, "export", str(tmp_path / f"{name}.xlsx"))
        call(REFERENCE, "export", str(tmp_path / f"{name}.csv"), "--kind", "practice")

    for suffix in ("xlsx", "csv"):
        assert (tmp_path / f"one.{suffix}").read_bytes() == (tmp_path / f"other.{suffix}").read_bytes()


@pytest.fixture
def nasty(tmp_path: Path) -> Path:
    """An atlas with a text that spreadsheet programs take for a formula."""
    root = assemble(tmp_path / "atlas", GOLDEN)
    file = next((root / "content" / "communities").glob("*.yaml"))
    text = file.read_text(encoding="utf-8")
    file.write_text(re.sub(r"(?m)^title: .*$", f"title: '{NASTY}'", text), encoding="utf-8")
    return root


def test_no_text_becomes_a_formula(nasty: Path, tmp_path: Path) -> None:
    book, table = tmp_path / "atlas.xlsx", tmp_path / "communities.csv"

    assert _export(nasty, book).code == 0
    assert _export(nasty, table, "--kind", "community").code == 0

    with zipfile.ZipFile(book) as parts:
        pages = [parts.read(name) for name in parts.namelist() if "worksheets" in name]
    assert not any(b"<f>" in page or b"hyperlink" in page.replace(b"=HYPERLINK", b"") for page in pages)
    assert NASTY in {cell for row in _sheet(book, "Сообщества") for cell in row}
    with table.open(encoding="utf-8-sig", newline="") as stream:
        cells = [cell for row in csv.reader(stream, delimiter=";") for cell in row]
    assert f"'{NASTY}" in cells
    assert not any(cell.startswith(tuple("=+@\t\r")) for cell in cells)


def test_records_with_errors_are_named(tmp_path: Path) -> None:
    root = assemble(tmp_path / "atlas", GOLDEN)
    (root / "content" / "practices" / "plohaya.yaml").write_text("id: plohaya\n", encoding="utf-8")

    told = _export(root, tmp_path / "atlas.xlsx")

    assert told.code == 1
    assert "Не выгружено: content/practices/plohaya.yaml: в записи ошибки" in told.err
    assert (tmp_path / "atlas.xlsx").exists()


def test_a_file_is_replaced_only_when_asked(tmp_path: Path) -> None:
    root = assemble(tmp_path / "atlas", GOLDEN)
    file = tmp_path / "atlas.xlsx"
    file.write_text("мои заметки", encoding="utf-8")

    assert_refused(_export(root, file), "уже есть, он не изменён", "--force")
    assert file.read_text(encoding="utf-8") == "мои заметки"
    assert _export(root, file, "--force").code == 0
    assert zipfile.is_zipfile(file)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["atlas", "atlas.xlsx"]


def test_usage(tmp_path: Path) -> None:
    root = assemble(tmp_path / "atlas", GOLDEN)

    assert_refused(_export(root, tmp_path / "a.ods"), "нужно имя файла с «.xlsx» или «.csv» на конце", code=2)
    assert_refused(_export(root, tmp_path / "a.csv"), "добавьте --kind practice", code=2)
    assert_refused(_export(root, tmp_path / "none" / "a.xlsx"), "Создайте её или укажите другую", code=2)


def test_a_folder_that_may_not_be_written_to(tmp_path: Path) -> None:
    root = assemble(tmp_path / "atlas", GOLDEN)
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o500)

    told = apart(bound_by_permissions, root, "export", str(closed / "a.xlsx"), "--as-of", AS_OF)

    assert_refused(told, "не хватает прав доступа")

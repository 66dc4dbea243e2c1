"""Table files from strangers: each gets a clear finding, in little time and memory, and nothing runs."""

from __future__ import annotations

import os
import random
import resource
import tempfile
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.atlases import FIXTURES, assemble
from support.commands import Told, apart
from support.effort import examples, sample
from support.hostile_tables import SHEET, TEXTS, WORKBOOKS, good, tamper_with, within
from support.tables import load, places, workbook

from generator.base.limits import MAX_PARTS
from generator.intake.tables.files import zip_guard
from generator.intake.tables.files.reading import read_table

CLEAN = "Лист «Практики», строка "
FLIPS = int(os.environ.get("ATLAS_FLIPS", "20"))
MEMORY = 1_500_000_000
ROWS = 1_048_576


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return assemble(tmp_path_factory.mktemp("hostile") / "atlas", FIXTURES / "golden")


@pytest.mark.parametrize("name", WORKBOOKS)
def test_a_hostile_workbook_is_told_what_is_wrong(name: str, root: Path, tmp_path: Path) -> None:
    make, code = WORKBOOKS[name]

    told = load(root, make(tmp_path / "a.xlsx"), "--kind", "practice")

    _refused(told, code)


@pytest.mark.parametrize("name", TEXTS)
def test_a_hostile_text_is_told_what_is_wrong(name: str, root: Path, tmp_path: Path) -> None:
    data, code = TEXTS[name]
    file = tmp_path / "a.csv"
    file.write_bytes(data)

    told = load(root, file, "--kind", "practice")

    _refused(told, code)


def test_a_bomb_is_not_unpacked(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zip_guard, "MAX_UNPACKED", 1_000_000)
    file = tamper_with(tmp_path / "a.xlsx", {SHEET: within(b"sheetData", b" " * 2_000_000)})

    _refused(load(root, file), "too-large-table")


def test_many_parts_are_not_unpacked(root: Path, tmp_path: Path) -> None:
    parts = {f"xl/media/{number}.xml": bytes for number in range(MAX_PARTS)}

    _refused(load(root, tamper_with(tmp_path / "a.xlsx", parts)), "too-large-table")


@pytest.mark.sampled
def test_a_million_empty_rows_are_passed_over(root: Path, tmp_path: Path) -> None:
    rows = b"".join(sample([b'<row><c s="1"/></row>'] * (ROWS - 2), ROWS // 8))
    file = tamper_with(tmp_path / "a.xlsx", {SHEET: within(b"sheetData", rows)})
    start = time.process_time()

    told = apart(_in_little_memory, root, "import", str(file), "--as-of", "2026-09-01")

    assert told.code == 0, told.out
    assert time.process_time() - start < 30


def test_a_sheet_as_wide_as_it_can_be_takes_little_memory(root: Path, tmp_path: Path) -> None:
    make, _ = WORKBOOKS["far away"]

    told = apart(_in_little_memory, root, "import", str(make(tmp_path / "a.xlsx")), "--as-of", "2026-09-01")

    assert told.code == 1
    assert "последняя заполненная ячейка — XFD1048576" in told.out


def test_what_is_no_file_is_refused(root: Path, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.xlsx")

    _refused(load(root, tmp_path / "pipe.xlsx", "--kind", "practice"), "not-a-table")
    told = load(root, tmp_path, "--kind", "practice")
    assert told.code == 2
    assert "не файл" in told.err


def test_a_workbook_under_the_name_of_a_text_is_read(root: Path, tmp_path: Path) -> None:
    file = good(tmp_path / "a.xlsx").rename(tmp_path / "a.csv")

    assert load(root, file, "--kind", "practice").code == 0


def test_sheets_that_are_left_aside_may_hold_anything(root: Path, tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    sheets = {"Пояснения": [["=1+1", "что угодно"]], "Сообщества": [["Название"]]}
    told = load(root, workbook(file, sheets), "--kind", "practice")

    assert places(told.out) == ["Файл «a.xlsx» [empty-table]"]


def test_no_change_of_a_byte_brings_the_command_down(root: Path, tmp_path: Path) -> None:
    data = good(tmp_path / "good.xlsx").read_bytes()
    chance = random.Random(7)  # noqa: S311 - repeatable, no secret
    file = tmp_path / "a.xlsx"
    for _ in range(FLIPS):
        changed = bytearray(data)
        for _ in range(chance.randint(1, 8)):
            changed[chance.randrange(len(changed))] = chance.randrange(256)
        file.write_bytes(changed[: chance.choice([len(changed), chance.randrange(len(changed))])])

        told = load(root, file, "--kind", "practice")

        assert told.code in {0, 1}
        assert told.out.count("\n") >= 1


@given(data=st.binary(max_size=300) | st.text(alphabet="\"';,\t\n\r=аbЁ№ 1", max_size=80).map(str.encode))
@settings(max_examples=examples(120), deadline=None)
def test_any_bytes_are_a_text_or_are_refused(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for name in ("a.csv", "a.xlsx"):
            file = Path(folder) / name
            file.write_bytes(data)

            book = read_table(file)

            assert book.grids or book.findings
            assert all(row.cells for grid in book.grids for row in grid.rows)


def _refused(told: Told, code: str) -> None:
    assert told.code == 1, told.out
    assert f"[{code}]" in told.out, told.out
    assert not any(sign in told.out + told.err for sign in ("Traceback", "\x1b", "\u202e", "panicked"))


def _in_little_memory() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))

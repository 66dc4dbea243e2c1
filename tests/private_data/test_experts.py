"""`atlas experts` as used by an institute: a repository, a pool beside it, a private log."""

from __future__ import annotations

import ast
import datetime as dt
import json
from pathlib import Path

import pytest
import xlsxwriter
from support.atlases import REFERENCE, REPOSITORY, assemble
from support.commands import Told, call
from support.git import commit_all, start_repository

HEAD = "code;subjects;directions;levels;organisation;municipality;region;load;until\n"
FITTING = "{code};Математика;;ooo;Школа {code};Сочи;;1;31.12.2027\n"
TWELVE = HEAD + "".join(FITTING.format(code=f"e{number:02}") for number in range(1, 13))
DAY = ("--as-of", "2026-12-01")
PRACTICE = "zadacha-s-rynka"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = assemble(tmp_path_factory.mktemp("experts") / "atlas", REFERENCE)
    start_repository(root)
    commit_all(root)
    return root


def assign(root: Path, pool: Path, log: Path, *words: str) -> Told:
    return call(root, "experts", "assign", PRACTICE, "--pool", str(pool), "--log", str(log), *DAY, *words)


def write_pool(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    pool = folder / "pool.csv"
    pool.write_bytes(text.encode(encoding))
    return pool


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16"])
def test_the_published_vector_whatever_the_encoding(root: Path, tmp_path: Path, encoding: str) -> None:
    told = assign(
        root, write_pool(tmp_path, TWELVE, encoding), tmp_path / "log", "--count", "3", "--seed", "2026-12-01"
    )
    assert (told.code, told.out.splitlines()[0]) == (0, "Назначены: e08, e10, e07")
    log = json.loads((tmp_path / "log").read_bytes())
    assert (log["seed_given"], log["codes"], log["pool_size"]) == (True, ["e08", "e10", "e07"], 12)
    assert (tmp_path / "log").stat().st_mode & 0o077 == 0


def test_a_pool_may_be_a_workbook_with_days_and_numbers(root: Path, tmp_path: Path) -> None:
    pool, log = tmp_path / "experts.xlsx", tmp_path / "log"
    book = xlsxwriter.Workbook(str(pool))
    sheet, day = book.add_worksheet(), book.add_format({"num_format": "dd.mm.yyyy"})
    for number, line in enumerate(TWELVE.splitlines()):
        sheet.write_row(number, 0, line.split(";"))
        if number:
            sheet.write_number(number, 7, 1)
            sheet.write_datetime(number, 8, dt.datetime(2027, 12, 31), day)  # noqa: DTZ001 - workbooks know no zones
    book.close()
    told = assign(root, pool, log, "--count", "3", "--seed", "2026-12-01")
    assert (told.code, told.out.splitlines()[0]) == (0, "Назначены: e08, e10, e07")


def test_a_draw_can_be_done_again_and_a_forged_one_is_told(root: Path, tmp_path: Path) -> None:
    pool, log = write_pool(tmp_path, TWELVE), tmp_path / "log"
    assert assign(root, pool, log, "--count", "2").code == 0
    verify = ("experts", "verify", str(log), "--pool", str(pool))
    assert call(root, *verify).code == 0
    kept = json.loads(log.read_bytes())
    assert kept["seed"] == f"{kept['record']}-1"
    log.write_text(json.dumps({**kept, "seed": "mine"}), encoding="utf-8")
    forged = call(root, *verify)
    assert forged.code == 1
    assert "зерно «mine» не получается из записи" in forged.out
    write_pool(tmp_path, TWELVE + FITTING.format(code="e13"))
    log.write_text(json.dumps(kept), encoding="utf-8")
    assert "реестр не тот" in call(root, *verify).out


def test_too_few_experts_write_nothing_and_no_log_is_written_over(root: Path, tmp_path: Path) -> None:
    pool, log = write_pool(tmp_path, TWELVE), tmp_path / "log"
    told = assign(root, pool, log, "--count", "12", "--exclude", "e01", "--exclude", "nobody")
    assert (told.code, log.exists()) == (1, False)
    assert "подходят 11, а нужно 12" in told.err
    assert "исключён вручную — 1" in told.err
    assert "эксперта «nobody» из --exclude в реестре нет" in told.err
    log.write_text("old", encoding="utf-8")
    assert assign(root, pool, log, "--count", "1").code == 1
    assert log.read_text(encoding="utf-8") == "old"


def test_nothing_private_may_lie_in_the_repository(root: Path, tmp_path: Path) -> None:
    inside, outside = root / "pool.csv", write_pool(tmp_path, TWELVE)
    inside.write_text(TWELVE, encoding="utf-8")
    (tmp_path / "link.csv").symlink_to(inside)
    for pool, log in (
        (inside, tmp_path / "l"),
        (outside, root / "l"),
        (tmp_path / "link.csv", tmp_path / "l"),
    ):
        told = assign(root, pool, log, "--count", "1")
        assert (told.code, "внутри хранилища" in told.err, log.exists()) == (1, True, False)
    folder = ("report", "experts", "--private")
    assert "внутри хранилища" in call(root, *folder, str(root)).err
    (tmp_path / "experts.csv").write_text(TWELVE, encoding="utf-8")
    told = call(root, *folder, str(tmp_path), "--output", str(root / "x.md"))
    assert (told.code, (root / "x.md").exists()) == (1, False)
    inside.unlink()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "[empty-private-table]"),
        (HEAD.replace("until", "untill") + "e1;;;;;;;;\n", "[missing-column] Нет столбца «until"),
        (HEAD + "e1;;;;;;;;\nE1;;;;;;;;\n", "[repeated-code] Код «E1» уже стоит в строке 2"),
        (HEAD + "Иванов Иван;;;;;;;;\n", "[bad-expert-code]"),
        (HEAD + ";math;;;;;;;\n", "Код эксперта не указан"),
        (HEAD + "e1;Матиматика;;;;;;;\n", "«Матиматика» нет в словаре"),
        (HEAD + "e1;;;;;Анапо;;;\n", "«Анапо» нет в словаре"),
        (HEAD + "e1;;;;;;;много;\n", "«много» — не число"),
        (HEAD + "e1;;;;;;;1;31.02.2027\n", "«31.02.2027» — не дата"),
        (HEAD + 'e1;";;;;;;;\n', "[bad-quotes]"),
    ],
)
def test_a_pool_with_mistakes_is_told_in_russian(
    root: Path, tmp_path: Path, text: str, expected: str
) -> None:
    told = assign(root, write_pool(tmp_path, text), tmp_path / "log", "--count", "1")
    assert (told.code, (tmp_path / "log").exists()) == (1, False)
    assert expected in told.err


def test_bytes_that_are_no_text_and_logs_that_are_none(root: Path, tmp_path: Path) -> None:
    pool = tmp_path / "pool.csv"
    pool.write_bytes(bytes(range(256)))
    assert "[unknown-encoding]" in assign(root, pool, tmp_path / "log", "--count", "1").err
    for data in (b"", b"{}", b"\xff", b"[" * 100_000):
        (tmp_path / "log").write_bytes(data)
        told = call(root, "experts", "verify", str(tmp_path / "log"), "--pool", str(pool))
        assert (told.code, "это не журнал жребия" in told.err) == (1, True)


def test_the_card_for_another_region_names_nobody(root: Path) -> None:
    card = call(root, "experts", "package", PRACTICE).out
    assert "title:" in card
    for field in (
        "authors",
        "organisation",
        "municipality",
        "contact",
        "communities",
        "expertise",
        "address",
    ):
        assert f"\n{field}:" not in card


def test_loads_are_shown_busiest_first(root: Path, tmp_path: Path) -> None:
    pool = write_pool(tmp_path, TWELVE + FITTING.format(code="busy").replace(";1;", ";7;"))
    told = call(root, "experts", "load", "--pool", str(pool), *DAY).out.replace("\u00a0", " ")
    assert told.splitlines()[0] == "busy: 7 практик, согласие до 31.12.2027"
    assert told.splitlines()[-1] == "13 экспертов, всего 19 практик."


def test_only_two_commands_read_what_is_private() -> None:
    """A build cannot read it: no part of a build calls what reads it."""
    readers = {"read_pool", "read_private_folder", "read_private_table"}
    texts = {path: path.read_text(encoding="utf-8") for path in (REPOSITORY / "generator").rglob("*.py")}
    found = {
        path.relative_to(REPOSITORY / "generator").as_posix()
        for path, text in texts.items()
        if any(name in text for name in readers)
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in readers
    }
    assert found == {"cli/experts.py", "cli/report.py", "private_data/folder.py", "private_data/pool.py"}

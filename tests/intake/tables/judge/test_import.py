"""Importing tables: what is understood, which mistakes are reported where, what is written."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from support.atlases import FIXTURES, assemble
from support.building import contents
from support.commands import assert_refused
from support.tables import FAULTS, ROW, STEPS, SUMMARY, TITLES, faulty, load, places, practices, workbook

from generator.source.yaml.reader import Refusal, read_yaml

GOLDEN = FIXTURES / "golden"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return assemble(tmp_path / "atlas", GOLDEN)


def _record(root: Path, path: str) -> Any:  # noqa: ANN401 - any YAML
    read = read_yaml((root / "content" / path).read_bytes())
    assert not isinstance(read, Refusal)
    return read.value


def test_a_table_with_words_for_headings_becomes_a_record(root: Path, tmp_path: Path) -> None:
    file = practices(
        tmp_path / "a.xlsx",
        [ROW],
        more={
            "Классы": "5–7",
            "Учебный пример": "нет",
            "Начало": "09.2024",
            "Добавлено": dt.date(2025, 2, 1),
            "Обновлено": "01.03.2025",
            "Результаты 1: Было": "12,5",
            "results.2.method": "Счёт",
            "results.2.indicator": "Число опытов",
            "results.2.after": "1 200",
        },
        instead={
            "Метки": " вода \n\nопыты\u00a0",
            "Результаты 1: Показатель": "Доля учеников",
            "Результаты 1: Стало": 50.0,
        },
    )

    told = load(root, file, "--write")

    assert told.code == 0, told.out
    assert "Записано в атлас: 1\u00a0запись." in told.out
    assert _record(root, "practices/opyty-s-vodoy.yaml") == {
        "id": "opyty-s-vodoy",
        "title": "Опыты с водой",
        "summary": SUMMARY,
        "education_levels": ["ooo"],
        "grades": [5, 6, 7],
        "subjects": ["physics"],
        "municipality": "beregovoy",
        "organisation": {"name": "Школа № 5"},
        "contact": {"phone": "+7 861 000-00-00"},
        "problem": "Опыты показывает учитель.\n\nУченики смотрят.",
        "steps": [
            {"title": "Набрать воду", "text": "Из-под крана."},
            {"title": "Вылить воду", "text": "В раковину."},
        ],
        "results": [
            {"indicator": "Доля учеников", "before": 12.5, "after": 50, "method": "Журнал опытов"},
            {"indicator": "Число опытов", "after": 1200, "method": "Счёт"},
        ],
        "started": "2024-09",
        "tags": ["вода", "опыты"],
        "added": "2025-02-01",
        "updated": "2025-03-01",
        "source": {"title": "Приказ № 1", "place": "с. 3"},
        "sample": False,
    }


def test_nothing_is_written_unless_asked(root: Path, tmp_path: Path) -> None:
    before = contents(root / "content")

    told = load(root, practices(tmp_path / "a.xlsx", [ROW]))

    assert told.code == 0
    assert "Можно записать: 1\u00a0запись. Чтобы записать, добавьте --write." in told.out
    assert contents(root / "content") == before


def test_only_clean_records_are_written(root: Path, tmp_path: Path) -> None:
    short = ("Другие опыты", "Коротко", *ROW[2:])

    told = load(root, practices(tmp_path / "a.xlsx", [ROW, short]), "--write")

    assert told.code == 1
    assert (root / "content/practices/opyty-s-vodoy.yaml").exists()
    assert not (root / "content/practices/drugie-opyty.yaml").exists()
    assert "Не записано из-за замечаний: 1\u00a0запись." in told.out


def test_nothing_is_overwritten(root: Path, tmp_path: Path) -> None:
    file = practices(tmp_path / "a.xlsx", [ROW])
    load(root, file, "--write")
    written = (root / "content/practices/opyty-s-vodoy.yaml").read_bytes()

    again = load(root, file, "--write")
    other = load(root, practices(tmp_path / "b.xlsx", [(*ROW[:5], "Школа № 6", *ROW[6:])]), "--write")

    assert again.code == 0
    assert "Уже есть в атласе и не отличаются: 1\u00a0запись." in again.out
    assert other.code == 1
    assert "уже есть в атласе: отличаются поля «Организация»" in other.out
    assert (root / "content/practices/opyty-s-vodoy.yaml").read_bytes() == written


def test_every_fault_is_told_with_its_cell(root: Path, tmp_path: Path) -> None:
    file = faulty(tmp_path / "a.xlsx")

    told = load(root, file)

    assert told.code == 1
    assert told.out == FAULTS.read_text(encoding="utf-8")
    assert not re.search(r"`|\bYAML\b|yaml|true|false|ключ|раздел с|\((?:title|summary|id)\)", told.out)


def test_records_of_a_table_are_judged_beside_those_of_the_atlas(root: Path, tmp_path: Path) -> None:
    known = next((root / "content/practices").glob("*.yaml"))
    title = _record(root, f"practices/{known.name}")["title"]
    rows = [(name, *ROW[1:]) for name in ("Опыты с водой", title, "опыты с водой")]
    ids, others = ["voda", "izvestnaya", "voda-2"], ["net-takogo", None, None]
    table: list[list[object]] = [
        ["id", *TITLES, "communities"],
        *([own, *row, other] for own, row, other in zip(ids, rows, others, strict=True)),
    ]
    steps = [STEPS[0], *((own, None, "Шаг", "Пояснение.") for own in ids)]
    file = workbook(tmp_path / "a.xlsx", {"Практики": table, "Шаги": steps})

    told = load(root, file)

    assert told.code == 1
    assert "[unknown-reference]" in told.out
    assert f"Такое же название уже есть: content/practices/{known.name}" in told.out
    assert "Такое же название уже есть: лист «Практики», строка 2" in told.out
    assert load(root, file, "--write").out.count("Записано в атлас: 0") == 1


def test_columns_may_stand_in_any_order_below_a_title(root: Path, tmp_path: Path) -> None:
    table = [["Практики Озёрского района за 2025 год"], [], [*reversed(TITLES)], [*reversed(ROW)]]
    file = workbook(tmp_path / "a.xlsx", {"Наши практики": table, "Шаги": STEPS})

    assert load(root, file, "--kind", "practice").code == 0
    assert load(root, file).code == 0  # its headings are those of one kind


def test_answers_of_a_form_are_read_by_a_table_of_columns(root: Path, tmp_path: Path) -> None:
    questions = ["Отметка времени", *(f"{title}?" for title in TITLES), "Первый шаг", "Как его сделать"]
    questions += ["Второй шаг", "Как сделать второй"]
    answers = ["01.09.2026 12:30:00", *ROW, "Набрать воду", "Из-под крана.", "Вылить воду", "В раковину."]
    columns = [
        ("Отметка времени", ""),
        *((f"{title}?", title) for title in TITLES[:6]),
        ("Телефон?", "contact.phone"),
        *((f"{title}?", title) for title in TITLES[7:]),
        ("Второй шаг", "steps.2.title"),
        ("Как сделать второй", "steps.2.text"),
        ("Первый шаг", "steps.1.title"),
        ("Как его сделать", "Шаги 1: Пояснение"),
    ]
    form, meanings = tmp_path / "form.csv", tmp_path / "columns.csv"
    form.write_text(_csv([questions, answers], ","), encoding="utf-8")
    meanings.write_text(_csv(columns, ";"), encoding="cp1251")

    told = load(root, form, "--kind", "practice", "--columns", str(meanings), "--write")

    assert told.code == 0, told.out
    assert _record(root, "practices/opyty-s-vodoy.yaml")["steps"] == [
        {"title": "Набрать воду", "text": "Из-под крана."},
        {"title": "Вылить воду", "text": "В раковину."},
    ]
    assert "[unknown-column]" in load(root, form, "--kind", "practice").out

    meanings.write_text(_csv([*columns[:-1], ("Как его сделать", "Шаги 1: Пояснени")], ";"), encoding="utf-8")
    misspelt = load(root, form, "--kind", "practice", "--columns", str(meanings)).out
    assert "Неизвестный столбец «Как его сделать», он же «Шаги 1: Пояснени» по таблице столбцов" in misspelt


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1251", "cp866", "koi8-r"]
)
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_csv_of_every_program_is_understood(
    root: Path, tmp_path: Path, encoding: str, delimiter: str
) -> None:
    plain = [cell.replace("№ ", "") for cell in ROW]
    heads = [*TITLES, *(f"steps.{step}.{part}" for step in (1, 2) for part in ("title", "text"))]
    row = [*plain, "Набрать воду", "Из-под крана.", "Вылить воду", "В раковину."]
    file = tmp_path / "a.csv"
    file.write_bytes(_csv([heads, row], delimiter).encode(encoding, errors="replace"))

    told = load(root, file, "--kind", "practice")

    assert told.code == 0, told.out


def test_a_csv_that_was_saved_in_a_wrong_encoding_is_read_anew(root: Path, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    text = _csv([["Название", "Кратко"], ["Опыты с водой", "Коротко"]], ";")
    file.write_text(text.encode().decode("cp1251"), encoding="utf-8")
    assert "[unknown-column]" not in load(root, file, "--kind", "practice").out


def test_usage(root: Path, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("title\n", encoding="utf-8")

    told = load(root, file).out
    assert told.startswith(
        "Файл «a.csv»: ошибка [unknown-sheet] По названиям столбцов не видно, какие записи"
    )
    assert "в команде — --kind practice" in told
    assert_refused(load(root, tmp_path / "none.xlsx"), "none.xlsx» нет", code=2)
    (tmp_path / "README.md").write_text("# Атлас\n", encoding="utf-8")
    assert_refused(load(root, tmp_path / "README.md"), "README.md» — не таблица: нужна книга Excel", code=2)
    (tmp_path / "broken.xlsx").write_text("# Атлас\n", encoding="utf-8")
    assert load(root, tmp_path / "broken.xlsx").out.startswith("Файл «broken.xlsx»: ошибка [damaged-table]")
    assert_refused(load(root, file, "--template", str(tmp_path / "b.xlsx")), "нужен файл таблицы", code=2)


def test_what_is_asked_of_new_records_is_told_and_keeps_none_from_the_atlas(
    root: Path, tmp_path: Path
) -> None:
    row = dict.fromkeys(TITLES[9:])
    file = practices(tmp_path / "a.xlsx", [ROW], STEPS[:2], instead=row)

    told = load(root, file, "--write")

    assert told.code == 1
    assert places(told.out) == [
        "Лист «Практики», строка 2 [few-steps]",
        "Лист «Практики», строка 2, столбец «Название» (A) [no-results]",
        "Лист «Практики», строка 2, столбец «Название» (A) [no-tags]",
        "Лист «Практики», строка 2, столбец «Источник: Документ» (I) [untraceable-source]",
    ]
    assert "Допустимо: поле «Место» — страница или пункт — или «Адрес» — адрес документа в сети." in told.out
    assert "Записано в атлас: 1\u00a0запись." in told.out
    again = load(root, file)
    assert (again.code, places(again.out)) == (0, []), "what the atlas has already is not new"


def test_an_error_of_the_rules_for_new_records_sends_a_record_back(root: Path, tmp_path: Path) -> None:
    summary = "Опыты с водой: ученики измеряют воду на школьном дворе и сами решают, что проверить дальше."
    told = load(root, practices(tmp_path / "a.xlsx", [(ROW[0], summary, *ROW[2:])]), "--write")
    assert places(told.out) == ["Лист «Практики», строка 2, столбец «Кратко» (B) [summary-repeats-title]"]
    assert "Не записано из-за замечаний: 1\u00a0запись." in told.out
    assert not (root / "content/practices/opyty-s-vodoy.yaml").exists()


def test_programs_are_told_in_json(root: Path, tmp_path: Path) -> None:
    short = ("Другие опыты", "Коротко", *ROW[2:])
    file = practices(tmp_path / "a.xlsx", [ROW, short])

    told = load(root, file, "--format", "json")
    report = json.loads(told.out)

    assert (told.code, report["version"], report["file"], report["written"]) == (1, 1, "a.xlsx", False)
    found = next(one for one in report["findings"] if one["code"] == "too-short")
    place = {"sheet": "Практики", "row": 3, "column": 2, "heading": "Кратко", "cell": "Коротко"}
    assert found.items() >= {**place, "severity": "error"}.items()
    assert found["help"] == ""  # the address of this site is an example
    errors = len([one for one in report["findings"] if one["severity"] == "error"])
    counts = {"records": 2, "new": 1, "same": 0, "spoilt": 1, "errors": errors}
    assert report["counts"] == {**counts, "warnings": len(report["findings"]) - errors}
    assert report["records"] == ["content/practices/opyty-s-vodoy.yaml"]
    clean = load(root, practices(tmp_path / "b.xlsx", [ROW]), "--format", "json", "--write")
    assert (clean.code, json.loads(clean.out)["written"]) == (0, True)
    assert json.loads(clean.out)["findings"] == []


def test_places_are_told_by_sheet_row_and_column(root: Path, tmp_path: Path) -> None:
    told = load(root, practices(tmp_path / "a.xlsx", [(*ROW[:6], "позвоните", *ROW[7:])]))

    assert places(told.out) == ["Лист «Практики», строка 2, столбец «Телефон» (G) [bad-pattern]"]


def _csv(rows: Sequence[Sequence[str]], delimiter: str) -> str:
    quoted = (['"' + cell.replace('"', '""') + '"' for cell in row] for row in rows)
    return "\r\n".join(delimiter.join(row) for row in quoted) + "\r\n"

"""Reports show findings to people and programs, without control characters for the terminal."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.model.findings import Finding, Severity
from generator.report import FORMATS, CheckReport
from generator.report.text import finding_text, findings_text, summary

LOOKED = "Проверено: 2\u00a0записи."


def finding(**changes: object) -> Finding:
    fields: dict[str, object] = {
        "path": "content/practices/a.yaml",
        "line": 3,
        "column": 8,
        "code": "too-short",
        "severity": Severity.ERROR,
        "what": "Поле «Название»: текст слишком короткий — 4 знака",
        "allowed": "5–140 знаков.",
        "action": "Допишите текст.",
        "source_line": "title: Урок",
        "width": 4,
    }
    return Finding(**fields | changes)  # type: ignore[arg-type]


def test_a_finding_is_shown_with_its_line_and_a_caret() -> None:
    assert finding_text(finding(near=("урок", "срок"))) == (
        "content/practices/a.yaml:3:8: ошибка [too-short] Поле «Название»: текст слишком короткий — 4 знака\n"
        "    title: Урок\n"
        "           ^^^^\n"
        "    Допустимо: 5–140 знаков.\n"
        "    Что сделать: Допишите текст.\n"
        "    Возможно, вы имели в виду «урок» или «срок»."
    )


def test_a_warning_without_a_line_is_short() -> None:
    shown = finding_text(finding(severity=Severity.WARNING, source_line="", allowed="", action="Исправьте"))
    assert shown.split("\n") == [
        (
            "content/practices/a.yaml:3:8: предупреждение [too-short] "
            "Поле «Название»: текст слишком короткий — 4 знака"
        ),
        "    Что сделать: Исправьте.",
    ]


def test_a_long_line_is_cut_around_the_caret() -> None:
    line = "x" * 500 + "ЗДЕСЬ" + "y" * 500
    _, source, caret, *_ = finding_text(finding(source_line=line, column=501, width=5)).split("\n")
    assert len(source) < 115
    assert source[caret.index("^") : caret.rindex("^") + 1] == "ЗДЕСЬ"


def test_the_caret_stands_under_wide_characters() -> None:
    _, source, caret, *_ = finding_text(finding(source_line="a: 漢字 б", column=7, width=1)).split("\n")
    assert source == "    a: 漢字 б"
    assert caret == "    " + " " * 8 + "^"


@pytest.mark.parametrize("character", ["\x1b", "\x07", "\u202e", "\u200b", "\u2028", "\x9b"])
def test_control_characters_do_not_reach_the_terminal(character: str) -> None:
    shown = finding_text(finding(source_line=f"a: {character}[31m", what=f"ключ {character}", column=4))
    assert character not in shown


@settings(deadline=None)
@given(st.text(max_size=150), st.integers(1, 160), st.integers(1, 200))
def test_any_line_can_be_shown(line: str, column: int, width: int) -> None:
    shown = finding_text(finding(source_line=line.replace("\n", ""), column=column, width=width))
    assert "Допустимо: 5–140 знаков." in shown


def test_counts_are_in_words() -> None:
    errors, warnings = finding(), finding(severity=Severity.WARNING, path="b.yaml")
    assert summary([], "") == "Замечаний нет."
    assert summary([errors, warnings], "Проверено: 1 запись.") == (
        "Проверено: 1 запись. Найдено: 1\u00a0ошибка и 1\u00a0предупреждение в 2\u00a0файлах."
    )
    assert summary([warnings] * 5, "") == "Найдено: 5\u00a0предупреждений в 1\u00a0файле."
    assert findings_text([], "Проверено всё.") == "Проверено всё. Замечаний нет.\n"


def test_json_has_its_stable_shape() -> None:
    findings = [finding(), finding(severity=Severity.WARNING, near=("а",))]
    told = CheckReport(findings=findings, paths=["a.yaml"] * 7, site="https://atlas-regiona.ru/")
    report = json.loads(FORMATS["json"](told))
    assert report.keys() == {"version", "findings", "counts"}
    assert report["version"] == 1
    assert report["counts"] == {"files": 7, "errors": 1, "warnings": 1}
    assert report["findings"][1] == {
        "path": "content/practices/a.yaml",
        "line": 3,
        "column": 8,
        "width": 4,
        "code": "too-short",
        "severity": "warning",
        "what": "Поле «Название»: текст слишком короткий — 4 знака",
        "allowed": "5–140 знаков.",
        "action": "Допишите текст.",
        "near": ["а"],
        "source_line": "title: Урок",
        "help": "https://atlas-regiona.ru/findings/too-short/",
    }


def test_pages_that_explain_the_findings_stand_at_the_end_once() -> None:
    report = findings_text(
        [finding(), finding(code="alias"), finding(line=9)], LOOKED, "https://atlas-regiona.ru"
    )
    assert report.splitlines()[-4:] == [
        "Подробнее: https://atlas-regiona.ru/findings/alias/",
        "Подробнее: https://atlas-regiona.ru/findings/too-short/",
        "",
        "Проверено: 2\u00a0записи. Найдено: 3\u00a0ошибки в 1\u00a0файле.",
    ]


@pytest.mark.parametrize(
    "site", ["", "https://example.org/atlas/", "https://atlas.example/", "http://localhost:8000/"]
)
def test_without_a_site_a_command_explains_the_findings(site: str) -> None:
    report = findings_text([finding()], LOOKED, site)
    assert report.splitlines()[-3] == "Подробнее: atlas explain too-short"


def test_a_terminal_shows_what_is_what() -> None:
    painted = findings_text([finding()], LOOKED, paint=lambda text, tone: f"<{tone}>{text}</{tone}>")
    head, _, caret, *_ = painted.splitlines()
    assert head.startswith("<place>content/practices/a.yaml:3:8:</place> <error>ошибка</error> [too-short] ")
    assert caret.strip() == "<caret>^^^^</caret>"
    assert re.sub(r"</?(?:place|error|caret)>", "", painted) == findings_text([finding()], LOOKED)

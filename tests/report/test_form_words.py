"""Advice in the words of a form: no keys, no lines of a file."""

from __future__ import annotations

import json
import re

import pytest
from msgspec.structs import replace
from support.atlases import REFERENCE, REPOSITORY
from support.findings import SAMPLE

from generator.check.settings_check import sound_settings
from generator.model.findings import Finding
from generator.report.base import message
from generator.report.form_words import form_wording
from generator.source.schema_files import read_schemas

EXAMPLES = json.loads((REPOSITORY / "generator/report/guide/examples.json").read_text(encoding="utf-8"))
WORDING = form_wording(sound_settings(REFERENCE, read_schemas(REPOSITORY)))
OF_FILES = re.compile(
    r"\bключ(?:|а|и|ом|ами)\b|\bфайл[аеу]?\b|\([a-z_]+(?:: [^)]*)?\)"
    r"|content/|site_config|\.yaml|YAML|латиницей|git|true|false"
)
"""Words that nobody knows who has only seen a form."""


def example_of(code: str) -> Finding:
    """Return the finding shown in the explanation of a code."""
    first, *lines = EXAMPLES[code]["said"].split("\n")
    texts = {name: line.partition(": ")[2] for line in lines for name in [line.strip().partition(": ")[0]]}
    near = re.findall("«([^«»]+)»", next((line for line in lines if "Возможно, вы имели" in line), ""))
    return replace(
        SAMPLE,
        code=code,
        what=first.partition("] ")[2],
        allowed=texts.get("Допустимо", ""),
        action=texts.get("Что сделать", ""),
        near=tuple(near),
    )


def is_of_a_record(code: str) -> bool:
    return bool(EXAMPLES[code]["said"].startswith("content/"))


@pytest.mark.parametrize("code", [code for code in EXAMPLES if is_of_a_record(code)])
def test_no_word_of_a_file_is_said(code: str) -> None:
    (found,) = WORDING.reword([example_of(code)])
    said = message(found).replace("лучше всего доходит файл", "")
    assert OF_FILES.search(said) is None, said
    assert found.what


def reworded(**parts: object) -> Finding:
    (found,) = WORDING.reword([replace(SAMPLE, **parts)])
    return found


@pytest.mark.parametrize(
    ("code", "action", "said"),
    [
        ("missing-key", "Добавьте строку «municipality: …».", ""),
        ("missing-one-of", "Добавьте строку «email: …».", "Заполните в форме хотя бы одно из этих полей."),
        (
            "blank-text",
            "Впишите текст или удалите поле вместе с ключом.",
            "Впишите текст или оставьте это поле формы пустым.",
        ),
        ("stray-spaces", "Уберите лишние пробелы.", "Уберите лишние пробелы."),
        ("missing-source", "Поле «Источник» (source).", "Поле «Источник»."),
        ("missing-source", "«Учебный пример» (sample: true).", "«Учебный пример»: да."),
        (
            "duplicate-title",
            "Смотрите content/practices/a-b.yaml.",
            "Смотрите https://example.org/atlas/practices/a-b/.",
        ),
    ],
)
def test_advice_speaks_of_questions_and_answers(code: str, action: str, said: str) -> None:
    assert reworded(code=code, action=action).action == said


def test_a_missing_answer_is_told_with_what_is_asked() -> None:
    found = reworded(code="missing-key", what="Не заполнено «Контакт» (contact)", allowed="Куда обратиться.")
    assert (found.what, found.allowed) == ("Не заполнено «Контакт» — куда обратиться", "")


def test_choices_are_called_by_their_titles() -> None:
    what = "Поле «Муниципалитет» (municipality): значения «Капинск» нет в словаре «Места»"
    found = reworded(
        code="not-in-vocabulary",
        what=what,
        allowed="Значения из «site_config/municipalities.yaml».",
        action="Впишите короткое имя значения латиницей, как в словаре.",
        near=("kavkazsky",),
    )
    assert found.what == "Поле «Муниципалитет»: значения «Капинск» нет в списке «Места»"
    assert (found.allowed, found.action) == ("", "Выберите значение из списка в форме.")
    assert found.near == ("Кавказский район",)


def test_a_source_is_asked_for_without_the_way_of_made_up_records() -> None:
    (found,) = WORDING.reword([example_of("missing-source")])
    assert found.allowed.rstrip(".") == "поле «Источник» с названием документа"


def test_damage_is_told_once() -> None:
    found = WORDING.reword(
        [replace(SAMPLE, code="yaml-quote"), SAMPLE, replace(SAMPLE, code="duplicate-key")]
    )
    assert [one.code for one in found] == ["yaml-quote", SAMPLE.code]
    assert found[0].what == "Запись дошла повреждённой: целиком её прочитать не удалось"

"""Advice in the words of a form: no keys, no lines of a file."""

from __future__ import annotations

import pytest

from generator.model.findings import Finding, Severity
from generator.report.form_words import use_form_words


@pytest.mark.parametrize(
    ("code", "action", "said"),
    [
        ("missing-key", "Добавьте строку «municipality: …».", "Ответьте на этот вопрос формы."),
        ("missing-one-of", "Добавьте строку «email: …».", "Заполните в форме хотя бы одно из этих полей."),
        (
            "blank-text",
            "Впишите текст или удалите поле вместе с ключом.",
            "Впишите текст или оставьте это поле формы пустым.",
        ),
        ("stray-spaces", "Уберите лишние пробелы.", "Уберите лишние пробелы."),
    ],
)
def test_advice_speaks_of_questions_and_answers(code: str, action: str, said: str) -> None:
    found = Finding(
        path="a.yaml", line=1, column=1, code=code, severity=Severity.ERROR, what="", action=action
    )
    assert use_form_words(found).action == said

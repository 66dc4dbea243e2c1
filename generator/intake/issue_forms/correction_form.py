"""The issue form for correcting one field of a record that the atlas already has."""

from collections.abc import Mapping, Sequence
from typing import Any

from generator.intake.issue_forms.form_element import form_element

FORM_FILE = "correction.yml"
TITLE = "Исправление"
RECORD, FIELD, VALUE = "Какую запись исправить", "Что исправить", "Как должно быть"
"""Labels of the questions."""
_INTRO = (
    "Исправьте одно поле записи, которая уже есть в атласе; для другого поля заведите ещё одну задачу. Робот "
    "проверит ответ и передаст исправление редактору. **Всё, что вы здесь напишете, сразу увидят все**: не "
    "пишите имён людей, личных телефонов и личной почты."
)
_VALUE_HELP = (
    "Целиком, как это поле должно читаться: прежнее значение заменится. Несколько значений — каждое с новой "
    "строки; пункты шагов, результатов и других списков разделяйте пустой строкой."
)


def correction_form(labels: Sequence[str]) -> Mapping[str, Any]:
    """Return the form; `labels` name the fields that can be corrected, each once."""
    questions = (
        ("input", "record", RECORD, {"description": "Адрес её страницы на сайте атласа."}),
        ("dropdown", "field", FIELD, {"description": "Поле записи.", "options": list(labels)}),
        ("textarea", "value", VALUE, {"description": _VALUE_HELP}),
    )
    return {
        "name": TITLE,
        "description": "Исправить одно поле записи, которая уже есть: робот сделает запрос редактору.",
        "title": f"{TITLE}: ",
        "body": [
            {"type": "markdown", "attributes": {"value": _INTRO}},
            *(
                form_element(element, key, {"label": label, **attributes}, required=True)
                for element, key, label, attributes in questions
            ),
        ],
    }

"""The issue forms that are the same for all kinds: corrections of a field, requests for help with a practice.

Requesters are identified by kind and municipality only, never by name (S4, п. 3.2.3).
"""

from collections.abc import Mapping, Sequence
from typing import Any

from generator.intake.tables.cells.values import terms_of
from generator.model.kinds import PRACTICE
from generator.model.record_fields import MUNICIPALITIES
from generator.model.settings import Settings

CORRECTION, REQUEST = "Исправление", "Запрос на сопровождение"
"""The titles of the forms."""
RECORD, FIELD, VALUE = "Какую запись исправить", "Что исправить", "Как должно быть"
ASKED, BY, PLACE, NEED = "Практика", "Кто просит", "Муниципалитет", "Что нужно"
"""Labels of the questions."""
ASKERS, STATES = "requester_kinds", "accompaniment_states"
_CORRECTION_INTRO = (
    "Исправьте одно поле записи, которая уже есть в атласе; для другого поля заведите ещё одну задачу. Робот "
    "проверит ответ и передаст исправление редактору. **Всё, что вы здесь напишете, сразу увидят все**: не "
    "пишите имён людей, личных телефонов и личной почты."
)
_VALUE_HELP = (
    "Целиком, как это поле должно читаться: прежнее значение заменится. Несколько значений — каждое с новой "
    "строки; пункты шагов, результатов и других списков разделяйте пустой строкой."
)
_REQUEST_INTRO = (
    "Попросите помочь внедрить практику. **Всё, что вы здесь напишете, сразу увидят все**: не пишите имён "
    "людей, личных телефонов и личной почты. Ответит редакция атласа под этой задачей."
)


def correction_form(labels: Sequence[str]) -> Mapping[str, Any]:
    """Return the form for a correction; `labels` name the fields that can be corrected, each once."""
    return make_form(
        CORRECTION,
        "Исправить одно поле записи, которая уже есть: робот сделает запрос редактору.",
        markdown(_CORRECTION_INTRO),
        form_element("input", "record", RECORD, "Адрес её страницы на сайте атласа.", required=True),
        form_element("dropdown", "field", FIELD, "Поле записи.", required=True, options=list(labels)),
        form_element("textarea", "value", VALUE, _VALUE_HELP, required=True),
    )


def accompaniment_form(settings: Settings) -> Mapping[str, Any] | None:
    """Return the form of a request; None for an atlas without practices or without its vocabularies."""
    terms = terms_of(settings)
    if not settings.atlas.kinds[PRACTICE.name].enabled or not {ASKERS, STATES} <= terms.keys():
        return None
    askers, places = terms[ASKERS].titles(), terms[MUNICIPALITIES].titles()
    help_wanted = "Чем помочь: стажировка, консультация, разбор материалов."
    return make_form(
        REQUEST,
        "Попросить помочь внедрить практику: ответит редакция атласа.",
        markdown(_REQUEST_INTRO),
        form_element("input", "practice", ASKED, "Адрес страницы практики.", required=True),
        form_element("dropdown", "by", BY, "Вид организации.", required=True, options=askers),
        form_element("dropdown", "municipality", PLACE, "Откуда вы.", options=places),
        form_element("textarea", "need", NEED, help_wanted),
    )


def make_form(title: str, about: str, *body: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return an issue form of GitHub; the title of an issue begins with that of its form."""
    return {"name": title, "description": about, "title": f"{title}: ", "body": [*body]}


def markdown(text: str) -> Mapping[str, Any]:
    """Return a text between the questions."""
    return {"type": "markdown", "attributes": {"value": text}}


def form_element(
    element: str, key: str, label: str, about: str = "", *, required: bool = False, **attributes: object
) -> Mapping[str, Any]:
    """Return a question.

    Args:
        element: what it is answered with: `input`, `textarea` or `dropdown`.
        key: its id in the form, unlike all others there.
        label: the question.
        about: what to know for the answer.
        required: whether the form is refused without an answer.
        attributes: its options and the like.
    """
    said = {"label": label, **({"description": about} if about else {}), **attributes}
    made = {"type": element, "id": key, "attributes": said}
    return made | ({"validations": {"required": True}} if required else {})

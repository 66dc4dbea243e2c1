"""The issue form for asking for help with a practice.

Requesters are identified by kind and municipality only, never by name (S4, п. 3.2.3).
"""

from collections.abc import Mapping
from typing import Any

from generator.intake.issue_forms.form_element import form_element
from generator.intake.tables.cells.values import VocabularyTerms, terms_of
from generator.model.kinds import PRACTICE
from generator.model.record_fields import MUNICIPALITIES
from generator.model.settings import Settings

FORM_FILE = "accompaniment.yml"
"""Used by the templates `ask` of forges (see `atlas.yaml`)."""
TITLE = "Запрос на сопровождение"
ASKED, BY, PLACE, NEED = "Практика", "Кто просит", "Муниципалитет", "Что нужно"
"""Labels of the questions."""
ASKERS, STATES = "requester_kinds", "accompaniment_states"
_INTRO = (
    "Попросите помочь внедрить практику. **Всё, что вы здесь напишете, сразу увидят все**: не пишите имён "
    "людей, личных телефонов и личной почты. Ответит редакция атласа под этой задачей."
)


def accompaniment_form(settings: Settings) -> Mapping[str, Any] | None:
    """Return the issue form of a request; None for an atlas without practices or without its vocabularies."""
    vocabularies = terms_of(settings)
    if not settings.atlas.kinds[PRACTICE.name].enabled or not {ASKERS, STATES} <= vocabularies.keys():
        return None
    return {
        "name": TITLE,
        "description": "Попросить помочь внедрить практику: ответит редакция атласа.",
        "title": f"{TITLE}: ",
        "body": [
            {"type": "markdown", "attributes": {"value": _INTRO}},
            _question("input", "practice", ASKED, "Адрес страницы практики.", required=True),
            _question("dropdown", "by", BY, "Вид организации.", vocabularies[ASKERS], required=True),
            _question("dropdown", "municipality", PLACE, "Откуда вы.", vocabularies[MUNICIPALITIES]),
            _question("textarea", "need", NEED, "Чем помочь: стажировка, консультация, разбор материалов."),
        ],
    }


def _question(  # noqa: PLR0913 - the parts of a question of GitHub
    element: str,
    key: str,
    label: str,
    description: str,
    terms: VocabularyTerms | None = None,
    *,
    required: bool = False,
) -> Mapping[str, Any]:
    attributes: dict[str, Any] = {"label": label, "description": description}
    if terms is not None:
        attributes["options"] = [terms.title_of(term.id) for term in terms.vocabulary.terms]
    return form_element(element, key, attributes, required=required)

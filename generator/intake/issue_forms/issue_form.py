"""GitHub's issue forms, generated from schemas and vocabularies: the questions for a kind, and the files."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec
import yaml

from generator.base.russian import capitalise
from generator.check.explain.lengths import describe_limits
from generator.intake.issue_forms.fixed_forms import (
    accompaniment_form,
    correction_form,
    form_element,
    make_form,
    markdown,
)
from generator.intake.tables.cells.values import VocabularyTerms
from generator.intake.tables.layout import ID, Column, Table, first_pointer, tables_of
from generator.model.annotations import PARAGRAPHS
from generator.model.kinds import KINDS, Kind
from generator.model.settings import Settings, Vocabulary
from generator.source.fields import Fields, find_alternatives
from generator.source.schema_files import Schemas, vocabularies_of

FOLDER = ".github/ISSUE_TEMPLATE"
UNKNOWN = "Не выбрано"
"""The first choice of every list: GitHub uses the first one if nothing is chosen."""
YES, NO = "Да", "Нет"
KIND = "Вид записи"
"""The question that identifies issues of a form, and the form."""
_PERSONAL = frozenset({"name", "consent"})
"""An issue is public at once, before an editor has seen the consent: it does not ask for names."""
_HEAD = "# Made by `atlas forms` from schemas/ and site_config/: change those, then run it again.\n"
_INTRO = (
    "Заполните, что знаете: остальное допишете потом. Робот проверит ответы и за несколько минут ответит "
    "под этой задачей. **Всё, что вы здесь напишете, сразу увидят все**: не пишите имён людей, личных "
    "телефонов и личной почты."
)
_OPTIONAL = "## Необязательное\n\nЧем больше заполнено, тем охотнее записью воспользуются."
_SEVERAL = "Можно выбрать несколько."
_LINES = "Каждое значение с новой строки."
_DAY, _PARTIAL = "День: 2026-09-01.", "Год, месяц или день: 2026, 2026-09, 2026-09-01."
_FEW = 30
"""Most whole numbers that are offered as a list to choose from."""


class FormQuestion(msgspec.Struct, frozen=True, kw_only=True):
    """One question: about a value (`column`), or about a list of sections (`table`)."""

    label: str
    key: str
    required: bool
    column: Column | None = None
    table: Table | None = None


def form_questions(kind: Kind, schemas: Schemas) -> tuple[FormQuestion, ...]:
    """Return the questions of a kind's form: what a record requires comes first.

    Fields for editors are left out, and so are references to other records, whose ids nobody knows by heart.
    """
    found = _find_questions(kind, Fields(schemas=schemas, file=kind.schema_file))
    return tuple(sorted(found, key=lambda question: not question.required))


def find_kind(text: str, settings: Settings) -> Kind | None:
    """Return the kind that an answer names; None if it names none."""
    return next((kind for kind in KINDS if kind_title(kind, settings) == text.strip()), None)


def kind_title(kind: Kind, settings: Settings) -> str:
    """Return the name for one record of a kind: «Ресурсный центр»."""
    return capitalise(settings.atlas.kinds[kind.name].forms[0])


def _find_questions(kind: Kind, fields: Fields) -> Iterator[FormQuestion]:
    records, *lists = tables_of(kind, fields)
    either = find_alternatives(fields.at(()).schema)
    for column in records.columns:
        if column.way == ID or _is_editors(fields, column.way) or _is_reference(column):
            continue
        # asked first even if optional: a source, a contact
        main = fields.at(first_pointer(column.way[:1])).schema.get("x-form-group") == "main"
        required = column.required or main or column.way[0] in either
        yield FormQuestion(label=column.title(), key=column.key(), required=required, column=column)
    for table in lists:
        if None in table.way[:-1] or _is_editors(fields, table.way):
            continue
        columns = tuple(select_columns(table))
        if columns:
            key = ".".join(str(step) for step in table.way[:-1])
            needed = fields.at(()).schema.get("required", [])
            must = len(table.way) == len((*needed[:1], None)) and table.way[0] in needed
            made = Table(kind=kind, way=table.way, titles=table.titles, columns=columns)
            yield FormQuestion(label=table.title, key=key, required=must, table=made)


def select_columns(table: Table) -> Iterator[Column]:
    """Yield the columns of a list's items that a form asks for: single values, nothing personal."""
    keys = {column.way[len(table.way)] for column in table.columns}
    hidden = _PERSONAL if "consent" in keys else frozenset[str]()
    for column in table.columns:
        if not column.many and not _is_reference(column) and column.way[len(table.way)] not in hidden:
            yield column


def _is_editors(fields: Fields, way: Sequence[str | None]) -> bool:
    field = fields.at((str(way[0]),))
    person = "consent" in field.schema.get("properties", {}) and len(way) > 1 and way[1] in _PERSONAL
    return field.schema.get("x-form-group") == "editor" or person


def _is_reference(column: Column) -> bool:
    return "x-reference" in column.value.schema


def make_issue_forms(schemas: Schemas, settings: Settings) -> dict[str, str]:
    """Return the texts of the form files by file name; disabled kinds have none."""
    enabled = [kind for kind in KINDS if settings.atlas.kinds[kind.name].enabled]
    forms = {f"{kind.name}.yml": _make_form(kind, schemas, settings) for kind in enabled}
    link = {
        "name": "Форма на сайте",
        "url": f"{settings.atlas.site_address.rstrip('/')}/propose/",
        "about": "Заполнить запись с подсказками и увидеть, какой она будет.",
    }
    labels = dict.fromkeys(one.label for kind in enabled for one in form_questions(kind, schemas))
    forms["correction.yml"] = _dump(correction_form(list(labels)))
    asking = accompaniment_form(settings)
    if asking is not None:
        forms["accompaniment.yml"] = _dump(asking)  # used by the templates `ask` of forges (see `atlas.yaml`)
    return {**forms, "config.yml": _dump({"blank_issues_enabled": True, "contact_links": [link]})}


def list_options(column: Column, vocabularies: Mapping[str, Vocabulary]) -> list[str]:
    """Return the choices for a value; empty if it is free text."""
    schema = column.value.schema
    vocabulary = vocabularies.get(column.value.vocabulary)
    if vocabulary is not None:
        return VocabularyTerms(vocabulary).titles()
    if schema.get("type") == "boolean":
        return [YES, NO]
    least, most = schema.get("minimum"), schema.get("maximum")
    if schema.get("type") == "integer" and column.many and least is not None and most is not None:
        return [str(number) for number in range(least, min(most, least + _FEW) + 1)]
    return []


def _make_form(kind: Kind, schemas: Schemas, settings: Settings) -> str:
    title = kind_title(kind, settings)
    vocabularies = vocabularies_of(settings)
    asked = form_questions(kind, schemas)
    first = [_make_question(question, vocabularies) for question in asked if question.required]
    rest = [_make_question(question, vocabularies) for question in asked if not question.required]
    chosen = form_element("dropdown", "record-kind", KIND, required=True, options=[title], default=0)
    about = f"Предложить запись: {title.lower()}. Робот сделает из ответов запрос редактору."
    return _dump(make_form(title, about, markdown(_INTRO), chosen, *first, markdown(_OPTIONAL), *rest))


def _make_question(question: FormQuestion, vocabularies: Mapping[str, Vocabulary]) -> Mapping[str, Any]:
    if question.column is None:
        return _make_list_question(question)
    column = question.column
    choices = list_options(column, vocabularies)
    attributes: dict[str, Any] = {}
    description = column.field.help
    for form in filter(None, _describe_format(column, choices)):
        description += "" if form.rstrip(".") in description else f" {form}"
    element = "dropdown" if choices else "input"
    if choices:
        attributes |= {"multiple": True} if column.many else {}
        attributes["options"] = choices if column.many else [UNKNOWN, *choices]
        attributes |= {} if column.many else {"default": 0}
    elif column.many or column.text in PARAGRAPHS:
        element = "textarea"
    key = _element_key(question)
    return form_element(element, key, question.label, description, required=column.required, **attributes)


def _make_list_question(question: FormQuestion) -> Mapping[str, Any]:
    assert question.table is not None  # noqa: S101 - a question is about one of the two
    table = question.table
    needed = [table.heading(column) for column in table.columns if column.required]
    others = [table.heading(column) for column in table.columns if not column.required]
    words = ("первая строка", "вторая", "третья", "четвёртая")
    order = ", ".join(f"{word} — «{name}»" for word, name in zip(words, needed, strict=False))
    sentences = ["Пункты разделяйте пустой строкой."]
    if needed:
        sentences.append(f"В пункте {order}.")
    if others:
        sentences.append(f"Если есть, допишите строки: {', '.join(f'«{name}: …»' for name in others)}.")
    sample = "\n".join([*needed, *(f"{name}: " for name in others)])
    about, key, must = " ".join(sentences), _element_key(question), question.required
    return form_element("textarea", key, question.label, about, required=must, placeholder=sample)


def _element_key(question: FormQuestion) -> str:
    return question.key.replace(".", "-").replace("_", "-")


def _describe_format(column: Column, choices: Sequence[str]) -> Iterator[str]:
    schema = column.value.schema
    if choices:
        yield _SEVERAL if column.many else ""
        return
    yield _LINES if column.many else ""
    if schema.get("x-date"):
        yield _PARTIAL if "?" in schema.get("pattern", "") else _DAY
        return
    yield schema.get("x-form-hint", "")
    yield describe_limits(schema)


class _Dumper(yaml.SafeDumper):
    """Writes no anchors: several lists may share the same choices."""

    def ignore_aliases(self, data: object) -> bool:
        del data
        return True


def _dump(value: object) -> str:
    text: str = yaml.dump(value, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=100)
    return _HEAD + text

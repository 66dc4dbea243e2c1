"""Rewords findings on records for tables: cells and columns instead of keys and files.

What is wrong and its code stay as they are; what is allowed and what to do are reworded where they mention a
file. A new rule needs nothing here unless its words do.
"""

import re
from collections.abc import Mapping
from typing import Any

import msgspec
from msgspec.structs import asdict, replace

from generator.base.russian import join_words, quote_all
from generator.check.explain.lengths import describe_limits
from generator.check.explain.shared_wording import ALL_NUMBERS, ALL_VALUES, DATE_FORM
from generator.intake.tables.cells.values import NO, YES, VocabularyTerms
from generator.intake.tables.files.grids import CellValue, excerpt
from generator.intake.tables.sheets import VALUES
from generator.model.findings import Pointer, Problem
from generator.source.fields import Field, Fields, find_alternatives

_FOLDER = re.compile(r"в content/([a-z_]+)/(?![a-z0-9])")
_SAID: Mapping[str, str] = {"true": YES, "false": NO}
_NEEDED: Mapping[str, str] = {
    "string": "нужен текст",
    "integer": "нужно целое число",
    "number": "нужно число",
    "boolean": f"нужно «{YES}» или «{NO}»",
}
MOST_LISTED = 12
"""Longer lists of values are referred to by sheet."""
_NOTES_ELSEWHERE = "Исправьте значение; пояснения к числам и словам вписывайте в другие столбцы."
_DATE_FORM = "Запишите дату в одном из этих видов."
_ALLOWED: Mapping[str, str] = {"unknown-reference": "Идентификатор записи из атласа или из этой таблицы."}
_ACTIONS: Mapping[str, str] = {
    "missing-one-of": "Заполните хотя бы один из этих столбцов.",
    "not-in-vocabulary": "Выберите значение из списка.",
    "not-one-line": "Уберите перевод строки из ячейки.",
    "stray-spaces": "Уберите лишние пробелы.",
    "blank-text": "Впишите текст или очистите ячейку.",
    "id-not-file-name": "Исправьте идентификатор.",
    "reserved-id": "Добавьте к идентификатору слово из названия.",
}


_WORDS_OF_FILES = (
    ("удалите поле вместе с ключом", "оставьте ячейку пустой"),
    ("Удалите поле вместе с ключом", "Оставьте ячейку пустой"),
    ("удалите пункт", "уберите его из ячейки"),
    (" своим пунктом", " на своей строке ячейки"),
    (", в файле после «- »", ""),
)
"""Wording of an action for a file, and for a table."""


class TableFields(Fields, frozen=True, kw_only=True):
    """Fields called by their titles alone: nobody sees keys in a table."""

    def at(self, pointer: Pointer) -> Field:
        """Return the field at a pointer."""
        return _TitledField(**asdict(Fields.at(self, pointer)))


class _TitledField(Field, frozen=True, kw_only=True):
    @property
    def name(self) -> str:
        return f"«{self.title or self.key}»"


class TableWording(msgspec.Struct, frozen=True, kw_only=True):
    """Rewords problems of one kind's records for tables."""

    fields: TableFields
    terms: Mapping[str, VocabularyTerms]
    folders: Mapping[str, str]
    """Names of the records in a folder of the atlas."""
    lists: Mapping[Pointer, str]
    """How to add items to a list of sections, in words, by the pointer of the list."""

    def find_target(self, problem: Problem) -> Pointer:
        """Return the pointer of a problem; for a missing section, that of its first required value."""
        pointer = (*problem.pointer, *problem.missing_keys[:1])
        schema = self.fields.at(pointer).schema
        while problem.missing_keys and schema.get("type") == "object":
            either = find_alternatives(schema)
            pointer = (*pointer, [*schema.get("required", []), *either, *schema["properties"]][0])
            schema = self.fields.at(pointer).schema
        return pointer

    def reword(self, problem: Problem, cell: CellValue) -> Problem:
        """Reword a problem for tables; `cell` is the content of the cell."""
        missing = problem.missing_keys[:1] if problem.code == "missing-key" else ()
        where = (*problem.pointer, *missing)
        described = self.fields.at(where)
        words = self._reword_values(problem, described, cell)
        allowed = _ALLOWED.get(problem.code, words.allowed)
        action = words.action if problem.action == ALL_VALUES else _ACTIONS.get(problem.code, words.action)
        if problem.code == "missing-key":
            keys = tuple(step for step in where if isinstance(step, str))
            action = self.lists.get(keys, "Заполните ячейку.")
        texts = (self._use_titles(text, problem.pointer) for text in (words.what, allowed, action))
        what, allowed, action = texts
        return replace(words, what=what, allowed=allowed, action=action)

    def _reword_values(self, problem: Problem, described: Field, cell: CellValue) -> Problem:
        if problem.code == "wrong-type":
            kind = str(described.schema.get("type", ""))
            needed = _NEEDED.get(kind, "нужно другое значение")
            what = f"{self.fields.place(problem.pointer)}: {needed}, а записано «{excerpt(cell)}»"
            return replace(
                problem,
                what=what,
                allowed=describe_limits(described.schema) or described.help,
                action=problem.action if problem.action == ALL_NUMBERS else _NOTES_ELSEWHERE,
            )
        if problem.code == "not-a-date":
            action = _DATE_FORM if problem.action == DATE_FORM.action else problem.action
            return replace(problem, allowed=describe_date(described.schema), action=action)
        terms = self.terms.get(described.vocabulary)
        if terms is not None:
            near = tuple(terms.title_of(term_id) for term_id in problem.suggestions)
            return replace(problem, allowed=_list_values(terms), suggestions=near)
        if problem.code in {"missing-key", "bad-pattern"}:
            hint = described.schema.get("x-form-hint", "")
            return replace(problem, allowed=hint or described.help)
        return problem

    def _use_titles(self, text: str, pointer: Pointer) -> str:
        """Return a text with fields called by their titles, and folders by their contents."""
        for words, others in _WORDS_OF_FILES:
            text = text.replace(words, others)
        text = _FOLDER.sub(lambda found: f"среди записей «{self.folders.get(found[1], found[1])}»", text)
        return self.fields.replace_mentions(text, pointer, _title_of)


def _title_of(described: Field, value: str) -> str:
    return f"{described.name}: {_SAID.get(value, value)}" if value else described.name


def describe_date(schema: Mapping[str, Any]) -> str:
    """Return how a date of a field is written."""
    if "?" in schema.get("pattern", ""):
        return "Год, месяц или день: 2026, 2026-09 или 09.2026, 2026-09-01 или 01.09.2026."
    return "День: 2026-09-01 или 01.09.2026."


def _list_values(terms: VocabularyTerms) -> str:
    titles = terms.titles()
    if len(titles) > MOST_LISTED:
        return f"Значения — на листе «{VALUES}» шаблона, столбец «{terms.vocabulary.title}»."
    return f"{join_words(quote_all(titles), 'или')}."

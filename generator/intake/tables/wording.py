"""Rewords what checks say of records for tables: cells and columns in place of keys and files.

What is wrong and its code stay as they are; what is allowed and what to do are told anew where they speak
of a file. A new rule needs nothing here unless its words do.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from msgspec.structs import replace

from generator.base.russian import join_words, quote_all
from generator.check.explain.lengths import describe_limits
from generator.check.explain.shared_wording import DATE_FORM, NO_SUCH_DATE
from generator.intake.tables.column_help import DAY, MOST_LISTED, PARTIAL, field_help
from generator.intake.tables.grids import CellValue, excerpt
from generator.intake.tables.records_to_rows import NO, YES
from generator.intake.tables.sheet_names import VALUES
from generator.intake.tables.values import VocabularyTerms
from generator.model.findings import Pointer, Problem
from generator.source.fields import Field, Fields

_FOLDER = re.compile(r"в content/([a-z_]+)/(?![a-z0-9])")
_SAID: Mapping[str, str] = MappingProxyType({"true": YES, "false": NO})
_NEEDED: Mapping[str, str] = MappingProxyType(
    {
        "string": "нужен текст",
        "integer": "нужно целое число",
        "number": "нужно число",
        "boolean": f"нужно «{YES}» или «{NO}»",
    }
)
_DATE_FORM = "Запишите дату в одном из этих видов."
_ALLOWED: Mapping[str, str] = MappingProxyType(
    {"unknown-reference": "Идентификатор записи из атласа или из этой таблицы."}
)
_ACTIONS: Mapping[str, str] = MappingProxyType(
    {
        "missing-one-of": "Заполните хотя бы один из этих столбцов.",
        "not-in-vocabulary": "Выберите значение из списка.",
        "not-one-line": "Уберите перевод строки из ячейки.",
        "stray-spaces": "Уберите лишние пробелы.",
        "blank-text": "Впишите текст или очистите ячейку.",
        "id-not-file-name": "Исправьте идентификатор.",
        "address-collision": "Впишите другой идентификатор.",
        "reserved-id": "Добавьте к идентификатору слово из названия.",
    }
)


class TableFields(Fields, frozen=True, kw_only=True):
    """Fields that are called by their titles alone: in a table nobody sees their keys."""

    def at(self, pointer: Pointer) -> Field:
        """Return the field at a place."""
        found = Fields.at(self, pointer)
        return _TitledField(
            key=found.key,
            title=found.title,
            description=found.description,
            form=found.form,
            schema=found.schema,
        )


class _TitledField(Field, frozen=True, kw_only=True):
    @property
    def name(self) -> str:
        return f"«{self.title or self.key}»"


@dataclass(frozen=True, kw_only=True)
class TableWording:
    """Says problems of one kind's records in the words of tables."""

    fields: TableFields = field(repr=False)
    terms: Mapping[str, VocabularyTerms] = field(repr=False)
    folders: Mapping[str, str] = field(repr=False)
    """What readers call the records of a folder of the atlas."""
    lists: Mapping[Pointer, str] = field(repr=False)
    """How to add items to a list of sections, in words, by the place of the list."""

    def reword(self, problem: Problem, cell: CellValue) -> Problem:
        """Return a problem in the words of tables.

        Args:
            problem: what the schema's judge or a rule says.
            cell: what stands in the cell.
        """
        where = (
            (*problem.pointer, problem.missing_keys[0]) if problem.code == "missing-key" else problem.pointer
        )
        described = self.fields.at(where)
        words = self._reword_values(problem, described, cell)
        words = replace(
            words,
            allowed=_ALLOWED.get(problem.code, words.allowed),
            action=_ACTIONS.get(problem.code, words.action),
        )
        if problem.code == "missing-key":
            words = replace(words, action=self._fill_advice(where))
        what, allowed_, action = (
            self._use_titles(text, problem.pointer) for text in (words.what, words.allowed, words.action)
        )
        return replace(words, what=what, allowed=allowed_, action=action)

    def _reword_values(self, problem: Problem, described: Field, cell: CellValue) -> Problem:
        if problem.code == "wrong-type":
            kind = str(described.schema.get("type", ""))
            needed = _NEEDED.get(kind, "нужно другое значение")
            what = f"{self.fields.place(problem.pointer)}: {needed}, а записано «{excerpt(cell)}»"
            return replace(
                problem,
                what=what,
                allowed=describe_limits(described.schema) or field_help(described),
                action="Исправьте значение; пояснения к числам и словам вписывайте в другие столбцы.",
            )
        if problem.code == "not-a-date":
            form = PARTIAL if "?" in described.schema.get("pattern", "") else DAY
            known = NO_SUCH_DATE.what in problem.what and DATE_FORM.what not in problem.what
            return replace(problem, allowed=form, action=NO_SUCH_DATE.action if known else _DATE_FORM)
        terms = self.terms.get(described.vocabulary)
        if terms is not None:
            near = tuple(terms.title_of(term_id) for term_id in problem.suggestions)
            return replace(problem, allowed=_list_values(terms), suggestions=near)
        if problem.code in {"missing-key", "bad-pattern"}:
            hint = described.schema.get("x-form-hint", "")
            return replace(problem, allowed=hint or field_help(described))
        return problem

    def _fill_advice(self, where: Pointer) -> str:
        keys = tuple(step for step in where if isinstance(step, str))
        return self.lists.get(keys, "Заполните ячейку.")

    def _use_titles(self, text: str, pointer: Pointer) -> str:
        """Return a text in which fields are called by their titles, and folders by what lies in them."""
        text = _FOLDER.sub(lambda found: f"среди записей «{self.folders.get(found[1], found[1])}»", text)
        return self.fields.replace_mentions(text, pointer, _title_of)


def _title_of(described: Field, value: str) -> str:
    return f"{described.name}: {_SAID.get(value, value)}" if value else described.name


def _list_values(terms: VocabularyTerms) -> str:
    titles = [terms.title_of(term.id) for term in terms.vocabulary.terms]
    if len(titles) > MOST_LISTED:
        return f"Значения — на листе «{VALUES}» шаблона, столбец «{terms.vocabulary.title}»."
    return f"{join_words(quote_all(titles), 'или')}."

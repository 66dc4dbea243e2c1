"""AnswerParser of a form become values of a record. What cannot be one stays text: the check says why."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from types import MappingProxyType
from typing import cast

from generator.intake.issue_forms.issue_form import NO, UNKNOWN, YES, list_options
from generator.intake.issue_forms.questions import FormQuestion
from generator.intake.tables.layout import Column, Table
from generator.intake.tables.terms import VocabularyTerms, fold_text
from generator.model.settings import Vocabulary
from generator.source.yaml.reader import Json

_MARK = re.compile(r"\s*(?:[-*•–—]|\d{1,3}[.)])\s+")
_NUMBERED = re.compile(r"\d{1,3}[.)]\s+\S")
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?\Z")
_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})\Z")
_TRUTH: Mapping[str, bool] = MappingProxyType({fold_text(YES): True, fold_text(NO): False})
_SPACES = str.maketrans({"\u00a0": " ", "\u202f": " ", "\t": " "})


@dataclass(frozen=True, kw_only=True)
class AnswerParser:
    """Turns answers into values by the vocabularies of an atlas."""

    vocabularies: Mapping[str, Vocabulary] = field(repr=False)

    def record(self, asked: Sequence[FormQuestion], given: Mapping[str, str]) -> dict[str, Json]:
        """Return the values of a record, in no certain order.

        Args:
            asked: the questions of the form.
            given: the answers by label.
        """
        made: dict[str, Json] = {}
        for question in asked:
            text = given.get(question.label, "").translate(_SPACES)
            if question.column is not None:
                way, value = question.column.way, self._answer(question.column, text)
            else:
                table = cast("Table", question.table)
                way, value = table.way[:-1], list(self._items(table, text))
            if value not in (None, [], ""):
                _put(made, cast("Sequence[str]", way), value)
        return made

    def _answer(self, column: Column, text: str) -> Json:
        if not column.many:
            return None if text == UNKNOWN else self._value(column, text)
        parts = self._chosen(column, text) if list_options(column, self.vocabularies) else text.split("\n")
        stripped = (_MARK.sub("", f" {part}", count=1).strip() for part in parts)
        return [self._value(column, part) for part in dict.fromkeys(stripped) if part]

    def _chosen(self, column: Column, text: str) -> Iterator[str]:
        """Yield the choices that a line lists: of pieces between commas, as many as make one together."""
        known = set(map(fold_text, list_options(column, self.vocabularies)))
        pieces = [piece for line in text.split("\n") for piece in line.split(", ")]
        while pieces:
            sizes = range(len(pieces), 0, -1)
            size = next((one for one in sizes if fold_text(", ".join(pieces[:one])) in known), 1)
            yield ", ".join(pieces[:size])
            del pieces[:size]

    def _value(self, column: Column, text: str) -> Json:
        vocabulary = self.vocabularies.get(column.value.vocabulary)
        if vocabulary is not None:
            return VocabularyTerms(vocabulary).find_id(text) or text
        schema = column.value.schema
        if schema.get("x-date"):
            return _DAY.sub(lambda found: f"{found[3]}-{found[2]:0>2}-{found[1]:0>2}", text)
        return _READ.get(schema.get("type", ""), _said)(text)

    def _items(self, table: Table, text: str) -> Iterator[Json]:
        """Yield the items of a list of sections: blocks of lines, each line with or without its name."""
        names = {fold_text(table.heading(column)): column for column in table.columns}
        named = re.compile(f"({'|'.join(map(re.escape, sorted(names, key=len, reverse=True)))})\\s*:(.*)")
        for block in _blocks(text):
            lines: dict[str, list[str]] = {}
            left = [column.key() for column in table.columns if column.required]
            here = ""
            for line in block:
                found = named.match(fold_text(line))
                if found:
                    here, written = names[found[1]].key(), line.partition(":")[2].strip()
                else:
                    free = [key for key in left if key not in lines]
                    here, written = (free[0] if free else here or table.columns[0].key()), line.strip()
                lines.setdefault(here, []).append(written)
            item: dict[str, Json] = {}
            for column in table.columns:
                value = self._value(column, "\n".join(lines.get(column.key(), [])).strip())
                if value not in (None, "") and column.key() in lines:
                    _put(item, cast("Sequence[str]", column.way[len(table.way) :]), value)
            if item:
                yield item


def _blocks(text: str) -> Iterator[list[str]]:
    """Yield the lines of each item: an empty line parts items, and so does a number before a line."""
    block: list[str] = []
    for line in [*text.split("\n"), ""]:
        begins = _NUMBERED.match(line.strip()) is not None
        if block and (begins or not line.strip()):
            yield block
            block = []
        if line.strip():
            block.append(_MARK.sub("", f" {line}", count=1) if not block else line)


def _put(value: dict[str, Json], way: Sequence[str], part: Json) -> None:
    *sections, key = way
    for section in sections:
        value = cast("dict[str, Json]", value.setdefault(section, {}))
    value[key] = part


def _number(text: str, *, whole: bool) -> Json:
    plain = text.replace(" ", "").rstrip("%")
    if not _NUMBER.match(plain):
        return text
    number = float(plain.replace(",", "."))
    return int(number) if whole or number.is_integer() else number


def _truth(text: str) -> Json:
    return _TRUTH.get(fold_text(text), text)


def _said(text: str) -> Json:
    return "\n".join(line.rstrip() for line in text.split("\n")).strip()


_READ: Mapping[str, Callable[[str], Json]] = MappingProxyType(
    {
        "integer": partial(_number, whole=True),
        "number": partial(_number, whole=False),
        "boolean": _truth,
    }
)

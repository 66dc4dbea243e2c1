"""Answers of an issue form become values of a record. What cannot be one stays text: the check says why."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import cast

from generator.intake.issue_forms.issue_form import UNKNOWN, list_options
from generator.intake.issue_forms.questions import FormQuestion
from generator.intake.tables.layout import Column, Table
from generator.intake.tables.terms import VocabularyTerms, fold_text
from generator.intake.tables.values import CellParser
from generator.model.settings import Vocabulary
from generator.source.yaml.reader import Json

_MARK = re.compile(r"\s*(?:[-*•–—]|\d{1,3}[.)])\s+")
_NUMBERED = re.compile(r"\d{1,3}[.)]\s+\S")
_SPACES = str.maketrans({"\u00a0": " ", "\u202f": " ", "\t": " "})
_HEADING = "### "
_NOTHING = frozenset({"", "_No response_", "None"})
LONGEST = 100_000
"""Characters that are read; GitHub takes 65,536."""


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
                way, value = question.column.way, self._parse_answer(question.column, text)
            else:
                table = cast("Table", question.table)
                way, value = table.way[:-1], list(self._parse_items(table, text))
            if value not in (None, [], ""):
                _put(made, cast("Sequence[str]", way), value)
        return made

    def _parse_answer(self, column: Column, text: str) -> Json:
        if not column.many:
            return None if text == UNKNOWN else self._parse_value(column, text)
        parts = (
            self._split_choices(column, text) if list_options(column, self.vocabularies) else text.split("\n")
        )
        stripped = (_MARK.sub("", f" {part}", count=1).strip() for part in parts)
        return [self._parse_value(column, part) for part in dict.fromkeys(stripped) if part]

    def _split_choices(self, column: Column, text: str) -> Iterator[str]:
        """Yield the choices that a line lists: of pieces between commas, as many as make one together."""
        known = set(map(fold_text, list_options(column, self.vocabularies)))
        pieces = [piece for line in text.split("\n") for piece in line.split(", ")]
        while pieces:
            sizes = range(len(pieces), 0, -1)
            size = next((one for one in sizes if fold_text(", ".join(pieces[:one])) in known), 1)
            yield ", ".join(pieces[:size])
            del pieces[:size]

    def _parse_value(self, column: Column, text: str) -> Json:
        if column.value.schema.get("type") in {"integer", "number"}:
            text = text.rstrip("% ")
        lines = (line.rstrip() for line in text.strip().split("\n"))
        return self._parser.parse_item(column.value, "\n".join(lines))

    @cached_property
    def _parser(self) -> CellParser:
        return CellParser(terms={name: VocabularyTerms(one) for name, one in self.vocabularies.items()})

    def _parse_items(self, table: Table, text: str) -> Iterator[Json]:
        """Yield the items of a list of sections: blocks of lines, each line with or without its name."""
        names = {fold_text(table.heading(column)): column for column in table.columns}
        named = re.compile(f"({'|'.join(map(re.escape, sorted(names, key=len, reverse=True)))})\\s*:(.*)")
        for block in _split_items(text):
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
                value = self._parse_value(column, "\n".join(lines.get(column.key(), [])).strip())
                if value not in (None, "") and column.key() in lines:
                    _put(item, cast("Sequence[str]", column.way[len(table.way) :]), value)
            if item:
                yield item


def _split_items(text: str) -> Iterator[list[str]]:
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


def split_answers(body: str, labels: Sequence[str]) -> Mapping[str, str]:
    """Return the answers of an issue by the labels of their questions; questions without one are left out.

    A heading counts only where its question's turn has come: an answer may hold headings of its own.

    Args:
        body: the text of the issue.
        labels: the questions, in the order of the form.
    """
    lines = body[:LONGEST].replace("\r\n", "\n").replace("\r", "\n").split("\n")
    found: dict[str, list[str]] = {}
    turn = 0
    here: list[str] = []
    for line in lines:
        title = line.removeprefix(_HEADING).strip()
        if line.startswith(_HEADING) and title in labels[turn:]:
            turn = labels.index(title, turn) + 1
            here = found.setdefault(title, [])
        else:
            here.append(line)
    texts = {label: "\n".join(written).strip() for label, written in found.items()}
    return {label: text for label, text in texts.items() if text not in _NOTHING}

"""Reads a record that somebody has written as plain text, by the questions of the paper form.

The text becomes a table of one row, so everything that tables understand is understood here too.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

import msgspec

from generator.base.russian import fold_text
from generator.intake.tables.cells.values import VocabularyTerms, terms_of
from generator.intake.tables.columns.column_meaning import ColumnMeaning
from generator.intake.tables.columns.column_synonyms import ColumnSynonyms
from generator.intake.tables.files.grids import Grid, GridRow, TableFile
from generator.intake.tables.layout import TITLE, Table
from generator.intake.tables.questions.replacements import ReplacementLog
from generator.intake.tables.rows.table_record import TableRecord
from generator.intake.tables.sheets import SheetReader
from generator.model.annotations import PARAGRAPHS
from generator.model.kinds import KIND_BY_NAME, Kind
from generator.model.settings import Settings

_LINE = re.compile(
    r"(?P<sign>(?:\d{1,2}[.)]|[*•–—-])?)[ \t]*(?P<head>[^\n:?\t]{2,120}?)[ \t]*"
    r"(?P<mark>[:?]+[ \t]*|\t[ \t]*|[ \t]+[–—-][ \t]+|$)(?P<rest>.*)"
)
"""A question and its answer: «Название: …», «2. Кратко — …», two cells of a table."""
_END = re.compile(
    r"(?:с\s+(?:уважением|благодарностью|наилучшими)|заранее\s+(?:спасибо|благодар)|спасибо[!.,\s]*$|отправлено\s+из"
    r"|sent\s+from|--\s*$|_{5,})",
    re.IGNORECASE,
)
"""Where a letter's signature begins."""
_QUOTE = re.compile(r"(?:[ \t]*>)+[ \t]?")
_FEWEST = 2
"""A text with fewer answers, or without a title, is no record."""
_MOST_LINES = 1000
_MOST_WORDS = 7
"""A longer line is no reworded question."""


class WrittenRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A record that a text describes, and the lines of the text, or the sorts of data, that it lacks."""

    record: TableRecord
    left: Sequence[str] = ()


class _Answer(NamedTuple):
    heading: str
    meaning: ColumnMeaning
    lines: list[str]

    @property
    def text(self) -> str:
        return "\n".join(self.lines).strip()

    @property
    def is_list(self) -> bool:
        return self.meaning.table is not None

    @property
    def is_long(self) -> bool:
        """Whether it may have paragraphs."""
        column = self.meaning.column
        return self.is_list or (column is not None and column.text in PARAGRAPHS)


class _Part:
    """What a text says of one title."""

    def __init__(self) -> None:
        self.made: dict[object, _Answer] = {}
        self.left: list[str] = []

    @property
    def answers(self) -> Sequence[_Answer]:
        """The answers, joined where one is given in several places."""
        return [one for one in self.made.values() if one.text]

    @property
    def is_record(self) -> bool:
        """Whether enough is said."""
        answers = self.answers
        return len(answers) >= _FEWEST and any(one.meaning.way == TITLE for one in answers)


class AnswersReader(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """Reads records written as questions and answers. `tables` are those of the kinds that are taken."""

    tables: Mapping[str, Sequence[Table]]
    settings: Settings

    def read(self, text: str, subject: str = "") -> Sequence[WrittenRecord]:
        """Return the records that a text describes, all of one kind: each begins with its title."""
        cut = text.split("\n", _MOST_LINES)[:_MOST_LINES]
        lines = [_QUOTE.sub("", line).replace("\xa0", " ").strip() for line in cut]
        found = {name: _Questions(self, name).split(lines) for name in self.tables}
        named = f"{subject}\n{text}".casefold()

        def rank(name: str) -> float:
            mentioned = self.settings.atlas.kinds[name].forms[0].casefold() in named
            return sum(self._weigh(one) for part in found[name] for one in part.answers) + mentioned

        best = max(self.tables, key=rank, default="")
        made: dict[str, WrittenRecord] = {}
        for part in found.get(best, ()):
            log = ReplacementLog()
            record = self._make_record(KIND_BY_NAME[best], part.answers, log) if part.is_record else None
            if record is not None:  # of the same title the first is meant: the rest is quoted
                left = [*part.left, *log.list_dropped()]
                made.setdefault(record.path, WrittenRecord(record=record, left=left))
        return list(made.values())

    def _weigh(self, answer: _Answer) -> float:
        """Return how much an answer speaks for a kind: one that is a choice of a list says more."""
        column = answer.meaning.column
        terms = self.terms.get(column.value.vocabulary) if column else None
        return 1 if terms is None else 1.5 if terms.find_id(answer.text) else 0.5

    def _make_record(self, kind: Kind, answers: Sequence[_Answer], log: ReplacementLog) -> TableRecord | None:
        heads, cells = [one.heading for one in answers], [one.text for one in answers]
        grid = Grid(name="", number=1, rows=[GridRow(number=1, cells=heads), GridRow(number=2, cells=cells)])
        reader = SheetReader(tables=self.tables, settings=self.settings, terms=self.terms, kind=kind, log=log)
        records = reader.read(TableFile(grids=[grid])).records
        return records[0] if records and records[0].id else None

    @cached_property
    def terms(self) -> Mapping[str, VocabularyTerms]:
        """The terms of all vocabularies."""
        return terms_of(self.settings)


class _Questions:
    """Splits the lines of a text into the answers to the questions of a kind."""

    def __init__(self, reader: AnswersReader, kind: str) -> None:
        tables = reader.tables[kind]
        self._synonyms = ColumnSynonyms(table=tables[0], tables=tables)
        self._sections = {
            fold_text(str(one.titles[0])): str(one.titles[0])
            for one in tables[0].columns
            if len(one.titles) > 1 and None not in one.titles
        }
        self._section = ""
        self._current: _Answer | None = None
        self._number = 0
        self._parts = [_Part()]

    def split(self, lines: Sequence[str]) -> Sequence[_Part]:
        """Return the answers in all lines up to the signature, those about each title apart."""
        for line in lines:
            if _END.match(line):
                break
            self._take(line)
        return self._parts

    def _take(self, line: str) -> None:
        parts, current = _LINE.fullmatch(line), self._current
        section = self._sections.get(fold_text(parts["head"])) if parts and not parts["rest"] else None
        begun = self._begin(parts) if parts else None
        if begun is not None:
            if begun.meaning.way == TITLE and any(
                one.meaning.way == TITLE for one in self._parts[-1].answers
            ):
                self._parts.append(_Part())
            self._current = self._parts[-1].made.setdefault(begun.meaning.identity, begun)
            if self._current is not begun:
                self._current.lines.extend(begun.lines)
            self._section = section or self._section
        elif section and parts:
            self._section, self._current = section, None
            self._number = _number_of(parts) or self._number
        elif current is None or (not current.is_long and _ends_line(parts, line, current)):
            self._current = None
            if line and self._parts[-1].made:
                self._parts[-1].left.append(line)
        else:
            current.lines.append(line)

    def _begin(self, parts: re.Match[str]) -> _Answer | None:
        """Return the answer that begins on a line; None if the line is not a question."""
        sign, head, rest = parts["sign"], parts["head"].strip(" *_"), parts["rest"].strip(" *_")
        asks, in_list = bool(parts["mark"]), self._current is not None and self._current.is_list
        number = _number_of(parts)
        if (in_list and sign and number != self._number + 1) or (sign and not asks and not rest):
            return None
        inner, colon, answer = rest.partition(":")
        if colon and fold_text(head) in self._sections and self._synonyms.find(f"{head}: {inner}"):
            head, rest = f"{head}: {inner}", answer.strip()  # «Организация: Название: …»
        heading = f"{self._section}: {head}" if self._section else head
        meaning = self._synonyms.find(heading)
        if meaning is None:
            heading, meaning = head, self._synonyms.find(head)
            self._section = "" if meaning is not None else self._section
        if meaning is None and asks and not sign and not in_list and len(head.split()) <= _MOST_WORDS:
            meaning = self._synonyms.find_alike(head)
        if meaning is None or (meaning.mixed and not rest and heading == head):
            return None
        self._number = number or self._number
        return _Answer(heading, meaning, [rest] if rest else [])


def _number_of(parts: re.Match[str]) -> int:
    """Return the number in front of a line; 0 if there is none."""
    return int(parts["sign"][:-1]) if parts["sign"][:1].isdigit() else 0


def _ends_line(parts: re.Match[str] | None, line: str, answer: _Answer) -> bool:
    """Return whether a line is no part of a short answer: it is full or empty, or another question."""
    column = answer.meaning.column
    single = column is not None and not column.many
    return bool(answer.lines) and (single or not line or (parts is not None and parts["mark"] != ""))

"""Parses cells: the meaning of a text, number or date for a field, of a word for a vocabulary.

Only unambiguous values are interpreted: a term by its title, «да», a number with a comma, 01.09.2026. Others
stay as written, so that the schema's validator can report them.
"""

import datetime as dt
import re
from collections.abc import Iterator, Mapping

import msgspec

from generator.base.months import find_months, month_number
from generator.base.russian import is_partial_date
from generator.check.rules.quotes import russian_quotes
from generator.intake.tables.cells.sift_cells import sift_date
from generator.intake.tables.cells.tidy_cells import (
    complete_address,
    split_lines,
    split_whole_numbers,
    tidy_text,
    tidy_year,
)
from generator.intake.tables.files.grids import CellValue, ShownDate
from generator.intake.tables.layout import Column
from generator.intake.tables.questions.replacements import ReplacementLog
from generator.model.annotations import PARAGRAPHS, PROSE
from generator.model.region_names import names_whole_region
from generator.model.settings import Region, Settings
from generator.model.term_names import TermNames
from generator.source.fields import Field
from generator.source.schema_files import vocabularies_of
from generator.source.yaml.reader import Json

YES, NO = "да", "нет"
"""How a table shows booleans."""
_TRUE = frozenset({YES, "true", "истина", "yes", "1"})
_FALSE = frozenset({NO, "false", "ложь", "no", "0"})
_SPACES = " \u00a0\u202f\u2009"
_NUMBER = re.compile(
    rf"[-+]?(?:[0-9]{{1,3}}(?:[{_SPACES}][0-9]{{3}})+|[0-9]+)(?:[.,][0-9]+)?(?:[eE][-+]?[0-9]+)?\Z"
)
_MINUSES = str.maketrans("−–", "--")
_RANGE = re.compile(r"([0-9]{1,4})\s*[-–—]\s*([0-9]{1,4})\Z")
_DAY = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})(?:\s*г\.?)?(?:,?\s+[0-9:.]+)?\Z")
_MONTH = re.compile(r"([0-9]{1,2})\.([0-9]{4})(?:\s*г\.?)?\Z")
_STAMP = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ][0-9:.]+Z?\Z")
_LISTED = re.compile(r"[\n;,]")
_PARTS = re.compile(r"[\n;]")
_YEAR = re.compile(r"([0-9]{4})\s*(?:г\.?|год\w*)\Z", re.IGNORECASE)
_WORDED = re.compile(r"([а-яё]{3,8})[\s.\-]*((?:[0-9]{2})?[0-9]{2})(?:\s*г(?:\.|ода?)?)?\Z", re.IGNORECASE)
_WORDED_DAY = re.compile(
    r"[«\"„]?([0-9]{1,2})[»\"“]?\s+([а-яё]{3,8})\s+([0-9]{4})(?:\s*г(?:\.|ода?)?)?\Z", re.IGNORECASE
)
_MOST_SPREAD = 100
_SHORT_YEAR = 2
_MOST_EXACT = 2**53


class VocabularyTerms(TermNames, frozen=True):
    """The terms of one vocabulary: shown by their titles, understood in the many ways people write them."""

    def title_of(self, term_id: str) -> str:
        """Return how a table shows a term: by its title, or by its id if the title is ambiguous."""
        term = self.vocabulary.by_id.get(term_id)
        if term is None or "\n" in term.title or self.find_id(term.title) != term_id:
            return term_id
        return term.title

    def titles(self) -> list[str]:
        """Return how a table or form shows each term, in order."""
        return [self.title_of(term.id) for term in self.vocabulary.terms]

    def split(self, text: str) -> Iterator[str]:
        """Yield the terms listed in a cell, as written: on separate lines, or separated by «;» or «,».

        A comma separates terms only if the parts are terms, since titles contain commas too.
        """
        for line in text.split("\n"):
            for part in [line] if self.find_id(line) else _PARTS.split(line):
                pieces = part.split(",")
                listed = len(pieces) > 1 and not self.find_id(part) and any(map(self.find_id, pieces))
                yield from pieces if listed else [part]


def terms_of(settings: Settings) -> Mapping[str, VocabularyTerms]:
    """Return the terms of all vocabularies, including the municipalities, by the vocabulary's name."""
    return {name: VocabularyTerms(one) for name, one in vocabularies_of(settings).items()}


class MisplacedDateError(Exception):
    """A date or time in a cell for text: Excel has converted what was typed."""


class CellParser(msgspec.Struct, frozen=True, kw_only=True):
    """Interprets cells. `terms` are those of each vocabulary, by its name, in the `region`.

    With a `log`, words are also interpreted by answers and stems, and recorded in it.
    """

    terms: Mapping[str, VocabularyTerms]
    region: Region | None = None
    log: ReplacementLog | None = None
    exact: bool = False
    """Whether nothing in a cell is ignored: no word beside a value, no duplicate value."""

    def parse(self, column: Column, cell: CellValue) -> Json:
        """Return the value of a cell; None if it is empty or only spaces.

        Raises:
            MisplacedDateError: it is a date or time, and the field has none.
        """
        if not column.required and self._means_whole_region(column.value, cell):
            return None
        if not column.many:
            return self.parse_item(column.value, cell)
        found: list[Json] = []
        for part in self._split(column, cell):
            terms = self._find_terms(column.value, part)
            found += [self.parse_item(column.value, part)] if terms is None else terms
        # In a table the same value twice means nothing more.
        unique = (
            found if self.exact else [item for index, item in enumerate(found) if item not in found[:index]]
        )
        return [item for item in unique if item is not None] or None

    def parse_item(self, described: Field, cell: CellValue) -> Json:
        """Return the value of a cell, or of a part of one, that has a single value.

        Raises:
            MisplacedDateError: as `parse`.
        """
        schema = described.schema
        if isinstance(cell, str):
            return self._parse_text(described, cell)
        if isinstance(cell, dt.date):
            if not schema.get("x-date"):
                raise MisplacedDateError
            return (cell.date() if isinstance(cell, dt.datetime) else cell).isoformat()
        if isinstance(cell, ShownDate):
            if cell.text and (
                schema.get("x-date") or (schema.get("type") == "integer" and cell.text.isdecimal())
            ):
                return cell.text if schema.get("x-date") else int(cell.text)
            raise MisplacedDateError
        if isinstance(cell, dt.time | dt.timedelta):
            raise MisplacedDateError
        if cell is None or schema.get("type") not in {"string", "boolean"}:
            return _drop_fraction(cell)
        if isinstance(cell, bool):
            return cell
        # a number in a field for text: a year, a phone, «0,5»
        return self._parse_text(described, str(_drop_fraction(cell)).replace(".", ","))

    def _means_whole_region(self, described: Field, cell: CellValue) -> bool:
        """Return whether a cell for a municipality means the whole region: «Весь край»."""
        terms = self.terms.get(described.vocabulary)
        if (
            terms is None
            or not terms.vocabulary.holds_places
            or self.region is None
            or not isinstance(cell, str)
        ):
            return False
        if not names_whole_region(cell, self.region):
            return False
        return self.log is None or self.log.skip(described.vocabulary, terms, cell)

    def _find_terms(self, described: Field, cell: CellValue) -> list[Json] | None:
        """Return the ids of the terms that a part of a cell means; None if unknown or not a vocabulary."""
        terms = self.terms.get(described.vocabulary)
        if terms is None or self.log is None or not isinstance(cell, str) or not cell.strip():
            return None
        found = self.log.find_terms(described.vocabulary, terms, cell.strip())
        return None if found is None else [*found]

    def _split(self, column: Column, cell: CellValue) -> Iterator[CellValue]:
        described = column.value
        terms = self.terms.get(described.vocabulary)
        if isinstance(cell, ShownDate) and described.schema.get("type") == "integer" and not cell.text:
            yield from _undo_date(cell)
        elif not isinstance(cell, str):
            yield cell
        elif terms is not None:
            for part in terms.split(cell):
                yield from self._split_listed(described.vocabulary, terms, part)
        elif described.schema.get("x-month") and (months := find_months(cell)):
            yield from months
        elif described.schema.get("type") == "integer":
            for part in split_whole_numbers(cell):
                if self.log is None or any(map(str.isdigit, part)):
                    yield from _expand_range(part)
                else:
                    self.log.pass_over(part, column.label)
        elif described.schema.get("x-text"):
            yield from split_lines(described, cell)
        else:
            yield from _LISTED.split(cell)

    def _split_listed(self, name: str, terms: VocabularyTerms, part: str) -> Iterator[str]:
        """Yield the parts between commas if the text is a list: some part means a term, but not the whole."""
        pieces = part.split(",")
        if len(pieces) == 1 or self.log is None or self.log.recognise(name, terms, part):
            yield part
        else:
            known = any(self.log.recognise(name, terms, piece) for piece in pieces)
            yield from pieces if known else [part]

    def _parse_text(self, described: Field, cell: str) -> Json:
        text = cell.strip()
        if not text:
            return None
        schema = described.schema
        if schema.get("x-date"):
            partial = "?" in schema.get("pattern", "")
            date = _parse_date(tidy_year(text) if partial and not self.exact else text, partial=partial)
            words = partial and self.log is not None and not self.exact
            return (sift_date(date, described.title, self.log) or None) if words and self.log else date
        kind = schema.get("type")
        if kind == "boolean":
            known = {**dict.fromkeys(_TRUE, True), **dict.fromkeys(_FALSE, False)}
            return known.get(text.casefold(), text)
        if kind in {"integer", "number"}:
            return _parse_number(text)
        terms = self.terms.get(described.vocabulary)
        if terms is not None:
            found = self._find_terms(described, text)
            return (found[0] if found else None) if found is not None else terms.find_id(text) or text
        text = text if self.exact else tidy_text(text, schema)
        if self.log is not None and not self.exact and schema.get("x-text") in PROSE:
            text = russian_quotes(text, markdown=schema["x-text"] == "markdown") or text
        text = complete_address(text) if self.log and schema.get("x-text") == "address" else text
        # A text of several lines ends with a newline, as block texts in files do.
        ends = schema.get("x-text") in PARAGRAPHS and cell.rstrip(_SPACES + "\t").endswith("\n")
        return f"{text}\n" if ends else text


def _undo_date(cell: ShownDate) -> Iterator[CellValue]:
    """Yield the numbers of «5-7», which Excel has turned into the fifth of July; else the cell as it is."""
    first, last = cell.day.day, cell.day.month
    yield from map(str, range(first, last + 1)) if first < last else [cell]


def _parse_number(text: str) -> Json:
    plain = text.translate(_MINUSES)
    if found := _YEAR.match(plain):
        return int(found[1])
    if not _NUMBER.match(plain):
        return text
    for space in _SPACES:
        plain = plain.replace(space, "")
    number = float(plain.replace(",", "."))
    return _drop_fraction(number) if abs(number) <= _MOST_EXACT else text


def _drop_fraction(number: CellValue) -> Json:
    """Return a number without a zero fraction: Excel has no integers."""
    if isinstance(number, float) and number.is_integer() and abs(number) <= _MOST_EXACT:
        return int(number)
    return number  # type: ignore[return-value]  # dates and times do not come here


def _parse_date(text: str, *, partial: bool) -> str:
    """Return a date in the form of records; other text stays as it is.

    In Russia the day comes before the month, so 01.02.2026 is unambiguous. 01/02/2026 is not.
    """
    if found := _STAMP.match(text):
        return found[1]
    if (found := _WORDED_DAY.match(text)) and (month := month_number(found[2])):
        date = f"{found[3]}-{month:02}-{found[1]:0>2}"
    elif found := _DAY.match(text):
        date = f"{found[3]}-{found[2]:0>2}-{found[1]:0>2}"
    elif (found := _MONTH.match(text)) and partial:
        date = f"{found[2]}-{found[1]:0>2}"
    elif partial and (found := _YEAR.match(text)):
        date = found[1]
    elif partial and (found := _WORDED.match(text)) and (month := month_number(found[1])):
        date = f"{found[2]:0>4}" if len(found[2]) > _SHORT_YEAR else f"20{found[2]}"
        date = f"{date}-{month:02}"
    else:
        return text
    return date if is_partial_date(date) else text


def _expand_range(part: str) -> Iterator[str]:
    """Yield the numbers of «5–7»."""
    found = _RANGE.match(part)
    if found is None or not 0 < int(found[2]) - int(found[1]) < _MOST_SPREAD:
        yield part
        return
    yield from map(str, range(int(found[1]), int(found[2]) + 1))

"""Makes a record from an issue, with the findings of a check, before anybody but its author sees it.

What cannot be parsed stays text: the check explains why.
"""

import datetime as dt
import os
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import cast

import msgspec
from msgspec.structs import replace

from generator.base import files
from generator.base.russian import fold_text
from generator.canonical import canonical_text
from generator.canonical.find_comments import find_comments
from generator.check.check import CheckResult, check
from generator.check.settings_check import sound_settings
from generator.intake.issue_forms.answers import split_answers
from generator.intake.issue_forms.issue_form import (
    KIND,
    UNKNOWN,
    FormQuestion,
    find_kind,
    form_questions,
    kind_title,
    list_options,
)
from generator.intake.tables.cells.item_text import MARK, ItemTextParser, put_value
from generator.intake.tables.cells.item_words import part_words
from generator.intake.tables.cells.mixed_cell import tidy_cell
from generator.intake.tables.cells.tidy_cells import split_lines
from generator.intake.tables.cells.values import CellParser, VocabularyTerms
from generator.intake.tables.layout import Column, Table
from generator.model.addresses import slug
from generator.model.findings import Finding, Severity
from generator.model.kinds import Kind
from generator.model.settings import Settings, Vocabulary
from generator.report.form_words import form_wording
from generator.report.mask import mask_findings
from generator.source.fields import Fields
from generator.source.record_files import record_path
from generator.source.schema_files import Schemas, read_schemas, vocabularies_of
from generator.source.yaml.reader import Json, Parsed, read_yaml

_SPACES = str.maketrans({"\u00a0": " ", "\u202f": " ", "\t": " "})
_SHORTEST = 3
_NO_TITLE = "Из названия не получается имя записи: впишите название подлиннее."
_TAKEN = (
    "Запись с таким именем уже есть: {path}. Если вы её исправляете, заведите задачу «Исправление»; если это "
    "о другом, дайте записи другое название."
)


class IssueRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A proposed record. `obstacle` says why it could not even be written; then `text` is empty."""

    kind: Kind
    kind_title: str = ""
    path: str = ""
    title: str = ""
    text: str = ""
    obstacle: str = ""
    findings: Sequence[Finding] = ()

    @property
    def is_good(self) -> bool:
        """Whether the record can be proposed: it was written and has no errors."""
        return not self.obstacle and not self.errors

    @property
    def errors(self) -> Sequence[Finding]:
        """The findings that keep the record from the site."""
        return [one for one in self.findings if one.severity is Severity.ERROR]

    @property
    def warnings(self) -> Sequence[Finding]:
        """The other findings, which should be looked at."""
        return [one for one in self.findings if one.severity is not Severity.ERROR]


class IssueTarget(msgspec.Struct, frozen=True, kw_only=True):
    """The atlas that an issue changes; `as_of` is the day for its checks."""

    root: Path
    schemas: Schemas
    settings: Settings
    as_of: dt.date

    def read(self, path: str) -> Mapping[str, Json] | None:
        """Return the value of a record file; None if it is damaged.

        Raises:
            OSError: the file cannot be opened.
        """
        read = read_yaml((self.root / path).read_bytes())
        return read.value if isinstance(read, Parsed) and isinstance(read.value, dict) else None

    def write(self, made: IssueRecord, value: Mapping[str, Json]) -> IssueRecord:
        """Write a value to the file at `made.path`, keeping its comments; return it with its findings.

        Raises:
            AtlasError: the atlas itself is broken.
            OSError: the file cannot be read or written.
        """
        file, before = self.root / made.path, check(self.root, as_of=self.as_of)
        comments = find_comments(file.read_bytes().decode() if file.exists() else "")
        text = canonical_text(dict(value), made.kind, self.schemas, comments)
        files.write_file(file, text.encode())
        after = check(self.root, as_of=self.as_of)
        new = _find_new(before, after, made.path, self.settings)
        return replace(made, title=str(value.get("title", "")), text=text, findings=new)


def open_target(root: Path, as_of: dt.date) -> IssueTarget:
    """Return the atlas at `root`.

    Raises:
        AtlasError: its schemas or settings are broken.
    """
    schemas = read_schemas(root)
    return IssueTarget(root=root, schemas=schemas, settings=sound_settings(root, schemas), as_of=as_of)


def record_from_issue(root: Path, body: str, *, added: dt.date, as_of: dt.date) -> IssueRecord | None:
    """Write the record that an issue proposes into the atlas, and check it; None if the issue has no form.

    `body` is the text of the issue, whatever it is; `added` is the day of the proposal.

    Raises:
        AtlasError: the atlas itself is broken.
        OSError: the file cannot be written.
    """
    target = open_target(root, as_of)
    schemas, settings = target.schemas, target.settings
    kind = find_kind(split_answers(body, [KIND]).get(KIND, "").partition("\n")[0], settings)
    if kind is None or not settings.atlas.kinds[kind.name].enabled:
        return None
    value = _read_value(body, kind, schemas, settings)
    made = IssueRecord(kind=kind, kind_title=kind_title(kind, settings), title=str(value.get("title", "")))
    record_id = slug(made.title)
    if len(record_id) < _SHORTEST:
        return replace(made, obstacle=_NO_TITLE)
    path = record_path(kind, record_id)
    if os.path.lexists(root / path):
        return replace(made, obstacle=_TAKEN.format(path=path))
    return target.write(replace(made, path=path), {"id": record_id, **value, "added": added.isoformat()})


def _read_value(body: str, kind: Kind, schemas: Schemas, settings: Settings) -> Mapping[str, Json]:
    asked = form_questions(kind, schemas)
    given = split_answers(body, [KIND, *(question.label for question in asked)])
    value = AnswerParser(vocabularies=vocabularies_of(settings)).record(asked, given)
    order = [one.key for one in Fields(schemas=schemas, file=kind.schema_file).below(())]
    return {key: value[key] for key in order if key in value}


def _find_new(before: CheckResult, after: CheckResult, path: str, settings: Settings) -> Sequence[Finding]:
    """Return the findings for the record, and those it causes in others, masked: an issue is public.

    A conflict with another record (the same title) is reported for both: the author sees it once.
    """
    stood = {(one.path, one.code, one.what) for one in before.findings}
    new = [one for one in after.findings if (one.path, one.code, one.what) not in stood]
    own = {one.code for one in new if one.path == path}
    shown = [one for one in new if one.path == path or one.code not in own or path not in one.what]
    return form_wording(settings).reword(mask_findings(shown))


class AnswerParser(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """Parses answers into values by the vocabularies of an atlas."""

    vocabularies: Mapping[str, Vocabulary]

    def record(self, asked: Sequence[FormQuestion], given: Mapping[str, str]) -> dict[str, Json]:
        """Return the values of a record, in no particular order, from the answers by label."""
        made: dict[str, Json] = {}
        words: list[str] = []
        for question in asked:
            text = given.get(question.label, "").translate(_SPACES)
            if question.column is not None:
                way, value = question.column.way, self._parse_answer(question.column, text)
            else:
                table = cast("Table", question.table)
                way, (value, left) = table.way[:-1], part_words(table, self._parse_items(table, text))
                words += left
            if value not in (None, [], ""):
                put_value(made, cast("Sequence[str]", way), value)
        return self._keep_words(asked, made, words)

    def _keep_words(
        self, asked: Sequence[FormQuestion], made: dict[str, Json], words: Sequence[str]
    ) -> dict[str, Json]:
        """Add words that were written in place of numbers to the record's text, as tables do."""
        columns = (one.column for one in asked if one.column is not None)
        texts = (str(one.way[0]) for one in columns if one.text == "markdown")
        key = next(texts, "")
        if words and key:
            made[key] = "\n\n".join(filter(None, [str(made.get(key, "")), *words]))
        return made

    def _parse_items(self, table: Table, text: str) -> Sequence[Json]:
        """Return the items of a list, written as the form asks or else as people list things in a cell."""
        asked = list(self._parser.parse(table, text))
        lines = [line for line in text.split("\n") if line.strip()]
        is_list = len(lines) > 1 and all(map(MARK.match, lines))
        faults = _count_faults(table, asked)
        if not is_list and not faults:
            return asked
        listed = self._parser.parse_cell(table, text)
        return listed if is_list or _count_faults(table, part_words(table, listed)[0]) < faults else asked

    def _parse_answer(self, column: Column, text: str) -> Json:
        if not column.many:
            return (
                None if text == UNKNOWN else self._parser.parse_value(column, tidy_cell(column, text, None))
            )
        has_options = bool(list_options(column, self.vocabularies))
        parts = self._split_choices(column, text) if has_options else split_lines(column.value, text)
        stripped = (MARK.sub("", f" {part}", count=1).strip() for part in parts)
        return [self._parser.parse_value(column, part) for part in dict.fromkeys(stripped) if part]

    def _split_choices(self, column: Column, text: str) -> Iterator[str]:
        """Yield the choices listed on a line: as many comma-separated pieces as make up a known choice."""
        known = set(map(fold_text, list_options(column, self.vocabularies)))
        pieces = [piece for line in text.split("\n") for piece in line.split(", ")]
        while pieces:
            sizes = range(len(pieces), 0, -1)
            size = next((one for one in sizes if fold_text(", ".join(pieces[:one])) in known), 1)
            yield ", ".join(pieces[:size])
            del pieces[:size]

    @cached_property
    def _parser(self) -> ItemTextParser:
        terms = {name: VocabularyTerms(one) for name, one in self.vocabularies.items()}
        return ItemTextParser(values=CellParser(terms=terms))


def _count_faults(table: Table, items: Sequence[Json]) -> int:
    """Count the parts of items that are missing, are words in place of numbers, or are not an address."""
    inner = len(table.way)
    columns = [one for one in table.columns if one.required and len(one.way) == inner + 1]
    return sum(not _fits(one, item) for item in items if isinstance(item, dict) for one in columns)


def _fits(column: Column, item: Mapping[str, Json]) -> bool:
    value, schema = item.get(column.field.key), column.value.schema
    if schema.get("x-unit"):
        return isinstance(value, int | float)
    is_address = schema.get("x-text") == "address"
    return bool(value) and (not is_address or ("." in str(value) and len(str(value).split()) == 1))

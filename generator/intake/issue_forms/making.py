"""A record out of an issue: its values, its file's text, and what a check says before anybody else sees it.

What cannot be a value stays text: the check says why.
"""

from __future__ import annotations

import datetime as dt
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import cast

import msgspec
from msgspec.structs import replace

from generator.base import files
from generator.base.errors import AtlasError
from generator.base.russian import fold_text
from generator.canonical import canonical_text
from generator.check.check import CheckResult, check
from generator.check.settings_check import load_settings
from generator.intake.issue_forms.issue_form import (
    KIND,
    UNKNOWN,
    FormQuestion,
    find_kind,
    form_questions,
    kind_title,
    list_options,
)
from generator.intake.tables.layout import Column, Table
from generator.intake.tables.values import CellParser, VocabularyTerms
from generator.model.addresses import slug
from generator.model.findings import Finding, Severity
from generator.model.kinds import Kind
from generator.model.settings import Settings, Vocabulary
from generator.source.fields import Fields
from generator.source.record_files import CONTENT, SUFFIX
from generator.source.schema_files import Schemas, read_schemas, vocabularies_of
from generator.source.yaml.reader import Json

_MARK = re.compile(r"\s*(?:[-*•–—]|\d{1,3}[.)])\s+")
_NUMBERED = re.compile(r"\d{1,3}[.)]\s+\S")
_SPACES = str.maketrans({"\u00a0": " ", "\u202f": " ", "\t": " "})
_HEADING = "### "
_NOTHING = frozenset({"", "_No response_", "None"})
LONGEST = 100_000
"""Characters that are read; GitHub takes 65,536."""
_SHORTEST = 3
_NO_TITLE = "Из названия не получается имя записи: впишите название подлиннее."
_TAKEN = "Запись с таким именем уже есть: {path}. Если это о другом, дайте записи другое название."


class IssueRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A record that was proposed. `obstacle` says why it could not even be written; then `text` is empty."""

    kind: Kind
    kind_title: str = ""
    path: str = ""
    title: str = ""
    text: str = ""
    obstacle: str = ""
    findings: Sequence[Finding] = ()

    @property
    def is_good(self) -> bool:
        """Whether the record can be proposed: it is written, and there is no error in it."""
        return not self.obstacle and not self.errors

    @property
    def errors(self) -> Sequence[Finding]:
        """The findings that keep a record from the site."""
        return [one for one in self.findings if one.severity is Severity.ERROR]

    @property
    def warnings(self) -> Sequence[Finding]:
        """The findings that ask for a look."""
        return [one for one in self.findings if one.severity is not Severity.ERROR]


def record_from_issue(root: Path, body: str, *, added: dt.date, as_of: dt.date) -> IssueRecord | None:
    """Write the record that an issue proposes into the atlas, and check it; None if no form made the issue.

    `body` is the text of the issue, whatever it is; `added` is the day of the proposal.

    Raises:
        AtlasError: the atlas itself is broken.
        OSError: the file cannot be written.
    """
    schemas = read_schemas(root)
    settings = load_settings(root, schemas).settings
    if settings is None:
        message = "в настройках атласа есть ошибки"
        raise AtlasError(message, "Посмотрите, что скажет atlas check site_config")
    kind = find_kind(split_answers(body, [KIND]).get(KIND, "").partition("\n")[0], settings)
    if kind is None or not settings.atlas.kinds[kind.name].enabled:
        return None
    value = _read_value(body, kind, schemas, settings)
    made = IssueRecord(kind=kind, kind_title=kind_title(kind, settings), title=str(value.get("title", "")))
    record_id = slug(made.title)
    if len(record_id) < _SHORTEST:
        return replace(made, obstacle=_NO_TITLE)
    path = f"{CONTENT}/{kind.folder}/{record_id}{SUFFIX}"
    if os.path.lexists(root / path):
        return replace(made, obstacle=_TAKEN.format(path=path))
    before = check(root, as_of=as_of)
    text = canonical_text({"id": record_id, **value, "added": added.isoformat()}, kind, schemas)
    files.write_file(root / path, text.encode())
    return replace(made, path=path, text=text, findings=_find_new(before, check(root, as_of=as_of), path))


def _read_value(body: str, kind: Kind, schemas: Schemas, settings: Settings) -> Mapping[str, Json]:
    asked = form_questions(kind, schemas)
    given = split_answers(body, [KIND, *(question.label for question in asked)])
    value = AnswerParser(vocabularies=vocabularies_of(settings)).record(asked, given)
    order = [one.key for one in Fields(schemas=schemas, file=kind.schema_file).below(())]
    return {key: value[key] for key in order if key in value}


def _find_new(before: CheckResult, after: CheckResult, path: str) -> list[Finding]:
    """Return what is said of the record, and of others because of it.

    What it and another do to each other (the same title) is said of both: its author hears it once.
    """
    stood = {(one.path, one.code, one.what) for one in before.findings}
    new = [one for one in after.findings if (one.path, one.code, one.what) not in stood]
    own = {one.code for one in new if one.path == path}
    return [one for one in new if one.path == path or one.code not in own or path not in one.what]


class AnswerParser(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """Turns answers into values by the vocabularies of an atlas."""

    vocabularies: Mapping[str, Vocabulary]

    def record(self, asked: Sequence[FormQuestion], given: Mapping[str, str]) -> dict[str, Json]:
        """Return the values of a record, in no certain order, from the answers by label."""
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

    A heading counts only where its question's turn has come, in the order of `labels`: an answer may hold
    headings of its own.
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

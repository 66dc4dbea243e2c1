"""A record out of an issue: its file's text, and what a check says of it before anybody else sees it."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from generator.base import files
from generator.base.errors import AtlasError
from generator.canonical import canonical_text
from generator.check.check import CheckResult, check
from generator.check.settings_check import load_settings
from generator.intake.issue_forms.answers import AnswerParser, split_answers
from generator.intake.issue_forms.questions import KIND, find_kind, form_questions, kind_title
from generator.model.addresses import slug
from generator.model.findings import Finding, Severity
from generator.model.kinds import Kind
from generator.model.settings import Settings
from generator.source.fields import Fields
from generator.source.record_files import CONTENT, SUFFIX
from generator.source.schema_files import Schemas, read_schemas, vocabularies_of
from generator.source.yaml.reader import Json

_SHORTEST = 3
_NO_TITLE = "Из названия не получается имя записи: впишите название подлиннее."
_TAKEN = "Запись с таким именем уже есть: {path}. Если это о другом, дайте записи другое название."


@dataclass(frozen=True, kw_only=True)
class IssueRecord:
    """A record that was proposed. `obstacle` says why it could not even be written; then `text` is empty."""

    kind: Kind
    kind_title: str = ""
    path: str = ""
    title: str = ""
    text: str = field(default="", repr=False)
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

    Args:
        root: the atlas; the file is written below its `content/`.
        body: the text of the issue, whatever it is.
        added: the day of the proposal.
        as_of: the day on which dates and terms are judged.

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

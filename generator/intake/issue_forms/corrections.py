"""Corrections: an issue becomes a new value of one field of a record."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec.structs import replace

from generator.intake.issue_forms.answers import split_answers
from generator.intake.issue_forms.fixed_forms import CORRECTION, FIELD, RECORD, VALUE
from generator.intake.issue_forms.issue_form import form_questions
from generator.intake.issue_forms.making import AnswerParser, IssueRecord, IssueTarget, open_target
from generator.intake.tables.cells.item_text import merge_values
from generator.intake.tables.layout import Table, walk_items
from generator.model.kinds import KIND_BY_FOLDER, PRACTICE, Kind
from generator.model.settings import Settings
from generator.source.record_files import record_path
from generator.source.schema_files import vocabularies_of
from generator.source.yaml.reader import Json

_ADDRESS = re.compile(r"(?:^|[/\s])([a-z_]+)/([a-z0-9]+(?:-[a-z0-9]+)*)/?(?:[?#]\S*)?\s*$", re.MULTILINE)
_UNKNOWN = "Такой записи в атласе нет. Откройте её страницу на сайте и скопируйте адрес целиком."
_BROKEN = "В файле записи ошибка: сначала её исправит редакция."
_NO_FIELD = "У такой записи нет поля «{field}». Выберите другое."
_NO_VALUE = "Не сказано, как должно быть."
_MORE = "В этом поле записи есть то, чего здесь не спросить: исправьте его в форме на сайте."
_SAME = "В записи уже так и написано."
_TEXT = "description"


def correction_from_issue(root: Path, body: str, *, as_of: dt.date) -> IssueRecord | None:
    """Write a correction into the record that it is about, and check it; None if the issue is no correction.

    `body` is the text of the issue, whatever it is.

    Raises:
        AtlasError: the atlas itself is broken.
        OSError: the file cannot be read or written.
    """
    answers = split_answers(body, [RECORD, FIELD, VALUE])
    if not {RECORD, FIELD} <= answers.keys():
        return None
    target = open_target(root, as_of)
    kind, path = _find_record(root, answers[RECORD], target.settings)
    made = IssueRecord(kind=kind or PRACTICE, kind_title=CORRECTION, path=path, title=answers[RECORD])
    if kind is None:
        return replace(made, obstacle=_UNKNOWN)
    former = target.read(path)
    if former is None:
        return replace(made, obstacle=_BROKEN)
    value = _correct(former, answers, kind, target)
    if isinstance(value, str):
        return replace(made, obstacle=value)
    return target.write(made, value)


def _correct(
    former: Mapping[str, Json], answers: Mapping[str, str], kind: Kind, target: IssueTarget
) -> Mapping[str, Json] | str:
    """Return the corrected value of a record, or why there is none."""
    questions = form_questions(kind, target.schemas)
    asked = next((one for one in questions if one.label == answers[FIELD]), None)
    if asked is None:
        return _NO_FIELD.format(field=answers[FIELD])
    if asked.table is not None and not _asks_for_all(asked.table, former):
        return _MORE
    texts = [one for one in questions if one.key == _TEXT and one is not asked]
    parser = AnswerParser(vocabularies=vocabularies_of(target.settings))
    new = parser.record([asked, *texts], {asked.label: answers.get(VALUE, "")})
    if not new:
        return _NO_VALUE
    if _TEXT in new and asked.key != _TEXT:  # words in place of numbers, which the text keeps
        new[_TEXT] = "\n\n".join(filter(None, [str(former.get(_TEXT, "")), str(new[_TEXT])]))
    value = merge_values(former, new)
    return _SAME if value == former else value


def _asks_for_all(table: Table, former: Mapping[str, Json]) -> bool:
    """Return whether the form asks for all that the items of a list have: an answer replaces them."""
    asked = {column.way[len(table.way) :] for column in table.columns}
    items = (item for _, item in walk_items(former, table.way))
    return asked.issuperset(way for item in items for way in _ways(item))


def _ways(value: object, way: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Yield the keys that lead to each value inside sections."""
    if not isinstance(value, dict):
        yield way
        return
    for key, part in value.items():
        yield from _ways(part, (*way, key))


def _find_record(root: Path, address: str, settings: Settings) -> tuple[Kind | None, str]:
    """Return the kind and path of the record whose page has an address; None and «» if there is none."""
    found = _ADDRESS.search(address)
    kind = KIND_BY_FOLDER.get(found[1]) if found else None
    path = record_path(kind, found[2]) if found and kind else ""
    known = kind is not None and settings.atlas.kinds[kind.name].enabled and (root / path).is_file()
    return (kind, path) if known else (None, "")

"""Requests for support with a practice: an issue becomes an entry in the practice's record."""

import datetime as dt
import re
from pathlib import Path

from msgspec.structs import replace

from generator.intake.issue_forms import fixed_forms as form
from generator.intake.issue_forms.answers import split_answers
from generator.intake.issue_forms.making import IssueRecord, open_target
from generator.intake.tables.cells.values import terms_of
from generator.model.kinds import PRACTICE
from generator.model.record_fields import MUNICIPALITIES
from generator.source.record_files import record_path
from generator.source.yaml.reader import Json

_FIELD = "accompaniment"
_ID = re.compile(r"(?:^|/)([a-z0-9]+(?:-[a-z0-9]+)*)/?\s*$", re.MULTILINE)
_UNKNOWN = "Такой практики в атласе нет. Откройте её страницу и нажмите «Запросить сопровождение»."
_BROKEN = "В записи практики есть ошибки: сначала их исправит редакция."
_NO_ASKER = "Не выбрано, кто просит о сопровождении."


def request_from_issue(root: Path, body: str, *, asked_on: dt.date, as_of: dt.date) -> IssueRecord | None:
    """Write a request into the record of its practice, and check it; None if the issue is not a request.

    `body` is the text of the issue, whatever it is; `asked_on` is the day of the request.

    Raises:
        AtlasError: the atlas itself is broken.
        OSError: the file cannot be read or written.
    """
    answers = split_answers(body, [form.ASKED, form.BY, form.PLACE, form.NEED])
    if not {form.ASKED, form.BY} <= answers.keys():
        return None
    target = open_target(root, as_of)
    if form.accompaniment_form(target.settings) is None:
        return None
    made = IssueRecord(kind=PRACTICE, kind_title=form.REQUEST, title=answers[form.ASKED])
    found = _ID.search(answers[form.ASKED])
    path = record_path(PRACTICE, found[1]) if found else ""
    if not path or not (root / path).is_file():
        return replace(made, obstacle=_UNKNOWN)
    terms, former = terms_of(target.settings), target.read(path)
    by = terms[form.ASKERS].find_id(answers[form.BY])
    if by is None:
        return replace(made, obstacle=_NO_ASKER)
    if former is None:
        return replace(made, obstacle=_BROKEN)
    place = terms[MUNICIPALITIES].find_id(answers.get(form.PLACE, ""))
    request: dict[str, Json] = {
        "asked_on": asked_on.isoformat(),
        "by": by,
        **({"municipality": place} if place else {}),
        "state": terms[form.STATES].vocabulary.terms[0].id,
    }
    earlier = former.get(_FIELD)
    value = {**former, _FIELD: [*(earlier if isinstance(earlier, list) else []), request]}
    return target.write(replace(made, path=path), value)

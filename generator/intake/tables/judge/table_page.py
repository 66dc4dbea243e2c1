"""What the page for tables shows: the result of `atlas import` in the same words, as values for a script.

The page runs this module in the reader's browser: her table never leaves the device. The JSON is::

    {"opened": true, "summary": ["Прочитано: 60 записей. Найдено: 12 ошибок.", …], "perLetter": 100,
     "mostBytes": 300000,
     "groups": [{"place": "Лист «Практики», строка 5", "severity": "ошибка", "what": "…", "cell": "…",
                 "advice": ["Допустимо: …"], "others": "То же ещё в строках 6–9.", "code": "too-short"}],
     "rest": "И ещё 20 замечаний …",
     "notes": ["Лист «Практики»: …"],
     "replaced": ["значение: «физика» → Физика (3)."],
     "asked": [{"about": "значение", "where": "Предметы", "text": "ОБЖ", "times": 3, "near": ["…"]}],
     "drafts": ["content/practices/y.yaml — без поля «Начало»"], "undrafted": ["«Опыты»: …"], "left": 3,
     "institutes": ["institute", "kro"], "institute": "institute",
     "records": [{"path": "content/practices/x.yaml", "title": "…", "text": "id: x…", "draft": false}]}
"""

import datetime as dt
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec

from generator.base.limits import MAX_LETTER_RECORDS, MAX_POST_BYTES
from generator.intake.tables import USUAL_INSTITUTE
from generator.intake.tables.files.reading import read_table
from generator.intake.tables.judge.check_import import ImportResult
from generator.intake.tables.judge.draft_records import describe_drafts
from generator.intake.tables.judge.judge_table import JudgedTable, TableQuestion, judge_table
from generator.intake.tables.judge.packed_atlas import unpack_atlas
from generator.intake.tables.judge.report import (
    describe_finding,
    describe_read,
    describe_result,
    group_findings,
)
from generator.intake.tables.judge.writing import record_writer
from generator.intake.tables.questions.replacements import Answers
from generator.model.kinds import KIND_BY_NAME
from generator.report.limits import MOST_TEXT, describe_rest

_FIRST = (1980, 1, 1, 0, 0, 0)
"""The date of the files of an archive, so that the same records give the same bytes."""


class TablePage:
    """Judges tables one after another with one atlas."""

    def __init__(self, packed: bytes, records: Sequence[bytes], day: str) -> None:
        """Open the atlas of the site from its files; `day` is the reader's, as «2026-11-30»."""
        self._atlas, atlas = unpack_atlas(packed, records, dt.date.fromisoformat(day))
        self._institutes = atlas.institutes
        self._text_of = record_writer(self._atlas.schemas)

    def judge(self, file: str, folder: str, options: str) -> str:
        """Judge a table; return the JSON of the page.

        The answer to it is written into the folder as `answer.xlsx`, the files of its records as
        `records.zip`.

        Args:
            file: the path of the table.
            folder: where to write.
            options: JSON with the name of the `kind`, empty if any, the name of the `institute`, empty if it
                is the usual one, and whether `drafts` are wanted.
        """
        wanted = msgspec.json.decode(options)
        institute = wanted["institute"] or USUAL_INSTITUTE
        question = TableQuestion(
            kind=KIND_BY_NAME.get(wanted["kind"]),
            kept=self._institutes.get(institute, Answers()),
            drafts=wanted["drafts"],
        )
        judged = judge_table(read_table(Path(file)), self._atlas, question)
        judged.give_back(Path(file), Path(folder) / "answer.xlsx")
        records = [*self._records(judged.result)]
        with zipfile.ZipFile(Path(folder) / "records.zip", "w", zipfile.ZIP_DEFLATED) as archive:
            for one in records:
                archive.writestr(zipfile.ZipInfo(one["path"], _FIRST), one["text"])
        told = _page(judged, records) | {"institutes": [*self._institutes], "institute": institute}
        return msgspec.json.encode(told).decode()

    def _records(self, done: ImportResult) -> Iterator[dict[str, Any]]:
        clean = [(one, False) for one in done.clean]
        for record, is_draft in (*clean, *((one.record, True) for one in done.drafts)):
            yield {
                "path": record.path,
                "title": str(record.value.get("title") or record.path),
                "text": self._text_of(record),
                "draft": is_draft,
            }


def _page(judged: JudgedTable, records: Sequence[dict[str, Any]]) -> dict[str, Any]:
    done = judged.result
    groups = list(group_findings(done.findings))
    shown, rest = groups[:MOST_TEXT], groups[MOST_TEXT:]
    left = [one.problem.code for finding, others in rest for one in (finding, *others)]
    asked = [one for one in done.replacements if one.open]
    return {
        "opened": bool(judged.table.grids),
        "summary": [*describe_result(done)],
        "perLetter": MAX_LETTER_RECORDS,
        "mostBytes": MAX_POST_BYTES,
        "groups": [
            {"code": first.problem.code, **describe_finding(first, others)} for first, others in shown
        ],
        "rest": describe_rest(left) if left else "",
        "notes": done.notes,
        "replaced": [*describe_read(done.replacements)],
        "asked": [
            {
                "about": one.sort,
                "where": "" if one.title == one.text else one.title,
                "text": one.text,
                "times": one.times,
                "near": one.near,
            }
            for one in asked
        ],
        "drafts": [line.strip() for line in describe_drafts(done.drafts)],
        "undrafted": done.undrafted,
        "left": done.spoilt - len(done.drafts),
        "records": records,
    }

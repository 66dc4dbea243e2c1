"""The pool of experts: a table outside the repository (S1:17)."""

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec

from generator.base.russian import fold_text
from generator.intake.tables.cells.values import terms_of
from generator.model.findings import Problem
from generator.model.settings import Region, Settings
from generator.private_data.table import (
    PrivateColumn,
    RowJudge,
    parse_count,
    parse_day,
    parse_text,
    read_private_table,
    term_parser,
    terms_parser,
)

_CODE = re.compile(r"[\w.-]{1,64}\Z")


class Expert(msgspec.Struct, frozen=True, kw_only=True):
    """An expert, known here only by a code."""

    code: str
    subjects: tuple[str, ...] = ()
    directions: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    organisation: str = ""
    municipality: str = ""
    """An id of the atlas, or free text for another region."""
    region: str = ""
    """Empty for the atlas's own region."""
    load: int = 0
    """The number of practices that the expert is already reviewing."""
    until: dt.date | None = None
    """The last day of the consent; None if there is none."""


class Pool(msgspec.Struct, frozen=True, kw_only=True):
    """The experts of a file, and the hash of its bytes."""

    experts: Sequence[Expert]
    digest: str


def read_pool(file: Path, settings: Settings) -> Pool:
    """Read the pool from a file.

    Raises:
        PrivateTableError: it is not such a table.
        OSError: it cannot be read.
    """
    terms = terms_of(settings)
    columns = (
        PrivateColumn(key="code", also=("код", "код эксперта"), parse=_parse_code),
        PrivateColumn(key="subjects", also=("предметы", "предмет"), parse=terms_parser(terms["subjects"])),
        PrivateColumn(
            key="directions", also=("направления", "направление"), parse=terms_parser(terms["directions"])
        ),
        PrivateColumn(
            key="levels",
            also=("уровни образования", "уровни", "уровень"),
            parse=terms_parser(terms["education_levels"]),
        ),
        PrivateColumn(key="organisation", also=("организация", "место работы"), parse=parse_text),
        PrivateColumn(key="municipality", also=("муниципалитет",), parse=parse_text),
        PrivateColumn(key="region", also=("регион",), parse=_region_parser(settings.atlas.region)),
        PrivateColumn(key="load", also=("нагрузка",), parse=parse_count),
        PrivateColumn(key="until", also=("согласие до", "согласие действует до"), parse=parse_day),
    )
    rows = read_private_table(
        file, columns, unique="code", judge=_place_judge(term_parser(terms["municipalities"]))
    )
    return Pool(experts=[Expert(**row) for row in rows], digest=sha256(file.read_bytes()).hexdigest())


def _place_judge(parse: Callable[[str], str | Problem]) -> RowJudge:
    """Return a row check that parses municipalities; those of another region may have any name."""

    def judge(row: dict[str, Any]) -> Sequence[tuple[str, Problem]]:
        found = row.get("municipality", "") if row.get("region") else parse(row.get("municipality", ""))
        if isinstance(found, Problem):
            return [("municipality", found)]
        row["municipality"] = found
        return []

    return judge


def _parse_code(text: str) -> str | Problem:
    code = unicodedata.normalize("NFC", text)
    if _CODE.match(code):
        return code
    return Problem(
        code="bad-expert-code",
        what=f"«{text}» — не код эксперта" if text else "Код эксперта не указан",
        allowed="От 1 до 64 букв, цифр, точек, дефисов и подчёркиваний, без пробелов; имён здесь не пишут.",
    )


def _region_parser(region: Region) -> Callable[[str], str]:
    """Return a parser for regions: empty for the atlas's own, however it is written."""
    own = {fold_text(name) for name in (region.name, region.oktmo, region.oktmo[:2], "own")}

    def parse(text: str) -> str:
        return "" if fold_text(text) in own else text

    return parse

"""Reads the municipalities of a new atlas from a table as people have it: any kind of CSV or a workbook."""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import msgspec
from msgspec.structs import replace

from generator.base.russian import join_words, quote_all
from generator.base.suggestions import near_misses
from generator.intake.new_atlas.region_name import region_code, region_prefix
from generator.intake.tables.files.grids import (
    WHOLE_FILE,
    CellFinding,
    CellValue,
    Grid,
    GridRow,
    excerpt,
    sort_findings,
)
from generator.intake.tables.files.reading import read_table
from generator.model.addresses import slug
from generator.model.findings import Problem
from generator.model.municipality import Municipality
from generator.model.settings import Term

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "oktmo": ("октмо", "oktmo", "код октмо", "код по октмо", "код"),
    "name": (
        *("название", "наименование", "муниципальное образование", "муниципалитет", "name"),
        *(
            "наименование муниципального образования",
            "название муниципального образования",
            "наименование мо",
        ),
    ),
    "centre": ("центр", "административный центр", "адм. центр", "centre", "center"),
    "latitude": ("широта", "lat", "latitude"),
    "longitude": ("долгота", "lon", "lng", "long", "longitude"),
    "type": ("тип", "вид", "type"),
}
"""The usual names of each column; findings use the first."""
_ABOVE = 10
"""Rows above the heading at most: the title of the table, its date."""
_OPTIONAL = frozenset({"type"})
_CENTRE = frozenset({"latitude", "longitude"})
"""Both may be missing, then there is no map; a single one may not."""
_CODE = re.compile(r"\d{8}(?:\d{3})?")
_WITHOUT_ZERO = (7, 10)
_SETTLEMENT = re.compile(r"(г|п|с|рп|пгт|х|д|ст-ца|аул) (?=[А-ЯЁ])")
_STATUS = re.compile(
    r"\b(?:муниципальный|городской|округ|район|ЗАТО|город-курорт|город-герой|город|пос[её]лок)\b",
    re.IGNORECASE,
)
_CITY = re.compile(r"\b(?:городской округ|город)\b", re.IGNORECASE)
_MIXED = re.compile(r"\bмуниципальный (округ|район)\b", re.IGNORECASE)
_BOUNDS: Mapping[str, tuple[float, str]] = {
    "latitude": (90.0, "от -90 до 90, например 56,01"),
    "longitude": (180.0, "от -180 до 180, например 92,87"),
}


class MunicipalitiesTable(msgspec.Struct, frozen=True, kw_only=True):
    """The content of a table: the region's code, its municipalities, and what is wrong; all or nothing."""

    oktmo: str = ""
    municipalities: tuple[Municipality, ...] = ()
    findings: tuple[CellFinding, ...] = ()


def read_municipalities(file: Path, types: Sequence[Term], oktmo: str | None) -> MunicipalitiesTable:
    """Read the municipalities of a table, and find everything that is wrong with it in one pass.

    `types` are the terms of the vocabulary `municipality_types`. If the region's code is not given, the one
    that most municipalities share is used.

    Raises:
        OSError: the file cannot be read.
    """
    book = read_table(file)
    grid = next((grid for grid in book.grids if grid.rows), None)
    if book.findings or grid is None:
        return MunicipalitiesTable(findings=sort_findings(book.findings or [_NO_ROWS]))
    starts = ((one, row) for one in book.grids for row in range(min(len(one.rows), _ABOVE + 1)))
    grid, row = next((start for start in starts if _is_heading(*start)), (grid, 0))
    return _Reader(grid, row, types, oktmo).read()


def _is_heading(grid: Grid, row: int) -> bool:
    words = _words(grid, row)
    return all(any(word in words for word in COLUMNS[key]) for key in ("oktmo", "name"))


def _words(grid: Grid, row: int) -> Sequence[str]:
    return [" ".join(str(cell or "").casefold().split()) for cell in grid.rows[row].cells]


class _Reader:
    """Turns the rows of one sheet below its heading into municipalities and collects findings."""

    def __init__(self, grid: Grid, heading: int, types: Sequence[Term], oktmo: str | None) -> None:
        self._grid, self._types = grid, types
        self._findings: list[CellFinding] = []
        self._headings = [str(cell or "").strip() for cell in grid.rows[heading].cells]
        self._columns = self._find_columns(heading)
        self._rows = grid.rows[heading + 1 :]
        codes = [_as_code(self._cell(row, "oktmo")) for row in self._rows]
        self._oktmo = oktmo or region_code([code for code in codes if _CODE.fullmatch(code)])
        self._seen: dict[tuple[str, str], int] = {}

    def read(self) -> MunicipalitiesTable:
        """Return the content of the rows, which are ignored if a column is missing."""
        found = [] if self._findings else [self._municipality(row) for row in self._rows]
        if not self._findings and not found:
            self._findings.append(_NO_ROWS)
        if self._findings:
            return MunicipalitiesTable(findings=sort_findings(self._findings))
        return MunicipalitiesTable(oktmo=self._oktmo, municipalities=tuple(_with_own_ids(found)))

    def _find_columns(self, heading: int) -> Mapping[str, int]:
        """Return the index of each column, counted from 0; missing ones are findings."""
        words = _words(self._grid, heading)
        places: dict[str, int] = {}
        has_centres = any(word in words for key in _CENTRE for word in COLUMNS[key])
        optional = _OPTIONAL if has_centres else _OPTIONAL | _CENTRE
        for key, usual in COLUMNS.items():
            place = next((words.index(word) for word in usual if word in words), None)
            if place is not None:
                places[key] = place
            elif key not in optional:
                headings = [(one, one) for one in self._headings if one]
                near = [one for word in usual for one in near_misses(word, headings)]
                missing = self._grid.place(self._grid.rows[heading].number).report(
                    code="missing-key",
                    what=f"Нет столбца «{usual[0]}»",
                    allowed=f"Заголовок столбца: {join_words(quote_all(usual), 'или')}.",
                    action="Добавьте столбец или переименуйте тот, в котором это стоит.",
                    suggestions=tuple(dict.fromkeys(near)),
                )
                self._findings.append(missing)
        return places

    def _municipality(self, row: GridRow) -> Municipality:
        name = self._text(row, "name")
        short, mixed = " ".join(_STATUS.sub(" ", name).split()) or name, _MIXED.search(name)
        return Municipality(
            id=slug(short),
            oktmo=self._code(row),
            name=name,
            title=f"{short} {mixed[1].lower()}" if mixed else short,  # «Краснодар», «Абинский район»
            type=self._type(row, name),
            centre=_SETTLEMENT.sub(r"\1. ", self._text(row, "centre"), count=1),
            latitude=self._degrees(row, "latitude"),
            longitude=self._degrees(row, "longitude"),
        )

    def _text(self, row: GridRow, key: str) -> str:
        text = " ".join(str(self._cell(row, key) or "").split())
        if not text:
            self._report(row, key, _EMPTY)
        elif key == "name":
            self._report_repeated(row, key, text)
        return text

    def _code(self, row: GridRow) -> str:
        code = _as_code(self._cell(row, "oktmo"))
        prefix = region_prefix(self._oktmo)
        if not _CODE.fullmatch(code):
            wrong = Problem(
                code="bad-pattern",
                what="Это не код ОКТМО",
                allowed="Восемь цифр, например 04701000.",
                action="Исправьте код.",
            )
            self._report(row, "oktmo", wrong if code else _EMPTY)
        elif not code.startswith(prefix):
            foreign = Problem(
                code="bad-pattern",
                what=f"Код «{code}» другого региона",
                allowed=f"Коды региона начинаются с «{prefix}».",
                action="Исправьте код или удалите строку; код региона называет параметр --oktmo.",
            )
            self._report(row, "oktmo", foreign)
        else:
            self._report_repeated(row, "oktmo", code[:8])
        return code[:8]

    def _type(self, row: GridRow, name: str) -> str:
        said = str(self._cell(row, "type") or "").strip()
        mixed, city = _MIXED.search(name), _CITY.search(name)
        wanted = said.casefold() or (mixed[0].casefold() if mixed else "городской округ" if city else "")
        found = next((term for term in self._types if wanted in {term.id, term.title.casefold()}), None)
        if found is None:
            titles = [term.title for term in self._types]
            problem = Problem(
                code="not-in-vocabulary",
                what=f"Типа «{said}» нет в словаре" if said else f"По названию «{name}» не понять тип",
                allowed=f"{join_words(quote_all(titles), 'или')}.",
                action="Впишите тип в столбец «тип».",
                suggestions=near_misses(said, [(title, title) for title in titles]) if said else (),
            )
            self._report(row, "type" if said else "name", problem)
        return found.id if found else ""

    def _degrees(self, row: GridRow, key: str) -> float | None:
        if key not in self._columns:
            return None
        cell, (most, allowed) = self._cell(row, key), _BOUNDS[key]
        try:
            number = float(str(cell).replace(",", ".").strip())
        except ValueError:
            number = math.nan
        if not -most <= number <= most:
            problem = Problem(
                code="wrong-type",
                what="Это не градусы",
                allowed=f"Число {allowed}.",
                action="Впишите градусы десятичной дробью.",
            )
            self._report(row, key, _EMPTY if cell is None else problem)
        return number

    def _report_repeated(self, row: GridRow, key: str, text: str) -> None:
        before = self._seen.setdefault((key, text.casefold()), row.number)
        if before != row.number:
            problem = Problem(
                code="duplicate-id",
                what=f"«{text}» уже стоит в строке {before}",
                allowed="Каждое значение один раз.",
                action="Исправьте или удалите повтор.",
            )
            self._report(row, key, problem)

    def _cell(self, row: GridRow, key: str) -> CellValue:
        return row.cell(self._columns[key]) if key in self._columns else None

    def _report(self, row: GridRow, key: str, problem: Problem) -> None:
        column = self._columns[key]
        place = replace(self._grid.place(row.number, column + 1), heading=self._headings[column])
        cell = excerpt(row.cell(column))
        self._findings.append(CellFinding(place=place, problem=problem, cell=cell))


_NO_ROWS = WHOLE_FILE.report(
    code="empty-table", what="В таблице нет муниципалитетов", action="Заполните таблицу."
)
_EMPTY = Problem(code="empty-value", what="Ячейка пуста", action="Заполните её.")


def _as_code(cell: CellValue) -> str:
    """Return a code as text: spreadsheets take it for a number and drop its leading zero."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    text = "".join(str("" if cell is None else cell).split())
    return f"0{text}" if len(text) in _WITHOUT_ZERO else text


def _with_own_ids(places: Sequence[Municipality]) -> Iterator[Municipality]:
    """Yield municipalities with unique ids: equal ones are told apart by the type, then by the code."""
    ids = [place.id for place in places]
    taken: set[str] = set()
    for place in places:
        names = [place.id, f"{place.id}-{place.type}", f"{place.id}-{place.oktmo}"]
        free = names if ids.count(place.id) == 1 else names[1:]
        name = next(name for name in free if name not in taken)
        taken.add(name)
        yield replace(place, id=name)

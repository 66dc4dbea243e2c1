"""Problems of rows that do not fit together: missing or duplicate records and numbers."""

import re
from collections.abc import Iterable

from generator.base.russian import format_number, quote, shorten, uncapitalise
from generator.base.suggestions import Suggest
from generator.intake.tables.columns.column_meaning import ColumnMeaning
from generator.intake.tables.files.grids import CellValue, ShownDate
from generator.model.findings import Problem

_ERRORS = frozenset(
    {
        *("#REF!", "#N/A", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"),
        *("#ССЫЛКА!", "#Н/Д", "#ДЕЛ/0!", "#ЗНАЧ!", "#ИМЯ?", "#ЧИСЛО!", "#ПУСТО!", "#ПЕРЕНОС!", "#ВЫЧИСЛ!"),
    }
)
_SHORTENED = re.compile(
    r"[-+]?[0-9](?:[.,][0-9]+)?E[-+]?(?:[0-9]{1,2}|[12][0-9]{2}|30[0-8])\Z", re.IGNORECASE
)
NOT_A_NUMBER = Problem(
    code="wrong-type",
    what="Здесь нужен номер пункта",
    allowed="Целое число или пустая ячейка: тогда пункты идут в порядке строк.",
    action="Впишите только число.",
)


def unknown_record(name: object, suggest: Suggest) -> Problem:
    """Return the problem of an item whose record does not exist."""
    absent = name is None
    return Problem(
        code="no-such-record",
        what="Не указано, к какой записи относится строка"
        if absent
        else f"Записи {quote(shorten(str(name)))} нет на листе записей",
        allowed="Идентификатор или название записи с листа записей.",
        action="Впишите идентификатор или название записи."
        if absent
        else "Исправьте идентификатор или добавьте запись на лист записей.",
        suggestions=() if absent else suggest(str(name)),
    )


def unknown_item(number: float | None, numbers: Iterable[float]) -> Problem:
    """Return the problem of an item inside another one that does not exist."""
    known = ", ".join(map(format_number, numbers)) or "пунктов пока нет"
    return Problem(
        code="no-such-item",
        what="Неясно, к какому пункту записи относится строка"
        if number is None
        else f"У записи нет пункта с номером {format_number(number)}",
        allowed=f"Номера: {known}.",
        action="Впишите номер строки с того листа, где стоят эти пункты записи.",
    )


def repeated_number(number: float) -> Problem:
    """Return the problem of an item with a duplicate number."""
    return Problem(
        code="repeated-number",
        what=f"Пункт с номером {format_number(number)} у этой записи уже есть",
        allowed="У каждого пункта записи свой номер.",
        action="Исправьте номер.",
    )


def repeated_id(record_id: str, where: str) -> Problem:
    """Return the problem of a record with a duplicate id."""
    return Problem(
        code="duplicate-id",
        what=f"Идентификатор «{record_id}» уже у другой записи: {uncapitalise(where)}",
        allowed="у каждой записи свой идентификатор",
        action="Если это одна запись, оставьте одну строку; если разные, впишите разные идентификаторы.",
    )


def find_misread(cell: CellValue) -> Problem | None:
    """Return the problem of a cell that shows an error or a shortened number; None if it shows a value."""
    text = cell.strip() if isinstance(cell, str) else ""
    if text.upper() in _ERRORS or (len(text) > 1 and not text.strip("#")):
        return Problem(
            code="error-in-cell",
            what="Вместо значения в ячейке ошибка или решётки",
            allowed="Тексты, числа и даты.",
            action="Впишите значение. Решётки вместо даты значат, что такого дня нет в календаре Excel.",
        )
    if _SHORTENED.match(text):
        return Problem(
            code="shortened-number",
            what=f"Длинное число показано сокращённо: «{text}» — остальные цифры не видны или потеряны",
            allowed="Число или номер целиком, без «E+».",
            action="Задайте ячейке формат «Текстовый» и наберите все цифры заново.",
        )
    return None


def misplaced_date(slot: ColumnMeaning, cell: CellValue) -> Problem:
    """Return the problem of a date in a field without dates, or of a date that is not a calendar day."""
    title = slot.column.title(slot.numbers) if slot.column else ""
    if isinstance(cell, ShownDate) and slot.column is not None and slot.column.value.schema.get("x-date"):
        return Problem(
            code="wrong-type",
            what=f"Поле «{title}»: у даты в ячейке не видно года",
            allowed="Год, месяц с годом или день с месяцем и годом.",
            action="Задайте ячейке формат «Текстовый» и наберите дату целиком.",
        )
    if slot.column is not None and slot.column.value.schema.get("x-date"):
        return Problem(
            code="wrong-type",
            what=f"Поле «{title}»: в ячейке время, а не день",
            allowed="Дни с 1 января 1900 года; прежние записывайте текстом.",
            action="Задайте ячейке формат «Текстовый» и наберите дату заново.",
        )
    return Problem(
        code="wrong-type",
        what=f"Поле «{title}»: в ячейке дата или время, а нужно другое значение",
        action="Excel принял написанное за дату: задайте ячейке формат «Текстовый» и наберите заново.",
    )


def field_filled_twice(slot: ColumnMeaning) -> Problem:
    """Return the problem of a list given both in one cell and in numbered columns."""
    title = slot.column.title() if slot.column else ""
    return Problem(
        code="repeated-column",
        what=f"Поле «{title}» заполнено дважды: и одной ячейкой, и столбцами с номерами",
        action="Оставьте что-нибудь одно.",
    )

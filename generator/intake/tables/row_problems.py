"""Words for rows that do not fit together: records and numbers that are not there, or there twice."""

from __future__ import annotations

from collections.abc import Iterable

from generator.base.russian import format_number, shorten
from generator.base.suggestions import Suggester
from generator.intake.tables.column_synonyms import ColumnMeaning
from generator.model.findings import Problem

NOT_A_NUMBER = Problem(
    code="wrong-type",
    what="Здесь нужен номер пункта",
    allowed="Целое число или пустая ячейка: тогда пункты идут в порядке строк.",
    action="Впишите только число.",
)


def unknown_record(name: object, guesses: Suggester) -> Problem:
    """Return the problem of an item whose record is not there."""
    absent = name is None
    return Problem(
        code="no-such-record",
        what="Не указано, к какой записи относится строка"
        if absent
        else f"Записи «{shorten(str(name))}» нет на листе записей",
        allowed="Идентификатор или название записи с листа записей.",
        action="Впишите идентификатор или название записи."
        if absent
        else "Исправьте идентификатор или добавьте запись на лист записей.",
        suggestions=() if absent else guesses.suggest(str(name)),
    )


def unknown_item(number: float | None, numbers: Iterable[float]) -> Problem:
    """Return the problem of an item that stands in another one which is not there."""
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
    """Return the problem of an item whose number another one has."""
    return Problem(
        code="repeated-number",
        what=f"Пункт с номером {format_number(number)} у этой записи уже есть",
        allowed="У каждого пункта записи свой номер.",
        action="Исправьте номер.",
    )


def repeated_id(record_id: str, where: str) -> Problem:
    """Return the problem of a record whose id another row has."""
    return Problem(
        code="address-collision",
        what=f"Идентификатор «{record_id}» уже у другой записи: {where[0].lower()}{where[1:]}",
        allowed="у каждой записи свой идентификатор",
        action="Если это одна запись, оставьте одну строку; если разные, впишите разные идентификаторы.",
    )


def misplaced_date(slot: ColumnMeaning) -> Problem:
    """Return the problem of a date in a field that has none, or of one that is no day of the calendar."""
    title = slot.column.title(slot.numbers) if slot.column else ""
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
    """Return the problem of a list that stands in one cell and in columns with numbers too."""
    title = slot.column.title() if slot.column else ""
    return Problem(
        code="repeated-column",
        what=f"Поле «{title}» заполнено дважды: и одной ячейкой, и столбцами с номерами",
        action="Оставьте что-нибудь одно.",
    )

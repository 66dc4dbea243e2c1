"""Record rules for every kind: the id, the title, the source."""

import re
from collections.abc import Iterator
from typing import Any

from generator.check.rules.base import Context, apart, record_rule
from generator.model.addresses import RESERVED_IDS, WINDOWS_NAMES
from generator.model.catalogue import Entry
from generator.model.findings import Pointer, Problem, Severity
from generator.model.record_fields import values_at
from generator.model.records.common import Record
from generator.model.unreadable import read_items, read_part

_SHORTENED = re.compile(r"[А-ЯЁA-Z]\.\Z|\s(?:г|гг|др|пр|руб|тыс|обл|кл|шк|уч|ч|т\.\s?[дп])\.\Z")
TITLE_PATTERNS = {"shortened": _SHORTENED}
"""What may end with a full stop: initials and abbreviations. The form on the site uses it too."""
SHORT_TITLE = 12
"""A title no longer than this may be an abbreviation in capitals."""


@record_rule("reserved-id")
def reserved_id(entry: Entry[Record], _context: Context) -> Iterator[Problem]:
    """A record whose address belongs to another page, or whose file some computers cannot store."""
    record_id = entry.id
    taken = record_id in RESERVED_IDS
    if taken or record_id in WINDOWS_NAMES:
        why = "занят самим атласом" if taken else "не подходит: в Windows нельзя создать файл с таким именем"
        yield Problem(
            what=f"Идентификатор «{record_id}» {why}",
            allowed="любой другой идентификатор из букв a–z, цифр и дефисов",
            action="Добавьте к идентификатору слово из названия и переименуйте файл.",
            pointer=("id",),
        )


@record_rule("title-form", severity=Severity.WARNING)
def title_form(entry: Entry[Record], _context: Context) -> Iterator[Problem]:
    """A title that ends with a full stop or shouts."""
    title = entry.title.strip()
    if title.endswith(".") and not title.endswith("...") and not _SHORTENED.search(title):
        yield Problem(
            what="В конце названия стоит точка",
            allowed="название без точки в конце",
            action="Уберите точку.",
            suggestions=(title.rstrip("."),),
            pointer=("title",),
        )
    if len(title) > SHORT_TITLE and title.isupper():
        yield Problem(
            what="Название набрано заглавными буквами",
            allowed="заглавная только там, где она нужна в тексте",
            action="Оставьте заглавными первую букву, имена собственные и сокращения.",
            suggestions=(title.capitalize(),),
            pointer=("title",),
        )


@record_rule("named-twice")
def named_twice(entry: Entry[Record], context: Context) -> Iterator[Problem]:
    """Two items of a list with the same name: a reference to it can only mean one of them."""
    lists = (
        (*one, field)
        for path, field in context.record_fields[entry.kind.name].distinct
        for one in values_at(entry.record, path)
    )
    return apart(_repeats, lists)


def _repeats(pointer: Pointer, items: tuple[Any, ...], field: str) -> Iterator[Problem]:
    first: dict[object, int] = {}
    for index, item in read_items(items):
        value = read_part(item, field)
        if value is None:
            continue
        if value in first:
            yield Problem(
                what=f"«{value}» здесь уже есть: то же стоит в {first[value] + 1}-м пункте этого списка",
                allowed=f"у каждого пункта списка своё значение поля `{field}`",
                action="Исправьте одно из значений или оставьте один пункт вместо двух.",
                pointer=(*pointer, index, field),
            )
        first.setdefault(value, index)


@record_rule("missing-source", severity=Severity.WARNING)
def missing_source(entry: Entry[Record], _context: Context) -> Iterator[Problem]:
    """A record that is not a sample and does not name its source document."""
    if not entry.record.sample and entry.record.source is None:
        yield Problem(
            what="Не указано, откуда сведения: редактору нечем их проверить",
            allowed="поле `source` с названием документа; у придуманной для показа записи — `sample: true`",
            action="Заполните поле `source`: приказ, положение, страницу сайта или протокол.",
            pointer=("title",),
            on_key=True,
        )


@record_rule("sample-with-source")
def sample_with_source(entry: Entry[Record], _context: Context) -> Iterator[Problem]:
    """A record that is marked as made up yet names a source."""
    if entry.record.sample and entry.record.source is not None:
        yield Problem(
            what="Запись помечена как учебный пример, но у неё есть источник",
            allowed="либо `sample: true`, либо `source`",
            action="Уберите `sample`, если запись описывает настоящую организацию; иначе уберите `source`.",
            pointer=("sample",),
            on_key=True,
        )

"""What the YAML reader says of a file it refuses, in the words of the file's author."""

from __future__ import annotations

import msgspec

from generator.base.russian import count, format_number


class FileProblem(msgspec.Struct, frozen=True, kw_only=True):
    """A reason why a file is not read. `index` counts characters of the text from 0."""

    code: str
    what: str
    index: int = 0
    width: int = 1
    allowed: str = ""
    action: str = ""


_PLAIN_TEXT = "Если это просто текст, возьмите значение в кавычки."

# code → what, allowed, action; «{value}» is the name that stands at the place
_REFUSED: dict[str, tuple[str, str, str]] = {
    "alias": (
        "ссылка на другое место файла («*…»)",
        "Каждое значение пишется целиком, ссылок внутри файла нет.",
        f"Повторите значение вместо ссылки. {_PLAIN_TEXT}",
    ),
    "anchor": (
        "метка для ссылок «&{value}»",
        "Каждое значение пишется целиком, меток и ссылок нет.",
        f"Уберите метку. {_PLAIN_TEXT}",
    ),
    "merge-key": (
        "ключ «<<», который вставляет сюда другую часть файла",
        "Каждое значение пишется целиком.",
        "Уберите «<<» и перечислите нужные ключи.",
    ),
    "tag": (
        "перед значением стоит пометка, которая начинается с «!»",
        "Значение пишется без пометок.",
        f"Уберите пометку с «!». {_PLAIN_TEXT}",
    ),
    "directive": (
        "служебная строка, которая начинается с «%»",
        "В файле записи только ключи и значения.",
        "Удалите строку.",
    ),
    "several-documents": (
        "в файле больше одной записи: строка «---» начинает вторую",
        "Одна запись в одном файле.",
        "Перенесите вторую запись в свой файл или удалите строку «---».",
    ),
    "too-deep": (
        "значения вложены друг в друга слишком глубоко",
        "Не больше 20 уровней вложенности.",
        "Уберите лишние скобки или отступы.",
    ),
    "complex-key": (
        "ключом служит список или раздел",
        "Ключ — одно слово перед двоеточием.",
        f"Запишите ключ словом. {_PLAIN_TEXT}",
    ),
    "duplicate-key": (
        "ключ «{value}» записан второй раз",
        "Каждый ключ в разделе встречается один раз.",
        "Оставьте одно из двух значений, второе удалите.",
    ),
    "foreign-space": (
        "в начале строки стоит неразрывный или другой особый пробел",
        "Отступы только обычными пробелами, по два на уровень.",
        "Сотрите пробелы перед словом и наберите их заново: при копировании из документа они меняются.",
    ),
    "lost-text": (
        "текст после « #» не войдёт в значение: так в файлах записей пишут примечания",
        "Значение со знаком «#» внутри берут в кавычки; примечание пишут после «# », с пробелом.",
        "Возьмите всё значение в кавычки. Если это примечание, поставьте пробел после «#».",
    ),
    "conflict-marks": (
        "в файле остались метки двух правок, которые встретились",
        "Одна запись без строк «<<<<<<<», «=======» и «>>>>>>>».",
        "Оставьте верный вариант между метками, сотрите другой и сами строки меток.",
    ),
    "too-many-values": (
        "в файле слишком много ключей и значений",
        "Не больше 10\u00a0000 ключей и значений.",
        "Сократите запись: длинные перечни приложите ссылками.",
    ),
    "number-too-large": (
        "слишком большое число",
        "Числа до 9 007 199 254 740 992.",
        "Проверьте число. Если это номер или код, возьмите его в кавычки.",
    ),
}


def describe_refusal(code: str, text: str, index: int, value: str = "") -> FileProblem:
    """Return the note on something that YAML has and records do not.

    Args:
        code: one of the codes of the table above.
        text: the text of the file.
        index: where it stands.
        value: the name at the place, if it has one.
    """
    what, allowed, action = _REFUSED[code]
    shown = value if len(value) <= 40 else f"{value[:40]}…"  # noqa: PLR2004 - what fits a line
    line_end = text.find("\n", index)
    rest = (line_end if line_end >= 0 else len(text)) - index
    return FileProblem(
        code=code,
        what=f"{what[0].upper()}{what[1:]}".replace("{value}", shown),
        allowed=allowed,
        action=action,
        index=index,
        width=max(1, min(len(value) or 1, rest)),
    )


def too_big(limit: int) -> FileProblem:
    """Return the note on a file larger than the limit in bytes."""
    size = f"{format_number(limit // 1024)} КиБ"
    return FileProblem(
        code="file-too-big",
        what=f"Файл больше {size}",
        allowed=f"Не больше {size} (это около {count(limit // 2000, 'тысячи', 'тысяч', 'тысяч')} букв).",
        action="Сократите запись; подробные материалы приложите ссылками.",
    )


def not_utf8(data: bytes, position: int) -> FileProblem:
    """Return the note on bytes that are not UTF-8; `position` is the first wrong byte."""
    return FileProblem(
        code="not-utf8",
        what="Файл сохранён не в кодировке UTF-8",
        index=len(data[:position].decode("utf-8", errors="replace")),
        allowed="Кодировка UTF-8 без метки BOM.",
        action="Сохраните файл заново, выбрав в редакторе кодировку UTF-8.",
    )


def byte_order_mark(index: int) -> FileProblem:
    """Return the note on a byte order mark at the beginning of a line."""
    return FileProblem(
        code="byte-order-mark",
        what=f"В начале {'строки' if index else 'файла'} стоит невидимая метка BOM",
        index=index,
        allowed="Кодировка UTF-8 без метки BOM.",
        action="Сохраните файл заново, выбрав в редакторе «UTF-8» (не «UTF-8 с BOM»).",
    )


def foreign_line_end(character: str, index: int) -> FileProblem:
    """Return the note on a line end that YAML obeys and editors do not show."""
    return FileProblem(
        code="foreign-line-end",
        what=f"Строку обрывает особый знак (U+{ord(character):04X}), который редакторы не показывают",
        index=index,
        allowed="Обычный конец строки: клавиша Enter.",
        action="Удалите знак и разделите строку клавишей Enter, если это нужно.",
    )


def empty_file() -> FileProblem:
    """Return the note on a file without a value."""
    return FileProblem(
        code="empty-file",
        what="Файл пустой",
        allowed="Запись с ключами и значениями.",
        action="Заполните файл: его собирает форма на сайте, а заготовку делает команда «atlas new».",
    )

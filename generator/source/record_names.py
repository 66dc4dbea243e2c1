"""Names of record files: which are none, and what is said of them."""

import re

from generator.model.findings import Problem

SUFFIX = ".yaml"
_SUFFIXES = (SUFFIX, ".yml", ".txt", ".json")
_COPIES = (".bak", ".old", ".orig", ".tmp", ".save", ".rej")
"""Endings of what programs and people leave beside a file that they change."""
_BESIDE = re.compile(r"readme(?:\.\w+)?|thumbs\.db|desktop\.ini|icon\r|~\$.*|#.*#|.*~", re.IGNORECASE)
_DOCUMENTS = (
    *(".doc", ".docx", ".odt", ".rtf", ".md", ".pdf", ".ppt", ".pptx", ".odp", ".html", ".htm"),
    *(".xls", ".xlsx", ".xlsm", ".ods", ".csv"),
    *(".jpg", ".jpeg", ".png", ".gif", ".webp", ".heic", ".svg", ".mp4", ".zip", ".rar", ".7z"),
)
"""Endings of what people put beside records or send in place of one."""
_NAMES = "Строчные латинские буквы, цифры и дефис, в конце «.yaml»: imya-zapisi.yaml."
RECORD_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\.yaml\Z")


def is_beside(name: str) -> bool:
    """Return whether a file is a note for people or left by systems and editors: nobody wants it read."""
    return _BESIDE.fullmatch(name) is not None


def meant_id(name: str) -> str:
    """Return the id that the name of a file is meant to give; empty if it can give none."""
    from generator.model.addresses import slug  # noqa: PLC0415 - what a sound atlas never needs

    stem = name
    while stem.lower().endswith(_SUFFIXES):
        stem = stem.rpartition(".")[0]
    meant = slug(stem)
    return meant if RECORD_NAME.match(f"{meant}{SUFFIX}") else ""


def bad_record_name(name: str) -> Problem:
    """Return the problem of a file among records whose name is no record's."""
    meant = ""
    if name.lower().endswith(_DOCUMENTS):
        what = f"Файл «{name}» — не запись, а документ, таблица или картинка"
        action = (
            "Уберите его отсюда. Запись заполняют в форме на сайте или пишут в файле «.yaml», документы и "
            "картинки прикладывают к ней ссылками, а записи из таблицы загружает «atlas import»."
        )
    elif name.lower().endswith(_COPIES):
        what = f"Файл «{name}» похож на прежнюю копию записи «{name.rpartition('.')[0]}»"
        action = "Удалите копию: прежнее хранит git. Если это сама запись, переименуйте файл."
    else:
        meant, what = meant_id(name), f"Имя файла «{name}» не подходит"
        action = "Переименуйте файл; его имя без «.yaml» и есть id записи."
    return Problem(
        code="bad-file-name",
        what=what,
        allowed=_NAMES,
        action=action,
        suggestions=(f"{meant}{SUFFIX}",) if meant else (),
    )

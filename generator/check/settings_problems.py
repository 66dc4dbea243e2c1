"""What may be wrong with the settings beside what their schemas say."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.findings import Problem
from generator.model.needs import Needs
from generator.source.schema_files import FOLDER

_FIELDS = "`audience`, `directions`, `education_levels`, `services`, `tags`, `any_subject`"


def needs_problems(needs: Needs) -> Iterator[Problem]:
    """Yield the needs that no record can answer, for they name no term."""
    for index, need in enumerate(needs.needs):
        if not need.asks:
            yield Problem(
                code="missing-one-of",
                what=f"Нужда «{need.title}» не говорит, какие записи на неё отвечают",
                pointer=("needs", index),
                allowed=f"Хотя бы одно из полей: {_FIELDS}.",
                action="Добавьте поле с терминами или удалите нужду.",
            )


def missing_file(path: str) -> Problem:
    """Return the problem of a settings file that an atlas cannot do without."""
    return Problem(
        code="missing-file",
        what=f"Нет файла настроек «{path}»",
        allowed="Без него атлас не собрать.",
        action="Создайте файл по образцу другого атласа.",
    )


def missing_vocabulary(name: str, schema: str) -> Problem:
    """Return the problem of a vocabulary that a schema names and the atlas has not."""
    return Problem(
        code="missing-vocabulary",
        what=f"Нет словаря «{name}» или в нём есть ошибки",
        allowed=f"Его значения нужны полям, которые описывает файл «{FOLDER}/{schema}».",
        action="Создайте файл словаря или исправьте его.",
    )


def bad_vocabulary_name(name: str) -> Problem:
    """Return the problem of a file among vocabularies whose name is none."""
    return Problem(
        code="bad-file-name",
        what=f"Имя файла «{name.encode(errors='replace').decode()}» не подходит для словаря",
        allowed="Строчные латинские буквы, цифры и «_», в конце «.yaml».",
        action="Переименуйте файл.",
    )

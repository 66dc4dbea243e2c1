"""Mistakes in the settings that their schemas cannot express."""

from collections.abc import Container, Iterator, Sequence
from functools import reduce
from pathlib import Path
from urllib.parse import urlsplit

from generator.check.unread_files import meant_for
from generator.model.editorial import Editorial
from generator.model.findings import Finding, Problem
from generator.model.kinds import KINDS
from generator.model.municipality import MunicipalitiesFile, Municipality
from generator.model.needs import Needs
from generator.model.record_fields import MUNICIPALITIES
from generator.model.settings import Atlas, Vocabulary
from generator.source.locations import finding_of_file
from generator.source.schema_files import FOLDER, Schemas, vocabularies_named, vocabulary_file

EMPTY_ACTION = (
    "Верните прежний файл: git checkout. Если его не было, удалите пустой или возьмите файл другого атласа."
)
"""What to do about an empty settings file: no form and no command creates one."""
_FIELDS = "`audience`, `directions`, `education_levels`, `services`, `tags`, `any_subject`"


_WITHOUT_REPEATS = (
    (Vocabulary, ("terms",), "id"),
    (Vocabulary, ("terms",), "title"),
    (Atlas, ("repository", "forges"), "id"),
    (Editorial, ("editors",), "id"),
    (Needs, ("needs",), "id"),
    (MunicipalitiesFile, ("municipalities",), "id"),
    (MunicipalitiesFile, ("municipalities",), "oktmo"),
    (MunicipalitiesFile, ("municipalities",), "title"),
)
"""Lists whose items must differ in a field: the type of the file, the path of the list, the field."""


def intake_problems(atlas: Atlas) -> Iterator[Problem]:
    """Yield what is wrong with the intake: letters without a mailbox, records sent unencrypted."""
    if atlas.intake.letters and not atlas.operator.email:
        yield Problem(
            code="missing-mailbox",
            what="Обещаны письма (letters: true), а почта редакции не указана",
            pointer=("intake", "letters"),
            allowed="Письма — вместе с полем «Почта» (email) в разделе «Кто ведёт атлас» (operator).",
            action="Впишите в operator почту редакции (email) или поставьте letters: false.",
        )
    address = urlsplit(atlas.intake.address or "")
    if address.scheme == "http":
        yield Problem(
            code="bad-address",
            what="По этому адресу записи и почта тех, кто их прислал, шли бы по сети открытым текстом",
            pointer=("intake", "address"),
            allowed="Адрес, который начинается с https://",
            action="Включите на сервере приёма https и исправьте адрес.",
            suggestions=(f"https://{address.netloc}{address.path}",),
        )


def needs_problems(needs: Needs) -> Iterator[Problem]:
    """Yield the needs that no record can answer, because they name no term."""
    for index, need in enumerate(needs.needs):
        if not need.asks:
            yield Problem(
                code="missing-one-of",
                what=f"Нужда «{need.title}» не говорит, какие записи на неё отвечают",
                pointer=("needs", index),
                allowed=f"Хотя бы одно из полей: {_FIELDS}.",
                action="Добавьте поле с терминами или удалите нужду.",
            )


def reused_ids(places: Sequence[Municipality]) -> Iterator[Problem]:
    """Yield former ids that are current ids too: that municipality's page would redirect to another."""
    present = {place.id for place in places}
    for index, place in enumerate(places):
        for number, former in enumerate(place.formerly):
            if former.id in present:
                yield Problem(
                    code="duplicate-id",
                    what=f"Прежний идентификатор «{former.id}» есть у муниципалитета сейчас",
                    pointer=("municipalities", index, "formerly", number, "id"),
                    allowed="Идентификатор, которого больше ни у кого нет: с его адреса ведёт переход.",
                    action="Исправьте идентификатор или удалите поле `id`, если адрес не менялся.",
                )


def missing_file(path: str, meant: str = "") -> Problem:
    """Return the problem of a settings file that an atlas cannot do without.

    `meant` is the file beside it that was meant to be it, if there is one.
    """
    return Problem(
        code="missing-file",
        what=f"Нет файла настроек «{path}»",
        allowed="Без него атлас не собрать.",
        action=_rename(meant, path) if meant else "Создайте файл по образцу другого атласа.",
    )


def missing_vocabulary(name: str, schema: str, meant: str = "") -> Problem:
    """Return the problem of a vocabulary that a schema names and the atlas has not; `meant` as above."""
    return Problem(
        code="missing-vocabulary",
        what=f"Нет словаря «{name}» или в нём есть ошибки",
        allowed=f"Его значения нужны полям, которые описывает файл «{FOLDER}/{schema}».",
        action=_rename(meant, f"{name}.yaml") if meant else "Создайте файл словаря или исправьте его.",
    )


def _rename(meant: str, path: str) -> str:
    return f"Рядом лежит «{meant}»: наверное, это он. Переименуйте его в «{path.rpartition('/')[2]}»."


def bad_vocabulary_name(name: str) -> Problem:
    """Return the problem of a file among the vocabularies with an invalid name."""
    meant = name.partition(".")[0].lower()
    return Problem(
        code="bad-file-name",
        what=f"Имя файла «{name.encode(errors='replace').decode()}» не подходит для словаря",
        allowed="Строчные латинские буквы, цифры и «_», в конце «.yaml».",
        action="Переименуйте файл; если это копия, удалите её: прежнее хранит git.",
        suggestions=(f"{meant}.yaml",) if meant.isascii() and meant.isidentifier() else (),
    )


def repeated_ids(form: type, value: object) -> Iterator[Problem]:
    """Yield ids and territory codes that occur twice in a list of settings.

    The value has the shape of `form`, as far as it can be read.
    """
    for own_form, items, key in _WITHOUT_REPEATS:
        first: dict[str, int] = {}
        listed = reduce(lambda part, step: getattr(part, step, None), items, value)
        for index, one in enumerate(listed if form is own_form and isinstance(listed, tuple) else ()):
            own = getattr(one, key, None)
            if isinstance(own, str) and first.setdefault(own, index) != index:
                yield Problem(
                    code="duplicate-id",
                    what=f"Значение «{own}» поля `{key}` уже есть в пункте {first[own] + 1}",
                    pointer=(*items, index, key),
                    allowed="Каждое значение один раз в файле.",
                    action="Дайте другое значение или удалите повтор.",
                )


def missing_vocabularies(
    root: Path,
    schemas: Schemas,
    vocabularies: Container[str],
    no_municipalities: bool,  # noqa: FBT001
) -> list[Finding]:
    """Return findings for vocabularies that schemas or their kinds use and that are not in `vocabularies`."""
    of_kinds = {
        name: kind.schema_file
        for kind in KINDS
        for name in (kind.kind_vocabulary, kind.stage_vocabulary)
        if name and kind.schema_file in schemas
    }
    named = {**of_kinds, **vocabularies_named(schemas)}
    files = {f"{name}.yaml" for name in named}
    return [
        finding_of_file(path, missing_vocabulary(name, schema, meant_for(root, path, files)))
        for name, schema in named.items()
        for path in [vocabulary_file(name)]
        if name not in vocabularies and not (name == MUNICIPALITIES and no_municipalities)
    ]

"""Wording that findings and the form on the site share."""

import msgspec


class Words(msgspec.Struct, frozen=True, kw_only=True):
    """What is wrong, without field and value, and what to do."""

    what: str
    action: str


REQUIRED = Words(what="не заполнено обязательное поле", action="Заполните поле: оно обязательное.")
ONE_OF = Words(what="не заполнено ни одно из полей", action="Нужно хотя бы одно из них.")
PATTERN = Words(what="значение записано не так, как нужно", action="Исправьте значение по образцу.")
DATE_FORM = Words(
    what="дата записана не так, как нужно",
    action="Запишите сначала год, потом месяц и день, через дефис.",
)
WHOLE_DATE = Words(what="нужен день, а записан только год", action="Допишите месяц и день.")
DAY_OF_MONTH = Words(what="нужен день, а записан только месяц", action="Допишите день.")
ONE_DATE = Words(what="нужна одна дата, а записано две", action="Оставьте одну дату.")
NO_END = Words(what="срок без даты", action="Если срока нет, удалите поле вместе с ключом.")
NO_SUCH_DATE = Words(what="нет такой даты", action="Проверьте число, месяц и год.")
REPEATED = Words(what="уже есть в списке", action="Удалите повтор.")
NUMBER = "нужно число"
INTEGER = "нужно целое число"
ALL_NUMBERS = "Слова «все» здесь мало: запишите каждое число отдельно."
ALL_VALUES = "Слова «все» здесь мало: перечислите нужные значения."

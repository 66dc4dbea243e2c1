"""Placeholders that people write in place of a value: «нет», «-», «TODO», «впишите сюда срок»."""

import enum
import re
from functools import lru_cache

from generator.base.late_patterns import compile_late
from generator.base.russian import fold_text

LONGEST = 60
"""Longer texts say something."""


class Placeholder(enum.StrEnum):
    """Meaning of a placeholder. Some of them are an answer in certain fields, `NOTHING` in none."""

    NOTHING = enum.auto()
    NONE = enum.auto()
    """There is none, or none is needed."""
    BY_AGREEMENT = enum.auto()
    """It is settled case by case."""
    ELSEWHERE = enum.auto()
    """It is written elsewhere."""
    TASK = enum.auto()
    """An instruction to write something: templates contain such, but so may a step."""
    FIGURES = enum.auto()
    """No letters at all."""
    TRIAL = enum.auto()
    """Somebody is trying out the form, or the text is about a test."""


# In the patterns «_» is a space.
_THING = r"""(?:
    срок | дат | врем | назван | наименован | заголов | текст | описан | ссылк | адрес | сайт | номер
    | телефон
    | почт | фио\b | фамили | имя\b | должност | сумм | количеств | числ | единиц | значен | данны
    | информаци
    | сведен | содержан | контакт | ответ | цел[ьи]\b | проблем | результат | показател | метод
    | причин | риск | шаг
    | рол[ьи]\b | организаци | школ | предмет | класс | что-?нибудь | нужное | сво[йеёюи] | ваш | кратк
    | полн | точн
    )\w*"""
_VERB = r"""(?:
    указать | укажите | впишите | вписать | вставьте | вставить | введите | ввести | заполните | заполнить
    | допишите | дописать | добавьте | добавить | уточните | уточнить | напишите | написать | опишите
    | описать
    | внесите | внести | поставьте | поставить | перечислите | перечислить | подставьте | подставить
    | запишите
    | дополните | дополнить | замените | заменить )"""
_LATER = "(?: сюда | здесь | тут | позже | позднее | потом )"
_OF_WHAT = r"""(?:
    практики | сообщества | объединения | организации | школы | центра | документа | материала | показателя
    | мероприятия | записи | шага | проекта | сети | риска | услуги )"""
_NUMBER = r"(?: _? (?:№_?)? \d{1,3} )?"
_FORMS = {
    Placeholder.NONE: r"""
    нет | нету | не_нужн[оы] | не_требу[ею]тся | отсутству[ею]т | не_предусмотрен[оаы]? | не_применимо
    | не_планиру[ею]тся | не_имеется | не_проводил(?:ось|ись|ся|ась) | нет_необходимости | none | no""",
    Placeholder.BY_AGREEMENT: r"""
    по_(?:предварительно(?:му|й)_)?(?: согласованию | договоренности | запросу | записи | заявке )
    | по_(?:мере_)?(?: необходимости | возможности ) | по_обстоятельствам | по_факту | по_ситуации
    | индивидуально""",
    Placeholder.ELSEWHERE: rf"""
    (?: см | смотрите | смотри | читайте | описано )\.?_?(?:в_|на_|во_)?(?: выше | ниже | далее | там_же
        | приложени[еяи]\w* | вложени[еяи]\w* | файле? | сайте? | ссылк[уеа] | материал\w*
        | описани[еяи] | текст\w* | положени[еяи] | документ\w* ){_NUMBER}
    | в_приложении{_NUMBER} | приложение{_NUMBER} | прилага[ею]тся | во_вложении | в_файле | на_сайте
    | по_ссылке
    | как_у_всех | как_выше | выше | ниже | там_же | аналогично | то_же(?:_самое)? | тоже | идентично""",
    Placeholder.TRIAL: "тест | тестовая_запись | тестирование | проба | проверка(?:_связи)? | test | testing",
    Placeholder.NOTHING: rf"""
    {_VERB} | {_VERB}(?:_{_THING}){{0,3}}_{_LATER}(?:_{_THING}){{0,3}} | {_LATER}
    | уточню | заполню | допишу | добавлю
    | (?:{_THING}_)?(?:пока_)?(?: уточня[ею]тся | собира[ею]тся | готов[ия]тся | в_разработке | в_процессе
        | разрабатыва[ею]тся | в_работе | на_(?: согласовании | утверждении | доработке | подготовке
        | уточнении )
        | появ[ия]тся | требу[ею]т_уточнения | скоро_буд[еу]т )(?:_{_LATER})?
    | (?:{_THING}_)?буд[еу]т_(?:{_LATER}_)?(?: уточн | указан | добавлен | дописан | внес | заполнен
    | представлен
        | определ | описан | известн | опубликован | размещ | предоставлен )\w*(?:_{_LATER})?
    | (?:{_THING}_)?(?: буд[еу]т | заполню | допишу | добавлю | уточню | напишу | укажем | укажу
    | допишем )_{_LATER}
    | (?:здесь|тут)_(?: {_VERB} | будет | должен_быть | должно_быть | нужен | пишется )(?:_{_THING}){{0,2}}
    | {_THING}_(?: здесь | сюда | тут ) | (?:здесь|тут)_{_THING}
    | (?: нужно | надо | необходимо | требуется )_{_VERB}(?:_{_THING}){{0,2}}
    | (?:(?: краткое | полное | подробное )_)?(?: название | наименование | описание | текст
    | адрес )_{_OF_WHAT}
    | (?: краткое | подробное | полное )_(?: описание | название | наименование )
    | нет_{_THING} | нет_(?: данных | информации | сведений | названия | описания | ответа | времени )
    | (?:данных|информации)_нет
    | не_(?: указан[оаы]? | заполнен[оаы]? | определен[оаы]? | известн[оаы]? | знаю | помню | решили
    | готово )
    | неизвестно | пока_не_знаю | пока_нет | еще_не_решили | н/д | нд | н\.д | н\._д | н/у | прочерк | пусто
    | n/a | na | null | nil | undefined | nan | tbd | tba | todo | fixme | to_do | placeholder | скоро
    | доделать
    | (?: ваш | какой-то | пример | образец | просто )_текста? | ваше_название | текст | ссылка
    | пример | заглушка
    | lorem | lorem_ipsum | asd\w{{0,4}} | qwe\w{{0,4}} | йцу\w{{0,5}} | фыв\w{{0,4}} | ячс
    | бла(?:[-_]?бла)* | и_(?: т\._?[дп] | так_далее | тому_подобное | др | другие | другое | прочее
    | прочие | пр )
    | без_(?: названия | имени | темы ) | нов(?:ая|ый|ое)_(?: запись | практика | документ | сообщество
    | центр | файл )
    | untitled | new_record | лист1 | sheet1 | книга1 | документ1 | документ_microsoft_word
    | text | example | sample | string | value | фио""",
    Placeholder.TASK: rf"{_VERB}(?:_{_THING}){{0,3}}(?:_{_OF_WHAT})?",
}
_KNOWN = compile_late(
    "|".join(f"(?P<{sort.name}>(?:{forms.replace('_', '[ ]')})\\Z)" for sort, forms in _FORMS.items()),
    re.VERBOSE,
)
_BEGINNINGS = compile_late(
    r"""адр | ана | без | бла | буд | ваш | вве | вне | впи | вре | вст | выш | гот | дан | дат | доб | дод
    | док | дол | доп | еди | еще | заг | зам | зап | зде | зна | иде | имя | инд | инф | йцу | как |
    кла | кни | кол | кон | кра | лис | мет | над | наз | наи | нап | нд | неи | нео | нет | ниж | нов |
    ном | нуж | обр | опи | орг | отв | отс | пер | под | поз | пок | пол | пос | пот | поч | поя | пре
    | при | про | пус | раз | рез | рис | рол | сай | све | сво | ско | смв | смд | смм | смн | смо |
    смп | смс | смт | смф | соб | сод | сро | ссы | сум | сюд | там | тек | тел | тес | тож | точ | тре
    | тут | ука | уто | фам | фио | фыв | цел | чис | чит | что | шаг | шко | ячс | asd | exa | fix |
    lor | na | nan | new | nil | no | non | nul | pla | qwe | sam | she | str | tba | tbd | tes | tex |
    tod | und | unt | val""",
    re.VERBOSE,
)
"""The first three letters of all forms: a text that begins otherwise is none of them."""
_NO_LETTERS = compile_late(r"[\s\-\u2010-\u2015\u2212.\u2026_*?!/\\|+=~,:;()\[\]<>{}\"'«»„“”#@^·•]+\Z")
_ONE_LETTER = compile_late(r"([xхzйъыqaа])\1{2,9}\Z")
_OF_A_TEMPLATE = compile_late(
    r"\{\{[^{}]*\}\}\Z|\$\{[^{}]*\}\Z|%[\w ]+%\Z|<%[^%]*%>\Z"
    r"|#(?:н/д|n/a|ref!|ссылка!|знач!|value!|дел/0!|div/0!|имя\?|name\?|пусто!|null!|число!|num!|error!)\Z"
)
"""An unfilled template variable, or an error value of a spreadsheet."""
_EDGES = " \t\r\n.,;:!?…-–—_*()[]{}<>«»„“”\"'"
_PARTS = compile_late(r"[\s,;/]+")
_LETTER = compile_late(r"[^\W\d_]")
PLACEHOLDER_FORMS = {
    "noLetters": _NO_LETTERS, "oneLetter": _ONE_LETTER, "ofTemplate": _OF_A_TEMPLATE,
    "knownPlaceholder": _KNOWN,
}  # fmt: skip
PLACEHOLDER_SORTS = tuple(_FORMS)
PLACEHOLDER_EDGES = _EDGES
"""Used by the form on the site too."""


def find_placeholder(text: str) -> Placeholder | None:
    """Return which kind of placeholder a whole text is, such as punctuation alone; None if it is none."""
    return _find(text) if len(text) <= LONGEST and may_begin_placeholder(text[:3]) else None


@lru_cache(maxsize=4096)
def may_begin_placeholder(start: str) -> bool:
    """Return whether a placeholder may begin with these three letters: most texts begin otherwise."""
    folded = start.casefold().replace("ё", "е")[:3]
    return not start.isalpha() or folded == folded[0] * 3 or _BEGINNINGS.fullmatch(folded) is not None


@lru_cache(maxsize=4096)
def _find(text: str) -> Placeholder | None:
    if not text.strip():
        return None  # other rules report an empty text
    folded = fold_text(text)
    bare = folded.strip(_EDGES)
    if not folded[0].isalpha() or bare[:2] == bare[1:3]:
        if _NO_LETTERS.match(text) or _OF_A_TEMPLATE.match(folded) or _ONE_LETTER.match(bare):
            return Placeholder.NOTHING
        if not _LETTER.search(folded):
            return Placeholder.FIGURES
    head, _, rest = bare.partition(" ")
    if rest.startswith(head.rstrip(",;")) and len(parts := set(_PARTS.split(bare))) == 1:
        bare = parts.pop()
    found = _KNOWN.match(bare)
    return Placeholder[found.lastgroup] if found and found.lastgroup else None

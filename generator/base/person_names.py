"""Finds personal names in Russian prose, in every case and order: «Смирновой Ольги», «О. И. Смирнова».

A cheap pattern finds capitalised words that stand together; only then is the morphological dictionary of
pymorphy3 loaded, which knows names, patronymics and surnames in all their cases.

Names of people after whom something is called (a street, a school, a law, a method) are not reported, nor
those whom everybody knows: writers and scholars of the school curriculum.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from generator.base.bare_names import BEHIND_A_POST, LETTERS, has_bare_names, locate_bare_names
from generator.base.late_patterns import compile_late
from generator.base.morphology import open_dictionary
from generator.base.outlines import Outline

_FIRST = "[А-ЯЁ]"
_WORD = r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?"
_GAP = r"(?:[ \u00a0]+|[ \u00a0]*\n[ \u00a0]*)"
_INITIALS = r"[А-ЯЁ]\.[ \u00a0]?(?:[А-ЯЁ]\.[ \u00a0]?)?"
_CAPITALS = r"[А-ЯЁ]{2,}(?:-[А-ЯЁ]{2,})?"
_IN_CAPITALS = (
    rf"[А-ЯЁ]+(?:-[А-ЯЁ]{{2,}})?{_GAP}(?:{_INITIALS}(?!\w)|(?:{_CAPITALS}{_GAP})?"
    rf"[А-ЯЁ]+(?:[ОЕ]ВИЧ(?:[АУЕ]|ЕМ)?|(?:[ОЕ]В|ИЧ)Н(?:[АЫУЕ]|ОЙ))(?:{_GAP}{_CAPITALS})?(?![А-ЯЁ]))"
)
"""Registers write names in capitals: «СМИРНОВА ОЛЬГА ИВАНОВНА»; other words in capitals are ignored."""
MAY_BE_NAME = compile_late(
    rf"{_FIRST}(?<![\w-]{_FIRST})(?:{_IN_CAPITALS}"
    rf"|{_WORD[len(_FIRST) :]}(?:{_GAP}{_WORD})*{_GAP}{_INITIALS}(?!\w)"
    rf"|{_INITIALS[len(_FIRST) :]}{_WORD}|{_WORD[len(_FIRST) :]}(?:{_GAP}{_WORD})+)(?![\w-])"
)
"""Begins with a letter, not with a lookbehind, so that the engine jumps from one capital to the next."""
NAME_SIGN = compile_late(rf"{_FIRST}(?<![\w-]{_FIRST})(?:\.|[А-ЯЁа-яё-]*+{_GAP}{_FIRST})")
"""Cheap prefilter: every such group of words begins like this. Takes half the time and rarely matches."""
_LONG_CAPITALS = compile_late("[А-ЯЁ]{2,}")
_WITH_INITIALS = compile_late(rf"({_WORD}){_GAP}{_INITIALS}\Z|{_INITIALS}({_WORD})\Z")
_LAST_INITIALS = compile_late(rf"\s{_INITIALS}\Z")
_PATRONYMIC = compile_late(r"[а-яё]+(?:[оеь]вич|[иь]ич|овн|евн|ичн)(?:а|у|ем|е|ы|ой|ою|ам|ами|ах|ей)?\Z")
_SURNAME = compile_late(
    r"[а-яё]+(?:[оеё]в|[иы]н)(?:а|у|ым|е|ой|ою|ы|ых|ыми)?\Z|[а-яё]+[сц]к(?:ий|ого|ому|им|ом|ая|ой|ую)\Z"
    r"|[а-яё]+(?:енко|дзе|швили|[ую]к|ян|ич)(?:а|у|ом|е)?\Z"
)
_BETWEEN = r"(?:[\s«„]+(?:(?-i:[А-ЯЁ])[\w.-]*|дважды|[а-яё]+(?:ого|его|ой|ей|ых|их|[аяыи]|[ое]в)))"
_TITLE_OF_A_WORK = r"(?:\s*[«„\"][^»“\"\n]{1,80}[»“\"])?"
_CALLED_AFTER = compile_late(
    rf"(?:\b(?:имени|им\.|памяти){_BETWEEN}{{0,6}}"
    r"|\b(?:улиц|переул|проспект|площад|бульвар|набережн|проезд|сквер|парк|метод|систем|теорем|закон|формул|постулат"
    r"|аксиом|правил|учебник|УМК|пособи|програм|редакци|произведени|стих|роман|рассказ|сказ|повест|поэм|пьес|басн"
    r"|картин|портрет|музык|опер|балет|песн|памятник|бюст|музе|усадьб|творчеств|биографи|наследи|иде[йияюе]|концепци"
    r"|подход|технологи|теори|принцип|модел|шкал|тест|опросник|таксономи|преми|стипенди|чтени|куб[ок]|турнир|мемориал"
    r"|подвиг|цитат|книг|фильм|спектакл|сборник|таблиц|кругов?|медал|орден|образ|текст|диктант)\w*\.?"
    rf"{_TITLE_OF_A_WORK}(?:[\s«„]+[\w.-]+){{0,2}}?|\b(?:ул|пер|пр|пл|под ред|по)\.)[\s«„]*\Z",
    re.IGNORECASE,
)
"""Something called after or made by somebody: the name that follows is in the genitive."""
_KNOWN_AS = compile_late(
    r"\b(?:геро|писател|поэт|композитор|художник|уч[её]н[ыо]|академик|маршал|генерал|адмирал|космонавт|л[её]тчик"
    r"|свят|княз|княг|царе|цар[ьяю]|императ|президент|персонаж|сказочни|режисс[её]р|скульптор|партизан)\w*"
    rf"{_BETWEEN}{{0,3}}[\s«„]*\Z",
    re.IGNORECASE,
)
"""Someone whom everybody may know."""
_POST = compile_late(
    r"\b(?:учител|воспитател|методист|директор|завуч|педагог|психолог|тьютор|заведующ|руководител|наставник|куратор"
    r"|преподавател|заместител|координатор)\w*[\s,:—–-]*\Z",
    re.IGNORECASE,
)
_LOOKED_AT = 80
_PARTS_OF_A_NAME = ("Name", "Patr", "Surn")
_MARKS = (*_PARTS_OF_A_NAME, "Geox")
FAMOUS_OF_TALES = frozenset({"мороз иванович", "вася пупкин"})
_FAMOUS = compile_late(
    r"(?:а пушкин|м лермонт|н гогол|л толст|ф достоевск|а чехов|и тургенев|н некрасов|ф тютчев|а фет|"
    r"с есенин|а блок|в маяковск|а ахмат|м цветаев|б пастернак|м булгаков|м горьк|м шолохов|"
    r"а солженицын|и бунин|а куприн|и крылов|а грибоед|в жуковск|г державин|м ломоносов|н карамзин|"
    r"а радищев|а островск|и гончаров|м салтыков|н лесков|в короленко|а гайдар|к чуковск|с маршак|"
    r"а барто|н носов|в драгунск|м пришвин|к паустовск|в бианк|в осеев|э успенск|с михалков|п бажов|"
    r"п ершов|к ушинск|в сухомлинск|а макаренк|л выготск|д эльконин|в давыдов|л занков|а леонтьев|"
    r"а лури|п гальперин|в шаталов|ш амонашвили|я перельман|а колмогоров|л петерсон|а п[её]рышкин|"
    r"м моро|л атанасян|ю макарычев|н виленкин|м монтессори|ж пиаже|и ньютон|а эйнштейн|д менделеев|"
    r"н лобачевск|с ковалевск|к циолковск|с корол[её]в|ю гагарин|в терешков|а леонов|и павлов|и сеченов|"
    r"н вавилов|и мичурин|н пирогов|и репин|и шишкин|и левитан|в васнецов|в суриков|и айвазовск|"
    r"п чайковск|м глинк|н римск|с рахманин|м мусоргск|с прокофьев|д шостакович|а суворов|м кутуз|"
    r"ф ушаков|п нахим|г жуков|а невск|д донск|к минин|д пожарск|з космодемьянск|а матросов|п столыпин|"
    r"в ленин|и сталин|с дежн[её]в|и мур|д никитич|а попович|и царевич|и королевич|и франко|т шевченк|"
    r"м склодовск|[яа] коменск|с аксаков|м фарад|н крупск|и грозн|и сусанин|р люксембург|в астафь|"
    r"а маресьев|е онегин|т ларин|в ленск|г печорин|п чичиков|и обломов|а штольц|о ильинск|е базаров|"
    r"р раскольник|с мармеладов|н ростов|а болконск|п безухов|а каренин|т бульб|п гринев|д дубровск|"
    r"и карамаз|о бендер|г поттер|ш холмс|т сойер|р крузо|г финн|в теркин|в малеев|а селезнев)"
)
"""First letter of the first name and beginning of the surname of people and characters known from school."""
_FAMOUS_TEACHERS = compile_late(
    r"(?:Ушинск|Сухомлинск|Макаренк|Выготск|Эльконин|Давыдов|Занков|Шаталов|Амонашвили|Лысенков|Коменск|Песталоцци"
    r"|Монтессори|Корчак|Лихач[её]в|Ломоносов|Петерсон|Крупск)"
)
FIRST_NAMES = compile_late(
    r"(?:александр|алексе|алён|алис|алл|анастаси|анатоли|андре|анжел|анн|антон|аркади|арсени|арт[её]м|богдан|борис"
    r"|вадим|валенти|валери|варвар|василис|васили|вер|вероник|виктори|виктор|виталин|витали|владимир|владислав"
    r"|вячеслав|галин|геннади|георги|глеб|григори|дани?ил|данил|дарь|денис|дмитри|евгени|егор|екатерин|елен|елизавет"
    r"|жанн|зинаид|зо|иван|игор|илон|иль|инг|инн|ирин|карин|кирилл|константин|кристин|ксени|ларис|лев|льв|леонид"
    r"|лид[иь]|лили|людмил|любов|максим|маргарит|марин|мари|марь|матве|михаил|надежд|наталь|натали|никит|никола"
    r"|нин|оксан|олег|оль[гз]|павел|павл|п[её]тр|полин|раис|роман|руслан|светлан|семён|серге|софи|софь|станислав"
    r"|степан|таис|тамар|татьян|тимофе|тимур|ульян|фёдор|юли|юри|яков|ян|ярослав)"
    r"(?:а|у|ом|е|ы|и|ю|ей|ой|я|й|ем|ь|ии|ию|ией)?\Z"
)
"""Common first names in all cases: the form on the site, which has no dictionary, recognises them by this."""
NAME_PATTERNS = {
    "mayBeName": MAY_BE_NAME, "nameWord": compile_late(_WORD), "withInitials": _WITH_INITIALS,
    "lastInitials": _LAST_INITIALS, "patronymic": _PATRONYMIC, "surname": _SURNAME, "knownAs": _KNOWN_AS,
    "calledAfter": _CALLED_AFTER, "post": _POST, "famous": _FAMOUS, "firstNames": FIRST_NAMES,
    "behindAPost": BEHIND_A_POST,
}  # fmt: skip
"""Patterns that the form on the site uses too."""


def find_names(text: str) -> Iterator[str]:
    """Yield the personal names in a text, as written."""
    yield from (text[start:end] for start, end in locate_names(text))


def locate_names(text: str) -> Iterator[tuple[int, int]]:
    """Yield the position of each personal name in a text: start and end, none within another."""
    last = 0
    for start, end in sorted([*_locate_full_names(text), *_locate_bare_names(text)]):
        if start >= last:
            yield start, end
            last = end


_NAME_ROW = re.compile(rb"A(?:\.|[Aa]*(?:_+|_*n_*)A)")
"""Matches of `NAME_SIGN`, in an outline."""


def may_name(text: str, outline: Outline) -> bool:
    """Return whether a text, given with its outline, may contain a name: a prefilter for `find_names`."""
    is_name = outline.may_match(LETTERS, _NAME_ROW) and NAME_SIGN.search(text) is not None
    return is_name or has_bare_names(text, outline)


def _locate_bare_names(text: str) -> Iterator[tuple[int, int]]:
    """Yield less obvious names, except those of famous teachers."""
    for start, end in locate_bare_names(text, Outline.of(text)):
        if not _FAMOUS_TEACHERS.match(text, start):
            yield start, end


def _locate_full_names(text: str) -> Iterator[tuple[int, int]]:
    for found in _find_candidates(text):
        candidate = _LONG_CAPITALS.sub(lambda word: word[0].capitalize(), found[0])
        name = _name_within(candidate)
        if name:
            start = found.start() + candidate.index(name)
            before = text[max(0, start - _LOOKED_AT) : start].rpartition("\n\n")[2]
            before = re.split(r"[.!?;]\s+(?=[А-ЯЁ])", before)[-1] if not before.endswith(". ") else before
            if _POST.search(before) or not _is_of_all(name, before):
                yield start, start + len(name)


def _find_candidates(text: str) -> Iterator[re.Match[str]]:
    """Yield possible names; the initials of «Учитель И. И. Иванов» are tried with the word on either side."""
    place = 0
    while found := MAY_BE_NAME.search(text, place):
        yield found
        last = _LAST_INITIALS.search(found[0])
        place = found.start() + last.start() + 1 if last and not _name_within(found[0]) else found.end()


def _is_of_all(name: str, before: str) -> bool:
    """Return whether a name is public, by itself or by the words before it."""
    if _is_famous(name) or _KNOWN_AS.search(before):
        return True
    return _CALLED_AFTER.search(before) is not None and _may_be_genitive(name)


def _name_within(candidate: str) -> str:
    """Return the personal name among a group of capitalised words; empty if there is none."""
    short = _WITH_INITIALS.search(candidate)
    if short:
        return short[0].strip() if _is_surname(short[1] or short[2]) else ""
    words = re.findall(_WORD, candidate)
    for place in range(len(words) - 1):
        for size in (3, 2):
            part = words[place : place + size]
            if len(part) == size and _is_name(part):
                return _as_written(candidate, part)
    return ""


def _as_written(candidate: str, words: Sequence[str]) -> str:
    found = re.search(_GAP.join(map(re.escape, words)), candidate)
    return found[0] if found else ""


def _is_name(words: Sequence[str]) -> bool:
    """Return whether words form a name: with a patronymic, or a first name and a surname in either order."""
    patronymics = [word for word in words if _is_patronymic(word)]
    if len(words) > 2:  # noqa: PLR2004 - a surname, a name and a patronymic
        rest = [word for word in words if word not in patronymics]
        return len(patronymics) == 1 and any(
            _is_first_name(one) and _is_surname(other) for one, other in (rest, rest[::-1])
        )
    if patronymics:
        return words[1] in patronymics or _is_first_name(words[1])
    first, second = words
    return (_is_first_name(first) and _is_surname(second) and _agree(first, second)) or (
        _is_surname(first) and _is_first_name(second) and _agree(second, first)
    )


def _agree(name: str, surname: str) -> bool:
    """Return whether a first name and a surname may belong to one person: «Роман Гончарова» is a novel."""
    forms, others = _forms(name, "Name"), _forms(surname, "Surn")
    if not forms or not others:
        return True
    return any(
        case == other_case and (gender == other or not {gender, other} <= {"masc", "femn"})
        for case, gender in forms
        for other_case, other in others
    )


def _may_be_genitive(name: str) -> bool:
    """Return whether a name may be in the genitive, as it is after something called after its bearer."""
    words = [word for word in re.findall(_WORD, name) if _tags(word).intersection(_PARTS_OF_A_NAME)]
    found = [{case for mark in _PARTS_OF_A_NAME for case, _ in _forms(word, mark)} for word in words]
    return all("gent" in cases for cases in found if cases)


def _is_patronymic(word: str) -> bool:
    return _PATRONYMIC.match(word.casefold()) is not None and _tags(word) <= {"Patr", "Surn", "Name"}


def _is_first_name(word: str) -> bool:
    return "Name" in _tags(word)


def _is_surname(word: str) -> bool:
    tags = _tags(word)
    return "Surn" in tags or (not tags and _SURNAME.match(word.casefold()) is not None)


def _is_famous(name: str) -> bool:
    words = [word.casefold().replace("ё", "е") for word in re.findall(r"[А-ЯЁ][а-яё]*", name)]
    return any(
        _FAMOUS.match(f"{first[0]} {second}") or f"{first} {second}" in FAMOUS_OF_TALES
        for first in words
        for second in words
        if first is not second
    )


@lru_cache(maxsize=4096)
def _tags(word: str) -> frozenset[str]:
    """Return which of Name, Patr, Surn and Geox a word may be; «word» if it is known as another word.

    Guesses of the dictionary do not count: a word that it does not know has no tags.
    """
    if "-" in word:
        return frozenset().union(*map(_tags, word.split("-")))
    known = [one.tag for one in open_dictionary().parse(word) if one.is_known]
    return frozenset({mark for tag in known for mark in _MARKS if mark in tag} or ({"word"} if known else ()))


def _forms(word: str, mark: str) -> frozenset[tuple[str, str]]:
    """Return the cases and genders in which a word may be a first name, a patronymic or a surname."""
    last = word.rpartition("-")[2]
    tags = (one.tag for one in open_dictionary().parse(last) if one.is_known and {mark, "sing"} in one.tag)
    return frozenset((str(tag.case), str(tag.gender)) for tag in tags if tag.case)

"""Finds less obvious names: a surname after a post, names in lower case or in Latin letters.

«методист Гриценко», «иванова м. а.», «мария алексеевна», «Ivanova M.A.». Most of them need the dictionary,
which the form on the site does not have: it finds only the simplest ones, the check finds all.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from string import ascii_letters, digits
from typing import Any

from generator.base.late_patterns import compile_late
from generator.base.logins import is_latin_name
from generator.base.morphology import open_dictionary
from generator.base.outlines import Outline, make_classes

_SPACE = "[ \u00a0]"
_RUSSIAN = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
LETTERS = make_classes(A=_RUSSIAN.upper(), a=f"{_RUSSIAN}-", n="\n", **{"_": " \u00a0", ".": "."})
"""The classes by which names are found in outlines."""
_CAPITAL_AFTER_A_WORD = re.compile(rb"A(?<=a_A)")
_LATIN_ROWS = (b"x x", b" x.")
"""Parts of every match of `_LATIN` that is not at the beginning, in an outline."""
_AFTER_A_WORD = compile_late(
    rf"[А-ЯЁ](?<=[а-яё]{_SPACE}[А-ЯЁ])[а-яё]{{2,}}(?:-[А-ЯЁ][а-яё]+)?(?![\w-])(?!{_SPACE}*[«(]?[А-ЯЁ])"
)
"""A capitalised word in a sentence that no other capitalised word follows."""
_POSTS = (
    "учител|воспитател|методист|директор|завуч|педагог|психолог|логопед|дефектолог|тьютор|заведующ|руководител|наставни"
    "|куратор|преподавател|заместител|координатор|библиотекар|тренер|вожат|учени[кц]|воспитанни|студент"
)
_POST_STEMS = _POSTS.replace("[кц]", "").split("|")
_POST = compile_late(
    rf"\b(?P<post>{_POSTS})(?P<end>[а-яё-]*)"
    rf"(?P<between>(?:{_SPACE}(?-i:[а-яё-]+)){{0,4}}){_SPACE}\Z",
    re.IGNORECASE,
)
BEHIND_A_POST = compile_late(
    r"(?:[Уу]чител|[Вв]оспитател|[Мм]етодист|[Дд]иректор|[Зз]авуч|[Пп]едагог|[Пп]сихолог|[Лл]огопед"
    rf"|[Тт]ьютор|[Кк]уратор|[Пп]реподавател|[Бб]иблиотекар)(?:[а-яё]{{0,3}}{_SPACE})"
    rf"(?P<name>[А-ЯЁ][а-яё]{{2,}}(?:[оеё]в|[иы]н|енко|дзе|швили|[гкчнс][ую]к)(?:а|у|ой|ым)?)(?![\w-])"
    rf"(?!{_SPACE}*[«(]?[А-ЯЁ])"
)
"""A common surname right after a post: the form on the site finds it without a dictionary."""
_OF_A_PLACE = compile_late(
    r"\b(?:станиц|хутор|сел|пос[её]л|город|район|округ|аул|деревн|имени|памяти|улиц|школ\w* имени)\w*\Z"
)
_PLACE_FOLLOWS = compile_late(
    rf"{_SPACE}(?:район|округ|сельск|городск|школ|гимнази|лице|сад|колледж|техникум|университет|институт|поселен"
    r"|област|кра[йяею]|республик)"
)
_SURE_ENDING = compile_late(r"(?:енко|дзе|швили|[гкчнс][ую]к(?:а|у|ом|е)?|тьютор(?:а|у|ом|е)?)\Z")
"""Endings of surnames and posts that the dictionary guesses reliably."""
_NOT_BETWEEN = frozenset({"VERB", "INFN", "GRND", "PRTS", "ADJS", "CONJ", "PRCL", "NPRO", "PRED", "ADVB"})
_LOOKED_AT = 90
_SMALL_INITIALS = compile_late(rf"\.(?<={_SPACE}[а-яё]\.){_SPACE}?[а-яё]\.(?![\w])")
_SMALL_SURNAME = compile_late(rf"(?<![\w-])([а-яё]{{4,}}(?:-[а-яё]+)?){_SPACE}[а-яё]\Z")
_CASE = "(?:а|у|ем|е|ы|ой)?"
_PATRONYMIC_ENDS = {
    end: compile_late(rf"{end}{_CASE}(?![\w-])") for end in ("вич", "ьич", "иич", "овн", "евн", "ичн")
}
"""Searched first, one by one: a whole name begins with any word, and the engine would try every word."""
_SMALL_PATRONYMIC = compile_late(
    rf"(?<![\w-])([а-яё]{{3,}}){_SPACE}([а-яё]{{2,}}(?:[оеь]вич|[иь]ич|[ое]вн|ичн){_CASE})\Z"
)
_LATIN = compile_late(
    r"[A-Za-z](?<![\w./@-][A-Za-z])(?:[A-Za-z]{3,} [A-Za-z]\. ?(?:[A-Za-z]\.)?"
    r"|\. ?(?:[A-Za-z]\. ?)?[A-Z][a-z]{3,}|(?<=[A-Z])[a-z]+ [A-Z][a-z]+)(?![\w@/-])"
)
"""Begins with a letter, not with a lookbehind, so that the engine jumps from one word to the next."""
_LATIN_LETTERS = make_classes(x=ascii_letters, **{".": ".", "o": f"{_RUSSIAN}{_RUSSIAN.upper()}{digits}_/@-"})


def locate_bare_names(text: str, outline: Outline) -> Iterator[tuple[int, int]]:
    """Yield the position of each such name in a text, given with its outline: start and end, unsorted."""
    for found in _capitalised_after_a_word(text, outline):
        before = text[max(0, found.start() - _LOOKED_AT) : found.start()]
        post = _find_post(before)
        if post and _is_surname_of(found[0], post) and not _PLACE_FOLLOWS.match(text, found.end()):
            yield found.span()
    for found in _SMALL_INITIALS.finditer(text):
        surname = _SMALL_SURNAME.search(text, max(0, found.start() - _LOOKED_AT), found.start())
        if surname and _is_only_surname(surname[1]):
            yield surname.start(), found.end()
    for ending in (ending for end, ending in _PATRONYMIC_ENDS.items() if end in text):
        for end in ending.finditer(text):
            name = _SMALL_PATRONYMIC.search(text, max(0, end.start() - _LOOKED_AT), end.end())
            if name and _is_marked(name[1], "Name") and _is_marked(name[2], "Patr"):
                yield name.span()
    for found in _LATIN.finditer(text) if _may_be_latin(text, outline) else ():
        if is_latin_name(found[0]):
            yield found.span()


def has_bare_names(text: str, outline: Outline) -> bool:
    """Return whether a text, given with its outline, contains such a name."""
    return next(locate_bare_names(text, outline), None) is not None


def _capitalised_after_a_word(text: str, outline: Outline) -> Iterator[re.Match[str]]:
    """Yield the matches of `_AFTER_A_WORD`: in an outline the places are found in a third of the time."""
    if outline.data is None:
        yield from _AFTER_A_WORD.finditer(text)
        return
    for place in _CAPITAL_AFTER_A_WORD.finditer(outline.data.translate(LETTERS)):
        found = _AFTER_A_WORD.match(text, place.start())
        if found:
            yield found


def _may_be_latin(text: str, outline: Outline) -> bool:
    """Return whether a text may contain two Latin words, or a Latin initial."""
    return outline.may_hold(_LATIN_LETTERS, *_LATIN_ROWS) or text[1:2] == "."


def _find_post(before: str) -> re.Match[str] | None:
    """Return the post at the end of a text, perhaps with words that explain it."""
    lower = before.lower()
    return _POST.search(before) if any(post in lower for post in _POST_STEMS) else None


def _is_surname_of(word: str, post: re.Match[str]) -> bool:
    """Return whether a word is a surname in the same case as the post before it."""
    between = post["between"].split()
    if any(not _may_stand_between(one) for one in between) or _OF_A_PLACE.search(post[0].rstrip()):
        return False
    tags = _tags(word)
    if any("Qual" in tag or ({"NOUN", "inan", "sing"} in tag and "Geox" not in tag) for tag in tags):
        return False
    if "ск" in word[-5:] and any("ADJF" in tag for tag in tags):
        return False
    cases = {tag.case for tag in tags if {"Surn", "sing"} in tag}
    posts = _tags(f"{post['post']}{post['end']}".lower())
    return not cases.isdisjoint({tag.case for tag in posts if {"NOUN", "sing"} in tag})


@lru_cache(maxsize=4096)
def _tags(word: str) -> Sequence[Any]:
    """Return the tags that a word may have; an unknown word gets the guesses for reliable endings."""
    last = word.rpartition("-")[2]
    parses = open_dictionary().parse(last)
    known = [one.tag for one in parses if one.is_known]
    if known or not _SURE_ENDING.search(last.casefold()):
        return known
    return [one.tag for one in parses if "Geox" not in one.tag]


@lru_cache(maxsize=4096)
def _may_stand_between(word: str) -> bool:
    """Return whether a word may be between a post and a name: «учитель начальных классов Смирнова»."""
    if word == "по":
        return True
    parses = [one.tag for one in open_dictionary().parse(word)]
    return not any(tag.POS in _NOT_BETWEEN or tag.POS == "PREP" for tag in parses[:1])


def _is_only_surname(word: str) -> bool:
    tags = [one.tag for one in open_dictionary().parse(word) if one.is_known]
    return bool(tags) and all("Surn" in tag or "Poss" in tag or "Geox" in tag for tag in tags)


def _is_marked(word: str, mark: str) -> bool:
    return any(mark in one.tag for one in open_dictionary().parse(word) if one.is_known)

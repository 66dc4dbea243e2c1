"""Removes what people write in a cell besides its value: «тел. 8 (861) 222-33-44», «с 5 по 7 класс»."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from generator.base.morphology import lower_capitals
from generator.base.numerals import replace_romans
from generator.base.phone_extensions import canonical_phone
from generator.check.rules.quotes import russian_quotes
from generator.source.fields import Field

_PHONE = re.compile(
    r"(?<![\d])[+(]?\d[\d() \u00a0\u2010-\u2015-]{4,26}\d(?!\d)"
    r"(?:[,;\s]{0,3}\(?\s?(?:(?:доб|внутр|вн)[а-яё]{0,10}\.?|#)\s?[0-9]{1,6}(?![0-9])\)?)?",
    re.IGNORECASE,
)
"""A number, perhaps with an extension."""
_ADDRESS = re.compile(r"https?://[^\s<>«»\"]+[^\s<>«»\".,;)]")
_EMAIL = re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+")
BARE_ADDRESS = re.compile(
    r"(?<![\w@/.-])(?:[\w-]{1,63}\.){1,5}(?:ru|рф|org|com|net|info|su|edu)(?:/[^\s<>«»\"]*[^\s<>«»\".,;)])?(?![\w@-])",
    re.IGNORECASE,
)
"""An address without «https://»."""
_DASHES = str.maketrans("\u00a0\u2010\u2011\u2012\u2013\u2014\u2015", " ------")
_YEARS = re.compile(
    r"(?:с|от|начиная с)?\s*((?:19|20)[0-9]{2})\s*(?:[-–—/]\s*(?:(?:19|20)?[0-9]{2}))?\s*"
    r"(?:г\.?\s?г?\.?|год\w*|уч(?:\.|ебн\w*)\s*(?:г\.?|год\w*))?"
    r"(?:\s*[-–—]?\s*(?:по\s+)?(?:н\.?\s?в\.?|настоящ\w+ врем\w+))?\Z",
    re.IGNORECASE,
)
_UNTIL = re.compile(r"(?<=[0-9])\s*(?:г\.?|год[а-я]*)?\s*(?:[-–—]|по|до)\s*(?=[а-яё0-9]).*\Z", re.IGNORECASE)
"""The rest of a period that begins with a month or a day: «– май 2024», «г. по 31.05.2024»."""
_BEGINS = re.compile(r"(?:[а-яё]{3,8}\s+|[0-9]{1,2}\.(?:[0-9]{1,2}\.)?)[0-9]{4}", re.IGNORECASE)
_AGE = re.compile(r"\(?\s*[0-9]{1,2}\s*(?:[-–—]\s*[0-9]{1,2}\s*)?(?:лет|год[а-я]*)(?![а-яё])\s*\)?")
_FROM_MONTH = re.compile(r"(?:с|от|начиная с)\s+(?=[а-яё]{3,8}\s+[0-9]{4})", re.IGNORECASE)
_SPAN = re.compile(r"(?:с|от)\s*([0-9]{1,2})(?:-?[а-яё]{1,3})?\s*(?:по|до)\s*([0-9]{1,2})")
_GRADE_WORDS = re.compile(
    r"(?<![а-яё])(?:класс\w*|кл\b\.?|параллел\w*|ученик\w*|учащи\w*|обучающи\w*|школьник\w*|для)\.?"
)
_LETTER = re.compile(r"(?<=[0-9])\s*-?\s*[«\"'„(]?(?:[а-д]|й|х|е|го|ый|ой|ые|ых|(?<=-)и)[»\"'“)]?(?![а-яё])")
_LISTED = re.compile(r"[\n;,/]|\s+и\s+|(?<=[0-9])\s+(?=[0-9])")
_TAGS = re.compile(r"[;,]|\s(?=#)")
_MARK = re.compile(r"\s*(?:[-*•–—·▪]|[0-9]{1,3}[.)])\s+")
_SHORT_TITLE = 12
"""A title no longer than this may be an abbreviation."""
_ANY_QUOTE = re.compile(r"[«»\"„“”'<>]")
_OUTER = str.maketrans("„“", "«»")
_SHOUTED = re.compile(
    r"^[А-ЯЁ]{6,}(?=\s+«[А-ЯЁ]?[а-яё])|(?<=«)[А-ЯЁ][А-ЯЁ\s,:-]*?[А-ЯЁ]{4,}\s+[А-ЯЁ\s,:-]*?[А-ЯЁ]{4,}[^а-яё»]*(?=»)"
)
"""Parts of a title in capitals: the word before its name, or the name of several words."""
_WRAPPED = re.compile(r"[«„\"“]([^«»„“\"]*)[»“\"”]\Z")


def tidy_text(text: str, schema: Mapping[str, Any]) -> str:
    """Return the part of a text that its field is for, if the text as a whole does not fit."""
    pattern = schema.get("pattern", "")
    if not pattern or re.search(pattern, text):
        return text
    tidied = _TIDIERS.get(schema.get("x-text", ""), str.casefold)(text)
    return tidied if re.search(pattern, tidied) else text


def tidy_title(text: str) -> str:
    """Return a title without enclosing quotes and final full stop, and not in capitals."""
    plain = text.strip()
    if plain.endswith(".") and not plain.endswith("..") and not re.search(r"\b\w{1,3}\.\Z", plain):
        plain = plain[:-1]
    found = _WRAPPED.match(plain)
    plain = found[1].strip() if found else _mend_quotes(_unwrap(_mend_quotes(_unwrap(plain))))
    if len(plain) > _SHORT_TITLE and plain.isupper():
        return lower_capitals(plain)
    return _SHOUTED.sub(lambda part: lower_capitals(part[0]), plain)


def _mend_quotes(title: str) -> str:
    """Return a title with «ёлочки» and „лапки“ in pairs; as it is if it is unclear which are pairs."""
    if not {"«", "»"} & set(title) and title.count("„") == title.count("“"):
        title = title.translate(_OUTER)
    fixed = (russian_quotes(one) for one in (title, f"{title}»", title.removesuffix("»")))
    return next(filter(None, fixed), title) if _ANY_QUOTE.search(title) else title


def _unwrap(text: str) -> str:
    """Return a text without the quotation marks around all of it."""
    depth = 0
    for place, char in enumerate(text):
        depth += (char == "«") - (char == "»")
        if depth <= 0:
            return text[1:-1].strip() if char == "»" and place == len(text) - 1 else text
    return text[1:].strip() if text.endswith("»") and depth == 1 else text


def tidy_year(text: str) -> str:
    """Return the year in which a period begins: «с 2022 г.», «2021/22 уч. г.»; else the text without «с»."""
    found = _YEARS.match(text.strip())
    if found:
        return found[1]
    plain = _FROM_MONTH.sub("", text.strip())
    begins = _BEGINS.match(plain)
    return plain[: begins.end()] if begins and _UNTIL.match(plain, begins.end()) else plain


def split_whole_numbers(text: str) -> Iterator[str]:
    """Yield the numbers and ranges listed in a cell, without the words and letters beside them."""
    plain = _SPAN.sub(r"\1-\2", _AGE.sub(" ", text.casefold()))
    plain = _LETTER.sub("", _GRADE_WORDS.sub(" ", plain))
    plain = replace_romans(plain)
    yield from (part.strip(" .") for part in _LISTED.split(plain) if part.strip(" ."))


def split_marked(text: str) -> list[str]:
    """Return the lines of a text without their numbers or dashes, if all lines have some."""
    lines = [line for line in text.split("\n") if line.strip()]
    marked = len(lines) > 1 and all(map(_MARK.match, lines))
    return [_MARK.sub("", line, count=1) for line in lines] if marked else text.split("\n")


def split_lines(described: Field, cell: str) -> Iterator[str]:
    """Yield the texts of a cell: its lines; if it has only one, its parts between «;», or «,» if allowed."""
    if "," in described.schema.get("pattern", ""):
        lines = split_marked(cell) if "\n" in cell else (cell,)
        yield from (part.strip().lstrip("#") for line in lines for part in _TAGS.split(line))
    elif "\n" in cell:
        yield from split_marked(cell)
    elif described.schema.get("x-text") == "address":
        yield from cell.split()
    else:
        yield from cell.split(";")


def _find_phone(text: str) -> str:
    found = _PHONE.search(text.translate(_DASHES))
    return canonical_phone(found[0]) if found else text


def _find_email(text: str) -> str:
    found = _EMAIL.search(text)
    return found[0] if found else text


def complete_address(text: str) -> str:
    """Return an address with the https:// that its author omitted."""
    return f"https://{text}" if BARE_ADDRESS.fullmatch(text) else text


_TIDIERS: Mapping[str, Callable[[str], str]] = {"phone": _find_phone, "email": _find_email}
FINDERS: Mapping[str, re.Pattern[str]] = {"email": _EMAIL, "phone": _PHONE, "address": _ADDRESS}
"""Patterns that find a field's value within a text, by the field's kind of text."""

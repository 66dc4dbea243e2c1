"""Russian wording shared by findings, reports and pages: plurals, lists, dates, sorting."""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

_LINE = 60
_DAYS = 4096
"""Size of the cache of dates: Babel takes a tenth as long for one as a whole page does."""
LOCALE = "ru"
DOT = "\u00a0· "
"""Separates the parts of a line, so that no line of a page begins with the dot."""
_TEENS = range(11, 15)
_FEW = range(2, 5)
_TWINS = str.maketrans({"ё": "е", **dict.fromkeys("«»„“”", '"'), **dict.fromkeys("‐‑‒–—", "-")})
"""Characters that comparisons treat as equal."""
_LOOSE_END = re.compile(
    r"(?:[ ,;:.—]+(?:[А-ЯЁа-яё][а-яё]?|без|для|где|или|как|над|под|при|про|что)(?![^ ,;:.—]))*[ ,;:.—]*\Z"
)
"""The end of a cut text that says nothing without the next word."""
_INNER_QUOTES = str.maketrans("«»", "„“")


def plural(number: float, one: str, few: str, many: str) -> str:
    """Return the form of a word that goes with a number: 1 запись, 2 записи, 5 записей, 1,5 записи."""
    if number != int(number):
        return few
    last_two = abs(int(number)) % 100
    last = last_two % 10
    if last == 1 and last_two not in _TEENS:
        return one
    return few if last in _FEW and last_two not in _TEENS else many


def count(number: int, one: str, few: str, many: str) -> str:
    """Return a number with its word: «41 знак», «12 000 знаков» (thousands separated by a no-break space)."""
    return f"{format_number(number)}\u00a0{plural(number, one, few, many)}"


def format_number(number: float) -> str:
    """Return a number as Russian readers write it: 12 000, 0,5."""
    whole = int(number)
    if number != whole:
        return str(number).replace(".", ",")
    if -10_000 < whole < 10_000:  # noqa: PLR2004 - Russian typography separates thousands from five digits on
        return str(whole)
    return f"{whole:,}".replace(",", "\u00a0")


def join_words(words: Sequence[str], last: str = "и") -> str:
    """Return words as a Russian list: «а, б и в»; `last` is the word before the last one («или»)."""
    if len(words) < 2:  # noqa: PLR2004 - one word needs no joining
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def capitalise(text: str) -> str:
    """Return a text with its first letter capitalised and the others as they are."""
    return text[:1].upper() + text[1:]


def uncapitalise(text: str) -> str:
    """Return a text with its first letter in lower case, to go on with in a sentence."""
    return text[:1].lower() + text[1:]


def quote(text: str) -> str:
    """Return a quotation in «ёлочках»; its own become „лапки“, as Russian typography requires."""
    return f"«{text.translate(_INNER_QUOTES)}»"


def nest_quotes(text: str) -> str:
    """Turn «ёлочки» inside «ёлочки» into „лапки“; a text with unpaired ones stays as it is."""
    depth, written = 0, []
    for character in text:
        if character == "«":
            depth += 1
        written.append(character.translate(_INNER_QUOTES) if depth > 1 else character)
        if character == "»":
            depth -= 1
        if depth < 0:
            return text
    return text if depth else "".join(written)


def quote_all(words: Iterable[str]) -> list[str]:
    """Return each word in «ёлочках»."""
    return [f"«{word}»" for word in words]


def format_day(date: dt.date) -> str:
    """Return a date in words: «5 марта 2026 года»."""
    return _format_date(date, "d\u00a0MMMM y\u00a0'года'")


def format_short_day(date: dt.date) -> str:
    """Return a date in digits: «05.03.2026»."""
    return _format_date(date, "dd.MM.y")


def format_partial_day(text: str) -> str:
    """Return a year, month or day in words: «2024 год», «сентябрь 2024 года», «1 сентября 2024 года».

    Raises:
        ValueError: the text is none of the three; checked records never cause it.
    """
    year, *rest = text.split("-")
    if not rest:
        return f"{int(year)}\u00a0год"
    if len(rest) == 1:
        month = dt.date(int(year), int(rest[0]), 1)
        return f"{_format_date(month, 'LLLL y')}\u00a0года"
    return format_day(dt.date.fromisoformat(text))


def format_span(first: str, last: str) -> str:
    """Return a period in words: «5 марта 2026 года», «5 марта 2026 года — 7 марта 2026 года».

    Raises:
        ValueError: as `format_partial_day`.
    """
    start = format_partial_day(first)
    return start if first == last else f"{start}\u00a0— {format_partial_day(last)}"


@lru_cache(maxsize=_DAYS)
def _format_date(date: dt.date, pattern: str) -> str:
    from babel.dates import format_date  # noqa: PLC0415 - a check of valid records writes no dates

    return format_date(date, pattern, locale=LOCALE)


def is_partial_date(text: str) -> bool:
    """Return whether a text is a year, a month or a day that the calendar has."""
    try:
        padded = text + "-01" * (2 - text.count("-"))
        dt.date.fromisoformat(padded)
    except ValueError:
        return False
    return len(padded) == len("2026-09-01")


def shorten(text: str) -> str:
    """Return a text on one line, cut to fit a line of a report."""
    line = " ".join(text.split())
    return line if len(line) <= _LINE else f"{line[:_LINE]}…"


def cut_between_words(text: str, most: int) -> str:
    """Cut a text between words to at most `most` characters, with an ellipsis for the rest.

    The last word is none that belongs to the next: no preposition, no conjunction.
    """
    if len(text) <= most:
        return text
    return _LOOSE_END.sub("", text[:most].rpartition(" ")[0]) + "…"


def fold_text(text: str) -> str:
    """Normalise a text for comparison: case, ё, spaces, kinds of quotes and dashes do not matter."""
    return " ".join(text.casefold().translate(_TWINS).split())


def collation_key(text: str) -> tuple[str, str, str]:
    """Return a sorting key for Russian titles, ignoring case, ё and leading quotes."""
    folded = text.casefold()
    plain = folded.replace("ё", "е").lstrip("«»\"'„“” (")
    return (plain, folded, text)


def format_months(months: Sequence[int]) -> str:
    """Return months, given by number in their order, in words; runs become ranges: «октябрь–апрель, июнь».

    A run may continue over the end of the year.
    """
    runs: list[list[int]] = []
    for month in months:
        if runs and month == runs[-1][-1] % 12 + 1:
            runs[-1].append(month)
        else:
            runs.append([month])
    names = {month: _format_date(dt.date(2000, month, 1), "LLLL") for month in months}
    return ", ".join(names[run[0]] if len(run) == 1 else f"{names[run[0]]}–{names[run[-1]]}" for run in runs)

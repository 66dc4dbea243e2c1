"""Number formats of workbooks: how a number in a cell is displayed.

A cell stores 0.38 and shows «38%», stores 45170 and shows «сен.23»: records take what is shown. The codes are
those of ECMA-376, part 1, 18.8.30 and 18.8.31; the letters of other languages than English that some programs
write are read as well.
"""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

import msgspec

from generator.intake.tables.files.grids import CellValue, ShownDate

UNREADABLE = "########"
"""What Excel shows for a date before its epoch."""
SHORTENED = 10**11
"""From here on a number without a format of its own is shown as 1,23E+11."""
_MOST_EXACT = 10**15
"""Excel stores fifteen digits; later ones are lost."""
_BUILT_IN: Mapping[int, str] = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    14: "dd.mm.yyyy",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "dd.mm.yyyy h:mm",
    **dict.fromkeys((*range(27, 32), 36, *range(50, 55), 57, 58), "yyyy-mm-dd"),
    **dict.fromkeys((32, 33, 34, 35, 55, 56), "h:mm"),
    **dict.fromkeys((5, 6, 37, 38, 41, 42), "#,##0"),
    **dict.fromkeys((7, 8, 39, 40, 43, 44), "#,##0.00"),
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss.0",
    48: "##0.0E+0",
}
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|_.|\*.|\[(?P<bracket>[^\]]*)\]|(?P<half>AM/PM|A/P)'
    r"|(?P<power>[Ee][+-])|(?P<letters>(?P<letter>[A-Za-zА-Яа-яЁё])(?P=letter)*)|(?P<sign>.)",
    re.DOTALL | re.IGNORECASE,
)
_USUAL = "0.##########"
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?[0-9.]+)\Z")
_ELAPSED = re.compile(r"(h+|m+|s+|ч+|м+|с+)\Z", re.IGNORECASE)
_YEARS, _MONTHS, _DAYS, _HOURS, _SECONDS = "yeгj", "mм", "dдt", "hч", "sс"
_LONGEST_DAY = 2
_PLACES = frozenset("0#?")
_FIRST_DAY, _FIRST_DAY_1904 = dt.datetime(1899, 12, 30), dt.datetime(1904, 1, 1)  # noqa: DTZ001 - no zones
_BEFORE_LEAP = 60
"""The 29th of February 1900, which exists only in Excel: earlier days are off by one."""
_LAST_SERIAL = 2_958_466


class Token(NamedTuple):
    """A token of a format: its type, named after the groups of the pattern, and its text."""

    sort: str
    text: str


class _Section(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """The section of a code for some numbers."""

    tokens: Sequence[Token]
    condition: tuple[str, float] | None

    def meets(self, value: float) -> bool:
        """Return whether the section's condition holds."""
        if self.condition is None:
            return True
        sign, limit = self.condition
        holds = {"<": value < limit, ">": value > limit, "=": value == limit}
        return holds["<"] is not holds[">"] if sign == "<>" else any(holds[one] for one in sign)

    @cached_property
    def moments(self) -> str:
        """What is shown of a date and time: y, m, d, w for the weekday, t for time, e for elapsed time."""
        found = ""
        letters = [token for token in self.tokens if token.sort in {"letters", "half", "elapsed"}]
        for place, token in enumerate(letters):
            first = token.text[0].lower()
            before = letters[place - 1].text[0].lower() if place else ""
            after = letters[place + 1].text[0].lower() if place + 1 < len(letters) else ""
            if token.sort == "elapsed":
                found += "e"
            elif token.sort == "half" or first in _HOURS + _SECONDS:
                found += "t"
            elif first in _MONTHS:
                minutes = (before and before in _HOURS) or (after and after in _SECONDS)
                found += "t" if minutes else "m"
            elif first in _YEARS:
                found += "y"
            elif first in _DAYS:
                found += "d" if len(token.text) <= _LONGEST_DAY else "w"
        return found


class NumberFormat(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """The display format of the numbers in some cells."""

    code: str = ""
    from_1904: bool = False
    """Whether days are counted from 1904, as on old Macs."""

    def show(self, value: float) -> CellValue:
        """Return what is displayed: a date, a number, or text where the format adds to the number."""
        section, negative = self._choose(value)
        if section.moments:
            return self._show_moment(value, section.moments)
        if not any(token.text in _PLACES for token in section.tokens if token.sort == "sign"):
            said = "".join(token.text for token in section.tokens if token.sort in {"quoted", "escaped"})
            return said or ("" if len(self._sections) > 1 else _show_plainly(value))
        if abs(value) >= _MOST_EXACT:
            return f"{value:.14E}".replace(".", ",")
        shown = _show_number(abs(value) if negative else value, section.tokens)
        plain = shown.replace(",", ".", 1)
        try:
            number = float(plain) if re.fullmatch(r"-?[0-9.]+", plain) else None
        except ValueError:
            number = None
        return number if number is not None and f"{number:.15g}" == plain else shown

    def _choose(self, value: float) -> tuple[_Section, bool]:
        """Return the section for a number, and whether it replaces the minus sign."""
        sections = self._sections
        if any(one.condition for one in sections):
            return next((one for one in sections if one.meets(value)), sections[-1]), False
        if value < 0 and len(sections) > 1:
            return sections[1], True
        if not value and len(sections) > 2:  # noqa: PLR2004 - the third is for zero
            return sections[2], False
        return sections[0], False

    @cached_property
    def _sections(self) -> Sequence[_Section]:
        parts: list[list[Token]] = [[]]
        conditions: list[tuple[str, float] | None] = [None]
        for token in _split(self.code):
            if token == Token("sign", ";"):
                parts.append([])
                conditions.append(None)
            elif token.sort == "condition" and (found := _CONDITION.match(token.text)):
                conditions[-1] = (found[1], float(found[2]))
            else:
                parts[-1].append(token)
        return [_Section(tokens=tokens, condition=one) for tokens, one in zip(parts, conditions, strict=True)]

    def _show_moment(self, value: float, shown: str) -> CellValue:
        if not 0 <= value < _LAST_SERIAL:
            return UNREADABLE
        if "e" in shown:
            return dt.timedelta(days=value)
        start = _FIRST_DAY_1904 if self.from_1904 else _FIRST_DAY
        early = not self.from_1904 and 1 <= value < _BEFORE_LEAP
        moment = start + dt.timedelta(days=int(value) + early, seconds=round(value % 1 * 86_400))
        if (value < 1 and not self.from_1904) or not {*"ymdw"} & {*shown}:
            return moment.time()
        if {*"ymd"} <= {*shown}:
            return moment if "t" in shown else moment.date()
        text = f"{moment:%Y-%m}" if "m" in shown else f"{moment:%Y}"
        return ShownDate(text=text if "y" in shown and "d" not in shown else "", day=moment.date())


def number_format(style: int, codes: Mapping[int, str], *, from_1904: bool) -> NumberFormat:
    """Return a number format from a workbook's list; `codes` are its own."""
    return NumberFormat(code=codes.get(style, _BUILT_IN.get(style, "")), from_1904=from_1904)


def _split(code: str) -> list[Token]:
    tokens = []
    if code.strip().casefold() in {"general", "основной", "standard", "@"}:
        return []
    for found in _TOKEN.finditer(code.replace("General", _USUAL).replace("Основной", _USUAL)):
        sort = str(found.lastgroup or "space")
        text = (
            found[0]
            if sort in {"half", "power", "letters", "sign"}
            else (found[sort] if sort != "space" else "")
        )
        if sort == "bracket":
            sort, text = _read_bracket(text)
        tokens.append(Token(sort, text))
    return tokens


def _read_bracket(text: str) -> tuple[str, str]:
    """Return the meaning of brackets: elapsed time, a condition, a currency; others are empty."""
    if _ELAPSED.match(text):
        return "elapsed", text
    if text.startswith("$"):
        return "quoted", text[1:].partition("-")[0]
    return "condition", text


def _show_plainly(value: float) -> CellValue:
    """Return a number as shown without a format: a long one as «1,23457E+11»."""
    if abs(value) >= SHORTENED:
        return f"{value:.5E}".replace(".", ",")
    return float(f"{value:.15g}")


def _show_number(value: float, tokens: Sequence[Token]) -> str:
    """Return a number as a section shows it, with a decimal comma."""
    signs = [token.text if token.sort in {"sign", "power"} else "" for token in tokens]
    if any(token.sort == "power" for token in tokens):
        return f"{value:.2E}".replace(".", ",")
    places = [index for index, sign in enumerate(signs) if sign in _PLACES and sign]
    if "/" in signs and places:
        return _show_fraction(value, most=10 ** max(1, sum(index > signs.index("/") for index in places)) - 1)
    point = next((index for index in range(places[0], len(signs)) if signs[index] == "."), len(signs))
    whole = [index for index in places if index < point]
    decimals = [index for index in places if index > point]
    last = max(whole, default=point)
    scaled = sum(sign == "," for sign in signs[last + 1 : point] if whole)
    exact = Decimal(repr(value)) * 100 ** signs.count("%") / 1000**scaled
    rounded = exact.quantize(Decimal(1).scaleb(-len(decimals)), rounding=ROUND_HALF_UP)
    digits, _, rest = f"{abs(rounded):f}".partition(".")
    grouped = any(signs[index] == "," for index in range(whole[0], last)) if whole else False
    shown = _place_digits(digits, tokens, whole, grouped=grouped)
    while rest and rest[-1] == "0" and signs[decimals[len(rest) - 1]] != "0":
        rest = rest[:-1]
    made = ""
    for index, token in enumerate(tokens):
        if index in shown:
            made += shown[index]
        elif index == point and rest:
            made += f",{rest}"
        elif token.sort in {"quoted", "escaped", "letters"} or (
            token.sort == "sign" and token.text not in ",.0#?"
        ):
            made += token.text
    return ("-" if rounded < 0 else "") + made.strip().replace("\u00a0", " ")


def _place_digits(
    digits: str, tokens: Sequence[Token], places: Sequence[int], *, grouped: bool
) -> Mapping[int, str]:
    """Return the digits at each placeholder before the point: the first one takes all that remain."""
    least = sum(tokens[index].text == "0" for index in places)
    digits = digits.lstrip("0").rjust(least, "0") if places else ""
    if grouped:
        digits = f"{int(digits or 0):,}".replace(",", " ") if len(digits) > least or least <= 1 else digits
        return {index: digits if index == places[0] else "" for index in places}
    shown: dict[int, str] = {}
    for index in reversed(places[1:]):
        shown[index], digits = digits[-1:], digits[:-1]
    if places:
        shown[places[0]] = digits
    return shown


def _show_fraction(value: float, most: int) -> str:
    near = Fraction(value).limit_denominator(most)
    whole, rest = divmod(abs(near), 1)
    parts = [str(whole)] if whole or not rest else []
    parts += [f"{rest.numerator}/{rest.denominator}"] if rest else []
    return ("-" if near < 0 else "") + " ".join(parts)

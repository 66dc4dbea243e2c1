"""What changed figures of a result mean for its effect: «эффект вырос с 11 до 23»."""

from collections import Counter
from collections.abc import Iterator, Mapping

import msgspec

from generator.base.russian import fold_text, format_number
from generator.base.units import is_percent
from generator.source.yaml.reader import Json

_LOWER = "lower"
"""The direction of results where less is better, in the vocabulary `result_directions`."""
_POINTS = "\u00a0п.\u00a0п."
_DIGITS = 6
"""Decimal places of a difference: later ones are rounding errors of subtraction."""

Place = tuple[str, ...]


class MeasuredFigure(msgspec.Struct, frozen=True, kw_only=True):
    """Two values of an indicator; None where one is missing or not a number."""

    indicator: str
    before: float | None
    after: float | None
    unit: str = ""
    falls_well: bool = False

    @property
    def effect(self) -> float | None:
        """By how much it improved: negative if it got worse; None if there is nothing to compare."""
        if self.before is None or self.after is None:
            return None
        difference = round(self.after - self.before, _DIGITS)
        return -difference if self.falls_well else difference

    @property
    def effect_words(self) -> str:
        """The effect, in percentage points where the unit is per cent."""
        effect = self.effect or 0
        return f"{_format(effect)}{_POINTS if is_percent(self.unit) else ''}"


class FigureChange(msgspec.Struct, frozen=True, kw_only=True):
    """An indicator whose effect has changed, and what that means in words."""

    indicator: str
    meaning: str


def compare_figures(before: Json, after: Json) -> tuple[FigureChange, ...]:
    """Return what changes of figures mean, in the order of the newer version.

    The versions of a record may have any shape: what is not a figure is skipped. Figures are matched by their
    path and indicator.
    """
    former = _index(before)
    pairs = ((former.get(key), figure) for key, figure in _index(after).items())
    found = ((now.indicator, _explain(was, now)) for was, now in pairs if was is not None)
    return tuple(FigureChange(indicator=name, meaning=meaning) for name, meaning in found if meaning)


def read_figures(value: Json) -> Iterator[MeasuredFigure]:
    """Yield the figures in a list of results."""
    for item in value if isinstance(value, list) else ():
        if isinstance(item, dict) and isinstance(item.get("indicator"), str):
            yield _read(item)


def _explain(was: MeasuredFigure, now: MeasuredFigure) -> str:
    """Return how an effect changed; «» if it did not."""
    old, new = was.effect, now.effect
    if old == new or (old is None and new is None):
        return ""
    if new is None:
        return f"эффекта больше не видно: был {was.effect_words}"
    if old is None:
        return f"теперь виден эффект {now.effect_words}{_warn(new)}"
    former = was.effect_words.removesuffix(_POINTS) if was.unit == now.unit else was.effect_words
    difference = f"с {former} до {now.effect_words}"
    return f"эффект {'вырос' if new > old else 'уменьшился'} {difference}{_warn(new)}"


def _warn(effect: float) -> str:
    return ": стало хуже, чем до практики" if effect < 0 else ""


def _index(value: Json) -> Mapping[tuple[Place, str, int], MeasuredFigure]:
    results = value.get("results") if isinstance(value, dict) else None
    known = {fold_text(one.indicator): one for one in read_figures(results)}
    seen: Counter[tuple[Place, str]] = Counter()
    found = {}
    for place, one in _walk(value, ()):
        named = known.get(fold_text(one.indicator), one)  # replications share its unit and direction
        figure = msgspec.structs.replace(one, unit=named.unit, falls_well=named.falls_well)
        key = (place, fold_text(figure.indicator))
        found[(*key, seen[key])] = figure
        seen[key] += 1
    return found


def _walk(value: Json, place: Place) -> Iterator[tuple[Place, MeasuredFigure]]:
    if isinstance(value, list):
        for item in value:
            yield from _walk(item, place)
    elif isinstance(value, dict):
        if isinstance(value.get("indicator"), str) and "after" in value:
            yield place, _read(value)
        for key, part in value.items():
            yield from _walk(part, (*place, key))


def _read(item: Mapping[str, Json]) -> MeasuredFigure:
    unit = item.get("unit")
    return MeasuredFigure(
        indicator=str(item["indicator"]),
        before=_number(item.get("before")),
        after=_number(item.get("after")),
        unit=unit if isinstance(unit, str) else "",
        falls_well=item.get("better") == _LOWER,
    )


def _number(value: Json) -> float | None:
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


def _format(number: float) -> str:
    return f"−{format_number(-number)}" if number < 0 else format_number(number)

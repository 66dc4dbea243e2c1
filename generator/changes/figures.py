"""What changed figures of a result mean for its effect: «эффект вырос с 11 до 23»."""

from collections import Counter
from collections.abc import Iterator, Mapping

import msgspec
from rapidfuzz import fuzz

from generator.base.russian import fold_text, format_number
from generator.base.units import is_percent
from generator.source.yaml.reader import Json

_LOWER = "lower"
"""The direction of results where less is better, in the vocabulary `result_directions`."""
_POINTS = "\u00a0п.\u00a0п."
_OWN = ("results",)
_SAME_NAME = 70
"""Indicators whose similarity (of 100) reaches this are one indicator that was renamed."""
_DIGITS = 6
"""Decimal places of a difference: later ones are rounding errors of subtraction."""

Place = tuple[str, ...]
_Key = tuple[Place, str, int]
"""The place of a figure, its indicator, and its number among those of one indicator."""


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
    """An indicator whose effect has changed, and what that means in words; `place` has the keys to it."""

    indicator: str
    meaning: str
    place: Place

    @property
    def is_result(self) -> bool:
        """Whether it is the record's own result."""
        return self.place == _OWN


def compare_figures(before: Json, after: Json) -> tuple[FigureChange, ...]:
    """Return what changes of figures mean, in the order of the newer version.

    The versions of a record may have any shape: what is not a figure is skipped. Figures are matched by their
    path and indicator, renamed ones by the similarity of their indicators.
    """
    former, present = _index(before), _index(after)
    left = {key: figure for key, figure in former.items() if key not in present}
    found = []
    for key, now in present.items():
        was = former.get(key) or _take_renamed(key, left)
        meaning = _explain(was, now) if was else ""
        if was and not meaning and key[0] == _OWN:  # other figures share the unit of the results
            meaning = _explain_unit(was, now)
        found += [FigureChange(indicator=now.indicator, meaning=meaning, place=key[0])] if meaning else []
    return tuple(found)


def _take_renamed(key: _Key, left: dict[_Key, MeasuredFigure]) -> MeasuredFigure | None:
    """Remove and return the unmatched figure in the same place whose indicator is most similar, if any is."""
    shares = {one: fuzz.ratio(key[1], one[1]) for one in left if one[0] == key[0]}
    nearest = max(shares, key=shares.__getitem__, default=None)
    return left.pop(nearest) if nearest is not None and shares[nearest] >= _SAME_NAME else None


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


def _explain_unit(was: MeasuredFigure, now: MeasuredFigure) -> str:
    """Return what an effect in another unit means; «» if there is none, or the unit is the same."""
    if now.effect is None or fold_text(was.unit) == fold_text(now.unit):
        return ""
    units = [f"«{one.unit}»" if one.unit else "без единицы" for one in (was, now)]
    return f"число то же, а единица другая: было {units[0]}, теперь {units[1]}"


def _warn(effect: float) -> str:
    return ": стало хуже, чем до практики" if effect < 0 else ""


def _index(value: Json) -> Mapping[_Key, MeasuredFigure]:
    results = value.get(_OWN[0]) if isinstance(value, dict) else None
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

"""The card of a record for its editor: main fields, results and steps, next to a similar record if any."""

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from generator.base.russian import capitalise, format_number
from generator.base.units import agree
from generator.changes.figures import MeasuredFigure, read_figures
from generator.changes.words import ValueFormatter
from generator.model.annotations import MARKDOWN, TEXT
from generator.model.record_fields import OWN_PLACE
from generator.report.plain_text import SAME, plain_text
from generator.source.yaml.reader import Json

_RESULTS, _STEPS = "results", "steps"
_CARD = (
    *("kind", "scope", "number", "date", "issuer", "starts", "ends", "mode", "municipality", "organisation"),
    *("host", "summary", "subjects", "education_levels", "grades", "stage", "unit", "target"),
    *(_RESULTS, _STEPS),
)
"""The fields to read first, in this order."""
_ELSEWHERE = frozenset({"id", "title", "sample"})
"""Fields shown in the heading."""
_MOST_ITEMS = 12
_OF_FIGURE = frozenset({"indicator", "before", "after", "unit", "better"})
_MISSING = "не указаны"
_UNDERLINES = "-="
"""Underlines of headings in plain text."""


class CardRow(msgspec.Struct, frozen=True, kw_only=True):
    """A field in words, line by line, and the other record's value."""

    title: str
    lines: Sequence[str]
    beside: Sequence[str] = ()


class RecordCard(msgspec.Struct, frozen=True, kw_only=True):
    """Puts fields of one kind's records into words. `letters` limits a text; `whole` is the whole region."""

    speaker: ValueFormatter
    letters: int
    whole: str = ""

    def main_rows(self, value: Mapping[str, Json], beside: Mapping[str, Json]) -> Iterator[CardRow]:
        """Yield the main fields of a record; `beside` is empty if there is nothing to compare with."""
        for key in _CARD if value else ():
            own, other = self._lines(key, value), self._lines(key, beside) if beside else []
            if key in {_RESULTS, _STEPS} and self._title(key) != key:
                own, other = own or [_MISSING], other or [_MISSING]
            if own or other:
                shown = [SAME] if own and own == other else other
                yield CardRow(title=self._title(key), lines=own, beside=shown)

    def other_rows(self, value: Mapping[str, Json]) -> Iterator[CardRow]:
        """Yield all other fields of the record, in the order of its schema."""
        known = [field.key for field in self.speaker.fields.below(())]
        for key in dict.fromkeys([*known, *value]):
            if key in value and key not in _ELSEWHERE and key not in _CARD:
                yield CardRow(title=self._title(key), lines=self._lines(key, value))

    def _title(self, key: str) -> str:
        return self.speaker.fields.at((key,)).title or key

    def _lines(self, key: str, record: Mapping[str, Json]) -> list[str]:
        value = record.get(key)
        if key == OWN_PLACE and value is None:
            return [self.whole] if self.whole else []
        if key == "organisation" and isinstance(value, dict):
            value = value.get("name")
        if isinstance(value, list) and any(isinstance(item, dict) for item in value):
            words = self._results(value) if key == _RESULTS else self._items(key, value)
        else:
            text = self.speaker.format(value, (key,))
            words = [_join_blocks(plain_text(text)) if self._is_markdown(key) else text]
        shown = [self._shorten(one) for one in words[:_MOST_ITEMS] if one.strip()]
        return [*shown, f"и ещё {len(words) - _MOST_ITEMS}"] if len(words) > _MOST_ITEMS else shown

    def _is_markdown(self, key: str) -> bool:
        return self.speaker.fields.at((key,)).schema.get(TEXT) in MARKDOWN

    def _items(self, key: str, items: Sequence[Json]) -> list[str]:
        """Return the items of a list with numbers: «1) Выбрать явление. Договоритесь, что…»."""
        return [f"{place + 1}) {self._item((key, place), item)}" for place, item in enumerate(items)]

    def _item(self, pointer: tuple[str | int, ...], item: Json) -> str:
        if not isinstance(item, dict) or pointer[0] != _STEPS:
            return self.speaker.format(item, pointer)
        parts = (self.speaker.format(part, (*pointer, key)) for key, part in item.items())
        return " ".join(_end(capitalise(part)) for part in parts if part.strip())

    def _results(self, items: Sequence[Json]) -> list[str]:
        figures = iter(read_figures([*items]))
        found = []
        for place, item in enumerate(items):
            if not isinstance(item, dict) or not isinstance(item.get("indicator"), str):
                found.append(self.speaker.format(item, (_RESULTS, place)))
                continue
            rest = {key: part for key, part in item.items() if key not in _OF_FIGURE}
            how = self.speaker.format(rest, (_RESULTS, place)) if rest else ""
            found.append(f"{describe_figure(next(figures))}{f' ({how})' if how else ''}")
        return found

    def _shorten(self, text: str) -> str:
        line = " ".join(text.split())
        return line if len(line) <= self.letters else f"{line[: self.letters]}…"


def describe_figure(figure: MeasuredFigure) -> str:
    """Describe a result: «Доля учеников…: было 20, стало 65 % — эффект 45 п. п.»."""
    if figure.after is None:
        return figure.indicator
    after = f"{format_number(figure.after)} {agree(figure.unit, figure.after)}".strip()
    if figure.before is None:
        return f"{figure.indicator}: {after}, сколько было — не сказано"
    was = format_number(figure.before)
    return f"{figure.indicator}: было {was}, стало {after} — эффект {figure.effect_words}"


def _join_blocks(text: str) -> str:
    """Join a plain text into one line, with its underlined headings as sentences."""
    lines = text.split("\n")
    below = [*lines[1:], ""]
    parts = [
        _end(one) if two and not two.strip(_UNDERLINES) else one
        for one, two in zip(lines, below, strict=True)
    ]
    return " ".join(one for one in parts if one.strip(_UNDERLINES + "."))


def _end(text: str) -> str:
    return text if text.rstrip().endswith((".", "!", "?", "…", ":")) else f"{text}."

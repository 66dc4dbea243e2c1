"""Parts of a practice's page: grades, results on their scales, decisions of experts."""

import re
from collections.abc import Sequence

import msgspec

from generator.base.markdown import paragraphs
from generator.base.russian import count, format_day, format_number, uncapitalise
from generator.base.units import agree, is_percent
from generator.model.records.practice import (
    Accompaniment,
    Criterion,
    Expertise,
    Figure,
    Number,
    Practice,
    Replication,
    Result,
    Sample,
)
from generator.site.views.items import Group, Item
from generator.site.views.site import Site

PERCENT = "%"
FULL_BAR = 100
SMALL_SAMPLE = 30
"""Below this sample size a change may well be due to chance: the usual threshold in statistics."""
LOWER = "lower"
POINTS = re.compile(r"\bиз (\d{1,3})\Z")
"""The end of a unit with the number of points: «балла из 5»."""
SHORT_UNIT = 3


class Bar(msgspec.Struct, frozen=True):
    """A value as text, and the length of its bar from 0 to 100."""

    value: str
    length: int


class Scale(msgspec.Struct, frozen=True, kw_only=True):
    """The positions of values on a scale from 0 to 100: the first, the last and those between."""

    before: int | None
    after: int
    between: Sequence[int]
    low: str
    high: str


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """A measurement of an indicator: its values, and their scale if the unit has one."""

    before: str
    after: str
    scale: Scale | None
    sample: str
    small: bool
    """Whether the sample is so small that the change may be due to chance."""


class ResultRow(msgspec.Struct, frozen=True, kw_only=True):
    """One indicator: its change, the method, and the results where the practice was repeated."""

    indicator: str
    change: Change
    falls_well: bool
    """Whether lower is better, so that a decrease is a success."""
    notes: Sequence[str]
    method: Sequence[str]
    repeated: Sequence[tuple[str, Change]]


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """A decision of experts, with its terms as links and its scores as bars."""

    record: Expertise
    decision: Item
    level: Sequence[Item]
    experts: str
    mode: Sequence[Item]
    scores: Sequence[tuple[str, Bar]]


def grades(numbers: Sequence[int], word: str = "") -> tuple[Item, ...]:
    """Return school grades as text: «2–4, 7 классы», or with another `word`; empty if there are none."""
    if not numbers:
        return ()
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    shown = ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)
    return (Item(f"{shown}\u00a0{word or ('класс' if len(set(numbers)) == 1 else 'классы')}"),)


def main_result(practice: Practice) -> Result | None:
    """Return the most significant result of a practice; None if nothing was measured.

    It is the one most often found again by others, else the first with a value before. It is never chosen for
    its size: that would be the most flattering.
    """
    repeated = [one.figure.indicator for one in practice.replications if one.figure]

    def weight(result: Result) -> tuple[int, bool]:
        return repeated.count(result.indicator), result.before is not None

    return max(practice.results, key=weight, default=None)


def change_in_a_line(practice: Practice) -> str:
    """Return the main change as text: «19 → 64 % — дети, …»; «» if there is none."""
    result = main_result(practice)
    return " — ".join(change_in_words(result)) if result else ""


def change_in_words(result: Result) -> tuple[str, str]:
    """Return the values of a result, and its name to be written after them."""
    name = result.indicator
    first = name[:1].lower() if name[1:2].islower() else name[:1]  # an abbreviation keeps its case
    return _figures(result, result.unit), first + name[1:]


def falls_well(result: Result) -> bool:
    """Return whether lower is better, so that a decrease is a success."""
    return result.better == LOWER


def sample_in_words(sample: Sample | None) -> str:
    """Return the size of a sample before and after: «18 и 17 учеников»; «» if it is not given."""
    unit = sample.unit if sample else None
    sizes = tuple(dict.fromkeys(_sizes(sample)))
    if unit and len({agree(unit, size) for size in sizes}) > 1:  # no form of the word agrees with both
        return " и ".join(measure(size, unit) for size in sizes)
    return " и ".join((*map(format_number, sizes[:-1]), *(measure(size, unit) for size in sizes[-1:])))


def _sizes(sample: Sample | None) -> Sequence[int]:
    return [] if sample is None else [number for number in (sample.before, sample.after) if number]


def own_figure(practice: Practice, replication: Replication) -> str:
    """Return the result of a replication as text; «» if it has none."""
    figure = replication.figure
    if figure is None:
        return ""
    unit = next((one.unit for one in practice.results if one.indicator == figure.indicator), None)
    return f"{figure.indicator}: {_figures(figure, unit)}"


def _figures(found: Result | Figure, unit: str | None) -> str:
    """Return the values with the unit after the last: «19 → 64 %»."""
    before = "" if found.before is None else f"{format_number(found.before)}\u00a0→ "
    return before + measure(found.after, unit)


def measure(value: Number, unit: str | None) -> str:
    """Return a value with its unit in the grammatical form; short units are not wrapped to another line."""
    if not unit:
        return format_number(value)
    space = "\u00a0" if len(unit) <= SHORT_UNIT else " "
    return f"{format_number(value)}{space}{agree(unit, value)}"


def result_rows(site: Site, practice: Practice) -> tuple[ResultRow, ...]:
    """Return the results of a practice by indicator, with those of its replications."""
    return tuple(_row(site, practice, result) for result in practice.results)


def _row(site: Site, practice: Practice, result: Result) -> ResultRow:
    repeated = [
        (one.organisation, _change(one.figure, result.unit))
        for one in practice.replications
        if one.figure and one.figure.indicator == result.indicator
    ]
    measured = site.terms("measurers", [result.measured_by])
    notes = (
        *(f"измеряли: {uncapitalise(item.title)}" for item in measured),
        f"сравнивали: {result.comparison}" if result.comparison else "",
        *(f"{point.when}: {measure(point.value, result.unit)}" for point in result.points),
    )
    return ResultRow(
        indicator=result.indicator,
        change=_change(result, result.unit),
        falls_well=falls_well(result),
        notes=tuple(filter(None, notes)),
        method=paragraphs(result.method),
        repeated=tuple(repeated),
    )


def _change(found: Result | Figure, unit: str | None) -> Change:
    between = [point.value for point in getattr(found, "points", ())]
    sizes = _sizes(found.sample)
    return Change(
        before="" if found.before is None else measure(found.before, unit),
        after=measure(found.after, unit),
        scale=_scale(found.before, found.after, between, unit or ""),
        sample=sample_in_words(found.sample),
        small=bool(sizes) and min(sizes) < SMALL_SAMPLE,
    )


def _scale(before: Number | None, after: Number, between: Sequence[Number], unit: str) -> Scale | None:
    """Return a scale from zero to the maximum, if the unit has one: counts do not."""
    points = POINTS.search(unit)
    full = FULL_BAR if is_percent(unit) else int(points[1]) if points else 0
    values = [value for value in (before, *between, after) if value is not None]
    if not full or min(values) < 0 or max(values) > full:
        return None

    def place(value: Number) -> int:
        return round(FULL_BAR * value / full)

    return Scale(
        before=None if before is None else place(before),
        after=place(after),
        between=tuple(map(place, between)),
        low="0",
        high=f"{full}\u00a0{PERCENT}" if is_percent(unit) else str(full),
    )


def decisions(site: Site, expertise: Sequence[Expertise]) -> tuple[Decision, ...]:
    """Return decisions, the latest first."""
    return tuple(
        Decision(
            record=one,
            decision=site.terms("expertise_decisions", [one.decision])[0],
            level=site.terms("expertise_levels", [one.level]),
            experts=count(one.experts, "эксперт", "эксперта", "экспертов") if one.experts else "",
            mode=site.terms("event_modes", [one.mode]),
            scores=tuple((criterion.title, _score(criterion)) for criterion in one.criteria),
        )
        for one in sorted(expertise, key=lambda decision: decision.date, reverse=True)
    )


def accompaniments(site: Site, asked: Sequence[Accompaniment]) -> tuple[Group, ...]:
    """Return the requests for help with a practice, the latest first: when, by whom, the outcome."""
    return tuple(
        Group(format_day(one.asked_on), _request(site, one))
        for one in sorted(asked, key=lambda request: request.asked_on, reverse=True)
    )


def _request(site: Site, asked: Accompaniment) -> tuple[Item, ...]:
    place = (site.municipality(asked.municipality),) if asked.municipality else ()
    texts = (
        f"Ответили {format_day(asked.answered_on)}" if asked.answered_on else "",
        f"Помогает: {asked.helper}" if asked.helper else "",
        asked.outcome or "",
    )
    return (
        *site.terms("requester_kinds", [asked.by]),
        *place,
        *site.terms("accompaniment_states", [asked.state]),
        *(Item(text) for text in texts if text),
    )


def _score(criterion: Criterion) -> Bar:
    shown = f"{format_number(criterion.score)} из {format_number(criterion.maximum)}"
    share = criterion.score / criterion.maximum if criterion.maximum else 0
    return Bar(shown, round(FULL_BAR * min(max(share, 0), 1)))

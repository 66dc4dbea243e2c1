"""Parts of a practice's page: grades, results with their bars, decisions of experts."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from generator.base.markdown import paragraphs
from generator.base.russian import count, format_day, format_number
from generator.base.units import agree
from generator.model.records.practice import Accompaniment, Criterion, Expertise, Number, Result
from generator.site.views.items import Group, Item
from generator.site.views.site import Site

PERCENT = "%"
FULL_BAR = 100
RESULTS_IN_PANEL = 2
LONGEST_UNIT_IN_CELL = 12
SHORT_UNIT = 3


class Bar(msgspec.Struct, frozen=True):
    """A value in words and the length of its bar, from 0 to 100."""

    value: str
    length: int


class ResultRow(msgspec.Struct, frozen=True, kw_only=True):
    """One indicator: before, if it was known, and after."""

    indicator: str
    unit: str
    before: Bar | None
    after: Bar
    method: Sequence[str]


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """A decision of experts, with its terms as links and its scores as bars."""

    record: Expertise
    decision: Item
    level: Sequence[Item]
    experts: str
    mode: Sequence[Item]
    scores: Sequence[tuple[str, Bar]]


def grades(numbers: Sequence[int], word: str = "") -> tuple[Item, ...]:
    """Return school grades in words: «2–4, 7 классы», or with a `word` of one's own; nothing for none."""
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


def main_results(results: Sequence[Result]) -> tuple[tuple[Item, ...], ...]:
    """Return the first results in one line each: «45 → 82 %: дети, узнающие направление мелодии»."""
    return tuple((Item(_in_a_line(result)),) for result in results[:RESULTS_IN_PANEL])


def change_in_a_line(results: Sequence[Result]) -> str:
    """Return what changed by the first result, the figures first: «19 → 64 % — дети, …»; «» for none."""
    for result in results[:1]:
        before = "" if result.before is None else f"{format_number(result.before)} → "
        name = result.indicator
        first = name[:1].lower() if name[1:2].islower() else name[:1]  # an abbreviation stays
        return f"{before}{measure(result.after, result.unit)} — {first}{name[1:]}"
    return ""


def _in_a_line(result: Result) -> str:
    before = "" if result.before is None else f"{format_number(result.before)} → "
    return f"{result.indicator}: {before}{measure(result.after, result.unit)}"


def measure(value: Number, unit: str | None) -> str:
    """Return a value with its unit, which agrees with it; a short one does not part from it."""
    if not unit:
        return format_number(value)
    space = "\u00a0" if len(unit) <= SHORT_UNIT else " "
    return f"{format_number(value)}{space}{agree(unit, value)}"


def results_table(results: Sequence[Result]) -> tuple[ResultRow, ...]:
    """Return the rows of the table of results."""
    return tuple(map(_row, results))


def _row(result: Result) -> ResultRow:
    unit = result.unit or ""
    apart = len(unit) > LONGEST_UNIT_IN_CELL
    full = max(abs(result.before or 0), abs(result.after), FULL_BAR if unit == PERCENT else 0)
    beside = None if apart else unit
    return ResultRow(
        indicator=result.indicator,
        unit=unit if apart else "",
        before=None if result.before is None else _bar(result.before, beside, full),
        after=_bar(result.after, beside, full),
        method=paragraphs(result.method),
    )


def _bar(value: Number, unit: str | None, full: Number) -> Bar:
    return Bar(measure(value, unit), round(FULL_BAR * (abs(value) / full)) if full else 0)


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
    """Return the requests to accompany a practice, the latest first: when, who by kind, what became of it."""
    return tuple(
        Group(format_day(one.asked_on), _request(site, one))
        for one in sorted(asked, key=lambda request: request.asked_on, reverse=True)
    )


def _request(site: Site, asked: Accompaniment) -> tuple[Item, ...]:
    place = (site.municipality(asked.municipality),) if asked.municipality else ()
    told = (
        f"Ответили {format_day(asked.answered_on)}" if asked.answered_on else "",
        f"Помогает: {asked.helper}" if asked.helper else "",
        asked.outcome or "",
    )
    return (
        *site.terms("requester_kinds", [asked.by]),
        *place,
        *site.terms("accompaniment_states", [asked.state]),
        *(Item(text) for text in told if text),
    )


def _score(criterion: Criterion) -> Bar:
    shown = f"{format_number(criterion.score)} из {format_number(criterion.maximum)}"
    share = criterion.score / criterion.maximum if criterion.maximum else 0
    return Bar(shown, round(FULL_BAR * min(max(share, 0), 1)))

"""Parts of a practice's page: grades, steps, results with their bars, materials."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from generator.base.markdown import paragraphs
from generator.base.russian import format_number
from generator.model.records import Material, Number, Result, Step
from generator.site.views.items import Item
from generator.site.views.site import Site, outside_link

PERCENT = "%"
FULL_BAR = 100
RESULTS_IN_PANEL = 2
LONGEST_UNIT_IN_CELL = 12
SHORT_UNIT = 3


class StepView(msgspec.Struct, frozen=True, kw_only=True):
    """A step as its page shows it."""

    title: str
    paragraphs: Sequence[str]
    duration: str


class Bar(msgspec.Struct, frozen=True, kw_only=True):
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


class MaterialView(msgspec.Struct, frozen=True, kw_only=True):
    """A material and on what terms it may be used."""

    link: Item
    kind: Sequence[Item]
    licence: Sequence[Item]


def grades(numbers: Sequence[int]) -> tuple[Item, ...]:
    """Return school grades in words: «2–4, 7 классы»; nothing for none."""
    if not numbers:
        return ()
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    shown = ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)
    return (Item(title=f"{shown}\u00a0{'класс' if len(set(numbers)) == 1 else 'классы'}"),)


def step_views(steps: Sequence[Step]) -> tuple[StepView, ...]:
    """Return steps as their page shows them."""
    return tuple(
        StepView(title=step.title, paragraphs=paragraphs(step.text), duration=step.duration or "")
        for step in steps
    )


def results_table(results: Sequence[Result]) -> tuple[ResultRow, ...]:
    """Return the rows of the table of results."""
    return tuple(map(_row, results))


def main_results(results: Sequence[Result]) -> tuple[tuple[Item, ...], ...]:
    """Return the first results in one line each: «45 → 82 %: дети, узнающие направление мелодии»."""
    return tuple((Item(title=_in_a_line(result)),) for result in results[:RESULTS_IN_PANEL])


def measure(value: Number, unit: str | None) -> str:
    """Return a value with its unit; a short one does not part from it."""
    space = "\u00a0" if unit and len(unit) <= SHORT_UNIT else " "
    return f"{format_number(value)}{space}{unit}" if unit else format_number(value)


def material_views(site: Site, materials: Sequence[Material]) -> tuple[MaterialView, ...]:
    """Return materials with their kind and licence; a licence leads to its text if it is known."""
    return tuple(
        MaterialView(
            link=outside_link(material.title, material.address),
            kind=site.terms("material_kinds", [material.kind]),
            licence=site.terms("licences", [material.licence]),
        )
        for material in materials
    )


def _row(result: Result) -> ResultRow:
    unit = result.unit or ""
    apart = len(unit) > LONGEST_UNIT_IN_CELL
    full = _full_scale(result)
    beside = None if apart else unit
    return ResultRow(
        indicator=result.indicator,
        unit=unit if apart else "",
        before=None if result.before is None else _bar(result.before, beside, full),
        after=_bar(result.after, beside, full),
        method=paragraphs(result.method),
    )


def _full_scale(result: Result) -> Number:
    largest = max(abs(result.before or 0), abs(result.after))
    return max(largest, FULL_BAR) if result.unit == PERCENT else largest


def _bar(value: Number, unit: str | None, full: Number) -> Bar:
    length = round(FULL_BAR * (abs(value) / full)) if full else 0
    return Bar(value=measure(value, unit), length=length)


def _in_a_line(result: Result) -> str:
    before = "" if result.before is None else f"{format_number(result.before)} → "
    return f"{result.indicator}: {before}{measure(result.after, result.unit)}"

"""Similar practices: three of the nearest, each with a reason to read it after the current one."""

from collections.abc import Iterator, Sequence
from typing import Any

from generator.base.russian import DOT, uncapitalise
from generator.model.records.common import Part
from generator.model.records.practice import Practice
from generator.site.views.items import Card
from generator.site.views.site import Site
from generator.site.views.tracked_catalogue import TrackedEntry

SHOWN = 3
"""More would take a phone's screens that nobody asked for."""
REASONS = 2
NEIGHBOURS = 5
"""How many of the nearest municipalities count as near."""


class _Cost(Part, frozen=True):
    cost: str | None = None


class _Place(Part, frozen=True):
    municipality: str


class _Traits(Part, frozen=True, kw_only=True):
    """The fields of a practice that are compared."""

    subjects: tuple[str, ...] = ()
    grades: frozenset[int] = frozenset()
    directions: tuple[str, ...] = ()
    education_levels: tuple[str, ...] = ()
    audience: tuple[str, ...] = ()
    municipality: str
    resources: _Cost | None = None
    replications: tuple[_Place, ...] = ()


def related_cards(site: Site, entry: TrackedEntry[Practice]) -> tuple[tuple[str, Card], ...]:
    """Return the practices most similar to one, the nearest first, each with its reasons as one line.

    Among those that are near enough, practices with a new reason come before those that repeat one.
    """
    own = entry.read_fields(_Traits)
    nearest = (place.id for place, _ in site.find_nearest(own.municipality)[:NEIGHBOURS])
    near = frozenset((own.municipality, *nearest))
    found: list[tuple[TrackedEntry[Any], Sequence[str]]] = [
        (other, tuple(_reasons(site, own, other.read_fields(_Traits), near)))
        for other in site.find_linked("related", entry.address)
    ]
    said: set[str] = set()
    fresh: list[bool] = []
    for _, why in found:
        fresh.append(not said.issuperset(why))
        said.update(why)
    by_freshness = sorted(zip(fresh, found, strict=True), key=lambda one: not one[0])
    chosen = [one for _, one in by_freshness[:SHOWN]]
    return tuple((DOT.join(why[:REASONS]), site.card(other)) for other, why in chosen)


def _reasons(site: Site, own: _Traits, other: _Traits, near: frozenset[str]) -> Iterator[str]:
    """Yield reasons why a reader of one practice may want another: at least one, the strongest first."""
    subject, grade = _find_shared(own.subjects, other.subjects), own.grades & other.grades
    if subject:
        yield "тот же предмет и класс" if grade else "тот же предмет"
    if _cost(site, other) < _cost(site, own):
        yield "дешевле"
    if near.intersection(one.municipality for one in other.replications):
        yield "повторили рядом с вами"
    elif other.municipality in near:
        yield "работает рядом с вами"
    if not subject:
        yield _likeness(site, own, other, same_grade=bool(grade))


def _likeness(site: Site, own: _Traits, other: _Traits, *, same_grade: bool) -> str:
    """Return what practices of different subjects have in common."""
    for vocabulary, mine, theirs, words in (
        ("directions", own.directions, other.directions, "то же направление: {}"),
        ("education_levels", own.education_levels, other.education_levels, "тот же уровень: {}"),
        ("audiences", own.audience, other.audience, "для тех же людей: {}"),
    ):
        for item in site.terms(vocabulary, _find_shared(mine, theirs)[:1]):
            told = words.format(uncapitalise(item.title))
            return "те же классы" if same_grade and vocabulary != "directions" else told
    return "близка по описанию"


def _find_shared(mine: Sequence[str], theirs: Sequence[str]) -> Sequence[str]:
    return [one for one in mine if one in theirs]


def _cost(site: Site, practice: _Traits) -> float:
    """Return the rank of a practice's cost; NaN if it is not given, which is neither more nor less."""
    cost = practice.resources.cost if practice.resources else None
    return site.settings.term("cost_bands", cost).rank if cost else float("nan")

"""The panel of key facts of a practice: the answers that a reader looks for first."""

from __future__ import annotations

from collections.abc import Sequence

from generator.base.russian import count, format_partial_day
from generator.model.records import Practice
from generator.site.views.items import Fact, Item, drop_empty_rows, label_items
from generator.site.views.practice_parts import grades, main_results
from generator.site.views.record import contact_rows, organisation_item
from generator.site.views.site import Site

PEOPLE_IN_PANEL = 2


def practice_facts(site: Site, practice: Practice) -> tuple[Fact, ...]:
    """Return the facts of a practice's panel in the order of a reader's questions."""
    place = site.municipality(practice.municipality)
    return drop_empty_rows(
        Fact(label="Для кого", rows=_for_whom(site, practice)),
        Fact(label="Предметы и направления", rows=_about(site, practice)),
        Fact(label="Что нужно", rows=_needs(site, practice)),
        Fact(label="Что дало", rows=main_results(practice.results)),
        Fact(label="Кого спросить", rows=contact_rows(practice.contact)),
        Fact(
            label="Где работает",
            rows=((organisation_item(site, practice.organisation),), (place,), _elsewhere(practice)),
        ),
        Fact(label="О практике", rows=_status(site, practice)),
    )


def _for_whom(site: Site, practice: Practice) -> tuple[Sequence[Item], ...]:
    return (
        site.terms("education_levels", practice.education_levels),
        grades(practice.grades),
        site.terms("audiences", practice.audience),
    )


def _about(site: Site, practice: Practice) -> tuple[Sequence[Item], ...]:
    return (site.terms("subjects", practice.subjects), site.terms("directions", practice.directions))


def _needs(site: Site, practice: Practice) -> tuple[Sequence[Item], ...]:
    steps = Item(title=count(len(practice.steps), "шаг", "шага", "шагов"), address="#steps")
    resources = practice.resources
    if resources is None:
        return ((steps,),)
    people = tuple(Item(title=line) for line in resources.staff[:PEOPLE_IN_PANEL])
    return (site.terms("cost_bands", [resources.cost]), *((line,) for line in people), (steps,))


def _elsewhere(practice: Practice) -> tuple[Item, ...]:
    number = len(practice.replications)
    if not number:
        return ()
    places = count(number, "организации", "организациях", "организациях")
    return (Item(title=f"внедрили ещё в {places}", address="#replications"),)


def _status(site: Site, practice: Practice) -> tuple[Sequence[Item], ...]:
    started = Item(title=f"начало: {format_partial_day(practice.started)}") if practice.started else None
    return (
        label_items("этап", site.terms("practice_stages", [practice.stage])),
        label_items("сфера", site.terms("practice_spheres", [practice.sphere])),
        site.terms("forms", practice.forms),
        (started,) if started else (),
    )

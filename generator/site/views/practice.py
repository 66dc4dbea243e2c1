"""The page of a practice: what it is, for whom, what it needs, what it gave, whom to ask, where it works."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from generator.base.markdown import paragraphs
from generator.base.russian import capitalise, count, format_partial_day
from generator.model import addresses
from generator.model.kinds import COMMUNITY, EVENT, PRACTICE, RESOURCE_CENTRE
from generator.model.records.practice import Practice, Resources
from generator.site.pages import Page
from generator.site.views.handing import begin_with
from generator.site.views.items import CardWords, Fact, Group, Item, Section, label_items
from generator.site.views.practice_parts import (
    accompaniments,
    change_in_a_line,
    decisions,
    grades,
    main_results,
    own_figure,
    result_rows,
)
from generator.site.views.record import (
    Body,
    Note,
    contact_rows,
    description_section,
    organisation_data,
    organisation_item,
    person_item,
    record_page,
    subjects_fact,
)
from generator.site.views.site import Site, outside_link, record_item
from generator.site.views.tracked_catalogue import TrackedEntry

PEOPLE_IN_PANEL = 2
ALIKE = 3
"""So many practices alike are shown: on a phone more are screens that nobody asked for."""
LONGEST_TIME = 24
"""So many letters the time of the first step may have on a card."""


def practice_page(site: Site, entry: TrackedEntry[Practice]) -> Page:
    """Return the page of a practice."""
    practice = entry.record
    related = site.find_linked("related", entry.address)
    body = Body(
        facts=_facts(site, entry),
        sections=(*_first(site, practice), description_section(practice), *_last(site, practice)),
        json_ld=_json_ld(site, practice),
        status="".join(_titles(site.terms("practice_stages", [practice.stage]))),
        notes=tuple(_notes(site, practice)),
        more=(Section("related", "Похожие практики", "cards", site.cards(related[:ALIKE])),),
    )
    return record_page(site, entry, body)


def practice_card(site: Site, practice: Practice) -> CardWords:
    """Return what the card of a practice says: grades, what changed, money, how often repeated, time.

    The time comes last: of a long line a phone cuts the end.
    """
    cost = site.terms("cost_bands", [practice.resources.cost]) if practice.resources else ()
    duration = practice.steps[0].duration or "" if practice.steps else ""
    number = len(practice.replications)
    terms = (
        *(item.title for item in cost),
        f"повторили {number}" if number else "",
        f"первый шаг: {duration}" if duration and len(duration) <= LONGEST_TIME else "",
    )
    return CardWords(
        audience=grades(practice.grades, "кл."),
        gist=change_in_a_line(practice.results),
        terms=tuple(filter(None, terms)),
    )


def _notes(site: Site, practice: Practice) -> Iterator[Note]:
    for newer in site.find_records(PRACTICE, [practice.replaced_by]):
        yield Note(text="На смену этой практике пришла другая:", link=record_item(newer))
    former = site.find_records(PRACTICE, [practice.replaces])
    for one in former:
        yield Note(text="Эта практика пришла на смену прежней:", link=record_item(one))
    if practice.replaces and not former:
        yield Note(text="Эта практика пришла на смену прежней; прежний адрес ведёт сюда.")


def _request_rows(site: Site, entry: TrackedEntry[Practice]) -> tuple[tuple[Item, ...], ...]:
    """Return the way to ask for help with a practice, where the forge has one."""
    title, page = f"Запрос на сопровождение: {entry.title}", site.absolute(entry.address)
    address = addresses.request_help(site.settings.atlas.repository, title, page)
    return ((outside_link("Запросить сопровождение", address),),) if address else ()


def _facts(site: Site, entry: TrackedEntry[Practice]) -> tuple[Fact, ...]:
    """Return the key facts in the order of a reader's questions."""
    practice = entry.record
    for_whom = (
        site.terms("education_levels", practice.education_levels),
        grades(practice.grades),
        site.terms("audiences", practice.audience),
    )
    number = len(practice.replications)
    places = count(number, "организации", "организациях", "организациях")
    where = (
        (organisation_item(site, practice.organisation),),
        (site.place(PRACTICE, practice),),
        (Item(f"внедрили ещё в {places}", "#replications"),) if number else (),
    )
    status = (
        label_items("этап", site.terms("practice_stages", [practice.stage])),
        label_items("сфера", site.terms("practice_spheres", [practice.sphere])),
        site.terms("forms", practice.forms),
        (Item(f"начало: {format_partial_day(practice.started)}"),) if practice.started else (),
    )
    return (
        Fact("Для кого", for_whom),
        subjects_fact(site, practice),
        Fact("Что нужно", _needs(site, practice)),
        Fact("Что дало", main_results(practice.results)),
        Fact("Кого спросить", (*contact_rows(practice.contact), *_request_rows(site, entry))),
        Fact("Где работает", where),
        Fact("О практике", status),
    )


def _needs(site: Site, practice: Practice) -> tuple[Sequence[Item], ...]:
    steps = Item(count(len(practice.steps), "шаг", "шага", "шагов"), "#steps")
    resources = practice.resources
    if resources is None:
        return ((steps,),)
    people = ((Item(line),) for line in resources.staff[:PEOPLE_IN_PANEL])
    return (site.terms("cost_bands", [resources.cost]), *people, (steps,))


def _first(site: Site, practice: Practice) -> tuple[Section, ...]:
    replications = tuple(
        (one, site.municipality(one.municipality), own_figure(practice, one)) for one in practice.replications
    )
    materials = tuple(
        (
            outside_link(material.title, material.address),
            site.terms("material_kinds", [material.kind]),
            site.terms("licences", [material.licence]),
        )
        for material in practice.materials
    )
    return (
        Section("results", "Что это дало", "results", result_rows(site, practice)),
        Section("replications", "Где уже внедрили", "places", replications),
        Section("problem", "Какую проблему решает", "text", paragraphs(practice.problem)),
        Section("goal", "Цель", "text", paragraphs(practice.goal)),
        Section("steps", "Как повторить", "steps", practice.steps),
        Section("trying", "Попробовать", "trying", begin_with(practice)),
        Section("resources", "Что понадобится", "groups", _resources(site, practice)),
        Section("risks", "Риски и что делать", "risks", practice.risks),
        Section("limits", "Ограничения", "list", practice.limits),
        Section("materials", "Материалы", "materials", materials),
    )


def _last(site: Site, practice: Practice) -> tuple[Section, ...]:
    contest = practice.contest
    events = site.find_records(EVENT, [contest.event]) if contest else ()
    contests = [Item(entry.title, entry.address) for entry in events]
    if contest and contest.result:
        contests.append(Item(contest.result))
    company = (
        *site.find_records(COMMUNITY, practice.communities),
        *site.find_records(RESOURCE_CENTRE, practice.resource_centres),
    )
    return (
        Section("expertise", "Экспертиза", "expertise", decisions(site, practice.expertise)),
        Section("accompaniment", "Сопровождение", "groups", accompaniments(site, practice.accompaniment)),
        Section("authors", "Авторы", "items", tuple(map(person_item, practice.authors))),
        Section("contest", "Конкурс", "items", tuple(contests)),
        Section("company", "Кто сопровождает", "links", site.cards(company)),
    )


def _resources(site: Site, practice: Practice) -> tuple[Group, ...]:
    effort, resources = practice.effort, practice.resources or Resources()
    spent = (
        ()
        if effort is None
        else (
            f"Подготовка: {effort.prepare}" if effort.prepare else "",
            f"Ритм: {effort.rhythm}" if effort.rhythm else "",
            f"Первый результат: {effort.first_result}" if effort.first_result else "",
        )
    )
    lists = (
        ("Время", tuple(filter(None, spent))),
        ("Люди", resources.staff),
        ("Материалы и оборудование", resources.materials),
        ("Условия", resources.conditions),
    )
    groups = [Group(title, tuple(Item(capitalise(line)) for line in lines)) for title, lines in lists]
    groups.append(Group("Затраты", site.terms("cost_bands", [resources.cost])))
    return tuple(group for group in groups if group.items)


def _json_ld(site: Site, practice: Practice) -> dict[str, Any]:
    return {
        "@type": ["LearningResource", "HowTo"],
        "learningResourceType": "Образовательная практика",
        "educationalLevel": _titles(site.terms("education_levels", practice.education_levels)),
        "about": _titles(site.terms("subjects", practice.subjects)),
        "audience": [
            {"@type": "EducationalAudience", "educationalRole": title}
            for title in _titles(site.terms("audiences", practice.audience))
        ],
        "step": [{"@type": "HowToStep", "name": step.title, "text": step.text} for step in practice.steps],
        "provider": organisation_data(site, practice),
        "dateModified": practice.updated.isoformat() if practice.updated else None,
        "datePublished": practice.added.isoformat() if practice.added else None,
        "license": site.settings.atlas.licence.address,
        "isAccessibleForFree": True,
    }


def _titles(items: Sequence[Item]) -> list[str]:
    return [item.title for item in items]

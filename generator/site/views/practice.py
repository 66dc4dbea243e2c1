"""The page of a practice: what it changed, how to repeat it, what it needs, who confirmed it, whom to ask."""

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from generator.base.markdown import paragraphs
from generator.base.russian import capitalise, format_partial_day
from generator.model import addresses
from generator.model.kinds import COMMUNITY, EVENT, PRACTICE, RESOURCE_CENTRE
from generator.model.records.practice import Practice, Replication, Resources
from generator.site.pages import Page
from generator.site.views.handing import begin_with
from generator.site.views.items import (
    CardWords,
    Fact,
    Group,
    Item,
    Section,
    drop_empty_rows,
    drop_empty_sections,
    label_items,
)
from generator.site.views.practice_band import CHANGE, band, handed_facts
from generator.site.views.practice_parts import (
    accompaniments,
    change_in_a_line,
    decisions,
    grades,
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
from generator.site.views.related_cards import related_cards
from generator.site.views.site import Site, outside_link, record_item
from generator.site.views.tracked_catalogue import TrackedEntry

_AGAIN, _NEEDED, _RISKY, _GIVEN = "Как повторить", "Что понадобится", "Риски и ограничения", "Материалы"
_REPEATED, _PROVED, _PROBLEM = "Где повторили", "Чем подтверждено", "Какую проблему решает"
_ORDER: Sequence[tuple[str, str]] = (
    ("results", CHANGE),
    ("steps", _AGAIN),
    ("resources", _NEEDED),
    ("effort", ""),
    ("risks", ""),
    ("limits", ""),
    ("materials", _GIVEN),
    ("replications", _REPEATED),
    ("expertise", _PROVED),
    ("problem", _PROBLEM),
    ("goal", ""),
    ("description", "Описание"),
    ("education_levels", ""),
    ("audience", "Кому адресовано"),
    ("subjects", ""),
    ("forms", ""),
    ("organisation", ""),
    ("contact", ""),
    ("authors", ""),
    ("communities", ""),
    ("resource_centres", ""),
)
LONGEST_TIME = 32
"""Maximum length of the duration of the first step on a card, whose facts have two lines on a phone."""


def practice_page(site: Site, entry: TrackedEntry[Practice]) -> Page:
    """Return the page of a practice: it has its own table of contents, beside the band of facts."""
    practice = entry.record
    facts = band(site, practice)
    body = Body(
        facts=facts,
        handed=handed_facts(facts, practice),
        sections=tuple(_sections(site, entry)),
        json_ld=_json_ld(site, practice),
        kicker=(
            Item(site.noun(PRACTICE), site.catalogue_link(PRACTICE).address),
            site.place(PRACTICE, practice),
        ),
        status="".join(_titles(site.terms("practice_stages", [practice.stage]))),
        notes=tuple(_notes(site, practice)),
        way_in="steps",
        alike=(Section("related", "Похожие практики", "alike", related_cards(site, entry)),),
    )
    page = record_page(site, entry, body)
    return msgspec.structs.replace(page, template="practice.html.j2", contents=())


def practice_order() -> Sequence[tuple[str, str]]:
    """Return the fields in the order of the page with its titles; «» means the field's own title."""
    return _ORDER


def practice_card(site: Site, practice: Practice) -> CardWords:
    """Return what the card of a practice shows: grades, the change, cost, duration, replications."""
    cost = site.terms("cost_bands", [practice.resources.cost]) if practice.resources else ()
    duration = practice.steps[0].duration or "" if practice.steps else ""
    number = len(practice.replications)
    terms = (
        *(item.title for item in cost),
        f"первый шаг: {duration}" if duration and len(duration) <= LONGEST_TIME else "",
        f"повторили\u00a0{number}" if number else "",
    )
    return CardWords(
        audience=grades(practice.grades, "кл."),
        gist=change_in_a_line(practice),
        terms=tuple(filter(None, terms)),
    )


def _notes(site: Site, practice: Practice) -> Iterator[Note]:
    for newer in site.find_records(PRACTICE, [practice.replaced_by]):
        yield Note(text="На смену этой практике пришла другая:", link=record_item(newer))


def _former(site: Site, practice: Practice) -> tuple[Item, ...]:
    """Return the practice that this one replaced; if it no longer exists, its address redirects here."""
    found = site.find_records(PRACTICE, [practice.replaces])
    gone = (Item("Прежний адрес ведёт сюда."),) if practice.replaces else ()
    return tuple(map(record_item, found)) or gone


def _request_rows(site: Site, entry: TrackedEntry[Practice]) -> tuple[tuple[Item, ...], ...]:
    """Return the link to request help with a practice, if the forge supports it."""
    title, page = f"Запрос на сопровождение: {entry.title}", site.absolute(entry.address)
    address = addresses.request_help(site.settings.atlas.repository, title, page)
    return ((outside_link("Запросить сопровождение", address),),) if address else ()


def _sections(site: Site, entry: TrackedEntry[Practice]) -> Iterator[Section]:
    """Yield the sections of the page, in the order of a reader's questions."""
    practice = entry.record
    steps = (practice.steps, begin_with(practice)) if practice.steps else ()
    risks = (practice.risks, practice.limits) if practice.risks or practice.limits else ()
    yield Section("results", CHANGE, "results", result_rows(site, practice))
    yield Section("steps", _AGAIN, "steps", steps)
    yield Section("resources", _NEEDED, "groups", _resources(site, practice))
    yield Section("risks", _RISKY, "risks", risks)
    yield Section("materials", _GIVEN, "materials", _materials(site, practice))
    yield Section("replications", _REPEATED, "places", _replications(site, practice))
    yield Section("expertise", _PROVED, "expertise", decisions(site, practice.expertise))
    yield Section("details", "Подробнее", "folded", drop_empty_sections(*_details(site, practice)))
    yield Section("whom", "Кого спросить", "sections", drop_empty_sections(*_whom(site, entry)))


def _materials(site: Site, practice: Practice) -> tuple[tuple[Item, Sequence[Item], Sequence[Item]], ...]:
    return tuple(
        (
            outside_link(material.title, material.address),
            site.terms("material_kinds", [material.kind]),
            site.terms("licences", [material.licence]),
        )
        for material in practice.materials
    )


def _replications(site: Site, practice: Practice) -> tuple[tuple[Replication, Item, str], ...]:
    return tuple(
        (one, site.municipality(one.municipality), own_figure(practice, one)) for one in practice.replications
    )


def _details(site: Site, practice: Practice) -> Iterator[Section]:
    """Yield what interests readers who have nearly decided."""
    contest = practice.contest
    events = site.find_records(EVENT, [contest.event] if contest else [])
    contests = [Item(one.title, one.address) for one in events]
    if contest and contest.result:
        contests.append(Item(contest.result))
    yield Section("problem", _PROBLEM, "text", paragraphs(practice.problem))
    yield Section("goal", "Цель", "text", paragraphs(practice.goal))
    yield msgspec.structs.replace(description_section(practice), title="Описание")
    yield Section("facts-more", "Сведения", "facts", drop_empty_rows(*_facts(site, practice)))
    yield Section("former", "На смену чему пришла", "items", _former(site, practice))
    yield Section("contest", "Конкурс", "items", tuple(contests))
    yield Section("accompaniment", "Сопровождение", "groups", accompaniments(site, practice.accompaniment))


def _facts(site: Site, practice: Practice) -> tuple[Fact, ...]:
    """Return the facts for which the band has no room."""
    status = (
        site.terms(PRACTICE.kind_vocabulary, [practice.kind]),
        label_items("этап", site.terms("practice_stages", [practice.stage])),
        label_items("сфера", site.terms("practice_spheres", [practice.sphere])),
        (Item(f"начало: {format_partial_day(practice.started)}"),) if practice.started else (),
    )
    return (
        Fact("Уровни образования", (site.terms("education_levels", practice.education_levels),)),
        Fact("Кому адресовано", (site.terms("audiences", practice.audience),)),
        subjects_fact(site, practice),
        Fact("Формы работы", (site.terms("forms", practice.forms),)),
        Fact("О практике", status),
    )


def _whom(site: Site, entry: TrackedEntry[Practice]) -> Iterator[Section]:
    practice = entry.record
    rows = (
        (organisation_item(site, practice.organisation),),
        *contact_rows(practice.contact),
        *_request_rows(site, entry),
    )
    company = (
        *site.find_records(COMMUNITY, practice.communities),
        *site.find_records(RESOURCE_CENTRE, practice.resource_centres),
    )
    yield Section("contact", "Организация", "items", tuple(item for row in rows for item in row))
    yield Section("authors", "Авторы", "items", tuple(map(person_item, practice.authors)))
    yield Section("company", "Кто сопровождает", "links", site.cards(company))


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

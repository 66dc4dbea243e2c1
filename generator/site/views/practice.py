"""The page of a practice: what it is, for whom, what it needs, what it gave, whom to ask, where it works."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from generator.base.markdown import paragraphs
from generator.base.russian import capitalise
from generator.model.kinds import COMMUNITY, PRACTICE, RESOURCE_CENTRE
from generator.model.records import Contest, Practice, Replication
from generator.site.pages import Page
from generator.site.views.expertise import expertise_views
from generator.site.views.items import Group, Item, Section, drop_empty_sections
from generator.site.views.practice_facts import practice_facts
from generator.site.views.practice_parts import material_views, results_table, step_views
from generator.site.views.record import (
    Body,
    Note,
    description_section,
    organisation_data,
    person_item,
    record_page,
)
from generator.site.views.site import Site, record_item
from generator.site.views.tracked_catalogue import TrackedEntry


def practice_page(site: Site, entry: TrackedEntry[Practice]) -> Page:
    """Return the page of a practice."""
    practice = entry.record
    stage = site.terms("practice_stages", [practice.stage])
    body = Body(
        facts=practice_facts(site, practice),
        sections=(*_first(site, practice), *description_section(entry), *_last(site, practice)),
        json_ld=_json_ld(site, entry),
        status="".join(item.title for item in stage),
        notes=_notes(site, practice),
        more=_related_section(site, entry),
    )
    return record_page(site, entry, body)


def _notes(site: Site, practice: Practice) -> tuple[Note, ...]:
    newer = site.find_records(PRACTICE, [practice.replaced_by])
    notes = [Note(text="На смену этой практике пришла другая:", link=record_item(other)) for other in newer]
    if practice.replaces:
        notes.append(_replaces(site, practice.replaces))
    return tuple(notes)


def _replaces(site: Site, former_id: str) -> Note:
    for former in site.find_records(PRACTICE, [former_id]):
        return Note(text="Эта практика пришла на смену прежней:", link=record_item(former))
    return Note(text="Эта практика пришла на смену прежней; прежний адрес ведёт сюда.")


def _first(site: Site, practice: Practice) -> tuple[Section, ...]:
    return drop_empty_sections(
        Section(anchor="results", title="Что это дало", part="results", body=results_table(practice.results)),
        Section(
            anchor="replications",
            title="Где уже внедрили",
            part="places",
            body=tuple(_replication(site, place) for place in practice.replications),
        ),
        Section(
            anchor="problem",
            title="Какую проблему решает",
            part="text",
            body=paragraphs(practice.problem),
        ),
        Section(anchor="goal", title="Цель", part="text", body=paragraphs(practice.goal)),
        Section(anchor="steps", title="Как повторить", part="steps", body=step_views(practice.steps)),
        Section(anchor="resources", title="Что понадобится", part="groups", body=_resources(site, practice)),
        Section(anchor="risks", title="Риски и что делать", part="risks", body=practice.risks),
        Section(anchor="limits", title="Ограничения", part="list", body=practice.limits),
        Section(
            anchor="materials",
            title="Материалы",
            part="materials",
            body=material_views(site, practice.materials),
        ),
    )


def _last(site: Site, practice: Practice) -> tuple[Section, ...]:
    company = (
        *site.find_records(COMMUNITY, practice.communities),
        *site.find_records(RESOURCE_CENTRE, practice.resource_centres),
    )
    return drop_empty_sections(
        Section(
            anchor="expertise",
            title="Экспертиза",
            part="expertise",
            body=expertise_views(site, practice.expertise),
        ),
        Section(
            anchor="authors",
            title="Авторы",
            part="items",
            body=tuple(map(person_item, practice.authors)),
        ),
        Section(anchor="contest", title="Конкурс", part="items", body=_contest(practice.contest)),
        Section(anchor="company", title="Кто сопровождает", part="links", body=site.cards(company)),
    )


def _resources(site: Site, practice: Practice) -> tuple[Group, ...]:
    resources = practice.resources
    if resources is None:
        return ()
    lists = (
        ("Люди", resources.staff),
        ("Материалы и оборудование", resources.materials),
        ("Условия", resources.conditions),
    )
    groups = [
        Group(title=title, items=tuple(Item(title=capitalise(line)) for line in lines))
        for title, lines in lists
    ]
    groups.append(Group(title="Затраты", items=site.terms("cost_bands", [resources.cost])))
    return tuple(group for group in groups if group.items)


def _replication(site: Site, replication: Replication) -> tuple[str, Item, str, tuple[str, ...]]:
    year = f"{replication.year} год" if replication.year else ""
    place = site.municipality(replication.municipality)
    return (replication.organisation, place, year, paragraphs(replication.result))


def _contest(contest: Contest | None) -> tuple[Item, ...]:
    if contest is None:
        return ()
    return (Item(title=f"{contest.title}, {contest.year} год", note=contest.result or ""),)


def _related_section(site: Site, entry: TrackedEntry[Practice]) -> tuple[Section, ...]:
    related = site.find_linked("related", entry.address)
    return drop_empty_sections(
        Section(anchor="related", title="Похожие практики", part="cards", body=site.cards(related))
    )


def _json_ld(site: Site, entry: TrackedEntry[Practice]) -> dict[str, Any]:
    practice = entry.record
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
        "provider": organisation_data(site, entry),
        "dateModified": practice.updated.isoformat() if practice.updated else None,
        "datePublished": practice.added.isoformat() if practice.added else None,
        "license": site.settings.atlas.licence.address,
        "isAccessibleForFree": True,
    }


def _titles(items: Sequence[Item]) -> list[str]:
    return [item.title for item in items]

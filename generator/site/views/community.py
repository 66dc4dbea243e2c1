"""The page of a community: whom it joins, its place in the tree, how to join, what it does."""

from __future__ import annotations

from typing import Any

from generator.base.markdown import paragraphs
from generator.base.russian import count, format_day, format_partial_day
from generator.model.kinds import COMMUNITY
from generator.model.records import Association, Community
from generator.site.pages import Page
from generator.site.views.community_tree import tree_of
from generator.site.views.items import (
    Fact,
    Group,
    Item,
    Section,
    drop_empty_rows,
    drop_empty_sections,
    label_items,
)
from generator.site.views.plans import plan_view
from generator.site.views.record import (
    Body,
    contact_rows,
    description_section,
    organisation_data,
    organisation_item,
    person_item,
    record_page,
)
from generator.site.views.site import Site, outside_link
from generator.site.views.supported_practices import supported_practices
from generator.site.views.tracked_catalogue import TrackedEntry

ACTIVE, ENDED = "действует", "завершило работу"


def community_page(site: Site, entry: TrackedEntry[Community]) -> Page:
    """Return the page of a community."""
    community = entry.record
    status = _status(site, community)
    body = Body(
        facts=_facts(site, community, status),
        sections=(*_work(site, entry), *description_section(entry), *_place_in_system(site, community)),
        json_ld=_json_ld(site, entry),
        status=status,
        more=supported_practices(site, entry),
    )
    return record_page(site, entry, body)


def _status(site: Site, community: Community) -> str:
    ended = community.valid_to is not None and community.valid_to < site.as_of
    return ENDED if ended else ACTIVE


def _facts(site: Site, community: Community, status: str) -> tuple[Fact, ...]:
    levels = site.terms("education_levels", community.education_levels)
    return drop_empty_rows(
        Fact(label="Кого объединяет", rows=(site.terms("audiences", community.audience), levels)),
        Fact(
            label="Предметы и направления",
            rows=(
                site.terms("subjects", community.subjects),
                site.terms("directions", community.directions),
            ),
        ),
        Fact(label="Как устроено", rows=_form(site, community)),
        Fact(label="Участники", rows=_members(community)),
        Fact(label="Куда обратиться", rows=contact_rows(community.contact)),
        Fact(label="Координатор", rows=_coordinator(community)),
        Fact(
            label="Где работает",
            rows=(
                (organisation_item(site, community.organisation),),
                (site.municipality(community.municipality),),
            ),
        ),
        Fact(label="Время работы", rows=_time(community, status)),
    )


def _form(site: Site, community: Community) -> tuple[tuple[Item, ...], ...]:
    words = (
        {True: "формальное", False: "неформальное", None: ""}[community.formal],
        {True: "открытое для новых участников", False: "закрытое", None: ""}[community.open],
    )
    return (
        tuple(
            Item(title=f"{item.title} уровень", address=item.address)
            for item in site.terms("community_levels", [community.level])
        ),
        label_items("основание", site.terms("community_bases", [community.basis])),
        tuple(Item(title=word) for word in words if word),
        (Item(title=community.short_title),) if community.short_title else (),
    )


def _members(community: Community) -> tuple[tuple[Item, ...], ...]:
    members = community.members
    if members is None:
        return ()
    number = count(members.count, "участие", "участия", "участий")
    return ((Item(title=number, note=f"на {format_day(members.counted_on)}"),),)


def _coordinator(community: Community) -> tuple[tuple[Item, ...], ...]:
    return ((person_item(community.coordinator),),) if community.coordinator else ()


def _time(community: Community, status: str) -> tuple[tuple[Item, ...], ...]:
    founded = (Item(title=f"создано: {format_partial_day(community.founded)}"),) if community.founded else ()
    until = (Item(title=f"действует до {format_day(community.valid_to)}"),) if community.valid_to else ()
    return ((Item(title=ENDED),) if status == ENDED else (), founded, until)


def _work(site: Site, entry: TrackedEntry[Community]) -> tuple[Section, ...]:
    community = entry.record
    platforms = tuple(outside_link(platform.title, platform.address) for platform in community.platforms)
    return drop_empty_sections(
        Section(anchor="joining", title="Как вступить", part="text", body=paragraphs(community.joining)),
        Section(
            anchor="vertical",
            title="Место в вертикали",
            part="vertical",
            body=tree_of(site, entry),
        ),
        Section(anchor="plan", title="План на год", part="plan", body=plan_view(site, community.plan)),
        Section(
            anchor="forms",
            title="Формы работы",
            part="items",
            body=site.terms("forms", community.forms),
        ),
        Section(anchor="platforms", title="Где общаются", part="items", body=platforms),
    )


def _place_in_system(site: Site, community: Community) -> tuple[Section, ...]:
    tasks = (
        Group(title="Инструменты", items=site.terms("instruments", community.instruments)),
        Group(title="Государственные задачи", items=site.terms("state_tasks", community.state_tasks)),
    )
    return drop_empty_sections(
        Section(
            anchor="tasks",
            title="Инструменты и задачи",
            part="groups",
            body=tuple(group for group in tasks if group.items),
        ),
        Section(
            anchor="represented",
            title="Где представлено",
            part="list",
            body=community.represented_in,
        ),
        Section(
            anchor="federal",
            title="Всероссийская ассоциация",
            part="items",
            body=_federal(community.federal_association),
        ),
    )


def _federal(association: Association | None) -> tuple[Item, ...]:
    return (outside_link(association.title, association.address),) if association else ()


def _json_ld(site: Site, entry: TrackedEntry[Community]) -> dict[str, Any]:
    community = entry.record
    return {
        "@type": "Organization",
        "alternateName": community.short_title,
        "foundingDate": community.founded,
        "dissolutionDate": community.valid_to.isoformat() if community.valid_to else None,
        "knowsAbout": [item.title for item in site.terms("subjects", community.subjects)],
        "parentOrganization": [
            {"@type": "Organization", "name": parent.record.title, "url": site.absolute(parent.address)}
            for parent in site.find_records(COMMUNITY, [community.parent])
        ],
        "sponsor": organisation_data(site, entry),
        "email": community.contact.email if community.contact else None,
    }

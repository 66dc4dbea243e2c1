"""The page of a community: its members, its place in the tree, how to join, what it does."""

from collections.abc import Mapping, Sequence
from typing import Any

from generator.base.markdown import paragraphs
from generator.base.russian import count, format_day, format_partial_day
from generator.model.kinds import COMMUNITY, DOCUMENT, EVENT, Kind
from generator.model.records.community import Community
from generator.site.pages import Page
from generator.site.views.community_tree import tree_of
from generator.site.views.event import event_items
from generator.site.views.items import Fact, Group, Item, Section, label_items
from generator.site.views.record import (
    Body,
    contact_rows,
    description_section,
    organisation_data,
    organisation_item,
    person_item,
    plan_rows,
    record_page,
    subjects_fact,
)
from generator.site.views.site import AnyEntry, Site, outside_link
from generator.site.views.supported_practices import supported_practices
from generator.site.views.tracked_catalogue import TrackedEntry

ACTIVE, ENDED = "действует", "завершило работу"


def community_page(site: Site, entry: TrackedEntry[Community]) -> Page:
    """Return the page of a community."""
    community = entry.record
    ended = community.valid_to is not None and community.valid_to < site.as_of
    body = Body(
        facts=_facts(site, community, ended=ended),
        sections=(*_work(site, entry), description_section(community), *_place_in_system(site, community)),
        json_ld=_json_ld(site, community),
        status=ENDED if ended else ACTIVE,
        way_in="joining",
        more=(*_activity(site, entry), *supported_practices(site, entry)),
    )
    return record_page(site, entry, body)


def _facts(site: Site, community: Community, *, ended: bool) -> tuple[Fact, ...]:
    audiences = site.terms("audiences", community.audience)
    levels = site.terms("education_levels", community.education_levels)
    organisation = organisation_item(site, community.organisation)
    coordinator, founded, end = community.coordinator, community.founded, community.valid_to
    time = (
        (Item(ENDED),) if ended else (),
        (Item(f"создано: {format_partial_day(founded)}"),) if founded else (),
        (Item(f"действует до {format_day(end)}"),) if end else (),
    )
    return (
        Fact("Кого объединяет", (audiences, levels)),
        subjects_fact(site, community),
        Fact("Как устроено", _form(site, community)),
        Fact("Участники", (_members(community),)),
        Fact("Куда обратиться", contact_rows(community.contact)),
        Fact("Координатор", ((person_item(coordinator),),) if coordinator else ()),
        Fact("Где работает", ((organisation,), (site.place(COMMUNITY, community),))),
        Fact("Время работы", time),
    )


def _form(site: Site, community: Community) -> tuple[Sequence[Item], ...]:
    words = (
        {True: "формальное", False: "неформальное", None: ""}[community.formal],
        {True: "открытое для новых участников", False: "закрытое", None: ""}[community.open],
    )
    levels = site.terms("community_levels", [community.level])
    return (
        tuple(Item(f"{item.title} уровень", item.address) for item in levels),
        label_items("основание", site.terms("community_bases", [community.basis])),
        tuple(Item(word) for word in words if word),
        (Item(community.short_title),) if community.short_title else (),
    )


def _members(community: Community) -> tuple[Item, ...]:
    members = community.members
    if members is None:
        return ()
    number = count(members.count, "участник", "участника", "участников")
    return (Item(number, note=f"на {format_day(members.counted_on)}"),)


def _work(site: Site, entry: TrackedEntry[Community]) -> tuple[Section, ...]:
    community = entry.record
    platforms = tuple(outside_link(platform.title, platform.address) for platform in community.platforms)
    return (
        Section("joining", "Как вступить", "text", paragraphs(community.joining)),
        Section("vertical", "Место в вертикали", "vertical", tree_of(site, entry)),
        Section("plan", "План на год", "plan", plan_rows(site, community.plan)),
        Section("forms", "Формы работы", "items", site.terms("forms", community.forms)),
        Section("platforms", "Где общаются", "items", platforms),
    )


def _activity(site: Site, entry: TrackedEntry[Community]) -> tuple[Section, ...]:
    """Return the events that a community organises or helps to organise, and the documents it worked on."""
    events = _find_linked(site, EVENT, {"communities": entry.id, "host.record": f"community/{entry.id}"})
    documents = _find_linked(site, DOCUMENT, {"prepared_with": entry.id, "agreed_with": entry.id})
    return (
        Section("events", "События", "items", event_items(site, events)),
        Section("documents", "Документы, которые готовили или согласовали", "links", site.cards(documents)),
    )


def _find_linked(site: Site, kind: Kind, names: Mapping[str, str]) -> Sequence[AnyEntry]:
    """Return the records of a kind that refer to a community in one of the fields, without duplicates."""
    found = (
        one for field, name in names.items() for one in site.find_linked("back_links", kind.name, field, name)
    )
    return tuple({one.id: one for one in found}.values())


def _place_in_system(site: Site, community: Community) -> tuple[Section, ...]:
    tasks = (
        Group("Инструменты", site.terms("instruments", community.instruments)),
        Group("Государственные задачи", site.terms("state_tasks", community.state_tasks)),
    )
    federal = community.federal_association
    return (
        Section("tasks", "Инструменты и задачи", "groups", tuple(group for group in tasks if group.items)),
        Section("represented", "Где представлено", "list", community.represented_in),
        Section(
            "federal",
            "Всероссийская ассоциация",
            "items",
            (outside_link(federal.title, federal.address),) if federal else (),
        ),
    )


def _json_ld(site: Site, community: Community) -> dict[str, Any]:
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
        "sponsor": organisation_data(site, community),
        "email": community.contact.email if community.contact else None,
    }

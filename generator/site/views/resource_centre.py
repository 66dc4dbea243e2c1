"""The page of a resource centre: its status and how long it holds, what it does for teachers, its network."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from generator.base.markdown import paragraphs
from generator.model.records import Network, ResourceCentre, Service
from generator.site.pages import Page
from generator.site.views.award import award_rows, status_of
from generator.site.views.items import Fact, Item, Section, drop_empty_rows, drop_empty_sections
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
from generator.site.views.site import Site
from generator.site.views.supported_practices import supported_practices
from generator.site.views.tracked_catalogue import TrackedEntry


class ServiceView(msgspec.Struct, frozen=True, kw_only=True):
    """What a centre does for teachers and how to get it."""

    title: str
    kind: Sequence[Item]
    how_to_get: Sequence[str]


class NetworkView(msgspec.Struct, frozen=True, kw_only=True):
    """A centre's network: its scope, and members with their municipalities."""

    scope: Item
    members: Sequence[tuple[str, Item]]


def resource_centre_page(site: Site, entry: TrackedEntry[ResourceCentre]) -> Page:
    """Return the page of a resource centre."""
    centre = entry.record
    status = status_of(centre.award, site.as_of)
    body = Body(
        facts=_facts(site, centre, status),
        sections=(*_work(site, centre), *description_section(entry)),
        json_ld=_json_ld(site, entry),
        status=status,
        more=supported_practices(site, entry),
    )
    return record_page(site, entry, body)


def _facts(site: Site, centre: ResourceCentre, status: str) -> tuple[Fact, ...]:
    return drop_empty_rows(
        Fact(
            label="Для кого",
            rows=(
                site.terms("audiences", centre.audience),
                site.terms("education_levels", centre.education_levels),
            ),
        ),
        Fact(
            label="Предметы и направления",
            rows=(site.terms("subjects", centre.subjects), site.terms("directions", centre.directions)),
        ),
        Fact(label="Статус", rows=award_rows(centre.award, status)),
        Fact(label="Что совершенствует", rows=(site.terms("innovation_axes", centre.innovation_axes),)),
        Fact(label="Куда обратиться", rows=contact_rows(centre.contact)),
        Fact(label="Куратор", rows=((person_item(centre.curator),),) if centre.curator else ()),
        Fact(
            label="Где работает",
            rows=((organisation_item(site, centre.organisation),), (site.municipality(centre.municipality),)),
        ),
    )


def _work(site: Site, centre: ResourceCentre) -> tuple[Section, ...]:
    return drop_empty_sections(
        Section(
            anchor="services",
            title="Чем помогает",
            part="services",
            body=tuple(_service(site, service) for service in centre.services),
        ),
        Section(anchor="network", title="Сеть", part="network", body=_network(site, centre.network)),
        Section(anchor="plan", title="План работы", part="plan", body=plan_view(site, centre.plan)),
    )


def _service(site: Site, service: Service) -> ServiceView:
    return ServiceView(
        title=service.title,
        kind=site.terms("service_kinds", [service.kind]),
        how_to_get=paragraphs(service.how_to_get),
    )


def _network(site: Site, network: Network | None) -> NetworkView | None:
    if network is None:
        return None
    (scope,) = site.terms("network_scopes", [network.scope])
    return NetworkView(
        scope=scope,
        members=tuple(
            (member.organisation or "", site.municipality(member.municipality)) for member in network.members
        ),
    )


def _json_ld(site: Site, entry: TrackedEntry[ResourceCentre]) -> dict[str, Any]:
    centre = entry.record
    return {
        "@type": "EducationalOrganization",
        "parentOrganization": organisation_data(site, entry),
        "knowsAbout": [item.title for item in site.terms("subjects", centre.subjects)],
        "award": f"{centre.award.document} от {centre.award.date.isoformat()}" if centre.award else None,
        "makesOffer": [
            {"@type": "Offer", "itemOffered": {"@type": "Service", "name": service.title}}
            for service in centre.services
        ],
        "email": centre.contact.email if centre.contact else None,
    }

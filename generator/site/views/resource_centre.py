"""The page of a resource centre: its status and its term, its services for teachers, its network."""

import datetime as dt
from typing import Any

from generator.base.russian import format_day
from generator.model.kinds import NETWORK, RESOURCE_CENTRE
from generator.model.records.resource_centre import Award, ResourceCentre
from generator.site.pages import Page
from generator.site.views.items import Fact, Item, Section
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
from generator.site.views.site import Site, record_item
from generator.site.views.supported_practices import supported_practices
from generator.site.views.tracked_catalogue import TrackedEntry

HOLDS, ENDED, NOT_YET, OPEN = (
    "статус действует",
    "статус истёк",
    "статус ещё не действует",
    "статус без срока",
)


def resource_centre_page(site: Site, entry: TrackedEntry[ResourceCentre]) -> Page:
    """Return the page of a resource centre."""
    centre = entry.record
    status = _status(centre.award, site.as_of) if centre.award else ""
    body = Body(
        facts=_facts(site, centre, status),
        sections=(*_work(site, centre), description_section(centre)),
        json_ld=_json_ld(site, centre),
        status=status,
        way_in="services",
        more=supported_practices(site, entry),
    )
    return record_page(site, entry, body)


def _status(award: Award, as_of: dt.date) -> str:
    """Return the validity of a status on a day, as text."""
    if award.valid_to is not None and award.valid_to < as_of:
        return ENDED
    if award.valid_from is not None and award.valid_from > as_of:
        return NOT_YET
    return HOLDS if award.valid_to is not None else OPEN


def _facts(site: Site, centre: ResourceCentre, status: str) -> tuple[Fact, ...]:
    audiences = site.terms("audiences", centre.audience)
    organisation, place = organisation_item(site, centre.organisation), site.place(RESOURCE_CENTRE, centre)
    return (
        Fact("Для кого", (audiences, site.terms("education_levels", centre.education_levels))),
        subjects_fact(site, centre),
        Fact("Статус", _award_rows(centre.award, status) if centre.award else ()),
        Fact("Что совершенствует", (site.terms("innovation_axes", centre.innovation_axes),)),
        Fact("Куда обратиться", contact_rows(centre.contact)),
        Fact("Куратор", ((person_item(centre.curator),),) if centre.curator else ()),
        Fact("Где работает", ((organisation,), (place,))),
    )


def _award_rows(award: Award, status: str) -> tuple[tuple[Item, ...], ...]:
    """Return the status and its document, one row each: «47-р» becomes « № 47-р», «протокол № 4» is kept."""
    start = f"с {format_day(award.valid_from)}" if award.valid_from else ""
    end = f"до {format_day(award.valid_to)}" if award.valid_to else ""
    separator = ", " if "№" in (award.number or "") else " № "
    number = f"{separator}{award.number}" if award.number else ""
    rows = (
        status.removeprefix("статус "),
        " ".join(filter(None, (start, end))),
        f"{award.document}{number} от {format_day(award.date)}",
        award.body or "",
    )
    return tuple((Item(row),) for row in rows if row)


def _work(site: Site, centre: ResourceCentre) -> tuple[Section, ...]:
    services = tuple((service, site.terms("service_kinds", [service.kind])) for service in centre.services)
    networks = tuple(
        (
            record_item(entry),
            site.terms("network_scopes", [entry.record.scope]),
            tuple((one.organisation, site.municipality(one.municipality)) for one in entry.record.members),
        )
        for entry in site.find_records(NETWORK, [centre.network] if centre.network else [])
    )
    return (
        Section("services", "Чем помогает", "services", services),
        Section("network", "Сеть", "network", next(iter(networks), ())),
        Section("plan", "План работы", "plan", plan_rows(site, centre.plan)),
    )


def _json_ld(site: Site, centre: ResourceCentre) -> dict[str, Any]:
    return {
        "@type": "EducationalOrganization",
        "parentOrganization": organisation_data(site, centre),
        "knowsAbout": [item.title for item in site.terms("subjects", centre.subjects)],
        "award": f"{centre.award.document} от {centre.award.date.isoformat()}" if centre.award else None,
        "makesOffer": [
            {"@type": "Offer", "itemOffered": {"@type": "Service", "name": service.title}}
            for service in centre.services
        ],
        "email": centre.contact.email if centre.contact else None,
    }

"""«Как получить статус»: who may hold each status, whether it asks for a network, its months and document."""

from __future__ import annotations

from collections.abc import Iterator

from generator.base.russian import capitalise, count, format_months
from generator.model import addresses
from generator.model.kinds import RESOURCE_CENTRE
from generator.model.settings import ProcedureStage, Term
from generator.site.pages import Draft, Heading, Link, Page
from generator.site.views.items import Group, Item, Section
from generator.site.views.sections import SectionsView
from generator.site.views.site import Site

TITLE = "Как получить статус"
LEAD = (
    "Какой статус может получить организация, кому он подходит, нужна ли для него сеть, в какие месяцы что "
    "делают и в каком документе это сказано."
)


def status_drafts(site: Site) -> Iterator[Draft]:
    """Yield the draft of the page of statuses, if the atlas has any."""
    if RESOURCE_CENTRE in site.kinds:
        yield Draft(addresses.STATUSES, "statuses", _page)


def _page(site: Site) -> Page:
    terms = site.settings.vocabularies[RESOURCE_CENTRE.kind_vocabulary].terms
    sections = tuple(_section(site, term) for term in terms)
    return Page(
        address=addresses.STATUSES,
        section="statuses",
        title=TITLE,
        description=LEAD,
        template="sections_page.html.j2",
        view=SectionsView(lead=LEAD, sections=sections),
        breadcrumbs=(site.home(), Link(TITLE, addresses.STATUSES)),
        contents=tuple(Heading(section.title, section.anchor) for section in sections),
    )


def _section(site: Site, term: Term) -> Section:
    holders = site.terms("organisation_kinds", term.holders) or (Item("любая организация"),)
    network = tuple(
        Item(f"межмуниципальная сеть: {item.title.lower()}")
        for item in site.terms("organisation_kinds", term.network_for)
    )
    held = len(site.find_linked("by_term", RESOURCE_CENTRE.kind_vocabulary, term.id))
    number = count(held, "запись", "записи", "записей")
    (own,) = site.terms(RESOURCE_CENTRE.kind_vocabulary, [term.id])
    groups = (
        Group("Что это", (Item(term.definition or "определения в словаре нет"),)),
        Group("Кто может получить", holders),
        Group("Нужна ли сеть", network or (Item("не нужна"),)),
        Group("Когда", tuple(_stage(site, one) for one in term.procedure) or (Item("порядок не указан"),)),
        Group("Где сказано", (Item(term.source or "документ не указан"),)),
        Group("Кто уже имеет", (Item(number, own.address),)),
    )
    return Section(term.id, term.title, "groups", groups)


def _stage(site: Site, stage: ProcedureStage) -> Item:
    (item,) = site.terms("award_stages", [stage.stage])
    months = format_months(stage.months)
    return Item(item.title, item.address, note=capitalise(months) if months else "")

"""The page of a network: its members, and the chain of agreement, plan and report with its gaps."""

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from generator.model.kinds import DOCUMENT
from generator.model.records.document import Document
from generator.model.records.network import Network
from generator.site.pages import Page
from generator.site.views.items import Item, Section, ShownTable
from generator.site.views.record import record_page
from generator.site.views.schema_page import schema_body
from generator.site.views.site import Site, record_item
from generator.site.views.tracked_catalogue import TrackedEntry

ABOUT, FOLLOWS = ("document", "about"), ("document", "follows")
MEMBERS = "members"
CHAIN = ("Соглашение", "План", "Отчёт")
GAPS = tuple(Item(f"в атласе нет {word}") for word in ("соглашения", "плана", "отчёта"))

Documents = Sequence[TrackedEntry[Document]]


def network_page(site: Site, entry: TrackedEntry[Network]) -> Page:
    """Return the page of a network: the generic one, with its members and documents as tables."""
    body, network = schema_body(site, entry), entry.record
    sections = (
        *(
            Section(MEMBERS, section.title, "table", _members(site, network))
            if section.anchor == MEMBERS
            else section
            for section in body.sections
        ),
        *_chain_section(site, entry),
    )
    return record_page(site, entry, msgspec.structs.replace(body, sections=sections))


def _members(site: Site, network: Network) -> ShownTable:
    has_kinds = any(member.kind for member in network.members)
    return ShownTable(
        title="Участники сети",
        columns=("Организация", *(("Вид",) if has_kinds else ()), "Муниципалитет"),
        rows=tuple(
            (
                (Item(member.organisation or "не названа"),),
                *((site.terms("organisation_kinds", [member.kind]) or (Item("—"),),) if has_kinds else ()),
                (site.municipality(member.municipality),),
            )
            for member in network.members
        ),
    )


def _chain_section(site: Site, entry: TrackedEntry[Network]) -> tuple[Section, ...]:
    """Return the chain of a network's documents; empty if the atlas has no documents."""
    if DOCUMENT not in site.kinds:
        return ()
    rows = tuple(_chain(site, site.find_linked("back_links", *ABOUT, f"network/{entry.id}")))
    table = ShownTable(title="Документы сети", columns=CHAIN, rows=rows or (tuple((gap,) for gap in GAPS),))
    return (Section("chain", "Соглашение, план, отчёт", "table", table),)


def _chain(site: Site, about: Documents) -> Iterator[Sequence[Sequence[Item]]]:
    """Yield a row for each agreement, and for each plan that follows none."""
    agreements = [one for one in about if _is(site, one, "parties")]
    shown = {one.id for one in agreements}
    for agreement in agreements:
        plans = site.find_linked("back_links", *FOLLOWS, agreement.id)
        shown |= {plan.id for plan in plans}
        yield from _plan_rows(site, record_item(agreement), plans)
    loose = [one for one in about if one.id not in shown and _is(site, one, "items")]
    yield from _plan_rows(site, GAPS[0], loose, none_is_gap=False)


def _plan_rows(
    site: Site, agreement: Item, plans: Iterable[TrackedEntry[Document]], *, none_is_gap: bool = True
) -> Iterator[Sequence[Sequence[Item]]]:
    rows = [
        ((agreement,), (record_item(plan),), tuple(map(record_item, reports)) or (GAPS[2],))
        for plan in plans
        for reports in [site.find_linked("back_links", *FOLLOWS, plan.id)]
    ]
    yield from rows or ([((agreement,), (GAPS[1],), (GAPS[2],))] if none_is_gap else [])


def _is(site: Site, entry: TrackedEntry[Document], mark: str) -> bool:
    term = site.settings.term(DOCUMENT.kind_vocabulary, str(entry.record.kind))
    return bool(getattr(term, mark))

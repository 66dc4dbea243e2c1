"""`networks`: members of networks, and the chain of agreement, plan and report (S0:33-35)."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from generator.base.russian import format_short_day, join_words
from generator.institute_reports.ledger import Ledger
from generator.institute_reports.tables import Cell, ReportPart, ReportTable
from generator.model.catalogue import Entry
from generator.model.kinds import DOCUMENT, NETWORK

REPORT = "report"
"""The term of `document_kinds` for reports on how a plan was carried out."""


class Chain(NamedTuple):
    """The documents of a network: agreements, the plans that follow them, the reports on these."""

    agreements: Sequence[Entry[Any]]
    plans: Sequence[Entry[Any]]
    reports: Sequence[Entry[Any]]

    @property
    def gaps(self) -> tuple[str, ...]:
        """What is missing, in words."""
        named = (("соглашения", self.agreements), ("плана", self.plans), ("отчёта", self.reports))
        return tuple(name for name, found in named if not found)


def report_networks(ledger: Ledger) -> ReportPart:
    """Return the networks with their chains of documents, and their members."""
    shown, shelf = networks_of_interest(ledger), _shelve(ledger)
    return ReportPart(
        tables=[
            ReportTable(
                title="Сети",
                columns=(
                    *("Сеть", "Охват", "Координатор", "Сетевой куратор", "Участников", "Муниципалитетов"),
                    *("Действует до", "Соглашение", "План", "Отчёт", "Чего нет"),
                ),
                rows=[_row(one, shelf, ledger) for one in shown],
            ),
            ReportTable(
                title="Участники",
                columns=("Сеть", "Муниципалитет", "Организация", "Вид"),
                rows=[
                    (
                        ledger.link(one),
                        ledger.place(member.municipality),
                        member.organisation,
                        ledger.title_of("organisation_kinds", member.kind, ""),
                    )
                    for one in shown
                    for member in one.record.members
                ],
            ),
        ]
    )


def networks_of_interest(ledger: Ledger) -> list[Entry[Any]]:
    """Return the published networks that concern the requested municipality; all if there is none."""
    wanted, found = ledger.wish.municipality, ledger.published_everywhere(NETWORK)
    return [one for one in found if wanted in {"", one.record.municipality, *_members(one)}]


class _Shelf(NamedTuple):
    """The documents by the network that they are about, and by the document that they follow."""

    about: Mapping[str, Sequence[Entry[Any]]]
    following: Mapping[str, Sequence[Entry[Any]]]


def _shelve(ledger: Ledger) -> _Shelf:
    about = defaultdict[str, list[Entry[Any]]](list)
    following = defaultdict[str, list[Entry[Any]]](list)
    for one in ledger.known.get(DOCUMENT.name, ()):
        if one.record.date is None or one.record.date <= ledger.as_of:
            for name in one.record.about:
                about[name].append(one)
            following[one.record.follows or ""].append(one)
    return _Shelf(about, following)


def _chain_of(network: Entry[Any], shelf: _Shelf, ledger: Ledger) -> Chain:
    """Return the documents about a network, and those that follow them."""
    vocabulary = ledger.settings.vocabularies.get("document_kinds")  # absent in an atlas without documents
    kinds = vocabulary.by_id if vocabulary else {}
    own, waiting = dict[str, Entry[Any]](), list(shelf.about.get(f"{NETWORK.name}/{network.id}", ()))
    while waiting:
        one = waiting.pop()
        if one.id not in own:
            own[one.id] = one
            waiting += shelf.following.get(one.id, ())
    known = [one for one in own.values() if one.record.kind in kinds]
    return Chain(
        [one for one in known if kinds[one.record.kind].parties],
        [one for one in known if kinds[one.record.kind].items],
        [one for one in known if one.record.kind == REPORT],
    )


def _row(one: Entry[Any], shelf: _Shelf, ledger: Ledger) -> Sequence[Cell]:
    network, chain = one.record, _chain_of(one, shelf, ledger)
    return (
        ledger.link(one),
        ledger.title_of("network_scopes", network.scope),
        network.coordinator.name if network.coordinator else None,
        network.curator.role if network.curator else None,
        len(network.members),
        len(_members(one)),
        format_short_day(network.valid_to) if network.valid_to else None,
        *(ledger.links(part) for part in chain),
        join_words(chain.gaps),
    )


def networks_of_place(place: str, ledger: Ledger) -> Iterator[Entry[Any]]:
    """Return the published networks that a municipality takes part in."""
    return (one for one in ledger.published_everywhere(NETWORK) if place in _members(one))


def _members(network: Entry[Any]) -> set[str]:
    return {member.municipality for member in network.record.members}

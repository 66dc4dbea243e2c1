"""Rules for resource centres."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from generator.base.russian import format_day, join_words, quote_all
from generator.check.rules.base import Context, dated_rule, new_record_rule, record_rule
from generator.check.rules.summary import RecordSummary
from generator.model.catalogue import Entry
from generator.model.findings import Pointer, Problem, Severity
from generator.model.kinds import RESOURCE_CENTRE
from generator.model.records.resource_centre import CentreNetwork, ResourceCentre
from generator.model.settings import Settings

CROSSING = 2
"""Municipalities of an inter-municipal network, at least."""


@dated_rule("expired-award", severity=Severity.WARNING, kinds=(RESOURCE_CENTRE,))
def expired_award(summary: RecordSummary, context: Context) -> Iterator[Problem]:
    """A status whose term is over."""
    if summary.has_ended(context.as_of, ("award", "valid_to")):
        last = dt.date.fromisoformat(summary.last_day)
        yield Problem(
            what=f"Срок статуса закончился: он действовал до {format_day(last)}",
            allowed=f"не раньше, чем {format_day(context.as_of)}, "
            "или без поля `valid_to`, если статус бессрочный",
            action="Если статус продлён, внесите новый документ в раздел `award`; если нет — уберите запись.",
            pointer=("award", "valid_to"),
        )


@record_rule("missing-award", kinds=(RESOURCE_CENTRE,))
def missing_award(entry: Entry[ResourceCentre], context: Context) -> Iterator[Problem]:
    """A centre whose status only a document gives, without the document."""
    centre, settings = entry.record, context.settings
    kind = settings.term(entry.kind.kind_vocabulary, centre.kind) if centre.kind else None
    if kind is not None and kind.requires_award and centre.award is None:
        yield Problem(
            what=f"Статус «{kind.title}» присваивают документом, а документ не указан",
            allowed="раздел `award`: название документа, его дата и кто присвоил статус",
            action="Впишите документ в раздел `award` или исправьте поле `kind`.",
            pointer=("kind",),
        )


@record_rule("missing-network", kinds=(RESOURCE_CENTRE,))
def missing_network(entry: Entry[ResourceCentre], context: Context) -> Iterator[Problem]:
    """A centre of a kind that needs an inter-municipal network, without one."""
    centre, settings = entry.record, context.settings
    kind = settings.term(entry.kind.kind_vocabulary, centre.kind) if centre.kind else None
    if kind is None or not kind.requires_network:
        return
    pointer, fault = _network_fault(centre, settings)
    if fault:
        yield Problem(
            what=f"Статус «{kind.title}» требует межмуниципальной сети, а {fault}",
            allowed=f"поле `network` с охватом {_scopes_across_municipalities(settings)} "
            "и участниками не меньше чем из двух муниципалитетов",
            action="Опишите сеть в поле `network` или исправьте поле `kind`.",
            pointer=pointer,
        )


@new_record_rule("no-municipality", severity=Severity.WARNING, kinds=(RESOURCE_CENTRE,))
def no_municipality(entry: Entry[ResourceCentre], context: Context) -> Iterator[Problem]:
    """A centre that names no municipality: it may be of the whole region, or the field was forgotten."""
    if not entry.record.municipality:
        whole = context.settings.atlas.region.whole_title
        yield Problem(
            what=f"Муниципалитет не указан: центр встанет под «{whole}» и на страницы всех муниципалитетов",
            allowed="поле `municipality` у центра, который работает в одном муниципалитете",
            action="Если центр помогает всему региону, оставьте так; если нет, заполните `municipality`.",
            pointer=("title",),
            on_key=True,
        )


def _network_fault(centre: ResourceCentre, settings: Settings) -> tuple[Pointer, str]:
    if centre.network is None:
        return ("kind",), "сеть не указана"
    scope = settings.term("network_scopes", centre.network.scope)
    if not scope.crosses_municipalities:
        return ("network", "scope"), f"охват сети — «{scope.title}»"
    if centre.network.members and len(_municipalities(centre.network, centre.municipality)) < CROSSING:
        return ("network", "members"), "все участники сети из одного муниципалитета"
    return (), ""


def _municipalities(network: CentreNetwork, own: str | None) -> set[str]:
    return {*([own] if own else []), *(member.municipality for member in network.members)}


def _scopes_across_municipalities(settings: Settings) -> str:
    scopes = settings.vocabularies["network_scopes"].terms
    return join_words(quote_all(scope.title for scope in scopes if scope.crosses_municipalities), "или")

"""Rules for resource centres: who may hold a status, what it requires, how long it is valid."""

import datetime as dt
from collections.abc import Iterator

from generator.base.russian import format_day, join_words, quote_all
from generator.check.rules.base import (
    Collection,
    Context,
    catalogue_rule,
    dated_rule,
    new_record_rule,
    record_rule,
)
from generator.check.rules.summary import RecordSummary
from generator.model.catalogue import Entry
from generator.model.findings import Pointer, Problem, Severity
from generator.model.kinds import NETWORK, RESOURCE_CENTRE
from generator.model.records.resource_centre import ResourceCentre
from generator.model.settings import Settings, Term

CROSSING = 2
"""Fewest municipalities of an inter-municipal network."""
_NETWORK: Pointer = ("network",)


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
    """A centre without the document that its status requires."""
    centre, settings = entry.record, context.settings
    kind = settings.term(entry.kind.kind_vocabulary, centre.kind) if centre.kind else None
    if kind is not None and kind.requires_award and centre.award is None:
        yield Problem(
            what=f"Статус «{kind.title}» присваивают документом, а документ не указан",
            allowed="раздел `award`: название документа, его дата и кто присвоил статус",
            action="Впишите документ в раздел `award` или исправьте поле `kind`.",
            pointer=("kind",),
        )


@record_rule("status-holder", kinds=(RESOURCE_CENTRE,))
def status_holder(entry: Entry[ResourceCentre], context: Context) -> Iterator[Problem]:
    """A status held by a kind of organisation that may not hold it."""
    centre, settings = entry.record, context.settings
    status = _status(settings, centre.kind)
    holder = centre.organisation.kind
    if status and status.holders and holder and holder not in status.holders:
        yield Problem(
            what=f"Статус «{status.title}» не дают организации вида "
            f"«{settings.term('organisation_kinds', holder).title}»",
            allowed=join_words(
                quote_all(settings.term("organisation_kinds", one).title for one in status.holders), "или"
            ),
            action="Исправьте поле `kind` организации или вид самого центра.",
            pointer=("organisation", "kind"),
        )


@new_record_rule("no-municipality", severity=Severity.WARNING, kinds=(RESOURCE_CENTRE,))
def no_municipality(entry: Entry[ResourceCentre], context: Context) -> Iterator[Problem]:
    """A centre without a municipality: it may serve the whole region, or the field was forgotten."""
    if not entry.record.municipality:
        whole = context.settings.atlas.region.whole_title
        yield Problem(
            what=f"Муниципалитет не указан: центр встанет под «{whole}» и на страницы всех муниципалитетов",
            allowed="поле `municipality` у центра, который работает в одном муниципалитете",
            action="Если центр помогает всему региону, оставьте так; если нет, заполните `municipality`.",
            pointer=("title",),
            on_key=True,
        )


@record_rule("status-stages", severity=Severity.WARNING, kinds=(RESOURCE_CENTRE,))
def status_stages(entry: Entry[ResourceCentre], context: Context) -> Iterator[Problem]:
    """Stages of an award that do not belong to its status, or that lack a previous one."""
    centre, settings = entry.record, context.settings
    status = _status(settings, centre.kind)
    if status is None or not status.procedure or centre.award is None:
        return
    order = [one.stage for one in status.procedure]
    passed = [one.stage for one in centre.award.stages]
    titles = {one: settings.term("award_stages", one).title for one in {*order, *passed}}
    for index, stage in enumerate(passed):
        before = order[: order.index(stage)] if stage in order else []
        skipped = [titles[one] for one in before if one not in passed]
        if skipped or stage not in order:
            yield Problem(
                what=f"Этап «{titles[stage]}» пройден, а до него нет: {join_words(quote_all(skipped))}"
                if skipped
                else f"Для статуса «{status.title}» нет этапа «{titles[stage]}»",
                allowed=f"этапы по порядку: {', '.join(quote_all(titles[one] for one in order))}",
                action="Добавьте пропущенный этап и его дату или исправьте этот.",
                pointer=("award", "stages", index, "stage"),
            )


@catalogue_rule("status-network", reads=frozenset({"term", "holder", "scope", "municipality", "places"}))
def status_network(collection: Collection, context: Context) -> Iterator[tuple[str, Problem]]:
    """A status that its holder may only have with an inter-municipal network, without one.

    The vocabulary says which statuses and holders these are: for Краснодарский край a methodical service as
    leader, resource centre or innovation site (Ц-11).
    """
    for centre in collection.of(RESOURCE_CENTRE):
        status = _status(context.settings, centre.term or None)
        if status is None or not _is_needed(status, centre.holder):
            continue
        pointer, fault = _network_fault(collection, centre, context.settings)
        if fault:
            scopes = context.settings.vocabularies["network_scopes"].terms
            wide = quote_all(scope.title for scope in scopes if scope.crosses_municipalities)
            problem = Problem(
                what=f"Статус «{status.title}» требует межмуниципальной сети, а {fault}",
                allowed="в поле `network` — сеть из content/networks/ с охватом "
                f"{join_words(wide, 'или')} и участниками не меньше чем из двух муниципалитетов",
                action="Назовите сеть в поле `network`, дополните её запись или исправьте поле `kind`.",
                pointer=pointer,
            )
            yield centre.path, problem


def _status(settings: Settings, kind: str | None) -> Term | None:
    return settings.term(RESOURCE_CENTRE.kind_vocabulary, kind) if kind else None


def _is_needed(status: Term, holder: str) -> bool:
    """Return whether a holder needs a network; one of unknown kind does if all possible holders do."""
    if holder:
        return holder in status.network_for
    return bool(status.holders) and set(status.holders) <= set(status.network_for)


def _network_fault(collection: Collection, centre: RecordSummary, settings: Settings) -> tuple[Pointer, str]:
    named = next((one for one in centre.references if one.pointer == _NETWORK), None)
    if named is None:
        return ("kind",), "сеть не указана"
    network = collection.by_id.get((NETWORK.name, str(named.value)))
    if network is None:  # reported by another rule
        return (), ""
    scope = settings.term("network_scopes", network.scope)
    if not scope.crosses_municipalities:
        return _NETWORK, f"охват сети «{network.title}» — «{scope.title}»"
    if network.places and len({centre.municipality, *network.places}) < CROSSING:
        return _NETWORK, f"все участники сети «{network.title}» из одного муниципалитета"
    return (), ""

"""Rules for documents: who signs them, what they follow, whether evidence fits the months of their items."""

import datetime as dt
from collections.abc import Iterator

from generator.base.russian import format_day, format_months, format_partial_day, join_words, quote_all
from generator.check.rules.base import Collection, Context, catalogue_rule, record_rule
from generator.check.rules.summary import PlannedItem, RecordSummary, Span
from generator.model.annotations import AnnotatedValue
from generator.model.catalogue import Entry
from generator.model.findings import Problem, Severity
from generator.model.kinds import DOCUMENT, EVENT
from generator.model.records.document import Document
from generator.model.settings import Settings

REPORT_DUE = dt.timedelta(days=60)
"""A report is due this long after the end of its plan."""
YEAR, MONTH = 4, 7
"""Length of a date known to the year, and to the month."""


@record_rule("agreement-parties", kinds=(DOCUMENT,))
def agreement_parties(entry: Entry[Document], context: Context) -> Iterator[Problem]:
    """An agreement that lacks a required party (Положение о РСНМС, п. 3.2.1)."""
    document, settings = entry.record, context.settings
    kind = settings.term(DOCUMENT.kind_vocabulary, document.kind or "")
    signed = {party.kind for party in document.parties}
    missing = [one for one in kind.signed_by if one not in signed]
    if missing:
        titles = {one: settings.term("organisation_kinds", one).title for one in kind.signed_by}
        yield Problem(
            what=f"Среди сторон нет: {join_words(quote_all(titles[one] for one in missing))}",
            allowed=f"{kind.title} подписывают {join_words(quote_all(titles.values()))}",
            action="Добавьте сторону и её вид в поле `parties` или исправьте вид документа.",
            pointer=("parties",) if document.parties else ("kind",),
            on_key=bool(document.parties),
        )


@catalogue_rule("follows-kind", reads=frozenset({"term"}))
def follows_kind(collection: Collection, context: Context) -> Iterator[tuple[str, Problem]]:
    """A document that follows one of the wrong kind: plans follow agreements, reports follow plans."""
    kinds = context.settings.vocabularies[DOCUMENT.kind_vocabulary] if collection.of(DOCUMENT) else None
    for document in collection.of(DOCUMENT):
        followed = followed_document(collection, document)
        if kinds is None or followed is None or followed is document:
            continue
        own, other = kinds.by_id[document.term], kinds.by_id[followed.term]
        if other.id not in own.follows:
            fitting = [kinds.by_id[one].title for one in own.follows]
            problem = Problem(
                what=f"{own.title} не может следовать за документом вида «{other.title}»",
                allowed=f"документ вида {join_words(quote_all(fitting), 'или')}"
                if fitting
                else f"у документа вида «{own.title}» поля `follows` не бывает",
                action="Исправьте поле `follows` или вид одного из документов; "
                "о чём документ, скажите в поле `about`.",
                pointer=("follows",),
            )
            yield document.path, problem


@catalogue_rule("plan-without-report", severity=Severity.WARNING, reads=frozenset({"term", "last_day"}))
def plan_without_report(collection: Collection, context: Context) -> Iterator[tuple[str, Problem]]:
    """A plan that ended two months ago and has no report (Ц-11, шаг 16)."""
    plans = terms_marked(context.settings, "items")
    due = (context.as_of - REPORT_DUE).isoformat()
    reported = {
        followed.id for one in collection.of(DOCUMENT) if (followed := followed_document(collection, one))
    }
    for plan in collection.of(DOCUMENT):
        if plan.term in plans and plan.last_day and plan.last_day < due and plan.id not in reported:
            problem = Problem(
                what=f"План закончился {format_day(dt.date.fromisoformat(plan.last_day))}, отчёта о нём нет",
                allowed=f"отчёт в content/documents/ с полем `follows: {plan.id}` "
                f"не позже чем через {REPORT_DUE.days} дней после конца плана",
                action="Добавьте запись об отчёте; если план продлён, исправьте поле `valid_to`.",
                pointer=("valid_to",),
            )
            yield plan.path, problem


@catalogue_rule("evidence-outside", severity=Severity.WARNING, reads=frozenset({"span", "items", "fulfils"}))
def evidence_outside(collection: Collection, _context: Context) -> Iterator[tuple[str, Problem]]:
    """Evidence for an item that took place in other months than the item names."""
    for document in collection.of(DOCUMENT):
        for named in document.references:
            shown = collection.by_id.get(named.target)
            if shown is None or named.pointer[0] != "items":
                continue
            item = document.items[int(named.pointer[1])]
            if is_outside(shown.span, item):
                yield document.path, _outside(document, item, shown, named)
    for event in collection.of(EVENT):
        for named in event.references:
            if event.fulfils and named.pointer == ("item", "document"):
                for item in _items(collection.by_id.get(named.target), event.fulfils):
                    if is_outside(event.span, item):
                        plan = collection.by_id[named.target]
                        yield event.path, _outside(plan, item, event, named)


@catalogue_rule("unknown-item", reads=frozenset({"items", "fulfils"}))
def unknown_item(collection: Collection, _context: Context) -> Iterator[tuple[str, Problem]]:
    """An event that fulfils an item which its document does not have."""
    for event in collection.of(EVENT):
        for named in event.references:
            plan = collection.by_id.get(named.target) if named.pointer == ("item", "document") else None
            if plan is not None and not _items(plan, event.fulfils):
                numbers = ", ".join(item.number for item in plan.items)
                problem = Problem(
                    what=f"В документе «{plan.title}» нет пункта {event.fulfils}",
                    allowed=f"один из пунктов: {numbers}" if numbers else "документ, у которого есть пункты",
                    action="Исправьте номер пункта или документ.",
                    pointer=("item", "number"),
                )
                yield event.path, problem


def followed_document(collection: Collection, document: RecordSummary) -> RecordSummary | None:
    """Return the document that another follows, if it exists and is valid."""
    named = next((one for one in document.references if one.pointer == ("follows",)), None)
    return collection.by_id.get(named.target) if named else None


def terms_marked(settings: Settings, mark: str) -> frozenset[str]:
    """Return the kinds of document with a flag: `items`, `parties`."""
    kinds = settings.vocabularies.get(DOCUMENT.kind_vocabulary)
    return frozenset(term.id for term in kinds.terms if getattr(term, mark)) if kinds else frozenset()


def is_outside(span: Span, item: PlannedItem) -> bool:
    """Return whether something certainly took place outside the months, or the year, of an item."""
    first, last = span
    if not first or not (item.months or item.year):
        return False
    if item.year and not first[:YEAR] <= str(item.year) <= last[:YEAR]:
        return True
    if not item.months or len(first) < MONTH or len(last) < MONTH:
        return False
    months = _months_between(first, last)
    return not any(month in item.months for month in months)


def _months_between(first: str, last: str) -> set[int]:
    start, end = (int(one[:YEAR]) * 12 + int(one[YEAR + 1 : MONTH]) - 1 for one in (first, last))
    return {month % 12 + 1 for month in range(start, min(end, start + 11) + 1)}


def _items(document: RecordSummary | None, number: str) -> list[PlannedItem]:
    return [item for item in document.items if item.number == number] if document else []


def _outside(
    document: RecordSummary, item: PlannedItem, shown: RecordSummary, named: AnnotatedValue
) -> Problem:
    months = format_months(item.months)
    due = f"{months} {item.year or ''}".strip()
    return Problem(
        what=f"«{shown.title}» — {format_partial_day(shown.span[0])}, а пункт {item.number} "
        f"документа «{document.title}» делают в другой срок",
        allowed=f"срок пункта: {due}",
        action="Проверьте дату и пункт; если дело и правда сделали в другое время, оставьте как есть.",
        pointer=named.pointer,
    )

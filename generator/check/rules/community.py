"""Rules for communities."""

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
from generator.check.rules.references import cycle_problems, links_of, rings
from generator.check.rules.summary import RecordSummary
from generator.model.catalogue import Entry
from generator.model.findings import Problem, Severity
from generator.model.kinds import COMMUNITY
from generator.model.records.community import Community


@dated_rule("expired-community", severity=Severity.WARNING, kinds=(COMMUNITY,))
def expired_community(summary: RecordSummary, context: Context) -> Iterator[Problem]:
    """A temporary community whose term is over."""
    if summary.has_ended(context.as_of, ("valid_to",)):
        last = dt.date.fromisoformat(summary.last_day)
        yield Problem(
            what=f"Срок сообщества закончился: оно действовало до {format_day(last)}",
            allowed=f"не раньше, чем {format_day(context.as_of)}, или без поля `valid_to`",
            action="Если сообщество работает, продлите срок в поле `valid_to`; если нет — уберите запись.",
            pointer=("valid_to",),
        )


@record_rule("missing-municipality", kinds=(COMMUNITY,))
def missing_municipality(entry: Entry[Community], context: Context) -> Iterator[Problem]:
    """A community without a municipality though its level is not the widest one."""
    levels = context.settings.vocabularies["community_levels"]
    own, widest = levels.by_id[entry.record.level], min(levels.terms, key=lambda level: level.rank)
    if not entry.record.municipality and own.rank > widest.rank:
        yield Problem(
            what=f"Не указан муниципалитет сообщества уровня «{own.title}»",
            allowed=f"поле `municipality`; без него — только сообщества уровня «{widest.title}»: "
            f"они встают под «{context.settings.atlas.region.whole_title}»",
            action="Добавьте поле `municipality` или исправьте поле `level`.",
            pointer=("level",),
        )


@catalogue_rule("parent-level", reads=frozenset({"level", "parent"}))
def parent_level(collection: Collection, context: Context) -> Iterator[tuple[str, Problem]]:
    """Communities whose parent has a narrower level than they have.

    The same level is right: a regional association comprises regional communities (Ц-11). Cycles of parents
    are reported by another rule.
    """
    levels = context.settings.vocabularies["community_levels"]
    round_about = {one for ring in rings(links_of(collection, COMMUNITY, "parent")) for one in ring}
    for summary in collection.of(COMMUNITY):
        parent = collection.by_id.get((COMMUNITY.name, summary.parent or ""))
        if parent is None or summary.id in round_about:
            continue
        own, above = levels.by_id[summary.level], levels.by_id[parent.level]
        if above.rank > own.rank:
            fitting = (term.title for term in levels.terms if term.rank <= own.rank)
            problem = Problem(
                what=f"Сообщество уровня «{own.title}» входит в «{parent.title}» "
                f"уровня «{above.title}», а это уровень ниже",
                allowed=f"сообщество уровня {join_words(quote_all(fitting), 'или')}",
                action="Исправьте поле `parent` или `level`.",
                pointer=("parent",),
            )
            yield summary.path, problem


@catalogue_rule("parent-cycle", reads=frozenset({"parent"}))
def parent_cycle(collection: Collection, _context: Context) -> Iterator[tuple[str, Problem]]:
    """Communities that are, through their parents, part of themselves."""
    return cycle_problems(collection, COMMUNITY, "parent", "Сообщество входит само в себя")


@new_record_rule("no-way-to-join", severity=Severity.WARNING, kinds=(COMMUNITY,))
def no_way_to_join(entry: Entry[Community], _context: Context) -> Iterator[Problem]:
    """A community that does not say how to join it or whom to ask."""
    community = entry.record
    if not community.joining and not community.platforms and community.contact is None:
        yield Problem(
            what="Не сказано, как вступить в сообщество и куда обратиться",
            allowed="одно из полей: `joining`, `platforms` или `contact`",
            action="Добавьте хотя бы одно: как вступить, где сообщество общается, к кому обратиться.",
            pointer=("title",),
            on_key=True,
        )

"""Record rules for communities."""

from __future__ import annotations

from collections.abc import Iterator

from generator.catalogue import Entry
from generator.findings import Problem, Severity
from generator.kinds import COMMUNITY
from generator.records import Community
from generator.rules.base import CatalogueRule, Collection, Context, RecordRule
from generator.wording import day, joined, quoted


def expired_community(entry: Entry[Community], context: Context) -> Iterator[Problem]:
    """A community made for a time that is over."""
    valid_to = entry.record.valid_to
    if valid_to and valid_to < context.as_of:
        yield Problem(
            what=f"Срок сообщества закончился: оно действовало до {day(valid_to)}",
            allowed=f"не раньше, чем {day(context.as_of)}, или без `valid_to`",
            action="Если сообщество работает, продлите `valid_to`; если нет — уберите запись.",
            pointer=("valid_to",),
        )


def parent_level(collection: Collection, context: Context) -> Iterator[tuple[str, Problem]]:
    """Communities whose parent is narrower than they are, by the rank of their levels.

    The same level is right: a regional association holds regional communities (Ц-11).
    """
    levels = context.settings.vocabularies["community_levels"]
    for entry in collection.of(COMMUNITY):
        parent = collection.by_id.get((COMMUNITY.name, entry.record.parent or ""))
        if parent is None or parent is entry:
            continue
        own, above = levels.by_id[entry.record.level], levels.by_id[parent.record.level]
        if above.rank > own.rank:
            fitting = (term.title for term in levels.terms if term.rank <= own.rank)
            yield (
                entry.path,
                Problem(
                    what=f"Сообщество уровня «{own.title}» входит в «{parent.record.title}» "
                    f"уровня «{above.title}», а это уровень ниже",
                    allowed=f"сообщество уровня {joined(quoted(fitting), 'или')}",
                    action="Исправьте `parent` или `level`.",
                    pointer=("parent",),
                ),
            )


RECORD_RULES = (
    RecordRule(
        code="expired-community",
        severity=Severity.WARNING,
        ensures="Ensures that the term of a temporary community is not over.",
        check=expired_community,
        dated=True,
        kinds=(COMMUNITY,),
    ),
)
CATALOGUE_RULES = (
    CatalogueRule(
        code="parent-level",
        ensures="Ensures that a community's parent is not narrower than the community.",
        check=parent_level,
    ),
)

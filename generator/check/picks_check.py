"""Checks the editors' picks for the home page: each record exists and is visible to readers."""

from collections.abc import Iterator

from generator.base.russian import join_words, quote_all
from generator.base.suggestions import near_misses
from generator.check.rules.base import Collection, Context
from generator.check.rules.references import is_visible
from generator.model.findings import Problem, Severity
from generator.model.kinds import KIND_BY_NAME, KINDS

_VISIBLE = frozenset({"stage", "sample"})
"""Fields that decide visibility: if one cannot be read, nothing is reported."""


def pick_problems(collection: Collection, context: Context) -> Iterator[Problem]:
    """Yield the picks that name no record, or one that readers do not see."""
    names = [f"{kind.name}/{id_}" for kind in KINDS for id_ in sorted(collection.ids[kind.folder])]
    for pointer, name in context.settings.picks.each_record():
        kind_name, _, record_id = name.partition("/")
        summary = collection.by_id.get((kind_name, record_id))
        kind = KIND_BY_NAME.get(kind_name)
        if kind is None or not collection.may_have(kind, record_id):
            said = "Такого вида записей нет" if kind is None else f"Записи «{name}» нет"
            yield Problem(
                code="unknown-reference",
                what=f"{said}: на главной её не будет",
                pointer=pointer,
                allowed=f"вид ({join_words(quote_all(KIND_BY_NAME), 'или')}), «/» и имя файла без «.yaml»",
                action="Исправьте имя или уберите запись из выбора.",
                suggestions=near_misses(name, [(one, one) for one in names]),
            )
        elif summary is not None and _VISIBLE.isdisjoint(summary.unread) and not is_visible(summary, context):
            yield Problem(
                code="reference-not-public",
                severity=Severity.WARNING,
                what=f"Запись «{summary.title}» не опубликована: на главной её не будет",
                pointer=pointer,
                allowed="записи, которые видны читателям",
                action="Дождитесь её публикации или выберите другую.",
            )

"""Whom to ask about a record, and by which questions an expert decides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from generator.changes import RecordChange
from generator.model.editors import closest_editors
from generator.model.settings import Checklist, Editor, Editorial, Settings
from generator.review.affected_pages import is_shown
from generator.source.yaml.reader import Json

SUBSTANCE = frozenset(
    {"kind", "problem", "goal", "description", "steps", "resources", "risks", "limits", "results"}
    | {"expertise"}
)
"""Fields of a practice about which its experts have decided."""


def find_editors(kind: str, value: Mapping[str, Json], editorial: Editorial) -> tuple[Editor, ...]:
    """Return who is asked about a record; what it says may be of any type.

    Args:
        kind: the name of the record's kind.
        value: the record as read from YAML.
        editorial: who decides about what.
    """
    subjects, municipality = value.get("subjects"), value.get("municipality")
    return closest_editors(
        editorial,
        kind=kind,
        municipality=municipality if isinstance(municipality, str) else "",
        subjects=[one for one in subjects if isinstance(one, str)] if isinstance(subjects, list) else (),
    )


def find_checklists(value: Mapping[str, Json], editorial: Editorial) -> tuple[Checklist, ...]:
    """Return the lists of questions to a practice."""
    kind = value.get("kind")
    return tuple(one for one in editorial.checklists if not one.practice_kinds or kind in one.practice_kinds)


def explain_expert_need(change: RecordChange, settings: Settings) -> Sequence[str]:
    """Return why an expert has to look at a record; nothing if none has to."""
    if not change.kind.stage_vocabulary or not is_shown(change.kind, change.after, settings):
        return ()
    if not is_shown(change.kind, change.before, settings):
        return ("практика становится видна читателям",)
    fields = (field for field in change.fields if field.pointer and field.pointer[0] in SUBSTANCE)
    rewritten = dict.fromkeys(field.title.partition(",")[0] for field in fields)
    return (f"у размещённой практики изменено: {', '.join(rewritten)}",) if rewritten else ()

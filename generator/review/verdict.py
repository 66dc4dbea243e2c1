"""Decides what to do with a proposal, by rules that can be read one after another, and whom to ask."""

from collections.abc import Iterator, Mapping, Sequence

from generator.base.russian import count
from generator.changes.records import RecordChange
from generator.model.editorial import Checklist, Editor, Editorial
from generator.model.findings import Finding
from generator.model.settings import Settings
from generator.report.base import count_findings
from generator.review.affected_pages import is_shown
from generator.review.changed_files import ChangedFiles
from generator.review.model import ProposalVerdict, ReviewedRecord
from generator.source.git.difference import PathChange
from generator.source.yaml.reader import Json

SUBSTANCE = frozenset(
    {"kind", "problem", "goal", "description", "steps", "resources", "risks", "limits", "results"}
    | {"expertise"}
)
"""Fields of a practice that its experts have decided about."""
_HIDDEN = ("практика читателям не видна", "практики читателям не видны", "практик читателям не видны")
_WITHDRAWN = (
    "практика перестанет быть видна",
    "практики перестанут быть видны",
    "практик перестанут быть видны",
)
DECISIONS: Mapping[str, str] = {
    "accept": "можно принимать",
    "author": "нужен автор",
    "expert": "нужен эксперт",
    "nothing": "принимать нечего",
}
"""The verdicts in words."""
TIPS = ("совет автору", "совета автору", "советов автору")
_ALIKE = ("запись похожа", "записи похожи", "записей похожи")


def decide(
    records: Sequence[ReviewedRecord],
    beside: Sequence[Finding],
    elsewhere: Sequence[Finding],
    others: Sequence[PathChange],
) -> ProposalVerdict:
    """Return the verdict on the parts of a review: mistakes go to the author first, the rest to experts."""
    author = list(_explain_author(records, beside, elsewhere))
    expert = list(_explain_expert(records, others))
    if author:
        return ProposalVerdict(decision="author", reasons=(*author, *expert))
    if expert:
        return ProposalVerdict(decision="expert", reasons=tuple(expert))
    if not records:
        return ProposalVerdict(decision="nothing", reasons=("ни одна запись и ни один файл не меняются",))
    return ProposalVerdict(decision="accept", reasons=tuple(_explain_acceptance(records)))


def _explain_acceptance(records: Sequence[ReviewedRecord]) -> Iterator[str]:
    advice = sum(len(record.advice) for record in records)
    hidden = sum(record.hidden for record in records)
    asked = f", {count(advice, *TIPS)}" if advice else ""
    yield f"замечаний нет{asked}{'' if hidden else ', экспертиза не нужна'}"
    if hidden:
        yield f"{count(hidden, *_HIDDEN)}: эксперты решают перед размещением"


def _explain_author(
    records: Sequence[ReviewedRecord], beside: Sequence[Finding], elsewhere: Sequence[Finding]
) -> Iterator[str]:
    own = [finding for record in records for finding in record.problems]
    if own:
        yield f"{count_findings(own)} в записях предложения"
    if beside:
        yield f"{count_findings(beside)} в файлах предложения, которые не записи"
    if elsewhere:
        yield f"{count_findings(elsewhere)} в других файлах из-за предложения"
    lost = sum(bool(record.lost_address) for record in records if record.change.how != "removed")
    if lost:
        words = count(
            lost, "прежний адрес перестаёт", "прежних адреса перестают", "прежних адресов перестают"
        )
        yield f"{words} открываться"
    alike = [record for record in records if record.is_repeated]
    standing = sum(record.has_standing_twin for record in alike)
    if standing:
        yield f"{count(standing, *_ALIKE)} на те, что уже есть"
    if len(alike) > standing:
        yield f"{count(len(alike) - standing, *_ALIKE)} на другие записи предложения"


def _explain_expert(records: Sequence[ReviewedRecord], others: Sequence[PathChange]) -> Iterator[str]:
    asked = sum(bool(record.expert_reasons) for record in records)
    if asked:
        yield f"{count(asked, 'практике нужна', 'практикам нужна', 'практикам нужна')} экспертиза"
    removed = [record for record in records if record.change.how == "removed"]
    if removed:
        words = count(len(removed), "запись удаляется", "записи удаляются", "записей удаляются")
        lost = sum(bool(record.lost_address) + len(record.lost_redirects) for record in removed)
        gone = count(lost, "адрес перестанет", "адреса перестанут", "адресов перестанут")
        yield f"{words}{f', {gone} открываться' if lost else ''}: решает редактор"
    withdrawn = sum(record.withdrawn for record in records)
    if withdrawn:
        yield f"{count(withdrawn, *_WITHDRAWN)} читателям: решает редактор"
    if others:
        yield ChangedFiles(others).owner


def find_editors(kind: str, value: Mapping[str, Json], editorial: Editorial) -> tuple[Editor, ...]:
    """Return the editors to ask about a record of a kind; its values may be of any type."""
    subjects, municipality = value.get("subjects"), value.get("municipality")
    return editorial.closest_editors(
        kind=kind,
        municipality=municipality if isinstance(municipality, str) else "",
        subjects=[one for one in subjects if isinstance(one, str)] if isinstance(subjects, list) else (),
    )


def find_checklists(value: Mapping[str, Json], editorial: Editorial) -> tuple[Checklist, ...]:
    """Return the checklists for a practice."""
    kind = value.get("kind")
    return tuple(one for one in editorial.checklists if not one.practice_kinds or kind in one.practice_kinds)


def explain_expert_need(change: RecordChange, settings: Settings) -> Sequence[str]:
    """Return why an expert has to review a record; empty if none has to."""
    if not change.kind.stage_vocabulary or not is_shown(change.kind, change.after, settings):
        return ()
    if not is_shown(change.kind, change.before, settings):
        return ("практика становится видна читателям",)
    fields = (field for field in change.fields if field.pointer and field.pointer[0] in SUBSTANCE)
    rewritten = dict.fromkeys(field.title.partition(",")[0] for field in fields)
    return (f"у размещённой практики изменено: {', '.join(rewritten)}",) if rewritten else ()

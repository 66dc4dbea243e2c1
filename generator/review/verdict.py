"""Decides what to do with a proposal, by rules that can be read one after another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.base.russian import count
from generator.model.findings import Finding, Severity
from generator.report.base import count_findings
from generator.review.model import ProposalVerdict, ReviewedRecord
from generator.source.git import PathChange

_HIDDEN = ("практика читателям не видна", "практики читателям не видны", "практик читателям не видны")
_WITHDRAWN = (
    "практика перестанет быть видна",
    "практики перестанут быть видны",
    "практик перестанут быть видны",
)
_ALIKE = ("запись похожа", "записи похожи", "записей похожи")
_NOTHING = "записи не меняются"
_CLEAN, _NO_EXPERT = "замечаний нет", "экспертиза не нужна"


def decide(
    records: Sequence[ReviewedRecord],
    beside: Sequence[Finding],
    elsewhere: Sequence[Finding],
    others: Sequence[PathChange],
) -> ProposalVerdict:
    """Return the verdict: the author comes first, for experts look at what is in order.

    Args:
        records: the records that differ.
        beside: the findings in files of the proposal that are no records.
        elsewhere: the findings in all other files.
        others: what differs and is no content.
    """
    author = list(_explain_author(records, beside, elsewhere))
    expert = list(_explain_expert(records, others))
    if author:
        return ProposalVerdict(decision="author", reasons=(*author, *expert))
    if expert:
        return ProposalVerdict(decision="expert", reasons=tuple(expert))
    return ProposalVerdict(decision="accept", reasons=tuple(_explain_acceptance(records)))


def _explain_acceptance(records: Sequence[ReviewedRecord]) -> Iterator[str]:
    if not records:
        yield _NOTHING
        return
    advice = sum(len(record.advice) for record in records)
    hidden = sum(record.hidden for record in records)
    told = [
        _CLEAN,
        *([f"{count(advice, 'совет', 'совета', 'советов')} автору"] if advice else []),
        *([] if hidden else [_NO_EXPERT]),
    ]
    yield ", ".join(told)
    if hidden:
        seen = count(hidden, *_HIDDEN)
        yield f"{seen}: эксперты решают перед размещением"


def _explain_author(
    records: Sequence[ReviewedRecord], beside: Sequence[Finding], elsewhere: Sequence[Finding]
) -> Iterator[str]:
    own = [finding for record in records for finding in record.findings]
    own += [one for record in records for one in record.advice if one.severity is Severity.ERROR]
    if own:
        yield f"{count_findings(own)} в записях предложения"
    if beside:
        yield f"{count_findings(beside)} в файлах предложения, которые не записи"
    if elsewhere:
        yield f"{count_findings(elsewhere)} в других файлах из-за предложения"
    lost = sum(bool(record.lost_address) for record in records)
    if lost:
        told = count(lost, "прежний адрес перестаёт", "прежних адреса перестают", "прежних адресов перестают")
        yield f"{told} открываться"
    yield from _twins([record for record in records if record.twins and record.change.how != "removed"])


def _twins(records: Sequence[ReviewedRecord]) -> Iterator[str]:
    standing = sum(record.has_standing_twin for record in records)
    if standing:
        yield f"{count(standing, *_ALIKE)} на те, что уже есть"
    if len(records) > standing:
        yield f"{count(len(records) - standing, *_ALIKE)} на другие записи предложения"


def _explain_expert(records: Sequence[ReviewedRecord], others: Sequence[PathChange]) -> Iterator[str]:
    asked = sum(bool(record.expert_reasons) for record in records)
    if asked:
        yield f"{count(asked, 'практике нужна', 'практикам нужна', 'практикам нужна')} экспертиза"
    removed = sum(record.change.how == "removed" for record in records)
    if removed:
        told = count(removed, "запись удаляется", "записи удаляются", "записей удаляются")
        yield f"{told}: решает редактор"
    withdrawn = sum(record.withdrawn for record in records)
    if withdrawn:
        yield f"{count(withdrawn, *_WITHDRAWN)} читателям: решает редактор"
    if others:
        yield "меняются правила, настройки или программа: смотрит тот, кто за них отвечает"

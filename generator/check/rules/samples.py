"""The catalogue rule that keeps samples (made-up records that teach) apart from real records."""

from collections.abc import Iterator

from generator.base.russian import quote, shorten
from generator.check.rules.base import Collection, Context, catalogue_rule
from generator.check.rules.references import TO_THE_PAST
from generator.check.rules.summary import MADE_UP, RecordSummary
from generator.model.annotations import AnnotatedValue
from generator.model.findings import Problem

_REPLACEMENTS = frozenset({TO_THE_PAST, "replaced_by"})
"""A real record may replace a sample: readers never see both."""


@catalogue_rule("sample-in-real", reads=frozenset({"sample", "unmarked_bodies"}))
def sample_in_real(collection: Collection, _context: Context) -> Iterator[tuple[str, Problem]]:
    """Samples linked with real records, from either side, and samples apparently awarded by real bodies."""
    for summary, reference in collection.references:
        target = collection.by_id.get(reference.target)
        if target and target.sample != summary.sample and reference.pointer[0] not in _REPLACEMENTS:
            yield summary.path, _tie_of_sample(summary, target, reference)
    for summary in collection.summaries:
        for body in summary.unmarked_bodies:
            problem = Problem(
                what=f"Статус учебному примеру присвоил орган {quote(shorten(body.value))}, будто настоящий",
                allowed=f"вымышленный орган с пометкой {MADE_UP} в конце названия",
                action=f"Допишите {MADE_UP} или, если запись настоящая, уберите `sample`.",
                suggestions=(f"{body.value} {MADE_UP}",),
                pointer=body.pointer,
            )
            yield summary.path, problem


def _tie_of_sample(summary: RecordSummary, target: RecordSummary, reference: AnnotatedValue) -> Problem:
    if summary.sample:
        what = f"Учебный пример ссылается на настоящую запись «{target.title}»"
        action = "Сошлитесь на учебный пример или уберите ссылку; у настоящей записи уберите `sample`."
    else:
        what = f"Настоящая запись ссылается на учебный пример «{target.title}»"
        action = "Сошлитесь на настоящую запись или уберите ссылку."
    return Problem(
        what=what,
        allowed="учебные примеры связаны только друг с другом: иначе вымышленное примут за настоящее",
        action=action,
        pointer=reference.pointer,
    )

"""Record rules for practices."""

from collections.abc import Iterator

from generator.base.russian import format_number, join_words, quote_all
from generator.base.units import is_percent
from generator.check.rules.base import (
    Collection,
    Context,
    apart,
    catalogue_rule,
    new_record_rule,
    record_rule,
)
from generator.check.rules.references import cycle_problems
from generator.check.rules.summary import normalise
from generator.model.catalogue import Entry, is_public_stage
from generator.model.findings import Pointer, Problem, Severity
from generator.model.kinds import PRACTICE
from generator.model.record_fields import values_at
from generator.model.records.practice import Criterion, Practice, Result

WHOLE = 100
_FEWEST_STEPS = 2


@record_rule("placed-without-expertise", kinds=(PRACTICE,))
def placed_without_expertise(entry: Entry[Practice], context: Context) -> Iterator[Problem]:
    """A published practice whose last expert review is missing or not positive."""
    practice, settings = entry.record, context.settings
    last = practice.expertise[-1] if practice.expertise else None
    decision = settings.term("expertise_decisions", last.decision) if last else None
    if not is_public_stage(entry.kind, practice.stage, settings) or (decision and decision.positive):
        return
    stage = settings.term(entry.kind.stage_vocabulary, practice.stage).title
    said = f"последняя экспертиза решила «{decision.title}»" if decision else "экспертизы у неё нет"
    positive = (one.title for one in settings.vocabularies["expertise_decisions"].terms if one.positive)
    yield Problem(
        what=f"Практика на публичном этапе «{stage}», но {said}",
        allowed=f"последняя экспертиза с решением {join_words(quote_all(positive), 'или')}",
        action="Добавьте заключение экспертов в поле `expertise` или верните практику на этап до размещения.",
        pointer=("stage",),
    )


@record_rule("stage-behind", severity=Severity.WARNING, kinds=(PRACTICE,))
def stage_behind_replications(entry: Entry[Practice], context: Context) -> Iterator[Problem]:
    """A published practice that others already use, at a stage before the last public one."""
    practice = entry.record
    stages = context.settings.vocabularies[entry.kind.stage_vocabulary]
    last = max((stage for stage in stages.terms if stage.public), key=lambda stage: stage.rank, default=None)
    own = stages.by_id.get(practice.stage)
    if practice.replications and last and own and own.public and own.rank < last.rank:
        yield Problem(
            what=f"Практику уже внедрили другие, а этап — «{own.title}»",
            allowed=f"этап «{last.title}», если есть внедрения",
            action="Исправьте поле `stage` или уберите поле `replications`.",
            suggestions=(last.id,),
            pointer=("stage",),
        )


@record_rule("score-over-maximum", kinds=(PRACTICE,))
def score_over_maximum(entry: Entry[Practice], _context: Context) -> Iterator[Problem]:
    """Scores of an expert review above the maximum of their criterion, or below zero."""
    return apart(_score_over_maximum, values_at(entry.record, ("expertise", None, "criteria", None)))


def _score_over_maximum(pointer: Pointer, criterion: Criterion) -> Iterator[Problem]:
    if not 0 <= criterion.score <= criterion.maximum:
        yield Problem(
            what=f"Оценка {format_number(criterion.score)} по критерию «{criterion.title}» "
            f"не помещается в шкалу до {criterion.maximum}",
            allowed=f"от 0 до {criterion.maximum}",
            action="Сверьте оценку и наибольший балл с заключением.",
            pointer=(*pointer, "score"),
        )


@record_rule("percent-out-of-range", severity=Severity.WARNING, kinds=(PRACTICE,))
def percent_out_of_range(entry: Entry[Practice], _context: Context) -> Iterator[Problem]:
    """Results in per cent outside 0–100."""
    results = values_at(entry.record, ("results", None))
    return apart(_impossible_percent, ((*one, field) for one in results for field in ("before", "after")))


def _impossible_percent(pointer: Pointer, result: Result, field: str) -> Iterator[Problem]:
    value = getattr(result, field)
    if is_percent(result.unit) and value is not None and not 0 <= value <= WHOLE:
        yield Problem(
            what=f"{format_number(value)} % по показателю «{result.indicator}»: доля такой не бывает",
            allowed="от 0 до 100, если это доля",
            action="Проверьте число; если это прирост, скажите об этом в названии показателя.",
            pointer=(*pointer, field),
        )


@record_rule("results-fall", severity=Severity.WARNING, kinds=(PRACTICE,))
def results_fall(entry: Entry[Practice], _context: Context) -> Iterator[Problem]:
    """A practice of which every result fell, without a word that less is better: it reads as a failure."""
    results = entry.record.results
    compared = [index for index, result in enumerate(results) if result.before is not None]
    if compared and all(_falls(results[index]) for index in compared):
        fell = "Все показатели снизились" if len(compared) > 1 else "Показатель снизился"
        yield Problem(
            what=f"{fell}, и не сказано, что так лучше",
            allowed="`better: lower` там, где снижение и есть успех: ошибки, пропуски, потери времени",
            action="Заполните поле `better` у показателей, которые должны снижаться, "
            "или проверьте, не перепутаны ли `before` и `after`.",
            pointer=("results", compared[0], "after"),
        )


def _falls(result: Result) -> bool:
    return result.before is not None and result.before > result.after and not result.better


@record_rule("grades-outside-levels", severity=Severity.WARNING, kinds=(PRACTICE,))
def grades_outside_levels(entry: Entry[Practice], context: Context) -> Iterator[Problem]:
    """Grades outside the practice's education levels; a level without grades allows any."""
    levels = [context.settings.term("education_levels", level) for level in entry.record.education_levels]
    if not all(level.first_grade for level in levels):
        return
    held = {grade for level in levels for grade in range(level.first_grade, level.last_grade + 1)}
    strange = [index for index, grade in enumerate(entry.record.grades) if grade not in held]
    if strange:
        grades = join_words([str(entry.record.grades[index]) for index in strange])
        yield Problem(
            what=f"Классы не того уровня образования: {grades}",
            allowed="; ".join(f"{level.title} — {level.first_grade}–{level.last_grade}" for level in levels),
            action="Исправьте поле `grades` или добавьте уровень в поле `education_levels`.",
            pointer=("grades", strange[0]),
        )


@record_rule("expert-own", kinds=(PRACTICE,))
def expert_own(entry: Entry[Practice], _context: Context) -> Iterator[Problem]:
    """An expert review by the organisation whose practice it is."""
    own = normalise(entry.record.organisation.name)
    for pointer, body in values_at(entry.record, ("expertise", None, "body")):
        if normalise(str(body)) == own:
            yield Problem(
                what=f"Практику рассматривала своя же организация: «{body}»",
                allowed="совет, комиссия или объединение, которое не отвечает за практику",
                action="Назовите тех, кто рассматривал практику; заключение своей организации уберите.",
                pointer=pointer,
            )


@catalogue_rule("replacement-cycle", reads=frozenset({"replaced_by"}))
def replacement_cycle(collection: Collection, _context: Context) -> Iterator[tuple[str, Problem]]:
    """Practices that, through their replacements, replace themselves."""
    return cycle_problems(collection, PRACTICE, "replaced_by", "Практика заменена сама собой")


_SELF = Problem(
    what="Практика заменяет сама себя",
    allowed="другая практика, вместо которой пришла эта",
    action="Исправьте поле `replaces` или уберите его.",
    pointer=("replaces",),
)


@catalogue_rule("replaced-by-mismatch", reads=frozenset({"replaced_by", "replaces"}))
def replacement_mismatch(collection: Collection, _context: Context) -> Iterator[tuple[str, Problem]]:
    """Practices that name a replacement, or what they replace, without being named in return."""
    replacing = [summary for summary in collection.of(PRACTICE) if summary.replaced_by or summary.replaces]
    for summary in replacing:
        if summary.replaces == summary.id != summary.replaced_by:
            yield summary.path, _SELF
        for field, answer in (("replaced_by", "replaces"), ("replaces", "replaced_by")):
            other = collection.by_id.get((PRACTICE.name, getattr(summary, field) or ""))
            if other is None or other is summary or getattr(other, answer) == summary.id:
                continue
            said = getattr(other, answer)
            problem = Problem(
                what=f"Здесь `{field}: {other.id}`, а в {other.path} "
                + (f"стоит `{answer}: {said}`" if said else f"нет поля `{answer}`"),
                allowed="две записи называют друг друга: одна — в поле `replaced_by`, "
                "другая — в поле `replaces`",
                action=f"Добавьте в {other.path} строку `{answer}: {summary.id}` "
                f"или уберите здесь поле `{field}`.",
                pointer=(field,),
            )
            yield summary.path, problem


@new_record_rule("few-steps", severity=Severity.WARNING, kinds=(PRACTICE,))
def few_steps(entry: Entry[Practice], _context: Context) -> Iterator[Problem]:
    """A practice described in one step."""
    if len(entry.record.steps) < _FEWEST_STEPS:
        yield Problem(
            what="Практика описана одним шагом: повторить её по такому описанию трудно",
            allowed="два шага или больше",
            action="Разделите работу на шаги: подготовка, что делают, чем заканчивают.",
            pointer=("steps",),
            on_key=True,
        )


@new_record_rule("no-results", severity=Severity.WARNING, kinds=(PRACTICE,))
def no_results(entry: Entry[Practice], _context: Context) -> Iterator[Problem]:
    """A practice without results."""
    if not entry.record.results:
        yield Problem(
            what="Не сказано, что практика дала",
            allowed="хотя бы один показатель с числом после, лучше — до и после",
            action="Добавьте поле `results`: что считали, сколько было и сколько стало.",
            pointer=("title",),
            on_key=True,
        )


@new_record_rule("result-without-method", severity=Severity.WARNING, kinds=(PRACTICE,))
def result_without_method(entry: Entry[Practice], _context: Context) -> Iterator[Problem]:
    """Results without a method of measurement."""
    return apart(_without_method, values_at(entry.record, ("results", None)))


def _without_method(pointer: Pointer, result: Result) -> Iterator[Problem]:
    if not result.method:
        yield Problem(
            what=f"Не сказано, чем измеряли «{result.indicator}»",
            allowed="поле `method`: анкета, контрольная работа, журнал посещений",
            action="Заполните поле `method`: без него числу нельзя верить и его нельзя повторить.",
            pointer=(*pointer, "indicator"),
        )

"""Catalogue rules about references between records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from generator.base.russian import join_words
from generator.base.suggestions import Suggester
from generator.check.rules.base import Collection, Context
from generator.check.rules.registry import catalogue_rule
from generator.check.rules.summary import RecordSummary
from generator.model.addresses import slug
from generator.model.annotations import ANY_KIND, AnnotatedValue
from generator.model.catalogue import is_public_stage
from generator.model.findings import Problem, Severity
from generator.model.kinds import COMMUNITY, KIND_BY_NAME, KINDS, PRACTICE, Kind

RING_SHOWN = 6
"""Records of a circle that a message names, at most."""
TO_THE_PAST = "replaces"
"""The one reference that is meant to lead to a record that is no longer public."""


@catalogue_rule("unknown-reference")
def unknown_reference(collection: Collection, _context: Context) -> Iterator[tuple[str, Problem]]:
    """References to records that are not there."""
    guesses = cache(
        lambda kind: Suggester(_names(collection, kind))
    )  # only for kinds with unknown references
    for summary, reference in collection.references:
        name, record_id = reference.target
        kind = KIND_BY_NAME.get(name)
        if kind is None:
            yield summary.path, _unknown_kind(reference)
        elif record_id not in collection.ids[kind.folder]:
            start = f"{name}/ и " if reference.kind == ANY_KIND else ""
            yield (
                summary.path,
                Problem(
                    what=f"Записи «{record_id}» нет в content/{kind.folder}/",
                    allowed=f"{start}имя файла из content/{kind.folder}/ без «.yaml»",
                    action=_find_elsewhere(reference, collection)
                    or "Исправьте идентификатор, уберите ссылку или добавьте (верните) эту запись.",
                    suggestions=_suggest(reference, guesses(kind)),
                    pointer=reference.pointer,
                ),
            )


@catalogue_rule("reference-not-public", severity=Severity.WARNING)
def reference_not_public(collection: Collection, context: Context) -> Iterator[tuple[str, Problem]]:
    """References of published records to records that readers do not see."""
    for summary, reference in collection.references:
        target = collection.by_id.get(reference.target)
        if target is None or reference.pointer[0] == TO_THE_PAST:
            continue
        if _is_visible(summary, context) and not _is_visible(target, context):
            yield (
                summary.path,
                Problem(
                    what=f"Запись «{target.title}» не опубликована: ссылки на неё не будет",
                    allowed="ссылки на записи, которые видны читателям",
                    action="Дождитесь её публикации или уберите ссылку.",
                    pointer=reference.pointer,
                ),
            )


@catalogue_rule("parent-cycle")
def parent_cycle(collection: Collection, _context: Context) -> Iterator[tuple[str, Problem]]:
    """Communities that are, through their parents, parts of themselves."""
    return _cycles(collection, COMMUNITY, "parent", "Сообщество входит само в себя")


@catalogue_rule("replacement-cycle")
def replacement_cycle(collection: Collection, _context: Context) -> Iterator[tuple[str, Problem]]:
    """Practices that, through their replacements, replace themselves."""
    return _cycles(collection, PRACTICE, "replaced_by", "Практика заменена сама собой")


@catalogue_rule("replaced-by-mismatch")
def replacement_mismatch(collection: Collection, _context: Context) -> Iterator[tuple[str, Problem]]:
    """Practices that name a replacement, or what they replace, and get no answer."""
    replacing = [summary for summary in collection.of(PRACTICE) if summary.replaced_by or summary.replaces]
    for summary in replacing:
        for field, answer in (("replaced_by", "replaces"), ("replaces", "replaced_by")):
            other = collection.by_id.get((PRACTICE.name, getattr(summary, field) or ""))
            if other is None or other is summary or getattr(other, answer) == summary.id:
                continue
            said = getattr(other, answer)
            yield (
                summary.path,
                Problem(
                    what=f"Здесь `{field}: {other.id}`, а в {other.path} "
                    + (f"стоит `{answer}: {said}`" if said else f"нет поля `{answer}`"),
                    allowed="две записи называют друг друга: одна — в поле `replaced_by`, "
                    "другая — в поле `replaces`",
                    action=f"Добавьте в {other.path} строку `{answer}: {summary.id}` "
                    f"или уберите здесь поле `{field}`.",
                    pointer=(field,),
                ),
            )


def _is_visible(summary: RecordSummary, context: Context) -> bool:
    settings = context.settings
    return settings.atlas.kinds[summary.kind_name].enabled and is_public_stage(
        summary.kind, summary.stage, settings
    )


def _names(collection: Collection, kind: Kind) -> Sequence[tuple[str, str]]:
    """Names by which a contributor may have meant a record, each with its id: the id and the title."""
    ids = [(record_id, record_id) for record_id in sorted(collection.ids[kind.folder])]
    return [*ids, *((slug(summary.title), summary.id) for summary in collection.of(kind))]


def _suggest(reference: AnnotatedValue, guesses: Suggester) -> tuple[str, ...]:
    name, record_id = reference.target
    start = f"{name}/" if reference.kind == ANY_KIND else ""
    return tuple(f"{start}{found}" for found in guesses.suggest(record_id))


def _unknown_kind(reference: AnnotatedValue) -> Problem:
    return Problem(
        what=f"Ссылка «{reference.value}» не называет вида записей",
        allowed=f"вид и имя записи через косую черту; виды: {join_words(list(KIND_BY_NAME))}",
        action="Исправьте ссылку, например practice/imya-zapisi.",
        pointer=reference.pointer,
    )


def _find_elsewhere(reference: AnnotatedValue, collection: Collection) -> str:
    for kind in KINDS:
        if kind.name != reference.target[0] and reference.target[1] in collection.ids[kind.folder]:
            return f"Такая запись есть в content/{kind.folder}/: перенесите её в поле для записей этого вида."
    return ""


def _cycles(collection: Collection, kind: Kind, field: str, what: str) -> Iterator[tuple[str, Problem]]:
    links = {
        summary.id: following
        for summary in collection.of(kind)
        if (following := getattr(summary, field)) is not None
    }
    for ring in rings(links):
        for place, record_id in enumerate(ring):
            yield (
                collection.by_id[kind.name, record_id].path,
                Problem(
                    what=f"{what}: {_describe_cycle(ring, place)}",
                    allowed="цепочка, которая не возвращается к своему началу",
                    action=f"Разорвите круг: исправьте поле `{field}` в одной из этих записей.",
                    pointer=(field,),
                ),
            )


def rings(links: Mapping[str, str]) -> Iterator[list[str]]:
    """Yield every circle of links once, however long the ways that lead to it."""
    done: set[str] = set()
    for start in links:
        chain: dict[str, None] = {}
        current = start
        while current in links and current not in done and current not in chain:
            chain[current] = None
            current = links[current]
        if current in chain:
            whole = list(chain)
            yield whole[whole.index(current) :]
        done.update(chain)


def _describe_cycle(ring: Sequence[str], place: int) -> str:
    """Return a circle as it goes from one of its places back to it."""
    few = len(ring) <= RING_SHOWN
    size = len(ring) if few else RING_SHOWN - 1
    shown = [ring[(place + step) % len(ring)] for step in range(size)]
    return " → ".join([*shown, *([] if few else ["…", ring[place - 1]]), ring[place]])

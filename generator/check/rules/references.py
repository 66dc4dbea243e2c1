"""Catalogue rules about references between records."""

from collections.abc import Container, Iterator, Mapping, Sequence
from functools import cache
from urllib.parse import urlsplit

from generator.base.alphabets import latin_twin, name_russian_letters
from generator.base.late_patterns import compile_late
from generator.base.placeholders import find_placeholder
from generator.base.russian import join_words, quote, shorten
from generator.base.suggestions import Suggest, suggester
from generator.check.rules.base import Collection, Context, catalogue_rule
from generator.check.rules.summary import RecordSummary, normalise
from generator.model.addresses import slug
from generator.model.annotations import ANY_KIND, AnnotatedValue
from generator.model.catalogue import is_public_stage
from generator.model.findings import Problem, Severity
from generator.model.kinds import KIND_BY_NAME, KINDS, Kind
from generator.source.record_names import SUFFIX

RING_SHOWN = 6
"""Most records of a cycle that a message names."""
_LATIN, _WORD = compile_late("[a-z]"), compile_late(r"\w+")
_FEWEST_WORDS, _MOST = 2, 3
TO_THE_PAST = "replaces"
"""The one reference that may lead to a record that is no longer public."""


@catalogue_rule("unknown-reference")
def unknown_reference(collection: Collection, _context: Context) -> Iterator[tuple[str, Problem]]:
    """References to records that do not exist."""
    # computed only for kinds with unknown references
    guesses = cache(lambda kind: (suggester(_names(collection, kind)), _split_titles(collection, kind)))
    for summary, reference in collection.references:
        name, record_id = reference.target
        kind = KIND_BY_NAME.get(name)
        if kind is None:
            yield summary.path, _unknown_kind(reference, _guess_kind(summary, reference, collection))
        elif not collection.may_have(kind, record_id):
            start = f"{name}/ и " if reference.kind == ANY_KIND else ""
            if find_placeholder(record_id):
                yield summary.path, _no_reference(reference)
                continue
            is_twin = latin_twin(record_id) in collection.ids[kind.folder] or _LATIN.search(record_id)
            letters = name_russian_letters(record_id) if is_twin and latin_twin(record_id) else ""
            problem = Problem(
                what=f"Записи {quote(shorten(record_id))} нет в content/{kind.folder}/"
                + (f": в имени {letters}" if letters else ""),
                allowed=f"{start}имя файла из content/{kind.folder}/ без «.yaml»",
                action=_find_elsewhere(reference, collection)
                or "Исправьте идентификатор, уберите ссылку или добавьте (верните) эту запись.",
                suggestions=_suggest(summary, reference, collection.ids[kind.folder], *guesses(kind)),
                pointer=reference.pointer,
            )
            yield summary.path, problem


@catalogue_rule("reference-not-public", severity=Severity.WARNING, reads=frozenset({"stage", "sample"}))
def reference_not_public(collection: Collection, context: Context) -> Iterator[tuple[str, Problem]]:
    """References of published records to records that are not visible to readers."""
    for summary, reference in collection.references:
        target = collection.by_id.get(reference.target)
        if target is None or reference.pointer[0] == TO_THE_PAST:
            continue
        if is_visible(summary, context) and not is_visible(target, context):
            problem = Problem(
                what=f"Запись «{target.title}» не опубликована: ссылки на неё не будет",
                allowed="ссылки на записи, которые видны читателям",
                action="Дождитесь её публикации или уберите ссылку.",
                pointer=reference.pointer,
            )
            yield summary.path, problem


def is_visible(summary: RecordSummary, context: Context) -> bool:
    """Return whether readers see a record: its kind is enabled, its stage public, and samples are shown."""
    settings = context.settings
    if summary.sample and not settings.atlas.shows_samples:
        return False
    return settings.atlas.kinds[summary.kind_name].enabled and is_public_stage(
        summary.kind, summary.stage, settings
    )


def _names(collection: Collection, kind: Kind) -> Sequence[tuple[str, str]]:
    """Return the names by which contributors may refer to a record, each with its id: id and title."""
    ids = [(record_id, record_id) for record_id in sorted(collection.ids[kind.folder])]
    titles = ((name, one.id) for one in collection.of(kind) for name in (one.title, slug(one.title)))
    return [*ids, *titles]


def _split_titles(collection: Collection, kind: Kind) -> Sequence[tuple[frozenset[str], str]]:
    """Return the words of each title with the record's id."""
    return [(frozenset(_WORD.findall(one.normal_title)), one.id) for one in collection.of(kind)]


def _find_by_words(titled: Sequence[tuple[frozenset[str], str]], text: str) -> tuple[str, ...]:
    """Return the records whose titles have all words of a text: part of a title may name it too."""
    words = frozenset(_WORD.findall(normalise(text)))
    if len(words) < _FEWEST_WORDS:
        return ()
    return tuple(record_id for title, record_id in titled if words <= title)


def _suggest(
    summary: RecordSummary,
    reference: AnnotatedValue,
    ids: Container[str],
    suggest: Suggest,
    titled: Sequence[tuple[frozenset[str], str]],
) -> tuple[str, ...]:
    """Return the records that a reference may mean, except the referring one."""
    name, record_id = reference.target
    own = summary.id if name == summary.kind_name else ""
    start = f"{name}/" if reference.kind == ANY_KIND else ""
    bare = record_id.removesuffix("/").removesuffix(SUFFIX).rpartition("/")[2].strip().casefold()
    latin = slug(bare)
    sure = next((one for one in (bare, latin_twin(bare), latin) if one and one in ids), "")
    near = suggest(record_id) or _find_by_words(titled, record_id)[:_MOST]
    meant = (sure,) if sure else near or (suggest(latin) if latin != bare else ())
    return tuple(f"{start}{found}" for found in meant if found != own)


def _guess_kind(summary: RecordSummary, reference: AnnotatedValue, collection: Collection) -> tuple[str, ...]:
    """Return the records that a reference without a kind may mean: by id, folder, address or title."""
    text = reference.value
    steps = [step for step in urlsplit(text).path.removesuffix(SUFFIX).split("/") if step]
    stated = next((kind for kind in KINDS if steps[-2:-1] in ([kind.folder], [kind.name])), None)
    record_id = steps[-1].casefold() if steps else ""
    by_id = [(kind.name, record_id) for kind in KINDS if record_id in collection.ids[kind.folder]]
    found = by_id or [(one.kind_name, one.id) for one in collection.by_title.get(normalise(text), ())]
    own = (summary.kind_name, summary.id)
    fitting = [one for one in found if one != own and (stated is None or one[0] == stated.name)]
    return tuple(f"{kind}/{record_id}" for kind, record_id in fitting[:_MOST])


def _unknown_kind(reference: AnnotatedValue, suggestions: tuple[str, ...]) -> Problem:
    return Problem(
        what=f"Ссылка {quote(shorten(reference.value))} не называет вида записей",
        allowed=f"вид и имя записи через косую черту; виды: {join_words(list(KIND_BY_NAME))}",
        action="Исправьте ссылку, например practice/imya-zapisi.",
        suggestions=suggestions,
        pointer=reference.pointer,
    )


def _no_reference(reference: AnnotatedValue) -> Problem:
    place = "пункт" if isinstance(reference.pointer[-1], int) else "поле вместе с ключом"
    return Problem(
        what=f"Вместо ссылки на запись стоит {quote(shorten(reference.value))}",
        allowed="имя записи; необязательное поле можно не заполнять",
        action=f"Впишите имя записи, а если её нет, удалите {place}.",
        pointer=reference.pointer,
    )


def _find_elsewhere(reference: AnnotatedValue, collection: Collection) -> str:
    for kind in KINDS:
        if kind.name != reference.target[0] and reference.target[1] in collection.ids[kind.folder]:
            return f"Такая запись есть в content/{kind.folder}/: перенесите её в поле для записей этого вида."
    return ""


def cycle_problems(
    collection: Collection, kind: Kind, field: str, what: str
) -> Iterator[tuple[str, Problem]]:
    """Yield the problems of records that, by a field, lead back to themselves.

    Args:
        collection: all records.
        kind: the kind of the records in question.
        field: the field of their summaries that names the next one.
        what: what is wrong, before the cycle.
    """
    for ring in rings(links_of(collection, kind, field)):
        problem = Problem(
            what=f"{what}: {_describe_cycle(ring)}",
            allowed="цепочка, которая не возвращается к своему началу",
            action=f"Разорвите круг: исправьте поле `{field}` в одной из этих записей.",
            pointer=(field,),
        )
        yield collection.by_id[kind.name, ring[0]].path, problem


def links_of(collection: Collection, kind: Kind, field: str) -> Mapping[str, str]:
    """Return the references of a kind's records by one field, from id to id."""
    found = ((summary.id, getattr(summary, field)) for summary in collection.of(kind))
    return {record_id: following for record_id, following in found if following is not None}


def rings(links: Mapping[str, str]) -> Iterator[Sequence[str]]:
    """Yield every cycle of links once, however long the paths that lead to it."""
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


def _describe_cycle(ring: Sequence[str]) -> str:
    """Describe a cycle from its first record back to it."""
    shown = ring if len(ring) <= RING_SHOWN else [*ring[: RING_SHOWN - 1], "…", ring[-1]]
    return " → ".join([*shown, ring[0]])

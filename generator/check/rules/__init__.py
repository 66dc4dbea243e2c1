"""What a schema cannot say about records: five kinds of small rules and the way to run them.

Text rules judge one string wherever it is, record rules one record, rules for additions one new record. These
work on typed records (`generator.model.records`): the fields of a record are the keys of its file, and the
schemas say which of them are texts (`x-text`) and which are references (`x-reference`). A record that does
not fit its schema is judged as far as it can be read (see `partial_record`). Dated rules judge one record on
a day, catalogue rules all records together: both use the summary of each (see `summary`), which is cached.
"""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from types import SimpleNamespace

from msgspec.structs import replace

from generator.check.rules.base import (
    CATALOGUE_RULES,
    DATED_RULES,
    NEW_RECORD_RULES,
    RECORD_RULES,
    TEXT_RULES,
    Collection,
    Context,
    Rule,
    TextRule,
    load_rules,
)
from generator.check.rules.personal import names_in_broken, names_in_settings
from generator.check.rules.prefilter import Prefilter, Texts
from generator.check.rules.summary import RecordSummary
from generator.model.annotations import PROSE, AnnotatedValue, Annotations, annotated_values, unusable_texts
from generator.model.catalogue import AnyEntry
from generator.model.findings import Pointer, Problem
from generator.model.kinds import KINDS
from generator.model.unreadable import UnreadableError
from generator.source.yaml.reader import Json


def text_problems(marks: Annotations, value: object) -> Iterator[Problem]:
    """Yield what is wrong with the texts of a typed value."""
    return _judge_texts(Texts(annotated_values(marks, value)))


def _judge_texts(texts: Texts) -> Iterator[Problem]:
    for prefilter, (kinds, rules) in _BY_PREFILTER.items():
        if not prefilter.glance(texts) or not prefilter.search(judged := texts.only(kinds)):
            continue
        for text in judged.values:
            for rule in rules:
                if text.kind in rule.texts:
                    for problem in rule.check(text):
                        yield _add_rule(problem, rule, text.pointer)


def setting_problems(marks: Annotations, value: object) -> Iterator[Problem]:
    """Yield what is wrong with the texts of a part of the settings, including personal names."""
    yield from text_problems(marks, value)
    for problem in names_in_settings(Texts(annotated_values(marks.only(PROSE), value))):
        yield _add_rule(problem, _NAMES, problem.pointer)


def page_problems(text: str) -> Iterator[Problem]:
    """Yield what is wrong with a hand-written page: personal data and unfinished text."""
    page = AnnotatedValue(pointer=(), kind="markdown", value=text)
    texts = Texts([page])
    for rule in _OF_PAGES:
        for problem in rule.check(page) if rule.prefilter.finds(texts) else ():
            # nothing is reported about a page as a whole; MkDocs takes a heading without its space
            if problem.fragment and not problem.fragment.lstrip().startswith("#"):
                yield _add_rule(problem, rule, ())
    for problem in names_in_settings(texts):
        yield _add_rule(problem, _NAMES, ())


def comment_problems(text: str) -> Iterator[Problem]:
    """Yield the personal data in comments, which readers of the repository see: `text` is nothing else."""
    comments = Texts([AnnotatedValue(pointer=(), kind="plain", value=text)])
    yield from _judge_personal(comments)
    for problem in names_in_settings(comments):
        yield _add_rule(problem, _NAMES, ())


def unfit_problems(
    entry: AnyEntry,
    value: Json,
    context: Context,
    *,
    reported: Container[Pointer],
    broken: Iterable[Pointer],
) -> Iterator[Problem]:
    """Yield the lasting problems of a record that does not fit its schema, as far as it can be read.

    Args:
        entry: the record without its broken values (see `partial_record`).
        value: the record as read from YAML: its readable texts are judged like those of other records.
        context: what rules know besides the record.
        reported: pointers to values about which something is reported already.
        broken: pointers to unusable values, which are only checked for personal data.
    """
    texts = Texts(list(unusable_texts(value, broken)))
    names = names_in_broken(entry, texts.values, context)
    found = [
        *(
            one
            for one in text_problems(context.texts[entry.kind.name], as_typed(value))
            if one.pointer not in reported
        ),
        *_judge_personal(texts),
        *(_add_rule(one, _NAMES, one.pointer) for one in names),
        *_apply(_LASTING[entry.kind.name], entry, context),
    ]
    yield from dict.fromkeys(found)


def withhold(problems: Iterable[Problem], others: Sequence[Problem]) -> list[Problem]:
    """Return problems, without suggestions where `others` report personal data in the same place."""
    places = {one.pointer for one in others if one.code in _PERSONAL}
    return [replace(one, suggestions=()) if one.pointer in places else one for one in problems]


def _judge_personal(texts: Texts) -> Iterator[Problem]:
    for rule in TEXT_RULES:
        for text in texts.values if rule.personal and rule.prefilter.finds(texts) else ():
            for problem in rule.check(text):
                yield _add_rule(problem, rule, text.pointer)


def as_typed(value: Json) -> object:
    """Convert a value to the shape of typed ones: attributes and tuples."""
    if isinstance(value, dict):
        return SimpleNamespace(**{key: as_typed(part) for key, part in value.items()})
    return tuple(map(as_typed, value)) if isinstance(value, list) else value


def lasting_problems(entry: AnyEntry, context: Context) -> Iterator[Problem]:
    """Yield the problems of a valid record that do not depend on the day: of its texts, then of itself."""
    yield from _judge_texts(context.texts_of(entry))
    yield from _apply(_LASTING[entry.kind.name], entry, context)


def dated_problems(summary: RecordSummary, context: Context) -> Iterator[Problem]:
    """Yield the problems of a record that depend on the day."""
    return _apply(_DATED[summary.kind_name], summary, context)


def addition_problems(entry: AnyEntry, context: Context) -> Iterator[Problem]:
    """Yield what is asked of a record only because it is new."""
    return _apply(_NEW[entry.kind.name], entry, context)


def catalogue_problems(collection: Collection, context: Context) -> Iterator[tuple[str, Problem]]:
    """Yield what is wrong with the records together: the path of the offending file and the problem."""
    for rule in CATALOGUE_RULES:
        for path, problem in rule.check(collection.narrow(rule), context):
            yield path, _add_rule(problem, rule, problem.pointer)


def _apply(rules: Sequence[Rule], record: AnyEntry | RecordSummary, context: Context) -> Iterator[Problem]:
    for rule in rules:
        try:  # `suppress` would take half as long as the rules that judge days, for every record
            for problem in rule.check(record, context):
                yield _add_rule(problem, rule, problem.pointer)
        except UnreadableError:
            continue


def _by_kind(rules: Sequence[Rule]) -> Mapping[str, Sequence[Rule]]:
    return {kind.name: tuple(rule for rule in rules if kind in rule.kinds) for kind in KINDS}


def _by_prefilter() -> Mapping[Prefilter, tuple[frozenset[str], Sequence[TextRule]]]:
    """Return the text rules by their prefilter, with the kinds of text that they judge."""
    groups: defaultdict[Prefilter, list[TextRule]] = defaultdict(list)
    for rule in TEXT_RULES:
        groups[rule.prefilter].append(rule)
    return {
        prefilter: (frozenset().union(*(rule.texts for rule in rules)), tuple(rules))
        for prefilter, rules in groups.items()
    }


load_rules()
_BY_PREFILTER = _by_prefilter()
_PERSONAL = frozenset(rule.code for rule in (*TEXT_RULES, *RECORD_RULES) if rule.personal)
_NAMES = next(rule for rule in RECORD_RULES if rule.code in _PERSONAL)
_ALSO_OF_PAGES = frozenset({"placeholder", "mixed-alphabet", "broken-markdown"})
_OF_PAGES = [rule for rule in TEXT_RULES if rule.personal or rule.code in _ALSO_OF_PAGES]
_LASTING, _DATED, _NEW = map(_by_kind, (RECORD_RULES, DATED_RULES, NEW_RECORD_RULES))


def _add_rule(problem: Problem, rule: Rule, pointer: Pointer) -> Problem:
    return replace(problem, code=rule.code, severity=rule.severity, pointer=pointer)

"""Creates drafts of invalid records: without their wrong optional fields, at a stage that is not public.

A record whose required fields are wrong or missing cannot become a draft: it is told which.
"""

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy

from msgspec.structs import replace

from generator.base.russian import join_words, quote_all, uncapitalise
from generator.intake.tables.judge.check_import import ExistingAtlas, ImportResult, check_import
from generator.intake.tables.rows.table_record import StrippedRecord, TableRecord
from generator.intake.tables.sheets import SheetContents
from generator.model.findings import Pointer, Problem, find_value
from generator.source.fields import Fields
from generator.source.yaml.reader import Json


def make_drafts(done: ImportResult, contents: SheetContents, standing: ExistingAtlas) -> ImportResult:
    """Return a result with the drafts of invalid records, which are as free of errors as valid ones."""
    tried = [(record, _strip(record, problems, standing)) for record, problems in done.faulty]
    drafts = [one for _, one in tried if isinstance(one, StrippedRecord)]
    records = [*done.clean, *(draft.record for draft in drafts)]
    checked = check_import(replace(contents, records=records, findings=()), standing)
    paths = {record.path for record in checked.clean}
    made = [draft for draft in drafts if draft.record.path in paths]
    taken = {draft.record.path for draft in made}
    refused = (
        f"«{record.value.get('title', record.id)}» ({uncapitalise(record.place(()).words)}): {_why_not(one)}"
        for record, one in tried
        if record.path not in taken
    )
    return replace(done, drafts=made, undrafted=tuple(refused))


def describe_drafts(drafts: Sequence[StrippedRecord]) -> Iterator[str]:
    """Yield the path of each draft, with the titles of its removed fields."""
    for draft in drafts:
        names = join_words(quote_all(draft.without))
        left = f" — без {'поля' if len(draft.without) == 1 else 'полей'} {names}" if names else ""
        yield f"  {draft.record.path}{left}"


def _why_not(tried: StrippedRecord | Sequence[str]) -> str:
    """Return why a record is no draft, by the required fields that are wrong in it."""
    if isinstance(tried, StrippedRecord):
        return "мешает другая запись"
    if not tried:
        return "этапа, который не публикуется, у таких записей нет"
    names = join_words(quote_all(tried))
    return f"без {'обязательного поля' if len(tried) == 1 else 'обязательных полей'} {names} записи не бывает"


def _strip(
    record: TableRecord, problems: Sequence[Problem], standing: ExistingAtlas
) -> StrippedRecord | Sequence[str]:
    """Return the draft of a record, or the titles of required fields that are wrong.

    Without any the record has no stage that is not public.
    """
    fields = Fields(schemas=standing.schemas, file=record.kind.schema_file)
    stage = _find_hidden_stage(fields, standing)
    value = deepcopy(dict(record.value))
    places = [_find_optional(value, one.pointer, fields) for one in problems]
    if not stage:
        return ()
    if not all(places):
        wrong = (one for one, place in zip(problems, places, strict=True) if not place)
        keys = ((*one.pointer, *one.missing_keys)[:1] for one in wrong)
        return [*dict.fromkeys(fields.at(key).title for key in keys)]
    for place in sorted(dict.fromkeys(places), key=_from_the_end, reverse=True):
        _remove(value, place)
    titles = dict.fromkeys(fields.at(place[:1]).title for place in places)
    return StrippedRecord(record=replace(record, value={**value, **stage}), without=tuple(titles))


def _find_hidden_stage(fields: Fields, standing: ExistingAtlas) -> Mapping[str, str]:
    """Return the first stage of a kind whose records are not published; empty if it has none."""
    for field in fields.below(()):
        terms = standing.terms.get(field.vocabulary)
        hidden = [term for term in terms.vocabulary.terms if not term.public] if terms else []
        if hidden:
            return {field.key: min(hidden, key=lambda term: term.rank).id}
    return {}


def _find_optional(value: Json, pointer: Pointer, fields: Fields) -> Pointer:
    """Return the smallest removable part at or around a pointer: the record stays valid without it.

    Empty if there is none.
    """
    for size in range(len(pointer), 0, -1):
        *outer, last = pointer[:size]
        parent = find_value(value, tuple(outer))
        if isinstance(last, int):
            if isinstance(parent, list) and len(parent) > 1 and last < len(parent):
                return pointer[:size]
        elif isinstance(parent, dict) and last in parent:
            schema = fields.tree if not outer else fields.at(tuple(outer)).schema
            if last not in schema.get("required", ()):
                return pointer[:size]
    return ()


def _from_the_end(place: Pointer) -> tuple[tuple[str, int], ...]:
    """Return a sort key by which later items come first, so that they are removed first."""
    return tuple(("", step) if isinstance(step, int) else (step, 0) for step in place)


def _remove(value: Json, place: Pointer) -> None:
    """Remove a part of a record, unless a larger part has already been removed with it."""
    parent, last = find_value(value, place[:-1]), place[-1]
    if isinstance(parent, list) and isinstance(last, int):
        del parent[last]
    elif isinstance(parent, dict) and isinstance(last, str):
        parent.pop(last, None)

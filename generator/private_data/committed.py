"""The committed record of a practice, and the data that a draw needs from it."""

from collections.abc import Iterator
from typing import Any

import msgspec

from generator.base.errors import AtlasError
from generator.base.russian import fold_text
from generator.base.suggestions import near_misses
from generator.check.record_check import validate_file
from generator.check.ruleset import Ruleset
from generator.model.catalogue import decode_record
from generator.model.kinds import COMMUNITY, PRACTICE, RESOURCE_CENTRE, Kind
from generator.model.records.practice import Practice
from generator.private_data.draw import DrawnPractice
from generator.source.git.revision import Revision
from generator.source.record_files import CONTENT


class CommittedPractice(msgspec.Struct, frozen=True, kw_only=True):
    """A practice at a commit; `blob` is git's hash of its file."""

    record: Practice
    blob: str
    drawn: DrawnPractice

    @property
    def seed(self) -> str:
        """The default seed, which nobody can choose: git's hash of the record, and the number of the draw."""
        return f"{self.blob}-{1 + sum(part.draw is not None for part in self.record.expertise)}"


def read_committed(revision: Revision, practice: str, ruleset: Ruleset) -> CommittedPractice:
    """Return a practice at a commit.

    Raises:
        AtlasError: there is no such practice, or it has mistakes; git refused.
    """
    path = path_of(PRACTICE, practice)
    blob = revision.files.get(path)
    if blob is None or not blob.is_file:
        names = [
            one.rpartition("/")[2].removesuffix(".yaml")
            for one in revision.below(f"{CONTENT}/{PRACTICE.folder}")
        ]
        near = near_misses(practice, [(name, name) for name in names])
        hint = f" Возможно, вы имели в виду «{near[0]}»." if near else ""
        message = f"практики «{practice}» нет в последней сохранённой правке git: {path}.{hint}"
        raise AtlasError(message, "Назовите её идентификатор; новую сначала сохраните: git add и git commit")
    record: Practice = _read(revision, PRACTICE, practice, ruleset)
    return CommittedPractice(record=record, blob=blob.id, drawn=_describe_practice(record, revision, ruleset))


def path_of(kind: Kind, record_id: str) -> str:
    """Return the path of a record's file in the atlas."""
    return f"{CONTENT}/{kind.folder}/{record_id}.yaml"


def _read(revision: Revision, kind: Kind, record_id: str, ruleset: Ruleset) -> Any:  # noqa: ANN401 - a record of the kind
    path = path_of(kind, record_id)
    data = revision.read([path]).get(path)
    if data is None:
        return None
    found = validate_file(path, data, ruleset.record_validator.validators[kind.schema_file])
    if found.findings:
        message = f"в записи «{path}» ошибки, жребия по ней нет"
        raise AtlasError(message, "Исправьте её: какие ошибки, скажет atlas check")
    return decode_record(kind, msgspec.Raw(msgspec.msgpack.encode(found.value)))


def _describe_practice(record: Practice, revision: Revision, ruleset: Ruleset) -> DrawnPractice:
    return DrawnPractice(
        id=record.id,
        subjects=frozenset(record.subjects),
        directions=frozenset(record.directions),
        levels=frozenset(record.education_levels),
        organisation=fold_text(record.organisation.name),
        municipality=record.municipality or "",
        involved=frozenset(map(fold_text, _list_involved(record, revision, ruleset))),
    )


def _list_involved(record: Practice, revision: Revision, ruleset: Ruleset) -> Iterator[str]:
    yield from (one.organisation for one in record.authors if one.organisation)
    helpers = [(COMMUNITY, one) for one in record.communities]
    helpers += [(RESOURCE_CENTRE, one) for one in record.resource_centres]
    for kind, one in helpers:
        found = _read(revision, kind, one, ruleset)
        if found is not None:
            yield found.title
            yield found.organisation.name

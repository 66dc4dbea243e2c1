"""The records that differ between two revisions, and their changed fields."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import chain

import msgspec

from generator.changes.fields import FieldChange, field_changes
from generator.model.kinds import Kind
from generator.source.fields import Fields
from generator.source.git.difference import How, PathChange, changed_paths
from generator.source.git.git import GitRepository, read_blobs
from generator.source.git.revision import Blob, Revision
from generator.source.record_files import record_at
from generator.source.schema_files import Schemas
from generator.source.yaml.reader import Json, Refusal, read_yaml


class RecordChange(msgspec.Struct, frozen=True, kw_only=True):
    """A record that was added, changed, removed or renamed.

    `before` and `after` are its values as read from YAML, valid or not; None without a readable regular file.
    `path` is its current path, for a removed record the former one; `before_path` is the former path.
    """

    kind: Kind
    id: str
    path: str
    before_path: str
    how: How
    before: dict[str, Json] | None
    after: dict[str, Json] | None
    fields: Sequence[FieldChange]

    @property
    def value(self) -> Mapping[str, Json]:
        """The current value, of a removed or unreadable record the former one; empty if neither is known."""
        return self.after or self.before or {}

    @property
    def title(self) -> str:
        """The record's title, or its file's name."""
        title = self.value.get("title")
        return title if isinstance(title, str) and title.strip() else self.id


BlobContents = Mapping[str, bytes]
"""Blob id → content."""


def read_contents(repository: GitRepository, changes: Sequence[PathChange]) -> BlobContents:
    """Return the contents of changed records, of both revisions.

    Raises:
        AtlasError: git failed.
    """
    places = [(change.before, change.old) for change in changes]
    places += [(change.path, change.new) for change in changes]
    return read_blobs(repository, [blob.id for path, blob in places if blob and record_at(path)])


def record_changes(
    base: Revision,
    head: Revision,
    schemas: Schemas,
    changed: Sequence[PathChange] | None = None,
    contents: BlobContents | None = None,
) -> tuple[RecordChange, ...]:
    """Return the records that differ between two revisions, sorted by path.

    Pass `changed` and `contents` (see `read_contents`) if they are already known.

    Raises:
        AtlasError: git failed.
    """
    differing = changed_paths(base, head) if changed is None else changed
    known = read_contents(base.repository, differing) if contents is None else contents
    paths = sorted(chain.from_iterable(map(_split_renaming, differing)), key=lambda change: change.path)
    fields = cache(lambda file: Fields(schemas=schemas, file=file))
    return tuple(
        _record_change(change, *place, fields(place[0].schema_file), known)
        for change in paths
        if (place := record_at(change.path))
    )


def _record_change(
    change: PathChange, kind: Kind, record_id: str, fields: Fields, contents: BlobContents
) -> RecordChange:
    before = None if change.how == "added" else _value(contents, change.old)
    after = None if change.how == "removed" else _value(contents, change.new)
    return RecordChange(
        kind=kind,
        id=record_id,
        path=change.path,
        before_path=change.before,
        how=change.how,
        before=before,
        after=after,
        fields=() if before is None or after is None else field_changes(before, after, fields),
    )


def _split_renaming(change: PathChange) -> Iterator[PathChange]:
    """Yield a change; a renaming across kinds or out of the records becomes a removal and an addition."""
    before, after = record_at(change.before), record_at(change.path)
    if change.how != "renamed" or (before and after and before[0] is after[0]):
        yield change
        return
    yield PathChange(path=change.before, how="removed", before=change.before, old=change.old)
    yield PathChange(path=change.path, how="added", before=change.path, new=change.new)


def _value(contents: BlobContents, blob: Blob | None) -> dict[str, Json] | None:
    if blob is None:
        return None
    read = read_yaml(contents[blob.id])
    return None if isinstance(read, Refusal) or not isinstance(read.value, dict) else read.value

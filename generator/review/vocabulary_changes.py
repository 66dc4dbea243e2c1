"""Changes of vocabularies in a proposal, and how many records they concern."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from generator.base.russian import fold_text
from generator.check.revision.revision_check import RevisionCheck
from generator.model.annotations import VOCABULARY, Annotations, compile_annotations, walk_marked
from generator.model.kinds import KINDS
from generator.model.settings import Term, Vocabulary
from generator.source.record_files import record_at
from generator.source.schema_tree import resolve
from generator.source.yaml.reader import read_yaml

_STAGES = frozenset(kind.stage_vocabulary for kind in KINDS)
_Use = tuple[str, str]
"""A vocabulary and the id of a term."""


class TermChange(msgspec.Struct, frozen=True, kw_only=True):
    """A term that was added, removed or changed; `before` or `after` is None where it does not exist.

    `uses` is how many records of the newer revision use its former id.
    """

    before: Term | None
    after: Term | None
    uses: int = 0

    @property
    def is_lost(self) -> bool:
        """Whether records can no longer use it as before."""
        return self.before is not None and (self.after is None or self.after.id != self.before.id)


class VocabularyChange(msgspec.Struct, frozen=True, kw_only=True):
    """A vocabulary that was added, removed or changed."""

    title: str
    terms: Sequence[TermChange]
    has_stages: bool = False
    """Whether its terms decide which records readers see."""


def compare_vocabularies(before: RevisionCheck, after: RevisionCheck) -> tuple[VocabularyChange, ...]:
    """Return the vocabularies that differ between two revisions; empty if those of one cannot be read.

    Raises:
        AtlasError: a schema cannot be used, or git refused.
    """
    former, present = (check.ruleset.vocabularies for check in (before, after))
    if not former or not present or former is present:
        return ()
    found = {
        name: tuple(_compare_terms(former.get(name), present.get(name)))
        for name in dict.fromkeys([*former, *present])
    }
    wanted = {(name, change.before.id) for name, terms in found.items() for change in terms if change.before}
    uses = _count_uses(after, wanted) if wanted else Counter()
    return tuple(
        VocabularyChange(
            title=(present.get(name) or former[name]).title,
            terms=_with_uses(name, terms, uses),
            has_stages=name in _STAGES,
        )
        for name, terms in found.items()
        if terms
    )


def _compare_terms(before: Vocabulary | None, after: Vocabulary | None) -> Iterator[TermChange]:
    """Yield the terms that differ: a new term with the title of a removed one counts as renamed."""
    old, new = (one.by_id if one else {} for one in (before, after))
    come = {fold_text(term.title): term for name, term in new.items() if name not in old}
    for name, term in old.items():
        heir = new.get(name) or come.pop(fold_text(term.title), None)
        if heir != term:
            yield TermChange(before=term, after=heir)
    yield from (TermChange(before=None, after=term) for term in come.values())


def _with_uses(name: str, terms: Sequence[TermChange], uses: Counter[_Use]) -> Sequence[TermChange]:
    return tuple(
        msgspec.structs.replace(one, uses=uses[name, one.before.id]) if one.before else one for one in terms
    )


def _count_uses(check: RevisionCheck, wanted: set[_Use]) -> Counter[_Use]:
    """Count the records of a revision that use each term: only those whose text has an id are parsed."""
    schemas = check.ruleset.schemas
    marks: Mapping[str, Annotations] = {
        kind.name: compile_annotations(resolve(schemas, kind.schema_file), VOCABULARY) for kind in KINDS
    }
    ids = [name.encode() for _, name in wanted]
    uses: Counter[_Use] = Counter()
    for path in check.verdicts:
        place, data = record_at(path), check.blobs.read(path)
        if place is None or not isinstance(data, bytes) or not any(name in data for name in ids):
            continue
        uses.update(wanted.intersection(walk_marked(marks[place[0].name], read_yaml(data).value)))
    return uses

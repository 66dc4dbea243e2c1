"""Records that letters describe in words: by the questions of the form, without the form."""

import datetime as dt
from collections.abc import Sequence
from functools import cached_property

import msgspec

from generator.canonical import canonical_text
from generator.intake.tables.answers_text import AnswersReader, WrittenRecord
from generator.intake.tables.cells.item_text import merge_values
from generator.intake.tables.layout import tables_by_kind
from generator.letters.letter import ProposalLetter
from generator.letters.proposals import SentProposal
from generator.model.kinds import KINDS
from generator.model.settings import Settings
from generator.source.git.revision import Revision
from generator.source.schema_files import Schemas
from generator.source.yaml.reader import read_yaml


class LetterWords(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """Reads the words of letters. A record of the `base` with the same title is corrected."""

    settings: Settings
    schemas: Schemas
    base: Revision
    day: dt.date

    def find(self, letter: ProposalLetter) -> Sequence[SentProposal]:
        """Return the records that a letter describes, of its text or else of its HTML."""
        found = [one for text in letter.texts for one in self._reader.read(text, letter.subject)]
        found = found or [one for text in letter.pages for one in self._reader.read(text, letter.subject)]
        return [self._propose(one) for one in found]

    def _propose(self, found: WrittenRecord) -> SentProposal:
        record = found.record
        standing = self.base.read([record.path]).get(record.path)
        old = read_yaml(standing).value if standing is not None else None
        if isinstance(old, dict):
            value = merge_values(old, record.value)
        else:
            value = {**record.value, "added": self.day.isoformat()}
        return SentProposal(
            path=record.path,
            text=canonical_text(value, record.kind, self.schemas),
            title=str(value.get("title", "")),
            left=found.left,
            kind_title=self.settings.atlas.kinds[record.kind.name].title,
        )

    @cached_property
    def _reader(self) -> AnswersReader:
        kinds = [kind for kind in KINDS if self.settings.atlas.kinds[kind.name].enabled]
        return AnswersReader(tables=tables_by_kind(kinds, self.schemas), settings=self.settings)

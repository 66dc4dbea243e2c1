"""The ruleset: everything that records are checked by, made from the schemas and settings of an atlas."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

import msgspec

from generator.check.record_check import RecordValidator
from generator.check.rules import addition_problems
from generator.check.rules.base import Context
from generator.check.schema import SchemaValidator, schema_validators
from generator.model.findings import Finding
from generator.model.settings import Settings, Vocabulary
from generator.source.locations import findings_of
from generator.source.record_files import Source
from generator.source.schema_files import Schemas


class Ruleset(msgspec.Struct, frozen=True, kw_only=True, eq=False, dict=True):
    """What records are checked by: schemas, and settings with what is wrong with them.

    `vocabularies` holds the vocabularies that could be read, including the municipalities: records are
    checked by them even when the rest of the settings is broken.
    """

    settings: Settings | None
    """The settings; None if they are broken."""
    vocabularies: Mapping[str, Vocabulary]
    findings: tuple[Finding, ...]
    schemas: Schemas
    digest: bytes
    """The hash of both: with the record's, the key of a verdict; the day is not part of it."""
    picks_data: bytes = b""
    """The file of the editors' picks, which is checked once the records are known."""

    @cached_property
    def validators(self) -> Mapping[str, SchemaValidator]:
        """Validators that use these vocabularies, by the schema's file name: for records too."""
        return schema_validators(self.schemas, self.vocabularies)

    @cached_property
    def record_validator(self) -> RecordValidator:
        """Validates record files by rules that do not depend on the day, so that verdicts stay valid."""
        return RecordValidator(validators=self.validators, context=self._context)

    def context(self, as_of: dt.date) -> Context | None:
        """Return the rules' context on a day; None if the settings are broken: then no rule is applied."""
        return self._context and msgspec.structs.replace(self._context, as_of=as_of)

    @cached_property
    def _context(self) -> Context | None:
        if self.settings is None:
            return None
        return Context.of(settings=self.settings, as_of=dt.date.min, schemas=self.schemas)

    def addition_findings(self, sources: Iterable[Source], as_of: dt.date) -> Iterator[Finding]:
        """Yield the findings that concern records only because they are new.

        Records that do not fit their schema are checked as far as they can be read.

        Raises:
            AtlasError: a schema is invalid.
        """
        context = self.context(as_of)
        for source in sources if context else ():
            entry, data = self.record_validator.read_entry(source), source.read()
            if context and entry is not None and isinstance(data, bytes):
                name_fields = context.fields[entry.kind.name].name_fields
                yield from findings_of(source.path, data, map(name_fields, addition_problems(entry, context)))

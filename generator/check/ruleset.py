"""The ruleset: everything that records are checked by, made from the schemas and settings of an atlas."""

import datetime as dt
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from pathlib import Path

import msgspec

from generator.check.record_check import RecordValidator
from generator.check.rules import addition_problems
from generator.check.rules.base import Context
from generator.check.settings_check import LoadedSettings, read_settings, with_outside
from generator.model.findings import Finding
from generator.source.locations import findings_of
from generator.source.record_files import Source
from generator.source.schema_files import Schemas, read_schemas


class Ruleset(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """What records are checked by: the schemas of an atlas and its settings, valid or broken."""

    loaded: LoadedSettings

    @property
    def digest(self) -> bytes:
        """The hash of both: with the record's, the key of a verdict; the day is not part of it."""
        return self.loaded.digest

    @property
    def schemas(self) -> Schemas:
        """The schemas of the atlas."""
        return self.loaded.schemas

    def context(self, as_of: dt.date) -> Context | None:
        """Return the rules' context on a day; None if the settings are broken: then no rule is applied."""
        return self._context and msgspec.structs.replace(self._context, as_of=as_of)

    @cached_property
    def _context(self) -> Context | None:
        settings = self.loaded.settings
        if settings is None:
            return None
        return Context.of(settings=settings, as_of=dt.date.min, schemas=self.schemas)

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

    @cached_property
    def record_validator(self) -> RecordValidator:
        """Validates record files by rules that do not depend on the day, so that verdicts stay valid."""
        return RecordValidator(validators=self.loaded.validators, context=self._context)


def load_ruleset(root: Path, *, remember: bool = False) -> Ruleset:
    """Return the ruleset of the atlas at `root`, the same object as long as nothing has changed.

    With `remember`, schemas and settings are kept between runs (see `read_settings`).

    Raises:
        NotAnAtlasError: there is no atlas at `root`.
        AtlasError: a schema cannot be used.
    """
    read = read_settings(root, None if remember else read_schemas(root))
    return _ruleset(loaded=with_outside(root, read))


_ruleset = lru_cache(maxsize=8)(Ruleset)

"""Bench: all that records are judged by, made from schemas and settings once."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

import msgspec

from generator.cache import fingerprint, modules_digest
from generator.rules import Context
from generator.schema import Judge, judges
from generator.schema_files import Schemas, read_schemas
from generator.settings_files import LoadedSettings, load_settings
from generator.survey import conditions
from generator.trial import Trial


class Bench(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """What records are judged by: the schemas of an atlas and its settings, whether right or broken."""

    schemas: Schemas
    loaded: LoadedSettings

    @cached_property
    def judges(self) -> Mapping[str, Judge]:
        """A judge for each schema file, by file name."""
        return judges(self.schemas, self.loaded.vocabularies)

    def context(self, as_of: dt.date) -> Context | None:
        """Return what rules know on a day; None if the settings are broken: then no rule judges."""
        settings = self.loaded.settings
        return None if settings is None else Context.of(settings=settings, as_of=as_of, schemas=self.schemas)

    @cached_property
    def trial(self) -> Trial:
        """Judges record files. What its rules say lasts: those that ask for the day are not its own."""
        return Trial(judges=self.judges, context=self.context(dt.date.min))

    @cached_property
    def digest(self) -> bytes:
        """The hash of all that a verdict is made from, beside the record: the day is not among it."""
        judging = json.dumps(self.schemas, ensure_ascii=False, sort_keys=True).encode()
        told = msgspec.msgpack.encode([self.loaded.settings, self.loaded.vocabularies], order="sorted")
        return fingerprint(judging, told, modules_digest())


def bench_of(root: Path, told: bytes | None = None) -> Bench:
    """Return the bench of the atlas at `root`.

    Args:
        root: the root of the atlas.
        told: the hash of its schemas and settings, if it can be told: a command that checks again and
            again, as `atlas serve`, reads them anew only when they have changed.

    Raises:
        NotAnAtlasError: there is no atlas at `root`.
        AtlasError: a schema cannot be used.
    """
    known = _last.get(root)
    if known is not None and told is not None and known[0] == told:
        return known[1]
    schemas = read_schemas(root)
    bench = Bench(schemas=schemas, loaded=load_settings(root, schemas))
    if told is not None and told == conditions(root):  # nothing has changed while they were read
        _last[root] = (told, bench)
    return bench


_last: dict[Path, tuple[bytes, Bench]] = {}

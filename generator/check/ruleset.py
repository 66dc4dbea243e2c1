"""Bench: all that records are judged by, made from schemas and settings once."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path

import msgspec

from generator.base.cache import fingerprint, modules_digest, recall, remember
from generator.check.record_check import Trial
from generator.check.rules import Context
from generator.check.schema import Judge, judges
from generator.check.settings_check import LoadedSettings, load_settings
from generator.source.schema_files import Schemas, read_schemas
from generator.source.snapshot import conditions

_DISK, _FORMAT = "bench", b"bench-1"


class Bench(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """What records are judged by: the schemas of an atlas and its settings, whether right or broken."""

    schemas: Schemas
    loaded: LoadedSettings
    judging: bytes
    """The hash of both, as far as records are judged by them."""

    @cached_property
    def judges(self) -> Mapping[str, Judge]:
        """A judge for each schema file, by file name."""
        return judges(self.schemas, self.loaded.vocabularies)

    def context(self, as_of: dt.date) -> Context | None:
        """Return what rules know on a day; None if the settings are broken: then no rule judges."""
        settings = self.loaded.settings
        if settings is None:
            return None
        if as_of not in self._contexts:
            self._contexts[as_of] = Context.of(settings=settings, as_of=as_of, schemas=self.schemas)
        return self._contexts[as_of]

    @cached_property
    def _contexts(self) -> dict[dt.date, Context]:
        """What rules know, by the day: made once."""
        return {}

    @cached_property
    def trial(self) -> Trial:
        """Judges record files. What its rules say lasts: those that ask for the day are not its own."""
        return Trial(judges=self.judges, context=self.context(dt.date.min))

    @property
    def digest(self) -> bytes:
        """The hash of all that a verdict is made from, beside the record: the day is not among it."""
        return fingerprint(self.judging, modules_digest())


class _Kept(msgspec.Struct, frozen=True, array_like=True):
    """A bench as it is remembered."""

    schemas: bytes
    loaded: LoadedSettings
    judging: bytes


def bench_of(root: Path, told: bytes | None = None) -> Bench:
    """Return the bench of the atlas at `root`.

    Args:
        root: the root of the atlas.
        told: the hash of its schemas and settings, if it can be told: then they are read anew only when
            they have changed.

    Raises:
        NotAnAtlasError: there is no atlas at `root`.
        AtlasError: a schema cannot be used.
    """
    if told is None:
        return _read(root)
    return kept_bench(root, _DISK, told, lambda: _read(root), lambda: told == conditions(root))


def kept_bench(
    root: Path, name: str, told: bytes, make: Callable[[], Bench], stays: Callable[[], bool]
) -> Bench:
    """Return a bench that is remembered under a name, or make and remember it.

    Args:
        root: the root of the atlas, where caches are.
        name: the name of the cache's file.
        told: the hash of the schemas and settings that the bench is made of.
        make: makes it.
        stays: tells, after it was made, whether schemas and settings are still those.

    Raises:
        AtlasError: as `make`.
    """
    known = _last.get((root, name))
    if known is not None and known[0] == told:
        return known[1]
    key = fingerprint(_FORMAT, told, modules_digest())
    bench = _recalled(root, name, key)
    if bench is None:
        bench = make()
        if not stays():
            return bench
        _remember(root, name, key, bench)
    _last[root, name] = (told, bench)
    return bench


def _read(root: Path) -> Bench:
    schemas = read_schemas(root)
    return _bench(schemas, load_settings(root, schemas))


def _bench(schemas: Schemas, loaded: LoadedSettings) -> Bench:
    judging = json.dumps(schemas, ensure_ascii=False, sort_keys=True).encode(errors="surrogatepass")
    told = msgspec.msgpack.encode([loaded.settings, loaded.vocabularies], order="sorted")
    return Bench(schemas=schemas, loaded=loaded, judging=fingerprint(judging, told))


def _recalled(root: Path, name: str, key: bytes) -> Bench | None:
    body = recall(root, name, key)
    try:
        kept = None if body is None else msgspec.msgpack.decode(body, type=_Kept)
    except msgspec.MsgspecError:
        return None
    if kept is None:
        return None
    return Bench(schemas=json.loads(kept.schemas), loaded=kept.loaded, judging=kept.judging)


def _remember(root: Path, name: str, key: bytes, bench: Bench) -> None:
    try:
        schemas = json.dumps(bench.schemas, ensure_ascii=False).encode()
        body = msgspec.msgpack.encode(_Kept(schemas, bench.loaded, bench.judging))
    except UnicodeEncodeError:  # something in them is no text
        return
    remember(root, name, key, body)


_last: dict[tuple[Path, str], tuple[bytes, Bench]] = {}

"""Loads what was checked: the settings, the records without errors, and their catalogue."""

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

from generator.base.errors import AtlasError
from generator.base.memo import FOLDER, Memo
from generator.check.check import CheckResult
from generator.check.record_check import Value
from generator.model.catalogue import Catalogue, Entry, decode_record, entry_with
from generator.model.findings import BrokenAtlasError
from generator.model.link import link
from generator.model.settings import Settings
from generator.source.record_files import Source


def require_settings(result: CheckResult) -> Settings:
    """Return the settings of a checked atlas.

    Raises:
        BrokenAtlasError: they are broken.
    """
    if result.settings is None:
        message = "в настройках атласа есть ошибки"
        raise BrokenAtlasError(message, result.findings, "Исправьте настройки и повторите команду")
    return result.settings


def load_catalogue(root: Path, result: CheckResult, *, jobs: int = 1) -> Catalogue:
    """Return what pages are made from: the records without errors, linked.

    Raises:
        BrokenAtlasError: the settings are broken.
        AtlasError: as `load_records`.
    """
    settings = require_settings(result)
    return link(iterate_records(root, result, jobs=jobs), settings, result.as_of)


def load_records(root: Path, result: CheckResult, *, jobs: int = 1) -> list[Entry[Any]]:
    """Return the records without errors, sorted by path.

    Their values come from the check, from the cache, or else from the files, which are read again.

    Raises:
        AtlasError: a file has changed since it was checked.
    """
    return list(iterate_records(root, result, jobs=jobs))


def iterate_records(root: Path, result: CheckResult, *, jobs: int = 1) -> Iterator[Entry[Any]]:
    """Yield the records as `load_records`, one by one: ten thousand of them take a hundred megabytes.

    The result of the check is not kept.

    Raises:
        AtlasError: as `load_records`.
    """
    fitting = [source for source in result.records if result.verdicts[source.path].fits]
    values = _load_values(root, result, fitting, jobs)
    broken = frozenset(result.broken)
    return (entry_of(source, values[source.path]) for source in fitting if source.path not in broken)


def entry_of(source: Source, value: Value) -> Entry[Any]:
    """Return the entry of a record from its value, which fits its schema."""
    record = decode_record(source.kind, value.packed)
    return entry_with(source.kind, record, source.path, digest=value.digest, value=value.packed)


def _load_values(
    root: Path, result: CheckResult, sources: Collection[Source], jobs: int
) -> Mapping[str, Value]:
    memo = Memo(root / FOLDER, "values", Value, result.ruleset.digest)
    wanted = {source.path: result.verdicts[source.path].digest for source in sources}
    known = {} if wanted.keys() <= result.values.keys() else _select_matching(memo.get_all(), wanted)
    new = dict(_select_matching(result.values, wanted))
    missing = [one for one in sources if one.path not in known and one.path not in new]
    read = result.ruleset.record_validator.validate_all(missing, jobs=jobs)
    for source, one in zip(missing, read, strict=True):
        if one.value is None or one.value.digest != wanted[source.path]:
            message = "файлы атласа изменились, пока шла проверка"
            raise AtlasError(message, "Повторите команду")
        new[source.path] = one.value
    if new:
        memo.put(new, keep=wanted)
    return {**known, **new}


def _select_matching(values: Mapping[str, Value], wanted: Mapping[str, bytes | None]) -> Mapping[str, Value]:
    """Return the values whose hashes are the wanted ones."""
    return {path: one for path, one in values.items() if wanted.get(path) == one.digest}

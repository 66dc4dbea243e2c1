"""The check: what is wrong with an atlas, worked out once for the same files on the same day."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import msgspec

from generator.base.cache import fingerprint, modules_digest, recall, remember
from generator.base.errors import AtlasError
from generator.model.findings import BrokenAtlasError, Finding, Severity
from generator.model.kinds import KINDS
from generator.source.file_hashes import Traced
from generator.source.snapshot import Survey, conditions, survey

if TYPE_CHECKING:  # an atlas that has not changed needs none of them
    from generator.check.atlas_check import Examined
    from generator.model.catalogue import Catalogue, Entry
    from generator.model.settings import Settings

_CACHE = "check"
_FORMAT = b"check-2"


class Contents(Protocol):
    """What a build is made from."""

    @property
    def settings(self) -> Settings | None:
        """The settings, None when they are broken."""

    @property
    def right(self) -> Sequence[Entry[Any]]:
        """The records without errors."""


class CheckResult(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """What a check found.

    `paths` are all record files, `broken` those with errors; `files` counts them by the kind's name.
    `ruled` tells whether rules have judged the records: they cannot while the settings are broken.
    `site` is the address of the site, empty while the settings are broken.
    """

    as_of: dt.date
    findings: tuple[Finding, ...]
    broken: tuple[str, ...]
    paths: tuple[str, ...]
    digests: Mapping[str, bytes]
    """The hashes of the record files that were checked, by path."""
    files: Mapping[str, int]
    ruled: bool
    site: str
    contents: Contents

    @property
    def settings(self) -> Settings | None:
        """The settings, None when they are broken."""
        return self.contents.settings

    @property
    def sound_settings(self) -> Settings:
        """The settings.

        Raises:
            BrokenAtlasError: they are broken.
        """
        if self.settings is None:
            message = "в настройках атласа есть ошибки"
            raise BrokenAtlasError(message, self.findings, "Исправьте настройки и повторите команду")
        return self.settings

    @property
    def right(self) -> Sequence[Entry[Any]]:
        """The records without errors."""
        return self.contents.right

    @cached_property
    def catalogue(self) -> Catalogue | None:
        """What pages are made from: the records without errors; None when the settings are broken.

        Made when it is first asked for: a check alone does without.
        """
        from generator.model.link import link  # noqa: PLC0415

        return None if self.settings is None else link(self.right, self.settings, self.as_of)

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings that stop a build."""
        return tuple(finding for finding in self.findings if finding.severity is Severity.ERROR)


def check(root: Path, *, as_of: dt.date, jobs: int = 1) -> CheckResult:
    """Check the atlas at `root`.

    Args:
        root: the folder that holds `content/`, `schemas/` and `site_config/`.
        as_of: the day on which dates and terms are judged.
        jobs: how many processes may read files.

    Raises:
        NotAnAtlasError: there is no atlas at `root`.
        AtlasError: a schema cannot be used.
    """
    work = _Work(root=root, as_of=as_of, jobs=jobs, seen=survey(root))
    known = work.known
    if known is not None:
        work.traced.remember(work.traced.digests)
        return _result(work, known, work.traced.digests, _Later(work=work, known=known))
    examined = work.examined
    work.remember(examined)
    return _result(work, _Outcome.of(examined), examined.digests, examined)


class _Outcome(msgspec.Struct, frozen=True, array_like=True):
    """What a check said of files that are told by their hash; None for the hash is never remembered."""

    state: bytes | None
    findings: tuple[Finding, ...]
    broken: tuple[str, ...]
    site: str

    @classmethod
    def of(cls, examined: Examined) -> _Outcome:
        """Return what an examination said."""
        site = "" if examined.settings is None else examined.settings.atlas.site_address
        return cls(examined.state, examined.findings, examined.broken, site)


class _Work(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """One check under way."""

    root: Path
    as_of: dt.date
    jobs: int
    seen: Survey

    @cached_property
    def known(self) -> _Outcome | None:
        """What the last check said, if nothing has changed since."""
        state = None if self._outcome is None else self.seen.state(self.traced.digests)
        return self._outcome if self._outcome and state and self._outcome.state == state else None

    @cached_property
    def examined(self) -> Examined:
        """What a whole examination says."""
        from generator.check.atlas_check import examine  # noqa: PLC0415 - the slow half of a check

        return examine(self.root, self.seen, as_of=self.as_of, traced=self.traced, jobs=self.jobs)

    def remember(self, examined: Examined) -> None:
        """Remember what an examination said, if the files stayed as they were while it ran."""
        sure = self.seen.conditions is not None and self.seen.conditions == conditions(self.root)
        if sure and examined.state is not None:
            remember(self.root, _CACHE, self._key, msgspec.msgpack.encode(_Outcome.of(examined)))

    @cached_property
    def _outcome(self) -> _Outcome | None:
        """What the last check by the same settings on the same day said, whatever the records were."""
        body = None if self.seen.conditions is None else recall(self.root, _CACHE, self._key)
        try:
            return None if body is None else msgspec.msgpack.decode(body, type=_Outcome)
        except msgspec.MsgspecError:
            return None

    @cached_property
    def traced(self) -> Traced:
        """The record files as they stand now."""
        return Traced(self.root, self.seen.records)

    @property
    def _key(self) -> bytes:
        day = self.as_of.isoformat().encode()
        return fingerprint(_FORMAT, self.seen.conditions or b"", day, modules_digest())


class _Later(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """The contents of an atlas whose findings are known: examined when they are asked for."""

    work: _Work
    known: _Outcome

    @property
    def settings(self) -> Settings | None:
        return self._examined.settings

    @property
    def right(self) -> Sequence[Entry[Any]]:
        return self._examined.right

    @cached_property
    def _examined(self) -> Examined:
        examined = self.work.examined
        if _Outcome.of(examined) != self.known:
            message = "файлы атласа изменились, пока шла проверка"
            raise AtlasError(message, "Повторите команду")
        return examined


def _result(
    work: _Work, outcome: _Outcome, digests: Sequence[bytes | None], contents: Contents
) -> CheckResult:
    pairs = zip(work.seen.records, digests, strict=True)
    read = {source.path: (source.kind.name, digest) for source, digest in pairs if digest is not None}
    files = Counter(kind for kind, _ in read.values())
    return CheckResult(
        as_of=work.as_of,
        findings=outcome.findings,
        broken=outcome.broken,
        paths=tuple(read),
        digests={path: digest for path, (_, digest) in read.items()},
        files={kind.name: files[kind.name] for kind in KINDS},
        ruled=bool(outcome.site),
        site=outcome.site,
        contents=contents,
    )

"""Remembers what was found of which state, and the hashes of contents by the ids that git gave them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import msgspec

from generator.base.cache import fingerprint, modules_digest, recall, remember
from generator.model.findings import Finding

_STATES, _BLOBS = "states", "blobs"
_FORMAT = b"states-1"
_KEPT = 6
"""States whose findings are remembered: what was proposed lately, and what to."""
_SPARE = 3
"""Hashes of contents that are not asked for any more are forgotten when they are so many times more."""

_Findings = tuple[Finding, ...]


def known_findings(root: Path, state: bytes) -> tuple[Finding, ...] | None:
    """Return what was found of a state; None if that is not known.

    Args:
        root: the root of the atlas.
        state: the hash of all that its findings depend on, beside the generator.
    """
    return _states(root).get(state)


def remember_findings(root: Path, state: bytes, findings: tuple[Finding, ...]) -> None:
    """Remember what was found of a state; the state that was asked for longest ago is forgotten."""
    kept = {known: found for known, found in _states(root).items() if known != state}
    latest = dict([*kept.items(), (state, findings)][-_KEPT:])
    remember(root, _STATES, _key(), msgspec.msgpack.encode(latest))


def known_digests(root: Path) -> Mapping[bytes, bytes]:
    """Return the hashes of contents by their ids."""
    body = recall(root, _BLOBS, fingerprint(_FORMAT))
    try:
        return {} if body is None else msgspec.msgpack.decode(body, type=dict[bytes, bytes])
    except msgspec.MsgspecError:
        return {}


def remember_digests(root: Path, before: Mapping[bytes, bytes], now: Mapping[bytes, bytes]) -> None:
    """Remember the hashes of contents: those of now, and those of before while they are not too many."""
    kept = before if len(before) <= _SPARE * len(now) else {}
    remember(root, _BLOBS, fingerprint(_FORMAT), msgspec.msgpack.encode({**kept, **now}))


def _states(root: Path) -> dict[bytes, _Findings]:
    body = recall(root, _STATES, _key())
    try:
        return {} if body is None else msgspec.msgpack.decode(body, type=dict[bytes, _Findings])
    except msgspec.MsgspecError:
        return {}


def _key() -> bytes:
    return fingerprint(_FORMAT, modules_digest())

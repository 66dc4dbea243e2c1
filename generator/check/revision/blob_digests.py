"""Learns the contents of a state from the disk: most of them stand there, and git names each by its hash."""

from __future__ import annotations

from pathlib import Path

from generator.base.cache import fingerprint
from generator.check.revision.findings_cache import known_digests, remember_digests
from generator.check.revision.revision_check import State
from generator.source.record_files import Source, Unloaded, read_file

_HASHES = {40: "sha1", 64: "sha256"}
"""What git hashes contents with, by the length of its ids."""


def learn(state: State, root: Path) -> None:
    """Remember the hashes of a state's contents that stand at the same paths on the disk.

    Git gives out thousands of contents one after another, much slower than they are read. A file of other
    bytes than the state has is passed over, be it changed or stored in another form.

    Raises:
        AtlasError: git refused.
    """
    before = known_digests(root)
    ids = {source: state.revision.files[source.file].id for source in state.survey.records}
    unknown = {source: one for source, one in ids.items() if bytes.fromhex(one) not in before}
    new = dict(filter(None, (_learned(source, one, root) for source, one in unknown.items())))
    if new:
        remember_digests(root, {}, {**before, **new})


def _learned(source: Source, one: str, root: Path) -> tuple[bytes, bytes] | None:
    import hashlib  # noqa: PLC0415 - all of OpenSSL

    data = read_file(root / source.path, source.path)
    if isinstance(data, Unloaded) or len(one) not in _HASHES:
        return None
    named = hashlib.new(_HASHES[len(one)], b"blob %d\0" % len(data), usedforsecurity=False)
    named.update(data)
    return (named.digest(), fingerprint(data)) if named.hexdigest() == one else None

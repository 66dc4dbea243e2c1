"""The artifact of a check: an untrusted archive, of which only the expected files are read."""

from __future__ import annotations

import io
import zipfile
import zlib
from dataclasses import dataclass

import msgspec

from generator.robots.github import GitHub

NAME = "review"
REPORT, NUMBER = "review.md", "number"
_MAX_PACKED = 2 << 20
_MAX_BYTES = {REPORT: 1 << 20, NUMBER: 20}
_DIGITS = 9
_BROKEN = (zipfile.BadZipFile, zlib.error, KeyError, ValueError, NotImplementedError, RuntimeError, EOFError)
"""What `zipfile` raises on damaged and hostile archives."""


class _Artifact(msgspec.Struct, frozen=True):
    id: int
    name: str
    size_in_bytes: int
    expired: bool


class _Artifacts(msgspec.Struct, frozen=True):
    artifacts: list[_Artifact]


@dataclass(frozen=True, kw_only=True, slots=True)
class ArtifactReport:
    """Report of a check and the number of its pull request, as the archive claims."""

    text: str
    number: int


def load_report(forge: GitHub, run: int) -> ArtifactReport | None:
    """Return the report of a run of the check; None if there is no usable one.

    Raises:
        ForgeError: GitHub refused.
    """
    path = f"actions/runs/{run}/artifacts"
    for one in forge.api.get(path, _Artifacts, name=NAME, per_page=100).artifacts:
        if one.name == NAME and not one.expired and one.size_in_bytes <= _MAX_PACKED:
            return read_report(forge.api.download(f"actions/artifacts/{one.id}/zip", _MAX_PACKED))
    return None


def read_report(data: bytes) -> ArtifactReport | None:
    """Return the report in an archive; None if the archive is not one of a check.

    Nothing is written to the disk, so names cannot escape a folder. Only the two expected files are read,
    each up to its limit.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            held = {name: _read(archive, name) for name in (REPORT, NUMBER)}
    except _BROKEN:
        return None
    number = held[NUMBER].decode("ascii", errors="replace").strip()
    if not (number.isascii() and number.isdigit() and len(number) <= _DIGITS):
        return None
    return ArtifactReport(text=held[REPORT].decode(errors="replace"), number=int(number))


def _read(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as stream:
        data = stream.read(_MAX_BYTES[name] + 1)
    if len(data) > _MAX_BYTES[name]:
        message = f"{name} is too large"
        raise ValueError(message)
    return data
